// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/databricks/resultlinks.h"

#include "app/simulator/databricks/resultdocuments.h"
#include "app/simulator/sql/statementbook.h"

#include <nlohmann/json.hpp>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString root = u"/external-results/"_s;
constexpr auto linkLife = 15min;

// As an object store answers: XML, and nothing of Databricks.
SimResponse storeError(int status, const char *code, const char *message)
{
    SimResponse response;
    response.status = status;
    response.contentType = "application/xml"_ba;
    response.body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>"_ba + code + "</Code><Message>"_ba
        + message + "</Message></Error>"_ba;
    return response;
}

} // namespace

ResultLinks::ResultLinks(const RegionWorld &world, StatementBook &statements)
    : m_world(world)
    , m_statements(statements)
{
}

QString ResultLinks::signature(const QString &statement, qulonglong chunk, std::int64_t expires) const
{
    const QString what = u"link/%1/%2"_s.arg(statement).arg(chunk);
    return m_world.context().draw.hex(m_world.context().entity(what), static_cast<std::uint64_t>(expires), 32);
}

void ResultLinks::addTo(nlohmann::json &link, const Statement &statement, std::size_t chunk,
                        const QString &origin) const
{
    const SimTime expires = m_world.now() + linkLife;
    const QString address = origin + root
        + u"%1/%2?expires=%3&signature=%4"_s.arg(statement.id)
              .arg(chunk)
              .arg(epochMillis(expires))
              .arg(signature(statement.id, chunk, epochMillis(expires)));
    link["external_link"] = address.toStdString();
    link["expiration"] = isoMillis(expires).toStdString();
}

std::optional<SimResponse> ResultLinks::answer(const SimRequest &request) const
{
    if (request.method != "GET" || !request.path.startsWith(root))
        return std::nullopt;
    if (!request.header("authorization"_ba).isEmpty())
        return storeError(400, "InvalidArgument", "Only one auth mechanism allowed");
    const QString id = request.path.mid(root.size()).section(u'/', 0, 0);
    const qulonglong chunk = request.path.section(u'/', -1).toULongLong();
    const std::int64_t expires = request.query.queryItemValue(u"expires"_s).toLongLong();
    if (request.query.queryItemValue(u"signature"_s) != signature(id, chunk, expires))
        return storeError(403, "SignatureDoesNotMatch", "The request signature does not match.");
    const Statement *const statement = m_statements.find(id);
    if (expires <= epochMillis(m_world.now()))
        return storeError(403, "AccessDenied", "Request has expired");
    if (!statement || statement->state != u"SUCCEEDED" || chunk >= statement->chunks.size())
        return storeError(404, "NoSuchKey", "The specified key does not exist.");
    SimResponse response;
    response.contentType = statement->query.csv ? "text/csv"_ba : "application/json"_ba;
    response.body = chunkBytes(*statement, chunk);
    return response;
}

} // namespace twinlake::simulator
