// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/terraform/tfdocuments.h"

#include "app/simulator/terraform/tfplandocument.h"

#include <nlohmann/json.hpp>

#include <numeric>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

json average(const QList<qint64> &durations)
{
    if (durations.isEmpty())
        return nullptr;
    return std::accumulate(durations.cbegin(), durations.cend(), qint64(0)) / durations.size();
}

json workspacePermissions(const TfWorkspace &workspace, bool admin)
{
    json permissions = json::object();
    for (const char *name : {"can-read-run", "can-read-variable", "can-read-state-versions", "can-read-state-outputs",
                             "can-read-settings", "can-read-assessment-results", "can-queue-run", "can-queue-apply",
                             "can-update-variable", "can-create-state-versions", "can-lock", "can-unlock"})
        permissions[name] = true;
    for (const char *name :
         {"can-update", "can-force-unlock", "can-manage-tags", "can-manage-run-tasks", "can-manage-assessments"})
        permissions[name] = admin;
    const bool own = workspace.kind == TfWorkspaceKind::Uploaded; // the estate's are not to be deleted
    permissions["can-queue-destroy"] = admin && workspace.executionMode != u"local"_s;
    permissions["can-destroy"] = admin && own;
    permissions["can-force-delete"] = admin && own;
    return permissions;
}

json settingOr(const std::map<QString, QString> &texts, const QString &key)
{
    const auto found = texts.find(key);
    return found == texts.end() || found->second.isEmpty() ? json(nullptr) : json(utf8(found->second));
}

// The settings that are shown as they were set, with what they are until then.
json workspaceFlags(const TfWorkspace &workspace)
{
    json flags = {{"auto-apply-run-trigger", false}, {"queue-all-runs", false},
                  {"speculative-enabled", true},     {"allow-destroy-plan", true},
                  {"file-triggers-enabled", false},  {"global-remote-state", false},
                  {"assessments-enabled", false},    {"structured-run-output-enabled", false}};
    for (const auto &[name, value] : workspace.flags)
        flags[utf8(name)] = value;
    return flags;
}

json workspaceAttributes(const TfWorkspace &workspace)
{
    json tags = json::array();
    for (const auto &[key, value] : workspace.tags) {
        if (value.isEmpty())
            tags.push_back(utf8(key));
    }
    const bool remote = workspace.executionMode != u"local"_s;
    return {{"name", utf8(workspace.name)},
            {"description", utf8(workspace.description)},
            {"environment", "default"},
            {"source", "tfe-api"},
            {"source-name", settingOr(workspace.texts, u"source-name"_s)},
            {"source-url", settingOr(workspace.texts, u"source-url"_s)},
            {"locked", workspace.lock.has_value()},
            {"locked-reason", workspace.lock ? utf8(workspace.lock->reason) : ""},
            {"auto-apply", workspace.autoApply},
            {"execution-mode", utf8(workspace.executionMode)},
            {"operations", remote},
            {"setting-overwrites", {{"execution-mode", true}, {"agent-pool", true}}},
            {"terraform-version", utf8(workspace.terraformVersion)},
            {"working-directory", settingOr(workspace.texts, u"working-directory"_s)},
            {"vcs-repo", nullptr},
            {"trigger-prefixes", json::array()},
            {"trigger-patterns", json::array()},
            {"tag-names", tags},
            {"apply-duration-average", average(workspace.applyDurations)},
            {"plan-duration-average", average(workspace.planDurations)},
            {"run-failures", workspace.runFailures},
            {"policy-check-failures", nullptr},
            {"workspace-kpis-runs-count", workspace.runs.size()},
            {"created-at", utf8(tfTime(workspace.createdAt, true))},
            {"updated-at", utf8(tfTime(workspace.updatedAt, true))},
            {"latest-change-at", utf8(tfTime(workspace.updatedAt, true))},
            {"last-assessment-result-at",
             workspace.assessments.isEmpty() ? json(nullptr)
                                             : json(utf8(tfTime(workspace.assessments.last().createdAt, true)))},
            {"auto-destroy-at", nullptr},
            {"actions", {{"is-destroyable", true}}}};
}

} // namespace

std::string utf8(const QString &text)
{
    return text.toStdString();
}

json relationTo(const QString &type, const QString &id)
{
    if (id.isEmpty())
        return {{"data", nullptr}};
    return {{"data", {{"id", utf8(id)}, {"type", utf8(type)}}}};
}

json relationToMany(const QString &type, const QStringList &ids)
{
    json list = json::array();
    for (const QString &id : ids)
        list.push_back({{"id", utf8(id)}, {"type", utf8(type)}});
    return {{"data", list}};
}

json personDocument(const TerraformWorld &world, const QString &id)
{
    const TfPrincipal *known = world.person(id);
    return userDocument(known ? *known : TfPrincipal{id, id, {}, false});
}

