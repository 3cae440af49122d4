// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Configuration versions, state versions and variable sets as JSON:API resources (contracts/terraform-cloud-api.md 3.2
// and 7).
#include "app/simulator/terraform/tfdocuments.h"
#include "app/simulator/terraform/tfplandocument.h"

#include <nlohmann/json.hpp>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

// How the API names an output's type beside its exact one.
const char *outputTypeName(const json &value)
{
    if (value.is_boolean())
        return "boolean";
    if (value.is_number())
        return "number";
    if (value.is_array())
        return "array";
    return value.is_object() ? "map" : "string";
}

} // namespace

json configurationVersionDocument(const TfConfigurationVersion &version, const QString &uploadUrl)
{
    json stamps = json::object();
    for (const auto &[status, when] : version.reached) {
        if (status != u"pending"_s)
            stamps[utf8(status) + "-at"] = utf8(tfTime(when));
    }
    json attributes = {{"source", utf8(version.source)},
                       {"status", utf8(version.status)},
                       {"speculative", version.speculative},
                       {"provisional", version.provisional},
                       {"auto-queue-runs", version.autoQueueRuns},
                       {"error", version.error.isEmpty() ? json() : json(utf8(version.error))},
                       {"error-message", version.error.isEmpty() ? json() : json(utf8(version.error))},
                       {"changed-files", json::array()},
                       {"status-timestamps", stamps}};
    if (!uploadUrl.isEmpty())
        attributes["upload-url"] = utf8(uploadUrl);
    const std::string self = "/api/v2/configuration-versions/" + utf8(version.id);
    return {{"id", utf8(version.id)},
            {"type", "configuration-versions"},
            {"attributes", attributes},
            {"relationships", {{"ingress-attributes", {{"data", nullptr}}}}},
            {"links", {{"self", self}, {"download", self + "/download"}}}};
}

json stateVersionDocument(const TfStateVersion &version, const QString &origin, SimTime now)
{
    const bool finalized = version.status == u"finalized"_s;
    const bool processed = finalized && now >= version.processedAt;
    const auto link = [&](bool shown, const QString &kind) {
        return shown ? json(utf8(origin + u"/v1/"_s + kind + u'/' + QString::fromLatin1(version.secret))) : json();
    };
    QStringList outputs;
    for (const TfStateOutput &output : version.outputs)
        outputs << output.id;
    const json attributes = {
        {"created-at", utf8(tfTime(version.createdAt, true))},
        {"size", version.raw.size()},
        {"serial", version.serial},
        {"status", utf8(version.status)},
        {"intermediate", false},
        {"hosted-state-download-url", link(finalized, u"state"_s)},
        {"hosted-json-state-download-url", link(!version.json.isEmpty(), u"json-state"_s)},
        {"hosted-state-upload-url", link(version.status == u"pending"_s, u"state"_s)},
        {"hosted-json-state-upload-url", link(!version.jsonUploaded && version.runId.isEmpty(), u"json-state"_s)},
        {"resources-processed", processed},
        {"resources", processed ? parsedJson(version.resources) : json()},
        {"state-version", 4},
        {"terraform-version", utf8(version.terraformVersion)},
        {"md5", utf8(version.md5)},
        {"lineage", utf8(version.lineage)},
        {"vcs-commit-sha", nullptr},
        {"vcs-commit-url", nullptr}};
    const json relationships = {{"run", relationTo(u"runs"_s, version.runId)},
                                {"created-by", relationTo(u"users"_s, version.createdBy)},
                                {"workspace", relationTo(u"workspaces"_s, version.workspaceId)},
                                {"outputs", relationToMany(u"state-version-outputs"_s, outputs)}};
    return {{"id", utf8(version.id)},
            {"type", "state-versions"},
            {"attributes", attributes},
            {"relationships", relationships},
            {"links", {{"self", "/api/v2/state-versions/" + utf8(version.id)}}}};
}

json outputDocument(const TfStateOutput &output, bool withSensitive)
{
    const json value = parsedJson(output.value);
    const bool hidden = output.sensitive && !withSensitive;
    return {{"id", utf8(output.id)},
            {"type", "state-version-outputs"},
            {"attributes",
             {{"name", utf8(output.name)},
              {"sensitive", output.sensitive},
              {"type", outputTypeName(value)},
              {"detailed-type", parsedJson(output.detailedType)},
              {"value", hidden ? json() : value}}},
            {"links", {{"self", "/api/v2/state-version-outputs/" + utf8(output.id)}}}};
}

json variableSetDocument(const TfVarSet &set, const QString &organization)
{
    QStringList variables;
    for (const TfVariable &variable : set.variables)
        variables << variable.id;
    const json parent =
        set.project.isEmpty() ? relationTo(u"organizations"_s, organization) : relationTo(u"projects"_s, set.project);
    return {{"id", utf8(set.id)},
            {"type", "varsets"},
            {"attributes",
             {{"name", utf8(set.name)},
              {"description", utf8(set.description)},
              {"global", set.global},
              {"priority", set.priority},
              {"updated-at", utf8(tfTime(set.updatedAt, true))},
              {"var-count", set.variables.size()},
              {"workspace-count", set.workspaces.size()},
              {"project-count", set.projects.size()}}},
            {"relationships",
             {{"organization", relationTo(u"organizations"_s, organization)},
              {"parent", parent},
              {"workspaces", relationToMany(u"workspaces"_s, set.workspaces)},
              {"projects", relationToMany(u"projects"_s, set.projects)},
              {"vars", relationToMany(u"vars"_s, variables)}}},
            {"links", {{"self", "/api/v2/varsets/" + utf8(set.id)}}}};
}

json variableSetVariableDocument(const TfVarSet &set, const TfVariable &variable)
{
    json document = variableDocument(TfWorkspace(), variable);
    document["relationships"] = {{"varset", relationTo(u"varsets"_s, set.id)}};
    document["links"] = {{"self", "/api/v2/varsets/" + utf8(set.id) + "/relationships/vars/" + utf8(variable.id)}};
    return document;
}

} // namespace twinlake::simulator
