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
            {"can-override-policy-check", false}};
}

json runAttributes(const TfRun &run, const TfPrincipal &asker, const QString &terraformVersion)
{
    json variables = json::array();
    for (const auto &[key, value] : run.runVariables)
        variables.push_back({{"key", utf8(key)}, {"value", utf8(value)}});
    json attributes = {{"status", utf8(run.status)},
                       {"status-timestamps", stamps(run.reached)},
                       {"actions",
                        {{"is-cancelable", TerraformWorld::isCancelable(run)},
                         {"is-confirmable", TerraformWorld::isConfirmable(run)},
                         {"is-discardable", TerraformWorld::isDiscardable(run)},
                         {"is-force-cancelable", false}}},
                       {"permissions", runPermissions(asker)},
                       {"has-changes", run.hasChanges},
                       {"auto-apply", run.autoApply},
                       {"plan-only", run.planOnly},
                       {"is-destroy", false},
                       {"refresh", run.refresh},
                       {"refresh-only", false},
                       {"save-plan", false},
                       {"allow-empty-apply", false},
                       {"allow-config-generation", false},
                       {"debugging-mode", false},
                       {"message", utf8(run.message)},
                       {"source", "tfe-api"},
                       {"trigger-reason", "manual"},
                       {"triggering-source-name", nullptr},
                       {"target-addrs", nullptr},
                       {"replace-addrs", nullptr},
                       {"variables", variables},
                       {"terraform-version", utf8(terraformVersion)},
                       {"created-at", utf8(tfTime(run.createdAt, true))},
                       {"updated-at", utf8(tfTime(run.updatedAt, true))},
                       {"canceled-at", nullptr}};
    if (run.canceledAt)
        attributes["canceled-at"] = utf8(tfTime(*run.canceledAt));
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
    const TfWorkspace *owner = nullptr;
    for (const TfWorkspace &workspace : world.workspaces()) {
        if (workspace.id == run.workspaceId)
            owner = &workspace;
    }
    json attributes = runAttributes(run, asker, owner->terraformVersion);
    attributes["position-in-queue"] = queuePosition(world, run);
    const std::string self = "/api/v2/runs/" + utf8(run.id);
    const json relationships = {
        {"workspace", relationTo(u"workspaces"_s, run.workspaceId)},
        {"plan", relationTo(u"plans"_s, run.plan.id)},
        {"apply", relationTo(u"applies"_s, run.apply.id)},
        {"configuration-version", relationTo(u"configuration-versions"_s, owner->configurationVersion)},
        {"created-by", relationTo(u"users"_s, run.createdBy)},
        {"confirmed-by", relationTo(u"users"_s, run.confirmedBy)},
        {"canceled-by", relationTo(u"users"_s, run.canceledBy)},
        {"cost-estimate", {{"data", nullptr}}},
        {"policy-checks", {{"data", json::array()}, {"links", {{"related", self + "/policy-checks"}}}}},
        {"task-stages", {{"data", json::array()}, {"links", {{"related", self + "/task-stages"}}}}},
        {"run-events", {{"data", json::array()}, {"links", {{"related", self + "/run-events"}}}}},
        {"comments", {{"data", json::array()}, {"links", {{"related", self + "/comments"}}}}}};
    return {{"id", utf8(run.id)},
            {"type", "runs"},
            {"attributes", attributes},
            {"relationships", relationships},
            {"links", {{"self", self}}}};
}

json planDocument(const TfRun &run, const QString &logOrigin)
{
    const bool planned = run.plan.status == u"finished"_s;
    const json count = planned ? json(run.plan.changes) : json(nullptr);
    const json none = planned ? json(0) : json(nullptr);
    const std::string self = "/api/v2/plans/" + utf8(run.plan.id);
    return {{"id", utf8(run.plan.id)},
            {"type", "plans"},
            {"attributes",
             {{"status", utf8(run.plan.status)},
              {"has-changes", run.hasChanges},
              {"resource-additions", none},
              {"resource-changes", count},
              {"resource-destructions", none},
              {"resource-imports", none},
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
    const json count = ended ? json(run.apply.changes) : json(nullptr);
    const json none = ended ? json(0) : json(nullptr);
    return {{"id", utf8(run.apply.id)},
            {"type", "applies"},
            {"attributes",
             {{"status", utf8(run.apply.status)},
              {"resource-additions", none},
              {"resource-changes", count},
              {"resource-destructions", none},
              {"resource-imports", none},
              {"action-invocations", 0},
              {"action-failures", 0},
              {"structured-run-output-enabled", false},
              {"log-read-url", utf8(logUrl(run.apply, logOrigin))},
              {"execution-details", {{"mode", "remote"}}},
              {"status-timestamps", phaseStamps(run.apply)}}},
            {"relationships", {{"state-versions", {{"data", json::array()}}}}},
            {"links", {{"self", "/api/v2/applies/" + utf8(run.apply.id)}}}};
}

} // namespace twinlake::simulator
