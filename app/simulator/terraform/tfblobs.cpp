// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/terraform/tfblobs.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

SimResponse plain(int status, const QByteArray &contentType, const QByteArray &body)
{
    SimResponse response;
    response.status = status;
    response.contentType = contentType;
    response.body = body;
    return response;
}

QByteArray slice(const QByteArray &log, const QUrlQuery &query)
{
    const qsizetype offset = std::max<qsizetype>(0, query.queryItemValue(u"offset"_s).toLongLong());
    const qsizetype limit = query.queryItemValue(u"limit"_s).toLongLong();
    return log.mid(std::min(offset, log.size()), limit > 0 ? limit : -1);
}

} // namespace

QString TfBlobs::publish(const QByteArray &content, const QByteArray &contentType)
{
    const QByteArray secret = m_draw.hex(u"terraform/blob"_s, m_published++, 64).toLatin1();
    std::erase_if(m_objects, [now = m_world.now()](const auto &one) { return one.second.expires <= now; });
    m_objects[secret] = {content, contentType, m_world.now() + 1min};
    return m_origin + u"/v1/object/"_s + QString::fromLatin1(secret);
}

void TfBlobs::handle(const SimRequest &request, Reply reply)
{
    reply(answer(request));
}

SimResponse TfBlobs::answer(const SimRequest &request)
{
    const QStringList parts = request.path.split(u'/', Qt::SkipEmptyParts); // v1, shelf, secret
    const QString shelf = parts.value(1);
    const QByteArray secret = parts.value(2).toLatin1();
    if (parts.size() != 3 || parts.first() != u"v1"_s || secret.isEmpty())
        return plain(404, "text/plain"_ba, "not found"_ba);
    const bool ofState = shelf == u"state"_s || shelf == u"json-state"_s;
    const bool strict = !ofState && m_origin.startsWith(u"http://"_s);
    if (strict && !request.header("authorization"_ba).isEmpty())
        return plain(400, "text/plain"_ba, "Only one auth mechanism allowed"_ba);
    if (request.method == "PUT"_ba)
        return take(shelf, secret, request.body);
    if (request.method != "GET"_ba)
        return plain(404, "text/plain"_ba, "not found"_ba);
    return ofState ? state(secret, shelf == u"json-state"_s) : object(request, secret);
}

SimResponse TfBlobs::object(const SimRequest &request, const QByteArray &secret) const
{
    if (request.path.section(u'/', 2, 2) != u"object"_s)
        return plain(404, "text/plain"_ba, "not found"_ba);
    const TfPhase *phase = nullptr;
    if (m_world.runOfLog(secret, &phase))
        return plain(200, "text/plain; charset=utf-8"_ba, slice(phase->log, request.query));
    const auto found = m_objects.find(secret);
    if (found == m_objects.cend() || found->second.expires <= m_world.now())
        return plain(403, "text/plain"_ba, "expired"_ba);
    return plain(200, found->second.contentType, found->second.content);
}

SimResponse TfBlobs::state(const QByteArray &secret, bool asJson) const
{
    const TfStateVersion *version = m_world.states().bySecret(secret);
    const QByteArray content = !version ? QByteArray() : asJson ? version->json : version->raw;
    return content.isEmpty() ? plain(404, "text/plain"_ba, "not found"_ba) : plain(200, "application/json"_ba, content);
}

SimResponse TfBlobs::take(const QString &shelf, const QByteArray &secret, const QByteArray &content)
{
    using Uploaded = TfStates::Uploaded;
    Uploaded outcome = Uploaded::Unknown;
    if (shelf == u"upload"_s)
        outcome = m_world.uploadConfiguration(secret, content) ? Uploaded::Accepted : Uploaded::Unknown;
    else if (shelf == u"state"_s)
        outcome = m_world.states().upload(secret, content, m_world.now());
    else if (shelf == u"json-state"_s)
        outcome = m_world.states().uploadJson(secret, content);
    SimResponse response = plain(200, "text/plain"_ba, {});
    if (outcome == Uploaded::Unknown)
        response = plain(404, "text/plain"_ba, "not found"_ba);
    else if (outcome == Uploaded::Twice)
        response = plain(409, "text/plain"_ba, "already uploaded"_ba);
    else if (outcome == Uploaded::Unfit)
        response = plain(422, "text/plain"_ba, "not the state that was announced"_ba);
    response.applied = outcome == Uploaded::Accepted;
    return response;
}

} // namespace twinlake::simulator
