// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Calls about runs: create, read, list, act (contracts/terraform-cloud-api.md section 4).
#include "app/simulator/terraform/tfdocuments.h"
#include "app/simulator/terraform/terraformface.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

const QStringList runIncludes = {u"plan"_s,
                                 u"apply"_s,
                                 u"created_by"_s,
                                 u"cost_estimate"_s,
                                 u"configuration_version"_s,
                                 u"configuration_version.ingress_attributes"_s,
                                 u"workspace"_s,
                                 u"task_stages"_s,
                                 u"run_events"_s,
                                 u"confirmed_by"_s};

bool runIncludesAreKnown(const TfCall &call)
{
    const QStringList asked = call.includes();
    return std::all_of(asked.cbegin(), asked.cend(), [](const QString &one) { return runIncludes.contains(one); });
}

SimResponse show(TerraformWorld &world, const TfBlobs &blobs, const TfCall &call, const QString &runId,
                 int status = 200)
{
    const TfRun *run = world.run(runId);
    if (!run)
        return tfNotFound();
    if (!runIncludesAreKnown(call))
        return tfInvalidInclude();
    json document = {{"data", runDocument(world, *run, call.who)}};
    json included = json::array();
    const QStringList asked = call.includes();
    const TfWorkspace &workspace = *world.workspace(run->workspaceId);
    if (asked.contains(u"plan"_s))
        included.push_back(planDocument(*run, blobs.origin()));
    if (asked.contains(u"apply"_s))
        included.push_back(applyDocument(*run, blobs.origin()));
    if (asked.contains(u"workspace"_s))
        included.push_back(workspaceDocument(world, workspace, call.who));
    if (asked.contains(u"configuration_version"_s))
        included.push_back(configurationVersionDocument(*world.configurations().find(run->configurationVersion)));
    if (asked.contains(u"created_by"_s))
        included.push_back(personDocument(world, run->createdBy));
    if (asked.contains(u"confirmed_by"_s) && !run->confirmedBy.isEmpty())
        included.push_back(personDocument(world, run->confirmedBy));
    if (asked.contains(u"run_events"_s)) {
        for (const TfRunEvent &event : run->events)
            included.push_back(runEventDocument(event));
    }
    if (!included.empty())
        document["included"] = included;
    return tfDocument(document, status);
}

TfRunRequest requestIn(const TfCall &call)
{
    const json &attributes = call.attributes();
    TfRunRequest request;
    request.message = textOf(attributes, "message");
    request.refresh = flagOf(attributes, "refresh", true);
    request.isDestroy = flagOf(attributes, "is-destroy", false);
    request.refreshOnly = flagOf(attributes, "refresh-only", false);
    request.savePlan = flagOf(attributes, "save-plan", false);
    request.allowEmptyApply = flagOf(attributes, "allow-empty-apply", false);
    request.targets = textsOf(attributes, "target-addrs");
    request.replaces = textsOf(attributes, "replace-addrs");
    request.terraformVersion = textOf(attributes, "terraform-version");
    request.configurationVersion = call.related("configuration-version");
    if (const auto planOnly = attributes.find("plan-only"); planOnly != attributes.end() && planOnly->is_boolean())
        request.planOnly = planOnly->get<bool>();
    if (const auto automatic = attributes.find("auto-apply"); automatic != attributes.end() && automatic->is_boolean())
        request.autoApply = automatic->get<bool>();
    if (const auto variables = attributes.find("variables"); variables != attributes.end() && variables->is_array()) {
        for (const json &one : *variables) {
            if (one.is_object())
                request.variables.append({textOf(one, "key"), textOf(one, "value")});
        }
    }
    return request;
}

SimResponse createRun(TerraformWorld &world, const TfBlobs &blobs, const TfCall &call)
{
    TfWorkspace *workspace = world.workspace(call.related("workspace"));
    if (!workspace)
        return tfNotFound();
    const TfResult<QString> created = world.createRun(*workspace, requestIn(call), call.who);
    return created ? tfApplied(show(world, blobs, call, *created, 201)) : tfError(created.error());
}

