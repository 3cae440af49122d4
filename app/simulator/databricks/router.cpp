// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/databricks/router.h"

namespace twinlake::simulator {

namespace {

// A plus that means itself comes as "%2B".
QString decoded(QString encoded)
{
    return QUrl::fromPercentEncoding(encoded.replace(u'+', u' ').toUtf8());
}

/// What stands for each star; empty if the path is another.
std::optional<QStringList> capturesOf(const QStringList &pattern, const QStringList &path)
{
    const bool open = !pattern.isEmpty() && pattern.last() == u"**";
    if (open ? path.size() < pattern.size() : path.size() != pattern.size())
        return std::nullopt;
    QStringList captures;
    for (qsizetype at = 0; at < pattern.size(); ++at) {
        if (pattern.at(at) == u"**")
            captures << path.mid(at).join(u'/');
        else if (pattern.at(at) == u"*")
            captures << path.at(at);
        else if (pattern.at(at) != path.at(at))
            return std::nullopt;
    }
    return captures;
}

} // namespace

QString Call::query(const QString &key) const
{
    return decoded(request.query.queryItemValue(key, QUrl::FullyEncoded));
}

QStringList Call::queryAll(const QString &key) const
{
    QStringList values = request.query.allQueryItemValues(key, QUrl::FullyEncoded);
    for (QString &value : values)
        value = decoded(value);
    return values;
}

std::optional<std::int64_t> Call::queryNumber(const QString &key, std::int64_t fallback, std::int64_t low,
                                              std::int64_t high) const
{
    const QString text = query(key);
    if (text.isEmpty())
        return fallback;
    bool good = false;
    const qlonglong value = text.toLongLong(&good);
    return good && value >= low && value <= high ? std::optional<std::int64_t>(value) : std::nullopt;
}

void Router::add(const QByteArray &method, const QString &pattern, Handler handler)
{
    addLate(method, pattern, [handler = std::move(handler)](const Call &call, const Face::Reply &reply) {
        SimResponse response = handler(call);
        response.principal = call.principal.userName;
        reply(std::move(response));
    });
}

void Router::addLate(const QByteArray &method, const QString &pattern, LateHandler handler)
{
    m_routes.push_back({method, pattern.split(u'/', Qt::SkipEmptyParts), std::move(handler)});
}

void Router::addRaw(const QByteArray &method, const QString &pattern, Handler handler)
{
    add(method, pattern, std::move(handler));
    m_routes.back().raw = true;
}

std::optional<Router::Match> Router::match(const QByteArray &method, const QString &path) const
{
    const QStringList segments = path.split(u'/', Qt::SkipEmptyParts);
    for (const Route &route : m_routes) {
        if (route.method != method)
            continue;
        if (auto captures = capturesOf(route.segments, segments))
            return Match{&route.handler, std::move(*captures), route.raw};
    }
    return std::nullopt;
}

} // namespace twinlake::simulator
