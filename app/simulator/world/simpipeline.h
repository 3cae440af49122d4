// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SimPipeline: one pipeline in one region: its settings, its updates through their states (contracts/databricks-api.md
// 8.2 and 8.3) and, through PipelineData, its tables.
#pragma once

#include "app/simulator/world/pipelinedata.h"
#include "app/simulator/world/pipelineevents.h"
#include "app/simulator/world/pipelinelook.h"
#include "models/domain/databricks.h"

#include <functional>
#include <map>
#include <memory>

namespace twinlake::simulator {

struct UpdateRecord {
    QString id;
    QString cause;
    UpdateState state = UpdateState::Created;
    SimTime createdAt;
    std::shared_ptr<const nlohmann::json> config; ///< the settings at its creation, shared until edited
    nlohmann::json request; ///< full_refresh, selections, validate_only as asked
    bool continuous = false;
    std::int64_t filesAtCreation = 0; ///< a triggered update reads these and no later ones
};

class SimPipeline {
public:
    /// Told when an update has ended and will not be retried.
    using Watcher = std::function<void(UpdateState)>;

    SimPipeline(const WorldContext &context, const FleetPipeline &pipeline);
    /// One that a client has made: `spec` as it was sent, `creator` owns it.
    SimPipeline(const WorldContext &context, std::unique_ptr<FleetPipeline> own, const nlohmann::json &spec,
                const QString &creator);
    ~SimPipeline();
    SimPipeline(const SimPipeline &) = delete;
    SimPipeline &operator=(const SimPipeline &) = delete;

    /// History, before the world opens: continuous for days, or one finished update at each of these instants.
    void openContinuous();
    void openTriggered(const std::vector<SimTime> &fires);
    /// A new one begins: a continuous pipeline starts its first update by itself.
    void openCreated();

    const FleetPipeline &fleet() const { return m_fleet; }
    const QString &id() const { return m_fleet.ids[m_context.region].value; }
    /// "s3://.../<pipeline>/" of this region.
    const QString &zoneAddress() const { return m_fleet.landingZone[m_context.region]; }
    QString name() const;
    QString runAs() const;
    const QString &creator() const { return m_creator; }
    const nlohmann::json &spec() const { return m_spec; }
    bool continuous() const;
    PipelineState state() const;
    std::int64_t lastModified() const { return m_lastModified; }
    const std::deque<UpdateRecord> &updates() const { return m_updates; } ///< newest first
    const UpdateRecord *activeUpdate() const;
    const UpdateRecord *update(const QString &id) const;
    const PipelineEventLog &events() const { return m_events; }
    /// The tables and the landing zone as of now.
    PipelineData &data();

    nlohmann::json document() const; ///< GET /api/2.0/pipelines/{id}
    nlohmann::json stateInfo() const; ///< an element of the list's statuses
    const std::string &documentText() const; ///< the same as text, kept as long as it holds
    const std::string &stateInfoText() const;
    nlohmann::json updateDocument(const UpdateRecord &update) const;

    /// The new update's id; empty if one is active or about to be retried.
    std::optional<QString> start(const QString &cause, const nlohmann::json &request);
    void stop();
    /// Full replacement of the settings; restarts, starts or cancels as contract section 3.3 says.
    void edit(const nlohmann::json &spec, const QString &editor = {});

    void watch(Watcher watcher) { m_watchers.push_back(std::move(watcher)); }
    void conditionsChanged(const RegionConditions &before);
    /// What befalls its data; each `on` is followed by its own off.
    void setTrouble(DataTrouble trouble, bool on, SimDuration late);
    /// A row dated so far ahead comes with the next file.
    void addFutureRow(SimDuration ahead);
    void backfill();
    /// Tables and checkpoint are gone; what runs reads everything again.
    void startOver();
    void cutChanged();
    /// Its update ends canceled, without a retry; afterwards it may be destroyed.
    void shutDown();

private:
    bool recovering() const { return m_retry.has_value(); }
    PipelineLook look() const;
    void adopt(const nlohmann::json &spec);
    void recordAction(const char *action, const QString &message, const QString &user);
    /// An update that asks for a table that this pipeline does not have.
    std::optional<QString> unknownTable(const UpdateRecord &update) const;
    bool resets(const UpdateRecord &update) const;
    void fail(const QString &message);
    void recordFlow(const char *status, const QString &message, const nlohmann::json &metrics = {});
    void recordFlowEnd(UpdateState state);
    void recordGraph();
    UpdateRecord &create(const QString &cause, const nlohmann::json &request);
    UpdateRecord makeRecord(const QString &cause, SimTime at);
    void enter(UpdateState state);
    void enterLater(SimDuration median, const QString &stage, UpdateState next);
    void beginRunning();
    void beginStopping(const QString &cancellationCause, bool restart);
    void finish(UpdateState state, bool retry);
    void retryLater();
    void onBatch();
    void armBatch();
    std::int64_t catchUpGoal();
    void openCatchUp();
    void closeSpans();
    void checkCatchUp();
    void followFeeder();
    void recordState(const UpdateRecord &update, SimTime at, const QString &cancellationCause = {});

    const WorldContext &m_context;
    std::unique_ptr<FleetPipeline> m_own; ///< of a pipeline that the fleet did not begin with
    const FleetPipeline &m_fleet;
    QString m_key; ///< of its draws; a name may come again, an id does not
    QString m_creator;
    PipelineData m_data;
    PipelineEventLog m_events;
    nlohmann::json m_spec;
    std::shared_ptr<const nlohmann::json> m_sharedSpec; ///< a copy for updates, made by the first after an edit
    nlohmann::json m_besideSpec = nlohmann::json::object(); ///< run_as and parameters: top level of the answer
    std::int64_t m_lastModified = 0;
    std::deque<UpdateRecord> m_updates;
    std::uint64_t m_ordinal = 0;
    std::vector<Watcher> m_watchers;
    std::optional<Scheduler::TimerId> m_stageTimer;
    std::optional<Scheduler::TimerId> m_batchTimer;
    std::optional<Scheduler::TimerId> m_retryTimer;
    std::optional<nlohmann::json> m_retry; ///< the failed update's request, while its retry waits
    bool m_deploying = false; ///< the update came from an edit or a creation
    bool m_restart = false; ///< a new update follows the one that is stopping
    std::optional<SpanLog::Handle> m_startSpan;
    std::optional<SpanLog::Handle> m_catchUpSpan;
    std::int64_t m_catchUpGoal = 0; ///< files
    std::int64_t m_rowsAtStart = 0; ///< of the flow that runs
    QString m_cause; ///< why the last update failed
    std::uint64_t m_edits = 0;
    mutable KeptText m_documentText;
    mutable KeptText m_stateInfoText;
    std::map<DataTrouble, int> m_troubles; ///< how many of each are on
    std::uint64_t m_futureRows = 0;
};

} // namespace twinlake::simulator
