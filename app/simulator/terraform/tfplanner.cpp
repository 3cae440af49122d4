// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/terraform/tfplanner.h"

#include "app/simulator/terraform/tfplandocument.h"
#include "app/simulator/terraform/tfresources.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

struct Resource {
    QString type;
    QString name;
    QString index;
    QString id;
    json attributes;
};

QString workspaceHost(const QString &label)
{
    return u"https://dbc-%1.cloud.databricks.com"_s.arg(label);
}

QString moduleOf(const TfWorkspace &workspace)
{
    return u"module."_s + workspace.group;
}

json parsed(const QByteArray &text)
{
    json value = json::parse(text.toStdString(), nullptr, false);
    return value.is_discarded() ? json() : value;
}

QByteArray written(const json &value)
{
    return QByteArray::fromStdString(value.dump());
}

QStringList notebookPaths(const json &pipeline)
{
    QStringList paths;
    for (const json &library : pipeline.value("library", json::array())) {
        for (const json &notebook : library.value("notebook", json::array())) {
            if (const auto path = notebook.find("path"); path != notebook.end() && path->is_string())
                paths << QString::fromStdString(path->get<std::string>());
        }
    }
    return paths;
}

// Refresh: reads every resource of the module. Empty, with `error` filled in, when something cannot be read.
std::vector<Resource> refresh(const FleetGroup &group, Region region, const QString &host, const RegionAccess &access,
                              QString &error)
{
    std::vector<Resource> found;
    if (!access.answers()) {
        error = u"cannot read pipeline: request timed out after 1m0s of inactivity (%1)"_s.arg(host);
        return {};
    }
    QStringList paths;
    for (const FleetPipeline &pipeline : group.pipelines) {
        const auto document = access.pipelineDocument(pipeline.ids[region]);
        if (!document) {
            error = u"cannot read pipeline: the specified pipeline %1 was not found."_s.arg(pipeline.ids[region].value);
            return {};
        }
        json attributes = pipelineAttributes(*document, host);
        paths << notebookPaths(attributes);
        found.push_back({u"databricks_pipeline"_s, pipeline.name, {}, pipeline.ids[region].value, attributes});
    }
    const auto job = access.jobDocument(group.jobs[region]);
    if (!job) {
        error = u"cannot read job: Job %1 does not exist."_s.arg(group.jobs[region].value);
        return {};
    }
    found.push_back({u"databricks_job"_s,
                     u"dlt_pipeline"_s,
                     {},
                     QString::number(group.jobs[region].value),
                     jobAttributes(*job, host)});
    paths.removeDuplicates();
    for (const QString &path : std::as_const(paths))
        found.push_back({u"databricks_notebook"_s, u"dlt_pipeline"_s, path, path, notebookAttributes(path, host)});
    return found;
}

json sortedByAddress(const json &entries)
{
    std::vector<json> list(entries.begin(), entries.end());
    std::sort(list.begin(), list.end(),
              [](const json &a, const json &b) { return a.value("address", "") < b.value("address", ""); });
    return list;
}

// What the flag wants of one resource: the reference module's two attributes.
json wanted(const Resource &resource, bool active)
{
    json after = resource.attributes;
    if (resource.type == u"databricks_pipeline"_s)
        after["continuous"] = active;
    if (resource.type == u"databricks_job"_s && !after["schedule"].empty())
        after["schedule"][0]["pause_status"] = active ? "PAUSED" : "UNPAUSED";
    return after;
}

std::optional<bool> flagValue(const std::map<QString, QString> &variables)
{
    const auto found = variables.find(u"active_region"_s);
    if (found == variables.end() || (found->second != u"true"_s && found->second != u"false"_s))
        return std::nullopt;
    return found->second == u"true"_s;
}

} // namespace

const FleetGroup *TfPlanner::group(const TfWorkspace &workspace) const
{
    const auto found = std::find_if(m_fleet.groups.cbegin(), m_fleet.groups.cend(),
                                    [&](const FleetGroup &one) { return one.name == workspace.group; });
    return found == m_fleet.groups.cend() ? nullptr : &*found;
}

