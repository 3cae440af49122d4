// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/process/rehearsalestate.h"

#include <nlohmann/json.hpp>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using json = nlohmann::ordered_json; // a person may read the file

namespace {

std::string text(const QString &value)
{
    return value.toStdString();
}

std::string duration(SimDuration span)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(span).count();
    return seconds % 60 == 0 ? std::to_string(seconds / 60) + "m" : std::to_string(seconds) + "s";
}

json regionSection(const Fleet &fleet, const EstateAddresses &addresses, Region region)
{
    return {{"label", text(fleet.labels[region])},
            {"host", text(addresses.hosts[region])},
            {"credentials", "rehearsal:" + text(regionKey(region))},
            {"warehouse_id", text(fleet.warehouses[region].value)}};
}

json pipelineSection(const FleetGroup &group, const FleetPipeline &pipeline)
{
    json section = {{"name", text(pipeline.name)}};
    for (const Region region : bothRegions) {
        section[text(regionKey(region))] = {{"pipeline_id", text(pipeline.ids[region].value)},
                                            {"job_id", group.jobs[region].value}};
    }
    section["gold_tables"] = json::array({{{"name", text(pipeline.goldTable)},
                                           {"event_timestamp", "event_timestamp"},
                                           {"lateness", duration(pipeline.lateness)}}});
    section["bronze_tables"] = json::array({text(pipeline.bronzeTable)});
    section["landing_zones"] = {{"primary", text(pipeline.landingZone.primary)},
                                {"secondary", text(pipeline.landingZone.secondary)}};
    return section;
}

json groupSection(const Fleet &fleet, const FleetGroup &group, const EstateAddresses &addresses)
{
    json pipelines = json::array();
    for (const FleetPipeline &pipeline : group.pipelines)
        pipelines.push_back(pipelineSection(group, pipeline));
    const auto activation = [&group](Region region) -> json {
        return {{"workspace", text(group.activationWorkspace[region])}, {"variable", "active_region"}};
    };
    const json consumers = {
        {"workspace", text(group.consumersWorkspace)},
        {"variable", "serving_region"},
        {"values", {{"primary", text(fleet.labels.primary)}, {"secondary", text(fleet.labels.secondary)}}},
        {"canary",
         {{"url", text(addresses.consumers + u'/' + group.name)}, {"region", "/region"}, {"watermark", "/watermark"}}}};
    return {{"name", text(group.name)},
            {"objectives", {{"rto", duration(group.rto)}, {"rpo", duration(group.rpo)}}},
            {"pipelines", pipelines},
            {"terraform",
             {{"secondary", activation(Region::Secondary)},
              {"primary", activation(Region::Primary)},
              {"consumers", consumers}}}};
}

} // namespace

QByteArray rehearsalEstate(const Fleet &fleet, const Scenario &scenario, const EstateAddresses &addresses)
{
    json groups = json::array();
    for (const FleetGroup &group : fleet.groups)
        groups.push_back(groupSection(fleet, group, addresses));
    json timings = json::object();
    for (const auto &[name, value] : scenario.timings)
        timings[text(name)] = text(value);
    json estate = {{"schema", 1},
                   {"name", "rehearsal-" + text(scenario.id)},
                   {"environment", "rehearsal"},
                   {"rehearsal", {{"control", text(addresses.control)}, {"id", text(addresses.rehearsalId)}}},
                   {"regions",
                    {{"primary", regionSection(fleet, addresses, Region::Primary)},
                     {"secondary", regionSection(fleet, addresses, Region::Secondary)}}},
                   {"terraform",
                    {{"address", text(addresses.terraform)},
                     {"organization", text(fleet.organization)},
                     {"credentials", "rehearsal:terraform"},
                     {"coordination_workspace", text(fleet.coordinationWorkspace)}}},
                   {"witnesses", json::array({text(addresses.witness)})},
                   {"timings", timings},
                   {"failover_groups", groups}};
    if (!addresses.caBundle.isEmpty())
        estate["ca_bundle"] = text(addresses.caBundle);
    return QByteArray::fromStdString(estate.dump(2)) + '\n';
}

} // namespace twinlake::simulator