json userDocument(const TfPrincipal &who)
{
    return {{"id", utf8(who.id)},
            {"type", "users"},
            {"attributes",
             {{"username", utf8(who.username)},
              {"email", utf8(who.email)},
              {"is-service-account", false},
              {"auth-method", "tfc"},
              {"avatar-url", nullptr},
              {"v2-only", true},
              {"permissions", {{"can-create-organizations", false}, {"can-change-email", false}}}}},
            {"relationships", {{"authenticated-resource", relationTo(u"users"_s, who.id)}}}};
}

json organizationDocument(const Fleet &fleet)
{
    return {{"id", utf8(fleet.organization)},
            {"type", "organizations"},
            {"attributes",
             {{"name", utf8(fleet.organization)},
              {"external-id", "org-" + utf8(fleet.organization)},
              {"email", "platform@example.com"},
              {"created-at", utf8(tfTime(fleet.start - std::chrono::hours(24 * 400), true))},
              {"cost-estimation-enabled", false},
              {"default-execution-mode", "remote"},
              {"assessments-enforced", false},
              {"allow-force-delete-workspaces", false},
              {"permissions", {{"can-create-workspace", true}, {"can-update", false}}}}}};
}

json entitlementDocument(const Fleet &fleet)
{
    json attributes = {{"user-limit", nullptr}, {"policy-limit", nullptr}, {"run-task-limit", nullptr}};
    for (const char *name :
         {"operations", "state-storage", "teams", "run-tasks", "vcs-integrations", "sentinel", "policy-enforcement"})
        attributes[name] = true;
    for (const char *name :
         {"agents", "sso", "cost-estimation", "global-run-tasks", "private-module-registry", "audit-logging"})
        attributes[name] = false;
    return {{"id", "org-" + utf8(fleet.organization)}, {"type", "entitlement-sets"}, {"attributes", attributes}};
}

json workspaceDocument(const TerraformWorld &world, const TfWorkspace &workspace, const TfPrincipal &asker)
{
    json attributes = workspaceAttributes(workspace);
    attributes.update(workspaceFlags(workspace));
    attributes["permissions"] = workspacePermissions(workspace, asker.admin);
    const TfStateVersion *state = world.states().current(workspace);
    attributes["resource-count"] = state ? state->resourceCount : 0;
    QStringList outputs;
    for (const TfStateOutput &output : state ? state->outputs : QList<TfStateOutput>())
        outputs << output.id;
    const QString latest = workspace.runs.isEmpty() ? QString() : workspace.runs.last();
    const json relationships = {
        {"organization", relationTo(u"organizations"_s, world.fleet().organization)},
        {"project", relationTo(u"projects"_s, workspace.project)},
        {"current-run", relationTo(u"runs"_s, workspace.currentRun)},
        {"latest-run", relationTo(u"runs"_s, latest)},
        {"current-state-version", relationTo(u"state-versions"_s, state ? state->id : QString())},
        {"current-configuration-version", relationTo(u"configuration-versions"_s, workspace.configurationVersion)},
        {"current-assessment-result",
         relationTo(u"assessment-results"_s,
                    workspace.assessments.isEmpty() ? QString() : workspace.assessments.last().id)},
        {"locked-by", workspace.lock ? relationTo(workspace.lock->kind, workspace.lock->id) : relationTo({}, {})},
        {"outputs", relationToMany(u"workspace-outputs"_s, outputs)},
        {"agent-pool", {{"data", nullptr}}},
        {"ssh-key", {{"data", nullptr}}},
        {"readme", {{"data", nullptr}}}};
    return {{"id", utf8(workspace.id)},
            {"type", "workspaces"},
            {"attributes", attributes},
            {"relationships", relationships},
            {"links",
             {{"self",
               "/api/v2/organizations/" + utf8(world.fleet().organization) + "/workspaces/" + utf8(workspace.name)}}}};
}

json variableDocument(const TfWorkspace &workspace, const TfVariable &variable)
{
    return {{"id", utf8(variable.id)},
            {"type", "vars"},
            {"attributes",
             {{"key", utf8(variable.key)},
              {"value", variable.sensitive ? json(nullptr) : json(utf8(variable.value))},
              {"category", utf8(variable.category)},
              {"hcl", variable.hcl},
              {"sensitive", variable.sensitive},
              {"description", utf8(variable.description)},
              {"version-id", utf8(variable.versionId)},
              {"created-at", utf8(tfTime(variable.createdAt, true))}}},
            {"relationships",
             {{"configurable",
               {{"data", {{"id", utf8(workspace.id)}, {"type", "workspaces"}}},
                {"links", {{"related", "/api/v2/workspaces/" + utf8(workspace.id)}}}}}}},
            {"links", {{"self", "/api/v2/workspaces/" + utf8(workspace.id) + "/vars/" + utf8(variable.id)}}}};
}

} // namespace twinlake::simulator
