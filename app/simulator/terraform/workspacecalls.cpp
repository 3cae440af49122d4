// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Calls about workspaces and their locks (contracts/terraform-cloud-api.md 0.1 and 2.2).
#include "app/simulator/terraform/terraformface.h"
#include "app/simulator/terraform/tfdocuments.h"
#include "app/simulator/terraform/tfshelfdocuments.h"
#include "app/simulator/terraform/tfworkspacesettings.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

const QStringList workspaceIncludes = {u"organization"_s,
                                       u"current_run"_s,
                                       u"current_run.plan"_s,
                                       u"current_run.apply"_s,
                                       u"current_run.configuration_version"_s,
                                       u"current_run.configuration_version.ingress_attributes"_s,
                                       u"latest_run"_s,
                                       u"latest_run.plan"_s,
                                       u"locked_by"_s,
                                       u"current_configuration_version"_s,
                                       u"current_configuration_version.ingress_attributes"_s,
                                       u"current_state_version"_s,
                                       u"current_assessment_result"_s,
                                       u"outputs"_s,
                                       u"project"_s,
                                       u"readme"_s,
                                       u"vars"_s,
                                       u"effective_tag_bindings"_s,
                                       u"agent_pool"_s};

bool workspaceIncludesAreKnown(const TfCall &call)
{
    const QStringList asked = call.includes();
    return std::all_of(asked.cbegin(), asked.cend(),
                       [](const QString &one) { return workspaceIncludes.contains(one); });
}

json lockHolder(const TerraformWorld &world, const TfLock &lock, const TfPrincipal &asker)
{
    if (lock.kind == u"runs"_s)
        return runDocument(world, *world.run(lock.id), asker);
    return personDocument(world, lock.id);
}

void addRuns(json &included, const TerraformWorld &world, const TfBlobs &blobs, const TfWorkspace &workspace,
             const TfCall &call)
{
    const QStringList asked = call.includes();
    for (const auto &[name, id] : {std::pair(u"current_run"_s, workspace.currentRun),
                                   std::pair(u"latest_run"_s, workspace.runs.value(workspace.runs.size() - 1))}) {
        const TfRun *run = id.isEmpty() ? nullptr : world.run(id);
        const bool wanted = std::any_of(asked.cbegin(), asked.cend(), [name = name](const QString &one) {
            return one == name || one.startsWith(name + u'.');
        });
        if (!run || !wanted || (name == u"latest_run"_s && id == workspace.currentRun && !included.empty()))
            continue;
        included.push_back(runDocument(world, *run, call.who));
        if (asked.contains(name + u".plan"_s))
            included.push_back(planDocument(*run, blobs.origin()));
        if (asked.contains(name + u".apply"_s))
            included.push_back(applyDocument(*run, blobs.origin()));
        if (asked.contains(name + u".configuration_version"_s))
            included.push_back(configurationVersionDocument(*world.configurations().find(run->configurationVersion)));
    }
}

void addIncluded(json &included, const TerraformWorld &world, const TfBlobs &blobs, const TfWorkspace &workspace,
                 const TfCall &call)
{
    const QStringList asked = call.includes();
    addRuns(included, world, blobs, workspace, call);
    if (asked.contains(u"locked_by"_s) && workspace.lock)
        included.push_back(lockHolder(world, *workspace.lock, call.who));
    if (asked.contains(u"organization"_s))
        included.push_back(organizationDocument(world.fleet()));
    if (const TfShelfItem *project = world.shelf().find(u"projects"_s, workspace.project);
        project && asked.contains(u"project"_s))
        included.push_back(shelfDocument(*project));
    if (asked.contains(u"vars"_s)) {
        for (const TfVariable &variable : workspace.variables)
            included.push_back(variableDocument(workspace, variable));
    }
    const TfConfigurationVersion *configuration = world.configurations().find(workspace.configurationVersion);
    if (configuration && asked.contains(u"current_configuration_version"_s))
        included.push_back(configurationVersionDocument(*configuration));
    const TfStateVersion *state = world.states().current(workspace);
    if (state && asked.contains(u"current_state_version"_s))
        included.push_back(stateVersionDocument(*state, blobs.origin(), world.now()));
    for (const TfStateOutput &output : state &&asked.contains(u"outputs"_s) ? state->outputs : QList<TfStateOutput>())
        included.push_back(workspaceOutputDocument(output));
    if (asked.contains(u"effective_tag_bindings"_s)) {
        for (const auto &[key, value] : workspace.tags)
            included.push_back(tagBindingDocument(world, workspace, key, true));
    }
}

SimResponse show(const TerraformWorld &world, const TfBlobs &blobs, const TfWorkspace *workspace, const TfCall &call,
                 int status = 200)
{
    if (!workspace)
        return tfNotFound();
    if (!workspaceIncludesAreKnown(call))
        return tfInvalidInclude();
    json document = {{"data", workspaceDocument(world, *workspace, call.who)}};
    json included = json::array();
    addIncluded(included, world, blobs, *workspace, call);
    if (!included.empty())
        document["included"] = included;
    return tfDocument(document, status);
}

SimResponse list(const TerraformWorld &world, const TfBlobs &blobs, const TfCall &call)
{
    if (!workspaceIncludesAreKnown(call))
        return tfInvalidInclude();
    std::vector<json> documents;
    json included = json::array();
    for (const TfWorkspace *workspace : workspacesAskedFor(world, call)) {
        documents.push_back(workspaceDocument(world, *workspace, call.who));
        addIncluded(included, world, blobs, *workspace, call);
    }
    return tfPage(call, documents, included);
}

