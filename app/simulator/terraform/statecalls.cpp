// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Calls about state versions and their outputs (contracts/terraform-cloud-api.md 7.2 and 7.3). Content goes to and
// comes from the blob host.
#include "app/simulator/terraform/terraformface.h"
#include "app/simulator/terraform/tfdocuments.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

SimResponse shown(const TerraformWorld &world, const TfBlobs &blobs, const TfCall &call, const TfStateVersion *version,
                  int status = 200)
{
    if (!version || !world.workspace(version->workspaceId))
        return tfNotFound();
    json document = {{"data", stateVersionDocument(*version, blobs.origin(), world.now())}};
    for (const QString &asked : call.includes()) {
        const TfRun *run = world.run(version->runId);
        if (asked == u"outputs"_s) {
            for (const TfStateOutput &output : version->outputs)
                document["included"].push_back(outputDocument(output, false));
        } else if (asked == u"run"_s || asked.startsWith(u"run."_s)) {
            if (run && asked == u"run"_s)
                document["included"].push_back(runDocument(world, *run, call.who));
        } else if (asked == u"created_by"_s) {
            document["included"].push_back(personDocument(world, version->createdBy));
        } else {
            return tfInvalidInclude();
        }
    }
    return tfDocument(document, status);
}

QByteArray decoded(const json &attributes, const char *name)
{
    return QByteArray::fromBase64(textOf(attributes, name).toLatin1());
}

SimResponse createStateVersion(TerraformWorld &world, const TfBlobs &blobs, const TfCall &call)
{
    TfWorkspace *workspace = world.workspace(call.id());
    if (!workspace)
        return tfNotFound();
    const json &attributes = call.attributes();
    TfStateWish wish;
    if (const auto serial = attributes.find("serial"); serial != attributes.end() && serial->is_number_integer())
        wish.serial = serial->get<std::int64_t>();
    wish.md5 = textOf(attributes, "md5");
    wish.lineage = textOf(attributes, "lineage");
    wish.force = flagOf(attributes, "force", false);
    wish.state = decoded(attributes, "state");
    wish.jsonState = decoded(attributes, "json-state");
    wish.runId = call.related("run");
    const TfResult<QString> made = world.states().create(*workspace, wish, call.who, world.now());
    if (!made)
        return tfError(made.error());
    workspace->updatedAt = world.now();
    return tfApplied(shown(world, blobs, call, world.states().find(*made), 201));
}

SimResponse rollBack(TerraformWorld &world, const TfBlobs &blobs, const TfCall &call)
{
    TfWorkspace *workspace = world.workspace(call.id());
    if (!workspace)
        return tfNotFound();
    const TfResult<QString> made =
        world.states().rollBack(*workspace, call.related("rollback-state-version"), call.who, world.now());
    return made ? tfApplied(shown(world, blobs, call, world.states().find(*made), 201)) : tfError(made.error());
}

SimResponse list(TerraformWorld &world, const TfBlobs &blobs, const TfCall &call)
{
    const QString name = call.queryValue(u"filter[workspace][name]"_s);
    const QString organization = call.queryValue(u"filter[organization][name]"_s);
    if (name.isEmpty() || organization.isEmpty()) {
        return tfError(400, u"bad request"_s,
                       u"filter[workspace][name] and filter[organization][name] are both required"_s);
    }
    const TfWorkspace *workspace = organization == world.fleet().organization ? world.workspaceNamed(name) : nullptr;
    if (!workspace)
        return tfNotFound();
    const QString status = call.queryValue(u"filter[status]"_s);
    std::vector<json> found;
    for (auto id = workspace->stateVersions.crbegin(); id != workspace->stateVersions.crend(); ++id) {
        const TfStateVersion &version = *world.states().find(*id);
        if (status.isEmpty() || status == version.status)
            found.push_back(stateVersionDocument(version, blobs.origin(), world.now()));
    }
    return tfPage(call, found);
}

const TfStateVersion *currentOf(const TerraformWorld &world, const QString &workspaceId)
{
    const TfWorkspace *workspace = world.workspace(workspaceId);
    return workspace ? world.states().current(*workspace) : nullptr;
}

SimResponse outputs(const TerraformWorld &world, const TfCall &call, const TfStateVersion *version, bool waits)
{
    if (!version || !world.workspace(version->workspaceId))
        return tfNotFound();
    if (waits && world.now() < version->processedAt)
        return tfError(503, u"service unavailable"_s, u"The state version's outputs are still being processed"_s);
    std::vector<json> found;
    for (const TfStateOutput &output : version->outputs)
        found.push_back(outputDocument(output, false));
    return tfPage(call, found);
}

} // namespace

void addStateCalls(TfRouter &router, TerraformWorld &world, const TfBlobs &blobs)
{
    router.add("GET"_ba, u"state-versions"_s, [&](TfCall &call) { return list(world, blobs, call); });
    router.add("GET"_ba, u"state-versions/:id"_s,
               [&](TfCall &call) { return shown(world, blobs, call, world.states().find(call.id())); });
    router.add("GET"_ba, u"state-versions/:id/outputs"_s,
               [&](TfCall &call) { return outputs(world, call, world.states().find(call.id()), false); });
    router.add("POST"_ba, u"workspaces/:id/state-versions"_s,
               [&](TfCall &call) { return createStateVersion(world, blobs, call); });
    router.add("PATCH"_ba, u"workspaces/:id/state-versions"_s,
               [&](TfCall &call) { return rollBack(world, blobs, call); });
    router.add("GET"_ba, u"workspaces/:id/current-state-version"_s,
               [&](TfCall &call) { return shown(world, blobs, call, currentOf(world, call.id())); });
    router.add("GET"_ba, u"workspaces/:id/current-state-version-outputs"_s,
               [&](TfCall &call) { return outputs(world, call, currentOf(world, call.id()), true); });
    router.add("GET"_ba, u"state-version-outputs/:id"_s, [&](TfCall &call) {
        const TfStateOutput *output = nullptr;
        const TfStateVersion *version = world.states().ofOutput(call.id(), &output);
        return version && world.workspace(version->workspaceId) ? tfData(outputDocument(*output, true)) : tfNotFound();
    });
}

} // namespace twinlake::simulator
