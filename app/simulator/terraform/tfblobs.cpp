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

QString TfBlobs::publish(const QByteArray &content)
{
    const QByteArray secret = m_draw.hex(u"terraform/blob"_s, m_published++, 64).toLatin1();
    std::erase_if(m_objects, [now = m_world.now()](const auto &one) { return one.second.expires <= now; });
    m_objects[secret] = {content, m_world.now() + 1min};
    return m_origin + u"/v1/object/"_s + QString::fromLatin1(secret);
}

void TfBlobs::handle(const SimRequest &request, Reply reply)
{
    reply(answer(request));
}

SimResponse TfBlobs::answer(const SimRequest &request) const
{
    static const QString prefix = u"/v1/object/"_s;
    if (request.method != "GET"_ba || !request.path.startsWith(prefix))
        return plain(404, "text/plain"_ba, "not found"_ba);
    if (!request.header("authorization"_ba).isEmpty())
        return plain(400, "text/plain"_ba, "Only one auth mechanism allowed"_ba);
    const QByteArray secret = request.path.mid(prefix.size()).toLatin1();
    const TfPhase *phase = nullptr;
    if (m_world.runOfLog(secret, &phase))
        return plain(200, "text/plain; charset=utf-8"_ba, slice(phase->log, request.query));
    const auto found = m_objects.find(secret);
    if (found == m_objects.cend() || found->second.expires <= m_world.now())
        return plain(403, "text/plain"_ba, "expired"_ba);
    return plain(200, "application/json"_ba, found->second.content);
}

} // namespace twinlake::simulator