SimResponse createWorkspace(TerraformWorld &world, const TfBlobs &blobs, const TfCall &call)
{
    if (!call.who.admin)
        return tfNotFound();
    if (const TfResult<> fits = admitWorkspaceSettings(world, call); !fits)
        return tfError(fits.error());
    const TfResult<QString> made = world.createWorkspace(textOf(call.attributes(), "name"));
    if (!made)
        return tfError(made.error());
    TfWorkspace *workspace = world.workspace(*made);
    takeWorkspaceSettings(world, *workspace, call);
    world.followAssessments(*workspace);
    return tfApplied(show(world, blobs, workspace, call, 201));
}

SimResponse update(TerraformWorld &world, const TfBlobs &blobs, TfWorkspace *workspace, const TfCall &call)
{
    if (!workspace || !call.who.admin)
        return tfNotFound();
    if (const TfResult<> fits = admitWorkspaceSettings(world, call); !fits)
        return tfError(fits.error());
    if (const TfResult<> named = world.renameWorkspace(*workspace, textOf(call.attributes(), "name", workspace->name));
        !named)
        return tfError(named.error());
    takeWorkspaceSettings(world, *workspace, call);
    world.followAssessments(*workspace);
    workspace->updatedAt = world.now();
    return tfApplied(show(world, blobs, workspace, call));
}

SimResponse remove(TerraformWorld &world, TfWorkspace *workspace, const TfCall &call, bool safely)
{
    if (!workspace || !call.who.admin || workspace->kind != TfWorkspaceKind::Uploaded)
        return tfNotFound();
    const TfStateVersion *state = world.states().current(*workspace);
    if (safely && workspace->lock)
        return tfError(tfConflict(u"Workspace is currently locked and cannot be safely deleted"_s));
    if (safely && state && state->resourceCount > 0)
        return tfError(tfConflict(u"Workspace still manages resources and cannot be safely deleted"_s));
    world.deleteWorkspace(*workspace);
    return tfAccepted(204);
}

using LockAction = TfResult<> (TerraformWorld::*)(TfWorkspace &, const TfPrincipal &);

SimResponse changeLock(TerraformWorld &world, const TfBlobs &blobs, const TfCall &call, LockAction action)
{
    TfWorkspace *workspace = world.workspace(call.id());
    if (!workspace)
        return tfNotFound();
    const TfResult<> done = (world.*action)(*workspace, call.who);
    return done ? tfApplied(show(world, blobs, workspace, call)) : tfError(done.error());
}

SimResponse takeLock(TerraformWorld &world, const TfBlobs &blobs, const TfCall &call)
{
    TfWorkspace *workspace = world.workspace(call.id());
    if (!workspace)
        return tfNotFound();
    const TfResult<> done = world.lock(*workspace, call.who, textOf(call.attributes(), "reason"));
    return done ? tfApplied(show(world, blobs, workspace, call)) : tfError(done.error());
}

void addLockCalls(TfRouter &router, TerraformWorld &world, const TfBlobs &blobs)
{
    router.add("POST"_ba, u"workspaces/:id/actions/lock"_s, [&](TfCall &call) { return takeLock(world, blobs, call); });
    router.add("POST"_ba, u"workspaces/:id/actions/unlock"_s,
               [&](TfCall &call) { return changeLock(world, blobs, call, &TerraformWorld::unlock); });
    router.add("POST"_ba, u"workspaces/:id/actions/force-unlock"_s,
               [&](TfCall &call) { return changeLock(world, blobs, call, &TerraformWorld::forceUnlock); });
}

} // namespace

void addWorkspaceCalls(TfRouter &router, TerraformWorld &world, const TfBlobs &blobs)
{
    const auto ours = [&world](const TfCall &call) { return call.id() == world.fleet().organization; };
    router.add("GET"_ba, u"organizations/:org/workspaces"_s,
               [&, ours](TfCall &call) { return ours(call) ? list(world, blobs, call) : tfNotFound(); });
    router.add("POST"_ba, u"organizations/:org/workspaces"_s,
               [&, ours](TfCall &call) { return ours(call) ? createWorkspace(world, blobs, call) : tfNotFound(); });
    const auto byName = [&world, ours](const TfCall &call) {
        return ours(call) ? world.workspaceNamed(call.id(1)) : nullptr;
    };
    const auto byId = [&world](const TfCall &call) { return world.workspace(call.id()); };
    const auto addOne = [&](const QString &path, auto find) {
        router.add("GET"_ba, path, [&, find](TfCall &call) { return show(world, blobs, find(call), call); });
        router.add("PATCH"_ba, path, [&, find](TfCall &call) { return update(world, blobs, find(call), call); });
        router.add("DELETE"_ba, path, [&, find](TfCall &call) { return remove(world, find(call), call, false); });
        router.add("POST"_ba, path + u"/actions/safe-delete"_s,
                   [&, find](TfCall &call) { return remove(world, find(call), call, true); });
    };
    addOne(u"organizations/:org/workspaces/:name"_s, byName);
    addOne(u"workspaces/:id"_s, byId);
    addLockCalls(router, world, blobs);
    router.add("GET"_ba, u"workspaces/:id/relationships/remote-state-consumers"_s,
               [&world](TfCall &call) { return world.workspace(call.id()) ? tfEmptyList(call) : tfNotFound(); });
}

} // namespace twinlake::simulator
