// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/databricks/databricksface.h"

#include "app/simulator/databricks/replies.h"
#include "app/simulator/databricks/routes.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString configurationPath = u"/.well-known/databricks-config"_s;
const QString statementsPath = u"/api/2.0/sql/statements"_s;

QString withoutTrailingSlash(QString path)
{
    while (path.size() > 1 && path.endsWith(u'/'))
        path.chop(1);
    return path;
}

SimResponse refusedToken(const SimRequest &request)
{
    if (request.header("authorization"_ba).trimmed().isEmpty())
        return refusal(401, "UNAUTHENTICATED",
                       u"Credential was not sent or was of an unsupported type for this API."_s);
    return refusal(403, 403, u"Invalid access token."_s);
}

SimResponse noSuchEndpoint(const SimRequest &request)
{
    return refusal(404, "ENDPOINT_NOT_FOUND",
                   u"No API found for '%1 %2'"_s.arg(QString::fromLatin1(request.method), request.path.left(300)));
}

} // namespace

QString workspaceIdFor(const Draw &draw, Region region)
{
    return QString::number(
        draw.between(u"workspace/"_s + regionKey(region), 0, 1'000'000'000'000'000, 8'999'999'999'999'999));
}

DatabricksFace::DatabricksFace(RegionWorld &world, const Fleet &, const TokenBook &tokens,
                               const OauthIssuer::ClientClock &clientClock)
    : m_world(world)
    , m_tokens(tokens)
    , m_oauth(world.context(), tokens, clientClock)
    , m_statements(world)
    , m_links(world, m_statements)
{
    addAccountRoutes(m_router, world);
    addPipelineListRoute(m_router, world);
    addPipelineRoutes(m_router, world);
    addUpdateRoutes(m_router, world);
    addEventRoutes(m_router, world);
    addJobRoutes(m_router, world);
    addJobRunRoutes(m_router, world);
    addJobRunOutputRoutes(m_router, world);
    addWarehouseRoutes(m_router, world);
    addStatementRoutes(m_router, world, m_statements, m_links);
    addPermissionRoutes(m_router, world);
    addWorkspaceRoutes(m_router, world);
    addWorkspaceImportRoutes(m_router, world);
    for (const auto &principal : tokens.tokens)
        world.workspace().makeDirectories(u"/Users/"_s + principal.userName);
    for (const auto &client : tokens.clients)
        world.workspace().makeDirectories(u"/Users/"_s + client.principal.userName);
}

void DatabricksFace::withWorkspace(SimResponse &response) const
{
    response.headers.append({"X-Databricks-Org-Id"_ba, m_tokens.workspaceId.toLatin1()});
    response.headers.append({"Server"_ba, "databricks"_ba});
}

SimResponse DatabricksFace::configuration(const SimRequest &request) const
{
    return jsonReply({{"oidc_endpoint", originOf(request).toStdString() + "/oidc"},
                      {"account_id", m_world.context().draw.uuid(u"account"_s, 0).toStdString()},
                      {"workspace_id", m_tokens.workspaceId.toStdString()},
                      {"cloud", "AWS"},
                      {"host_type", "workspace"}});
}

std::optional<SimResponse> DatabricksFace::openAnswer(const SimRequest &request)
{
    if (request.path == configurationPath && request.method == "GET")
        return configuration(request);
    if (OauthIssuer::isDiscovery(request))
        return m_oauth.discovery(request);
    if (OauthIssuer::isTokenRequest(request))
        return m_oauth.token(request);
    return m_links.answer(request);
}

std::optional<TokenBook::Principal> DatabricksFace::principalOf(const SimRequest &request) const
{
    const QByteArray authorization = request.header("authorization"_ba).trimmed();
    if (m_world.conditions().tokensRevoked || authorization.left(7).toLower() != "bearer ")
        return std::nullopt;
    const QByteArray token = authorization.mid(7).trimmed();
    const auto personal = m_tokens.owner(token);
    return personal ? personal : m_oauth.owner(token);
}

void DatabricksFace::handle(const SimRequest &request, Reply reply)
{
    const Reply answer = [this, reply = std::move(reply)](SimResponse response) {
        withWorkspace(response);
        reply(std::move(response));
    };
    if (auto open = openAnswer(request)) {
        answer(std::move(*open));
        return;
    }
    const auto principal = principalOf(request);
    if (!principal) {
        answer(refusedToken(request));
        return;
    }
    const auto named = [&principal](SimResponse response) {
        response.principal = principal->userName;
        return response;
    };
    const auto match = m_router.match(request.method, request.path);
    if (!match) {
        answer(named(noSuchEndpoint(request)));
        return;
    }
    const bool bodiless = match->raw || request.method == "GET";
    auto body = bodiless ? nlohmann::json::object() : parseBody(request.body);
    if (!body) {
        answer(named(refusal(400, "MALFORMED_REQUEST", u"Invalid JSON given in the body of the request."_s)));
        return;
    }
    const Call call{request, match->captures, std::move(*body), *principal};
    (*match->handler)(call, answer);
}

bool DatabricksFace::isMutating(const SimRequest &request) const
{
    if (request.method == "GET" || request.method == "HEAD" || OauthIssuer::isTokenRequest(request))
        return false;
    const QString path = withoutTrailingSlash(request.path);
    if (request.method == "POST" && path == statementsPath) {
        const auto body = parseBody(request.body);
        return !body || !SqlEngine::isReadOnly(BodyReader(*body).text("statement"));
    }
    // Only read-only statements are ever carried out, so a cancel changes nothing either.
    return !(request.method == "POST" && path.startsWith(statementsPath + u'/') && path.endsWith(u"/cancel"));
}

} // namespace twinlake::simulator
