// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Calls about workspaces and their locks (contracts/terraform-cloud-api.md 0.1 and 2.2).
#include "app/simulator/terraform/tfdocuments.h"
#include "app/simulator/terraform/terraformface.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

const QStringList knownIncludes = {u"organization"_s,
                                   u"current_run"_s,
                                   u"current_run.plan"_s,
                                   u"current_run.apply"_s,
                                   u"current_run.configuration_version"_s,
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

bool includesAreKnown(const TfCall &call)
{
    const QStringList asked = call.includes();
    return std::all_of(asked.cbegin(), asked.cend(), [](const QString &one) { return knownIncludes.contains(one); });
}

// The user behind a lock is the asker themselves or somebody whose token nobody here presented.
json lockHolder(const TerraformWorld &world, const TfLock &lock, const TfPrincipal &asker)
{
    if (lock.kind == u"runs"_s)
        return runDocument(world, *world.run(lock.id), asker);
    TfPrincipal holder = asker;
    holder.id = lock.id;
    holder.username = lock.holder.section(u' ', 1);
    holder.email = lock.id == asker.id ? asker.email : QString();
    return userDocument(holder);
}

void addIncluded(json &included, const TerraformWorld &world, const TfWorkspace &workspace, const TfCall &call)
{
    const QStringList asked = call.includes();
    const bool wantsRun =
        std::any_of(asked.cbegin(), asked.cend(), [](const QString &one) { return one.startsWith(u"current_run"_s); });
    if (wantsRun && !workspace.currentRun.isEmpty())
        included.push_back(runDocument(world, *world.run(workspace.currentRun), call.who));
    if (asked.contains(u"latest_run"_s) && !workspace.runs.isEmpty() && workspace.runs.last() != workspace.currentRun)
        included.push_back(runDocument(world, *world.run(workspace.runs.last()), call.who));
    if (asked.contains(u"locked_by"_s) && workspace.lock)
        included.push_back(lockHolder(world, *workspace.lock, call.who));
    if (asked.contains(u"organization"_s))
        included.push_back(organizationDocument(world.fleet()));
    if (asked.contains(u"vars"_s)) {
        for (const TfVariable &variable : workspace.variables)
            included.push_back(variableDocument(workspace, variable));
    }
}

SimResponse show(const TerraformWorld &world, const TfWorkspace *workspace, const TfCall &call, int status = 200)
{
    if (!workspace)
        return tfNotFound();
    if (!includesAreKnown(call))
        return tfInvalidInclude();
    json document = {{"data", workspaceDocument(world, *workspace, call.who)}};
    json included = json::array();
    addIncluded(included, world, *workspace, call);
    if (!included.empty())
        document["included"] = included;
    return tfDocument(document, status);
}

SimResponse list(const TerraformWorld &world, const TfCall &call)
{
    if (!includesAreKnown(call))
        return tfInvalidInclude();
    std::vector<const TfWorkspace *> found;
    const QString part = call.queryValue(u"search[name]"_s);
    const QString status = call.queryValue(u"filter[current-run][status]"_s);
    for (const TfWorkspace &workspace : world.workspaces()) {
        const TfRun *current = workspace.currentRun.isEmpty() ? nullptr : world.run(workspace.currentRun);
        const bool statusFits = status.isEmpty() || (current && status.split(u',').contains(current->status));
        if (workspace.name.contains(part, Qt::CaseInsensitive) && statusFits
            && call.queryValue(u"search[tags]"_s).isEmpty())
            found.push_back(&workspace);
    }
    std::sort(found.begin(), found.end(), [](const auto *a, const auto *b) { return a->name < b->name; });
    if (call.queryValue(u"sort"_s) == u"-name"_s)
        std::reverse(found.begin(), found.end());
    std::vector<json> documents;
    json included = json::array();
    for (const TfWorkspace *workspace : found) {
        documents.push_back(workspaceDocument(world, *workspace, call.who));
        addIncluded(included, world, *workspace, call);
    }
    return tfPage(call, documents, included);
}

SimResponse update(TerraformWorld &world, TfWorkspace *workspace, const TfCall &call)
{
    if (!workspace || !call.who.admin)
        return tfNotFound();
    const json &attributes = call.attributes();
    const QString mode = textOf(attributes, "execution-mode", workspace->executionMode);
    if (mode != u"remote"_s && mode != u"local"_s && mode != u"agent"_s)
        return tfError(422, u"invalid attribute"_s, u"Execution mode is not valid"_s);
    workspace->executionMode = mode;
    workspace->autoApply = flagOf(attributes, "auto-apply", workspace->autoApply);
    workspace->description = textOf(attributes, "description", workspace->description);
    workspace->terraformVersion = textOf(attributes, "terraform-version", workspace->terraformVersion);
    workspace->updatedAt = world.now();
    return tfApplied(show(world, workspace, call));
}

using LockAction = TfResult<> (TerraformWorld::*)(TfWorkspace &, const TfPrincipal &);

SimResponse changeLock(TerraformWorld &world, const TfCall &call, LockAction action)
{
    TfWorkspace *workspace = world.workspace(call.id());
    if (!workspace)
        return tfNotFound();
    const TfResult<> done = (world.*action)(*workspace, call.who);
    return done ? tfApplied(show(world, workspace, call)) : tfError(done.error());
}

SimResponse takeLock(TerraformWorld &world, const TfCall &call)
{
    TfWorkspace *workspace = world.workspace(call.id());
    if (!workspace)
        return tfNotFound();
    const TfResult<> done = world.lock(*workspace, call.who, textOf(call.attributes(), "reason"));
    return done ? tfApplied(show(world, workspace, call)) : tfError(done.error());
}

SimResponse currentConfiguration(TerraformWorld &world, const QString &id)
{
    for (const TfWorkspace &workspace : world.workspaces()) {
        if (!id.isEmpty() && workspace.configurationVersion == id)
            return tfData(configurationVersionDocument(workspace));
    }
    return tfNotFound();
}

SimResponse runTriggers(TfCall &call)
{
    const QString type = call.queryValue(u"filter[run-trigger][type]"_s);
    if (type != u"inbound"_s && type != u"outbound"_s)
        return tfError(400, u"bad request"_s, u"filter[run-trigger][type] must be inbound or outbound"_s);
    return tfEmptyList(call);
}

} // namespace

