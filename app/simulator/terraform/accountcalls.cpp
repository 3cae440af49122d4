// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Calls about the account and the organization (contracts/terraform-cloud-api.md 2.1).
#include "app/simulator/terraform/tfdocuments.h"
#include "app/simulator/terraform/terraformface.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

json queueCounts(const TerraformWorld &world)
{
    int pending = 0;
    int running = 0;
    for (const TfRun &run : world.runs()) {
        if (TerraformWorld::isFinal(run) || !world.run(run.id))
            continue;
        (run.status == u"pending"_s ? pending : running) += 1;
    }
    return {{"pending", pending}, {"running", running}};
}

SimResponse runsQueue(const TerraformWorld &world, const TfCall &call)
{
    std::vector<json> runs;
    for (const TfRun &run : world.runs()) {
        if (!TerraformWorld::isFinal(run) && world.run(run.id))
            runs.push_back(runDocument(world, run, call.who));
    }
    return tfPage(call, runs);
}

} // namespace

void addAccountCalls(TfRouter &router, TerraformWorld &world)
{
    const QString organization = world.fleet().organization;
    const auto ofOrganization = [organization](const TfRouter::Handler &inner) -> TfRouter::Handler {
        return [organization, inner](TfCall &call) { return call.id() == organization ? inner(call) : tfNotFound(); };
    };
    router.add("GET"_ba, u"ping"_s, [](TfCall &) {
        SimResponse response;
        response.status = 204;
        response.contentType.clear();
        return response;
    });
    router.add("GET"_ba, u"account/details"_s, [](TfCall &call) { return tfData(userDocument(call.who)); });
    router.add("GET"_ba, u"organizations"_s,
               [&world](TfCall &call) { return tfPage(call, {organizationDocument(world.fleet())}); });
    router.add("GET"_ba, u"organizations/:org"_s,
               ofOrganization([&world](TfCall &) { return tfData(organizationDocument(world.fleet())); }));
    router.add("GET"_ba, u"organizations/:org/entitlement-set"_s,
               ofOrganization([&world](TfCall &) { return tfData(entitlementDocument(world.fleet())); }));
    router.add("GET"_ba, u"organizations/:org/runs/queue"_s,
               ofOrganization([&world](TfCall &call) { return runsQueue(world, call); }));
    router.add("GET"_ba, u"organizations/:org/capacity"_s, ofOrganization([&world](TfCall &call) {
                   return tfData({{"id", utf8(call.id())},
                                  {"type", "organization-capacity"},
                                  {"attributes", queueCounts(world)}});
               }));
    // The organization has none of these.
    for (const QString &name : {u"teams"_s, u"agent-pools"_s, u"tasks"_s, u"ssh-keys"_s, u"oauth-clients"_s})
        router.add("GET"_ba, u"organizations/:org/"_s + name, ofOrganization(tfEmptyList));
    router.add("GET"_ba, u"team-workspaces"_s, tfEmptyList);
    router.add("GET"_ba, u"workspaces/:id/tasks"_s,
               [&world](TfCall &call) { return world.workspace(call.id()) ? tfEmptyList(call) : tfNotFound(); });
}

} // namespace twinlake::simulator