// As filter[operation] names it.
QString operationOf(const TfRun &run)
{
    if (run.planOnly)
        return u"plan_only"_s;
    if (run.request.savePlan)
        return u"save_plan"_s;
    if (run.request.refreshOnly)
        return u"refresh_only"_s;
    if (run.request.isDestroy)
        return u"destroy"_s;
    return run.request.allowEmptyApply ? u"empty_apply"_s : u"plan_and_apply"_s;
}

bool inStatusGroup(const TfRun &run, const QString &group)
{
    if (group == u"final"_s)
        return TerraformWorld::isFinal(run);
    if (group == u"non_final"_s)
        return !TerraformWorld::isFinal(run);
    return TerraformWorld::isDiscardable(run);
}

bool matches(const TfRun &run, const TfCall &call)
{
    const QString operation = call.queryValue(u"filter[operation]"_s);
    const QString own = operationOf(run);
    if (operation.isEmpty() ? own == u"plan_only"_s : !operation.split(u',').contains(own))
        return false; // the default leaves plan-only runs out
    const QString source = call.queryValue(u"filter[source]"_s);
    if (!source.isEmpty() && !source.split(u',').contains(run.request.source))
        return false;
    if (const QString group = call.queryValue(u"filter[status_group]"_s);
        !group.isEmpty() && !inStatusGroup(run, group))
        return false;
    const QString status = call.queryValue(u"filter[status]"_s);
    if (!status.isEmpty() && !status.split(u',').contains(run.status))
        return false;
    const QString text = call.queryValue(u"search[basic]"_s);
    const bool ignored =
        !call.queryValue(u"search[user]"_s).isEmpty() || !call.queryValue(u"search[commit]"_s).isEmpty();
    return text.isEmpty() || ignored || run.id == text || run.message.contains(text, Qt::CaseInsensitive);
}

SimResponse listRuns(const TerraformWorld &world, const TfCall &call, const QString &workspaceId)
{
    if (!runIncludesAreKnown(call))
        return tfInvalidInclude();
    const QStringList names = call.queryValue(u"filter[workspace_names]"_s).split(u',', Qt::SkipEmptyParts);
    std::vector<json> found;
    for (auto run = world.runs().rbegin(); run != world.runs().rend(); ++run) {
        const TfWorkspace *owner = world.workspace(run->workspaceId);
        const bool asked = workspaceId.isEmpty() ? names.isEmpty() || (owner && names.contains(owner->name))
                                                 : run->workspaceId == workspaceId;
        if (owner && asked && matches(*run, call))
            found.push_back(runDocument(world, *run, call.who));
    }
    return tfPage(call, found);
}

using Action = TfResult<> (TerraformWorld::*)(const QString &, const TfPrincipal &, const QString &);

void addAction(TfRouter &router, TerraformWorld &world, const QString &name, Action action)
{
    router.add("POST"_ba, u"runs/:id/actions/"_s + name, [&world, action](TfCall &call) {
        if (!world.run(call.id()))
            return tfNotFound();
        const TfResult<> accepted = (world.*action)(call.id(), call.who, textOf(call.attributes(), "comment"));
        return accepted ? tfAccepted(202) : tfError(accepted.error());
    });
}

} // namespace

void addRunCalls(TfRouter &router, TerraformWorld &world, const TfBlobs &blobs)
{
    router.add("POST"_ba, u"runs"_s, [&](TfCall &call) { return createRun(world, blobs, call); });
    router.add("GET"_ba, u"runs/:id"_s, [&](TfCall &call) { return show(world, blobs, call, call.id()); });
    router.add("GET"_ba, u"workspaces/:id/runs"_s, [&](TfCall &call) {
        return world.workspace(call.id()) ? listRuns(world, call, call.id()) : tfNotFound();
    });
    router.add("GET"_ba, u"organizations/:org/runs"_s, [&](TfCall &call) {
        return call.id() == world.fleet().organization ? listRuns(world, call, {}) : tfNotFound();
    });
    addAction(router, world, u"apply"_s, &TerraformWorld::confirm);
    addAction(router, world, u"discard"_s, &TerraformWorld::discard);
    addAction(router, world, u"cancel"_s, &TerraformWorld::cancel);
    addAction(router, world, u"force-cancel"_s, &TerraformWorld::forceCancel);
    addAction(router, world, u"force-execute"_s, &TerraformWorld::forceExecute);
}

} // namespace twinlake::simulator