void addWorkspaceCalls(TfRouter &router, TerraformWorld &world)
{
    const auto named = [&world](const TfCall &call) -> TfWorkspace * {
        return call.id() == world.fleet().organization ? world.workspaceNamed(call.id(1)) : nullptr;
    };
    router.add("GET"_ba, u"organizations/:org/workspaces"_s, [&world](TfCall &call) {
        return call.id() == world.fleet().organization ? list(world, call) : tfNotFound();
    });
    router.add("GET"_ba, u"organizations/:org/workspaces/:name"_s,
               [&world, named](TfCall &call) { return show(world, named(call), call); });
    router.add("PATCH"_ba, u"organizations/:org/workspaces/:name"_s,
               [&world, named](TfCall &call) { return update(world, named(call), call); });
    router.add("GET"_ba, u"workspaces/:id"_s,
               [&world](TfCall &call) { return show(world, world.workspace(call.id()), call); });
    router.add("PATCH"_ba, u"workspaces/:id"_s,
               [&world](TfCall &call) { return update(world, world.workspace(call.id()), call); });
    router.add("POST"_ba, u"workspaces/:id/actions/lock"_s, [&world](TfCall &call) { return takeLock(world, call); });
    router.add("POST"_ba, u"workspaces/:id/actions/unlock"_s,
               [&world](TfCall &call) { return changeLock(world, call, &TerraformWorld::unlock); });
    router.add("POST"_ba, u"workspaces/:id/actions/force-unlock"_s,
               [&world](TfCall &call) { return changeLock(world, call, &TerraformWorld::forceUnlock); });
    router.add("GET"_ba, u"configuration-versions/:id"_s,
               [&world](TfCall &call) { return currentConfiguration(world, call.id()); });
    const auto emptyOf = [&router, &world](const QString &pattern) {
        router.add("GET"_ba, pattern,
                   [&world](TfCall &call) { return world.workspace(call.id()) ? tfEmptyList(call) : tfNotFound(); });
    };
    emptyOf(u"workspaces/:id/tag-bindings"_s);
    emptyOf(u"workspaces/:id/effective-tag-bindings"_s);
    emptyOf(u"workspaces/:id/relationships/tags"_s);
    emptyOf(u"workspaces/:id/varsets"_s);
    emptyOf(u"workspaces/:id/notification-configurations"_s);
    router.add("GET"_ba, u"workspaces/:id/run-triggers"_s, runTriggers);
}

} // namespace twinlake::simulator
