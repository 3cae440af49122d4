// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs, plans and applies as JSON:API resources.
#include "app/simulator/terraform/tfdocuments.h"
#include "app/simulator/terraform/tfplandocument.h"

#include <nlohmann/json.hpp>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

// "plan_queued" -> "plan-queued-at"
std::string stampName(const QString &status)
{
    return utf8(QString(status).replace(u'_', u'-') + u"-at"_s);
}

json stamps(const QList<QPair<QString, SimTime>> &reached)
{
    json list = json::object();
    for (const auto &[status, when] : reached)
        list[stampName(status)] = utf8(tfTime(when));
    list.erase("pending-at");
    return list;
}

json phaseStamps(const TfPhase &phase)
{
    static const std::map<QString, const char *> names = {{u"pending"_s, "pending-at"}, {u"queued"_s, "queued-at"},
                                                          {u"running"_s, "started-at"}, {u"finished"_s, "finished-at"},
                                                          {u"errored"_s, "errored-at"}, {u"canceled"_s, "canceled-at"}};
    json list = json::object();
    for (const auto &[status, when] : phase.reached) {
        if (const auto name = names.find(status); name != names.end())
            list[name->second] = utf8(tfTime(when));
    }
    return list;
}

json runPermissions(const TfPrincipal &asker)
{
    return {{"can-apply", true},
            {"can-cancel", true},
            {"can-comment", true},
            {"can-discard", true},
            {"can-force-execute", true},
            {"can-force-cancel", asker.admin},
            {"can-override-policy-check", asker.admin}};
}

json addresses(const QStringList &list)
{
    json found = json::array();
    for (const QString &one : list)
        found.push_back(utf8(one));
    return list.isEmpty() ? json() : found;
}

json runOptions(const TfRun &run)
{
    json variables = json::array();
    for (const auto &[key, value] : run.request.variables)
        variables.push_back({{"key", utf8(key)}, {"value", utf8(value)}});
    return {{"has-changes", run.hasChanges},
            {"auto-apply", run.autoApply},
            {"plan-only", run.planOnly},
            {"is-destroy", run.request.isDestroy},
            {"refresh", run.request.refresh},
            {"refresh-only", run.request.refreshOnly},
            {"save-plan", run.request.savePlan},
            {"allow-empty-apply", run.request.allowEmptyApply},
            {"allow-config-generation", false},
            {"debugging-mode", false},
            {"message", utf8(run.message)},
            {"source", utf8(run.request.source)},
            {"trigger-reason", run.request.triggeredBy.isEmpty() ? "manual" : "run_trigger"},
            {"triggering-source-name", nullptr},
            {"target-addrs", addresses(run.request.targets)},
            {"replace-addrs", addresses(run.request.replaces)},
            {"variables", variables}};
}

json runAttributes(const TerraformWorld &world, const TfRun &run, const TfPrincipal &asker,
                   const QString &terraformVersion)
{
    json attributes = runOptions(run);
    attributes["status"] = utf8(run.status);
    attributes["status-timestamps"] = stamps(run.reached);
    attributes["actions"] = {{"is-cancelable", TerraformWorld::isCancelable(run)},
                             {"is-confirmable", world.isConfirmableNow(run)},
                             {"is-discardable", TerraformWorld::isDiscardable(run)},
                             {"is-force-cancelable", world.isForceCancelable(run)}};
    attributes["permissions"] = runPermissions(asker);
    attributes["terraform-version"] =
        utf8(run.request.terraformVersion.isEmpty() ? terraformVersion : run.request.terraformVersion);
    attributes["created-at"] = utf8(tfTime(run.createdAt, true));
    attributes["updated-at"] = utf8(tfTime(run.updatedAt, true));
    attributes["canceled-at"] = nullptr;
    if (run.canceledAt) {
        attributes["canceled-at"] = utf8(tfTime(*run.canceledAt));
        attributes["force-cancel-available-at"] = utf8(tfTime(TerraformWorld::forceCancelAvailableAt(run)));
    }
    return attributes;
}

QString logUrl(const TfPhase &phase, const QString &logOrigin)
{
    return logOrigin + u"/v1/object/"_s + QString::fromLatin1(phase.logSecret);
}

} // namespace

int queuePosition(const TerraformWorld &world, const TfRun &run)
{
    for (const TfWorkspace &workspace : world.workspaces()) {
        const qsizetype place = workspace.waiting.indexOf(run.id);
        if (place >= 0)
            return static_cast<int>(place) + (workspace.activeRun.isEmpty() ? 0 : 1);
    }
    return 0;
}

json runDocument(const TerraformWorld &world, const TfRun &run, const TfPrincipal &asker)
{
    const TfWorkspace *owner = world.workspace(run.workspaceId);
    QStringList policyChecks;
    for (const TfPolicyCheck &check : run.policyChecks)
        policyChecks << check.id;
    QStringList events;
    for (const TfRunEvent &event : run.events)
        events << event.id;
    QStringList comments;
    for (const TfComment &comment : run.comments)
        comments << comment.id;
    json attributes = runAttributes(world, run, asker, owner->terraformVersion);
    attributes["position-in-queue"] = queuePosition(world, run);
    const std::string self = "/api/v2/runs/" + utf8(run.id);
    const json relationships = {
        {"workspace", relationTo(u"workspaces"_s, run.workspaceId)},
        {"plan", relationTo(u"plans"_s, run.plan.id)},
        {"apply", relationTo(u"applies"_s, run.apply.id)},
        {"configuration-version", relationTo(u"configuration-versions"_s, run.configurationVersion)},
        {"created-by", relationTo(u"users"_s, run.createdBy)},
        {"confirmed-by", relationTo(u"users"_s, run.confirmedBy)},
        {"canceled-by", relationTo(u"users"_s, run.canceledBy)},
        {"cost-estimate", {{"data", nullptr}}},
        {"triggering-run", relationTo(u"runs"_s, run.request.triggeredBy)},
        {"policy-checks", relationToMany(u"policy-checks"_s, policyChecks)},
        {"task-stages", {{"data", json::array()}, {"links", {{"related", self + "/task-stages"}}}}},
        {"run-events", relationToMany(u"run-events"_s, events)},
        {"comments", relationToMany(u"comments"_s, comments)}};
    return {{"id", utf8(run.id)},
            {"type", "runs"},
            {"attributes", attributes},
            {"relationships", relationships},
            {"links", {{"self", self}}}};
}

