// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who am I (contracts/databricks-api.md 6.1), and the CLI's telemetry.
#include "app/simulator/databricks/replies.h"
#include "app/simulator/databricks/routes.h"
#include "app/simulator/world/regionworld.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

nlohmann::json groupsOf(const TokenBook::Principal &principal)
{
    nlohmann::json groups = nlohmann::json::array();
    int number = 100'000;
    for (const QString &group : principal.groups) {
        const std::string id = std::to_string(++number);
        groups.push_back(
            {{"display", group.toStdString()}, {"value", id}, {"type", "direct"}, {"$ref", "Groups/" + id}});
    }
    return groups;
}

SimResponse me(const Call &call)
{
    const TokenBook::Principal &who = call.principal;
    const std::string user = who.userName.toStdString();
    const std::string shown = who.displayName.isEmpty() ? user : who.displayName.toStdString();
    nlohmann::json body{
        {"schemas",
         {"urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:workspace:2.0:User"}},
        {"id", who.id.toStdString()},
        {"userName", user},
        {"displayName", shown},
        {"active", true},
        {"groups", groupsOf(who)},
        {"entitlements",
         nlohmann::json::array({{{"value", "workspace-access"}}, {{"value", "databricks-sql-access"}}})}};
    if (!who.servicePrincipal) {
        body["name"] = {{"givenName", shown}, {"familyName", ""}};
        body["emails"] = nlohmann::json::array({{{"value", user}, {"type", "work"}, {"primary", true}}});
    }
    for (const QString &excluded : call.query(u"excludedAttributes"_s).split(u',', Qt::SkipEmptyParts))
        body.erase(excluded.trimmed().toStdString());
    return jsonReply(body);
}

} // namespace

void addAccountRoutes(Router &router, const RegionWorld &)
{
    router.add("GET"_ba, u"/api/2.0/preview/scim/v2/Me"_s, me);
    router.add("POST"_ba, u"/telemetry-ext"_s, [](const Call &call) {
        const auto logs = call.body.find("protoLogs");
        const std::size_t count = logs != call.body.end() && logs->is_array() ? logs->size() : 1;
        return jsonReply({{"errors", nlohmann::json::array()}, {"numProtoSuccess", count}});
    });
}

} // namespace twinlake::simulator