void TfPlanner::planActivation(TfPlanResult &result, json &changes, json &drift, const TfWorkspace &workspace,
                               bool active) const
{
    const FleetGroup *owner = group(workspace);
    const QString host = workspaceHost(m_fleet.labels[workspace.region]);
    const QString module = moduleOf(workspace);
    const auto resources = refresh(*owner, workspace.region, host, *m_regions[workspace.region], result.error);
    for (const Resource &resource : resources) {
        const QString address = resourceAddress(module, resource.type, resource.name, resource.index);
        const json after = wanted(resource, active);
        changes.push_back(
            resourceEntry(module, resource.type, resource.name, resource.index, resource.attributes, after));
        result.refreshed << u"%1: Refreshing state... [id=%2]"_s.arg(address, resource.id);
        result.state[address] = written(after);
        if (const auto known = workspace.knownState.find(address); known != workspace.knownState.end()) {
            const json before = parsed(known->second);
            if (before != resource.attributes)
                drift.push_back(
                    resourceEntry(module, resource.type, resource.name, resource.index, before, resource.attributes));
        }
        if (after == resource.attributes)
            continue;
        if (resource.type == u"databricks_pipeline"_s)
            result.edits.pipelines.push_back({address, PipelineId{resource.id}, active});
        else
            result.edits.jobs.push_back({address, owner->jobs[workspace.region], active ? u"PAUSED"_s : u"UNPAUSED"_s});
    }
}

void TfPlanner::planPointer(TfPlanResult &result, json &changes, const TfWorkspace &workspace, Region served,
                            Region wantedRegion) const
{
    const QString type = u"terraform_data"_s;
    const QString name = u"serving_region"_s;
    const std::string label = m_fleet.labels[served].toStdString();
    const json before = {
        {"id", workspace.id.toStdString()}, {"input", label}, {"output", label}, {"triggers_replace", nullptr}};
    json after = before;
    after["input"] = m_fleet.labels[wantedRegion].toStdString();
    if (served == wantedRegion) {
        changes.push_back(resourceEntry({}, type, name, {}, before, after));
    } else { // the built-in provider knows the output only once the input is applied
        after.erase("output");
        json entry = resourceEntry({}, type, name, {}, before, after);
        entry["change"]["after_unknown"] = {{"output", true}};
        changes.push_back(entry);
    }
    const QString address = resourceAddress({}, type, name, {});
    result.refreshed << u"%1: Refreshing state... [id=%2]"_s.arg(address, workspace.id);
    result.state[address] = written(after);
    if (served != wantedRegion)
        result.edits.pointer = wantedRegion;
}

TfPlanResult TfPlanner::plan(const TfWorkspace &workspace, const std::map<QString, QString> &variables, Region served,
                             SimTime now) const
{
    TfPlanResult result;
    json changes = json::array();
    json drift = json::array();
    json inputs = json::object();
    if (workspace.kind == TfWorkspaceKind::Activation) {
        const auto active = flagValue(variables);
        if (!active) {
            result.error = u"Invalid value for input variable: \"active_region\" must be a bool."_s;
        } else {
            inputs["active_region"] = {{"value", *active}};
            planActivation(result, changes, drift, workspace, *active);
        }
    } else {
        const auto found = variables.find(u"serving_region"_s);
        const QString label = found == variables.end() ? QString() : found->second;
        inputs["serving_region"] = {{"value", label.toStdString()}};
        if (label == m_fleet.labels.primary || label == m_fleet.labels.secondary)
            planPointer(result, changes, workspace, served,
                        label == m_fleet.labels.primary ? Region::Primary : Region::Secondary);
        else
            result.error =
                u"Invalid value for input variable: \"serving_region\" is \"%1\"; it must be \"%2\" or \"%3\"."_s.arg(
                    label, m_fleet.labels.primary, m_fleet.labels.secondary);
    }
    const TfPlanFacts facts{workspace.terraformVersion, now, !result.error.isEmpty(), result.hasChanges()};
    result.json = written(planDocumentFull(facts, inputs, sortedByAddress(changes), sortedByAddress(drift)));
    result.jsonRedacted = written(planDocumentRedacted(sortedByAddress(changes), sortedByAddress(drift)));
    return result;
}

std::map<QString, QByteArray> TfPlanner::currentState(const TfWorkspace &workspace, Region served) const
{
    TfPlanResult now;
    json ignored = json::array();
    if (workspace.kind == TfWorkspaceKind::Consumers) {
        planPointer(now, ignored, workspace, served, served);
        return now.state;
    }
    if (workspace.kind != TfWorkspaceKind::Activation)
        return {};
    QString error;
    const auto resources = refresh(*group(workspace), workspace.region, workspaceHost(m_fleet.labels[workspace.region]),
                                   *m_regions[workspace.region], error);
    for (const Resource &resource : resources)
        now.state[resourceAddress(moduleOf(workspace), resource.type, resource.name, resource.index)] =
            written(resource.attributes);
    return now.state;
}

} // namespace twinlake::simulator