json planDocument(const TfRun &run, const QString &logOrigin)
{
    const bool planned = run.plan.status == u"finished"_s;
    const auto counted = [planned](int count) { return planned ? json(count) : json(nullptr); };
    const std::string self = "/api/v2/plans/" + utf8(run.plan.id);
    return {{"id", utf8(run.plan.id)},
            {"type", "plans"},
            {"attributes",
             {{"status", utf8(run.plan.status)},
              {"has-changes", run.hasChanges},
              {"resource-additions", counted(run.plan.additions)},
              {"resource-changes", counted(run.plan.changes)},
              {"resource-destructions", counted(run.plan.destructions)},
              {"resource-imports", counted(0)},
              {"generated-configuration", false},
              {"structured-run-output-enabled", false},
              {"log-read-url", utf8(logUrl(run.plan, logOrigin))},
              {"execution-details", {{"mode", "remote"}}},
              {"status-timestamps", phaseStamps(run.plan)},
              {"actions", {{"is-exportable", planned}}},
              {"permissions", {{"can-export", true}}}}},
            {"relationships", {{"state-versions", {{"data", json::array()}}}}},
            {"links",
             {{"self", self},
              {"json-output", self + "/json-output"},
              {"json-output-redacted", self + "/json-output-redacted"},
              {"json-schema", self + "/json-schema"}}}};
}

json applyDocument(const TfRun &run, const QString &logOrigin)
{
    const bool ended = run.apply.status == u"finished"_s || run.apply.status == u"errored"_s;
    const auto counted = [ended](int count) { return ended ? json(count) : json(nullptr); };
    return {{"id", utf8(run.apply.id)},
            {"type", "applies"},
            {"attributes",
             {{"status", utf8(run.apply.status)},
              {"resource-additions", counted(run.apply.additions)},
              {"resource-changes", counted(run.apply.changes)},
              {"resource-destructions", counted(run.apply.destructions)},
              {"resource-imports", counted(0)},
              {"action-invocations", 0},
              {"action-failures", 0},
              {"structured-run-output-enabled", false},
              {"log-read-url", utf8(logUrl(run.apply, logOrigin))},
              {"execution-details", {{"mode", "remote"}}},
              {"status-timestamps", phaseStamps(run.apply)}}},
            {"relationships", {{"state-versions", relationToMany(u"state-versions"_s, run.stateVersions)}}},
            {"links", {{"self", "/api/v2/applies/" + utf8(run.apply.id)}}}};
}

json policyCheckDocument(const TfRun &run, const TfPolicyCheck &check, const TfPrincipal &asker)
{
    int passed = 0;
    std::map<QString, int> failed;
    for (const TfPolicyOutcome &one : check.outcomes)
        one.failure.isEmpty() ? ++passed : ++failed[one.enforcement];
    json list = json::object();
    for (const auto &[status, when] : check.reached)
        list[stampName(status)] = utf8(tfTime(when));
    const bool soft = check.status == u"soft_failed"_s;
    const json result = {{"result", failed[u"hard-mandatory"_s] + failed[u"soft-mandatory"_s] == 0},
                         {"passed", passed},
                         {"total-failed", check.outcomes.size() - passed},
                         {"hard-failed", failed[u"hard-mandatory"_s]},
                         {"soft-failed", failed[u"soft-mandatory"_s]},
                         {"advisory-failed", failed[u"advisory"_s]},
                         {"duration", 0},
                         {"duration-ms", 0},
                         {"sentinel", nullptr}};
    const std::string self = "/api/v2/policy-checks/" + utf8(check.id);
    return {{"id", utf8(check.id)},
            {"type", "policy-checks"},
            {"attributes",
             {{"status", utf8(check.status)},
              {"scope", "organization"},
              {"result", check.status == u"queued"_s ? json() : result},
              {"status-timestamps", list},
              {"actions", {{"is-overridable", soft && run.status == u"policy_override"_s}}},
              {"permissions", {{"can-override", asker.admin}}}}},
            {"relationships", {{"run", relationTo(u"runs"_s, run.id)}}},
            {"links", {{"self", self}, {"output", self + "/output"}}}};
}

json runEventDocument(const TfRunEvent &event)
{
    return {{"id", utf8(event.id)},
            {"type", "run-events"},
            {"attributes",
             {{"action", utf8(event.action)}, {"created-at", utf8(tfTime(event.at, true))}, {"description", nullptr}}},
            {"relationships",
             {{"actor", relationTo(u"users"_s, event.actor)}, {"comment", relationTo(u"comments"_s, event.comment)}}},
            {"links", {{"self", "/api/v2/run-events/" + utf8(event.id)}}}};
}

json commentDocument(const TfComment &comment)
{
    return {{"id", utf8(comment.id)},
            {"type", "comments"},
            {"attributes", {{"body", utf8(comment.body)}}},
            {"relationships", {{"run-event", relationTo(u"run-events"_s, comment.runEvent)}}},
            {"links", {{"self", "/api/v2/comments/" + utf8(comment.id)}}}};
}

} // namespace twinlake::simulator
