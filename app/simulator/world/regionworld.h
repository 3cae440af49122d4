// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// RegionWorld: one region's Databricks workspace and data, living in virtual time: feeder, pipelines, jobs, warehouses.
// A function of seed, scenario and the instants at which it is asked to change; its API face is databricks/.
#pragma once

#include "app/simulator/world/accesscontrol.h"
#include "app/simulator/world/conditions.h"
#include "app/simulator/world/draw.h"
#include "app/simulator/world/fleet.h"
#include "app/simulator/world/regionaccess.h"
#include "app/simulator/world/simjob.h"
#include "app/simulator/world/simworkspace.h"
#include "app/simulator/world/worldcontext.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <memory>
#include <vector>

namespace twinlake::simulator {

class SimPipeline;
class SimWarehouse;

class RegionWorld : public RegionAccess, private JobTargets {
public:
    /// Opens in normal operation at `fleet.start`: the primary continuous with its job paused, the secondary triggered
    /// by its job. The references must outlive the world.
    RegionWorld(Region region, const Fleet &fleet, Scheduler &scheduler, const Draw &draw, SpanLog &spans);
    ~RegionWorld() override;

    bool answers() const override;
    std::optional<nlohmann::json> pipelineDocument(const PipelineId &id) const override;
    void editPipeline(const PipelineId &id, const nlohmann::json &spec) override;
    void replacePipeline(const PipelineId &id) override;
    std::optional<nlohmann::json> jobDocument(const JobId &id) const override;
    void resetJob(const JobId &id, const nlohmann::json &settings) override;

    const RegionConditions &conditions() const { return m_context.conditions; }
    void setConditions(const RegionConditions &conditions);
    // What befalls the data; an empty name means every pipeline.
    void setTrouble(DataTrouble trouble, bool on, const QString &pipelineName, SimDuration late = {});
    void addFutureRow(const QString &pipelineName, SimDuration ahead);
    /// Delivers what the feeder skipped.
    void backfill(const QString &pipelineName);
    /// The instant to which catch-up spans run; empty: to what had arrived when the update was RUNNING.
    void setCut(std::optional<SimTime> cut);

    /// The region's part of GET /control/state (design.md 4).
    nlohmann::json stateDocument() const;
    /// Newest event timestamp in the pipeline's gold table; empty if there is no such pipeline or no row.
    std::optional<SimTime> goldWatermark(const QString &pipelineName) const;

    // What the API face and the SQL engine work on; null if this region has no such thing.
    Region region() const { return m_context.region; }
    SimTime now() const { return m_context.scheduler.now(); }
    SimTime serverNow() const { return m_context.serverNow(); }
    Scheduler &scheduler() const { return m_context.scheduler; }
    const WorldContext &context() const { return m_context; }
    SimPipeline *pipeline(const PipelineId &id) const;
    SimJob *job(const JobId &id) const;
    SimWarehouse *warehouse(const WarehouseId &id) const;
    const std::vector<std::unique_ptr<SimPipeline>> &pipelines() const { return m_pipelines; }
    /// In the order of their ids, as lists show them.
    const std::vector<SimPipeline *> &pipelinesById() const;
    const std::vector<std::unique_ptr<SimJob>> &jobs() const { return m_jobs; }
    const std::vector<std::unique_ptr<SimWarehouse>> &warehouses() const { return m_warehouses; }
    /// Runs of runs/submit, each with a job of its own.
    const std::vector<std::unique_ptr<SimJob>> &submittedJobs() const { return m_submitted; }
    struct FoundRun {
        SimJob *job;
        const SimJobRun *run;
    };
    std::optional<FoundRun> run(std::int64_t runId) const;
    SimWorkspace &workspace() { return m_workspace; }
    AccessControl &access() { return m_access; }
    const AccessControl &access() const { return m_access; }

    // What clients add and take away. Everything new lives as what was there before: it runs, fires and is listed.
    SimPipeline &createPipeline(const nlohmann::json &spec, const AclEntry &creator);
    bool deletePipeline(const PipelineId &id);
    SimJob &createJob(const nlohmann::json &settings, const AclEntry &creator);
    bool deleteJob(const JobId &id);
    const SimJobRun &submitRun(const nlohmann::json &settings, const QString &idempotencyToken,
                               const AclEntry &creator);
    SimWarehouse &createWarehouse(const nlohmann::json &settings, const AclEntry &creator);
    bool deleteWarehouse(const WarehouseId &id);
    /// Moves whenever a pipeline comes or goes, and its tables with it.
    int tablesVersion() const { return m_tablesVersion; }

private:
    SimPipeline *taskPipeline(const QString &id) override;
    bool hasNotebook(const QString &path) const override;
    void watch(SimPipeline &pipeline);
    void openPermissions();
    void forEach(const QString &pipelineName, const std::function<void(SimPipeline &)> &act);

    WorldContext m_context;
    std::vector<std::unique_ptr<SimPipeline>> m_pipelines;
    std::vector<std::unique_ptr<SimJob>> m_jobs;
    std::vector<std::unique_ptr<SimWarehouse>> m_warehouses;
    std::vector<std::unique_ptr<SimJob>> m_submitted;
    SimWorkspace m_workspace;
    AccessControl m_access;
    std::map<QString, std::int64_t> m_submitTokens;
    std::uint64_t m_created = 0; ///< ordinal of created things
    int m_tablesVersion = 0;
    mutable std::vector<SimPipeline *> m_pipelinesById; ///< empty once a pipeline has come or gone
};

} // namespace twinlake::simulator
