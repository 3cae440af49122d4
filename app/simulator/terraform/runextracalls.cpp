// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Calls about what belongs to a run: events, comments, policy checks, task stages (contracts/terraform-cloud-api.md 4.2
// and section 6).
#include "app/simulator/terraform/terraformface.h"
#include "app/simulator/terraform/tfdocuments.h"
#include "app/simulator/terraform/tfpolicies.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

const QStringList eventIncludes = {u"actor"_s, u"comment"_s};

const TfComment *commentIn(const TfRun &run, const QString &id)
{
    for (const TfComment &one : run.comments) {
        if (one.id == id)
            return &one;
    }
    return nullptr;
}

SimResponse events(const TerraformWorld &world, const TfCall &call)
{
    const TfRun *run = world.run(call.id());
    if (!run)
        return tfNotFound();
    json document = {{"data", json::array()}};
    for (const QString &asked : call.includes()) {
        if (!eventIncludes.contains(asked))
            return tfInvalidInclude();
    }
    for (const TfRunEvent &event : run->events) {
        document["data"].push_back(runEventDocument(event));
        if (const TfComment *comment = commentIn(*run, event.comment);
            comment && call.includes().contains(u"comment"_s))
            document["included"].push_back(commentDocument(*comment));
    }
    if (call.includes().contains(u"actor"_s) && !run->events.isEmpty())
        document["included"].push_back(personDocument(world, run->createdBy));
    return tfDocument(document);
}

template <typename Visit>
SimResponse findIn(const TerraformWorld &world, Visit visit)
{
    for (const TfRun &run : world.runs()) {
        if (!world.run(run.id))
            continue;
        if (const std::optional<SimResponse> answer = visit(run))
            return *answer;
    }
    return tfNotFound();
}

SimResponse event(const TerraformWorld &world, const QString &id)
{
    return findIn(world, [&](const TfRun &run) -> std::optional<SimResponse> {
        for (const TfRunEvent &one : run.events) {
            if (one.id == id)
                return tfData(runEventDocument(one));
        }
        return std::nullopt;
    });
}

SimResponse comments(const TerraformWorld &world, const TfCall &call)
{
    const TfRun *run = world.run(call.id());
    if (!run)
        return tfNotFound();
    std::vector<json> found;
    for (const TfComment &one : run->comments)
        found.push_back(commentDocument(one));
    return tfPage(call, found);
}

SimResponse addComment(TerraformWorld &world, const TfCall &call)
{
    if (!world.run(call.id()))
        return tfNotFound();
    const QString body = textOf(call.attributes(), "body");
    if (body.isEmpty())
        return tfError(tfInvalidAttribute(u"Body can't be blank"_s));
    const QString id = world.comment(call.id(), call.who, body);
    return tfApplied(tfData(commentDocument(*commentIn(*world.run(call.id()), id)), 201));
}

SimResponse policyChecks(const TerraformWorld &world, const TfCall &call)
{
    const TfRun *run = world.run(call.id());
    if (!run)
        return tfNotFound();
    std::vector<json> found;
    for (const TfPolicyCheck &check : run->policyChecks)
        found.push_back(policyCheckDocument(*run, check, call.who));
    return tfPage(call, found);
}

SimResponse policyCheck(const TerraformWorld &world, const TfCall &call, bool output)
{
    return findIn(world, [&](const TfRun &run) -> std::optional<SimResponse> {
        for (const TfPolicyCheck &check : run.policyChecks) {
            if (check.id != call.id())
                continue;
            if (!output)
                return tfData(policyCheckDocument(run, check, call.who));
            return check.status == u"queued"_s ? tfNotFound() : tfText(policyLog(check.outcomes).toUtf8());
        }
        return std::nullopt;
    });
}

SimResponse overrideCheck(TerraformWorld &world, const TfCall &call)
{
    if (!call.who.admin)
        return tfNotFound();
    const TfResult<> done = world.overridePolicies(call.id(), call.who, textOf(call.attributes(), "comment"));
    return done ? tfApplied(policyCheck(world, call, false)) : tfError(done.error());
}

} // namespace

void addRunExtraCalls(TfRouter &router, TerraformWorld &world)
{
    router.add("GET"_ba, u"runs/:id/run-events"_s, [&](TfCall &call) { return events(world, call); });
    router.add("GET"_ba, u"run-events/:id"_s, [&](TfCall &call) { return event(world, call.id()); });
    router.add("GET"_ba, u"runs/:id/comments"_s, [&](TfCall &call) { return comments(world, call); });
    router.add("POST"_ba, u"runs/:id/comments"_s, [&](TfCall &call) { return addComment(world, call); });
    router.add("GET"_ba, u"comments/:id"_s, [&](TfCall &call) {
        return findIn(world, [&](const TfRun &run) -> std::optional<SimResponse> {
            const TfComment *found = commentIn(run, call.id());
            return found ? std::optional(tfData(commentDocument(*found))) : std::nullopt;
        });
    });
    router.add("GET"_ba, u"runs/:id/policy-checks"_s, [&](TfCall &call) { return policyChecks(world, call); });
    router.add("GET"_ba, u"policy-checks/:id"_s, [&](TfCall &call) { return policyCheck(world, call, false); });
    router.add("GET"_ba, u"policy-checks/:id/output"_s, [&](TfCall &call) { return policyCheck(world, call, true); });
    router.add("POST"_ba, u"policy-checks/:id/actions/override"_s,
               [&](TfCall &call) { return overrideCheck(world, call); });
    // No run tasks and no agent policies here, so no stages: an empty list, as for a workspace without any.
    router.add("GET"_ba, u"runs/:id/task-stages"_s,
               [&](TfCall &call) { return world.run(call.id()) ? tfEmptyList(call) : tfNotFound(); });
}

} // namespace twinlake::simulator
