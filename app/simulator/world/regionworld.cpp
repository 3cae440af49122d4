// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/world/regionworld.h"

#include "app/simulator/world/simjob.h"
#include "app/simulator/world/simpipeline.h"
#include "app/simulator/world/simwarehouse.h"

#include <algorithm>

namespace twinlake::simulator {

namespace {

constexpr int firesRemembered = 3;
const QString fleetOwner =
    QStringLiteral("7c9e6679-7425-40de-944b-e07fc1f90ae7"); // a service principal's application id

nlohmann::json timeOrNull(const std::optional<SimTime> &time)
{
    return time ? nlohmann::json(isoMillis(*time).toStdString()) : nlohmann::json();
}

template <typename Things, typename Value>
auto find(const Things &things, const Value &id) -> decltype(things.front().get())
{
    const auto found =
        std::find_if(things.begin(), things.end(), [&id](const auto &candidate) { return candidate->id() == id; });
    return found == things.end() ? nullptr : found->get();
}

} // namespace

RegionWorld::RegionWorld(Region region, const Fleet &fleet, Scheduler &scheduler, const Draw &draw, SpanLog &spans)
    : m_context{region, fleet, scheduler, draw, spans, {}, {}}
    , m_workspace(m_context)
{
    JobTargets &targets = *this; // make_unique could not see the private base
    for (const FleetGroup &group : fleet.groups) {
        const JobIdentity identity{group.jobs[region].value, group.name, fleetOwner,
                                   fleet.start - std::chrono::hours(240)};
        nlohmann::json settings = fleetJobSettings(m_context, group);
        if (region == Region::Secondary && group.secondaryDisarmed)
            settings["schedule"]["pause_status"] = "PAUSED";
        m_jobs.push_back(std::make_unique<SimJob>(m_context, identity, settings, targets));
        SimJob &job = *m_jobs.back();
        const auto fires = job.firesBeforeStart(firesRemembered);
        for (const FleetPipeline &described : group.pipelines) {
            m_pipelines.push_back(std::make_unique<SimPipeline>(m_context, described));
            SimPipeline &pipeline = *m_pipelines.back();
            watch(pipeline);
            if (region == Region::Primary)
                pipeline.openContinuous();
            else
                pipeline.openTriggered(fires);
        }
        if (region == Region::Secondary)
            job.recall(fires,
                       std::any_of(group.pipelines.cbegin(), group.pipelines.cend(),
                                   [](const FleetPipeline &pipeline) { return pipeline.secondaryFailed; }));
        job.schedule();
    }
    m_warehouses.push_back(
        std::make_unique<SimWarehouse>(m_context, fleet.warehouses[region], region == Region::Primary));
    openPermissions();
}

RegionWorld::~RegionWorld() = default;

bool RegionWorld::answers() const
{
    return !m_context.regionOut();
}

SimPipeline *RegionWorld::pipeline(const PipelineId &id) const
{
    return find(m_pipelines, id.value);
}

SimJob *RegionWorld::job(const JobId &id) const
{
    return find(m_jobs, id.value);
}

SimWarehouse *RegionWorld::warehouse(const WarehouseId &id) const
{
    return find(m_warehouses, id.value);
}

std::optional<nlohmann::json> RegionWorld::pipelineDocument(const PipelineId &id) const
{
    const SimPipeline *const found = pipeline(id);
    return found ? std::optional(found->document()) : std::nullopt;
}

void RegionWorld::editPipeline(const PipelineId &id, const nlohmann::json &spec)
{
    if (SimPipeline *const found = pipeline(id))
        found->edit(spec);
}

void RegionWorld::replacePipeline(const PipelineId &id)
{
    if (SimPipeline *const found = pipeline(id))
        found->startOver();
}

std::optional<nlohmann::json> RegionWorld::jobDocument(const JobId &id) const
{
    const SimJob *const found = job(id);
    return found ? std::optional(found->document()) : std::nullopt;
}

void RegionWorld::resetJob(const JobId &id, const nlohmann::json &settings)
{
    if (SimJob *const found = job(id))
        found->reset(settings);
}

void RegionWorld::setConditions(const RegionConditions &conditions)
{
    const RegionConditions before = m_context.conditions;
    if (before == conditions)
        return;
    m_context.conditions = conditions;
    for (const auto &pipeline : m_pipelines)
        pipeline->conditionsChanged(before);
    for (const auto &warehouse : m_warehouses)
        warehouse->conditionsChanged(before);
}

void RegionWorld::forEach(const QString &pipelineName, const std::function<void(SimPipeline &)> &act)
{
    for (const auto &pipeline : m_pipelines) {
        if (pipelineName.isEmpty() || pipeline->fleet().name == pipelineName)
            act(*pipeline);
    }
}

void RegionWorld::setTrouble(DataTrouble trouble, bool on, const QString &pipelineName, SimDuration late)
{
    forEach(pipelineName, [&](SimPipeline &pipeline) { pipeline.setTrouble(trouble, on, late); });
}

void RegionWorld::addFutureRow(const QString &pipelineName, SimDuration ahead)
{
    forEach(pipelineName, [&](SimPipeline &pipeline) { pipeline.addFutureRow(ahead); });
}

void RegionWorld::backfill(const QString &pipelineName)
{
    forEach(pipelineName, [](SimPipeline &pipeline) { pipeline.backfill(); });
}

void RegionWorld::setCut(std::optional<SimTime> cut)
{
    m_context.cut = cut;
    for (const auto &pipeline : m_pipelines)
        pipeline->cutChanged();
}

std::optional<SimTime> RegionWorld::goldWatermark(const QString &pipelineName) const
{
    for (const auto &pipeline : m_pipelines) {
        if (pipeline->fleet().name == pipelineName)
            return pipeline->data().watermark();
    }
    return std::nullopt;
}

nlohmann::json RegionWorld::stateDocument() const
{
    nlohmann::json document{{"pipelines", nlohmann::json::array()},
                            {"jobs", nlohmann::json::array()},
                            {"warehouses", nlohmann::json::array()}};
    for (const auto &pipeline : m_pipelines) {
        const PipelineData &data = pipeline->data();
        const UpdateRecord *const active = pipeline->activeUpdate();
        document["pipelines"].push_back(
            {{"name", pipeline->fleet().name.toStdString()},
             {"pipeline_id", pipeline->id().toStdString()},
             {"continuous", pipeline->continuous()},
             {"active_update", active ? nlohmann::json(active->id.toStdString()) : nlohmann::json()},
             {"watermark", timeOrNull(data.watermark())},
             {"landing_watermark", timeOrNull(data.landingWatermark(now()))},
             {"rows", data.rows()}});
    }
    for (const auto &job : m_jobs) {
        document["jobs"].push_back({{"name", job->name().toStdString()},
                                    {"job_id", job->id()},
                                    {"pause_status", job->paused() ? "PAUSED" : "UNPAUSED"},
                                    {"active_runs", job->activeRuns()},
                                    {"next_fire", timeOrNull(job->nextFire())}});
    }
    for (const auto &warehouse : m_warehouses)
        document["warehouses"].push_back(
            {{"id", warehouse->id().toStdString()}, {"state", wireWord(warehouse->state()).toStdString()}});
    return document;
}

} // namespace twinlake::simulator
