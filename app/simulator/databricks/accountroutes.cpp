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

SimResponse me(const Call &call)
{
    const std::string user = call.principal.userName.toStdString();
    return jsonReply({{"schemas", {"urn:ietf:params:scim:schemas:core:2.0:User"}},
                      {"id", call.principal.id.toStdString()},
                      {"userName", user},
                      {"displayName", user},
                      {"active", true},
                      {"emails", nlohmann::json::array({{{"value", user}, {"type", "work"}, {"primary", true}}})},
                      {"groups", nlohmann::json::array({{{"display", "users"}, {"value", "1"}, {"type", "direct"}}})}});
}

} // namespace

void addAccountRoutes(Router &router, const RegionWorld &)
{
    router.add("GET"_ba, u"/api/2.0/preview/scim/v2/Me"_s, me);
    router.add("POST"_ba, u"/telemetry-ext"_s, [](const Call &) {
        return jsonReply({{"errors", nlohmann::json::array()}, {"numProtoSuccess", 1}});
    });
}

} // namespace twinlake::simulator
