// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SimJob: a Databricks job: its settings, its Quartz schedule and its runs, which start pipeline updates
// (contracts/databricks-api.md section 4 and 8.3).
#pragma once

#include "app/simulator/world/worldcontext.h"
#include "models/domain/databricks.h"

#include <nlohmann/json.hpp>

#include <deque>
#include <vector>

namespace twinlake::simulator {

class SimPipeline;

struct SimJobRun {
    struct Task {
        QString key;
        QString pipelineId;
        std::int64_t id = 0;
        bool done = false;
        bool failed = false;
    };

    std::int64_t id = 0;
    std::int64_t numberInJob = 0;
    QString trigger; ///< PERIODIC or ONE_TIME
    QString lifeCycle; ///< QUEUED PENDING RUNNING TERMINATED SKIPPED
    QString result; ///< empty while it runs
    QString message;
    SimTime startedAt;
    std::optional<SimTime> endedAt;
    nlohmann::json pipelineParams;
    std::vector<Task> tasks;

    bool active() const { return !endedAt; }
};

class SimJob {
public:
    /// `pipelines`: every pipeline of the region; tasks name them by id.
    SimJob(const WorldContext &context, const FleetGroup &group, std::vector<SimPipeline *> pipelines);

    /// When the schedule fired last before the world opened, oldest first.
    std::vector<SimTime> firesBeforeStart(int count) const;
    /// History: those fires have run well.
    void recall(const std::vector<SimTime> &fires);
    /// Books the next fire; call once when the world opens.
    void schedule();

    std::int64_t id() const { return m_group.jobs[m_context.region].value; }
    QString name() const;
    const nlohmann::json &settings() const { return m_settings; }
    bool paused() const;
    std::optional<SimTime> nextFire() const { return m_nextFire; }
    const std::deque<SimJobRun> &runs() const { return m_runs; } ///< newest first
    int activeRuns() const;

    nlohmann::json document() const; ///< GET /api/2.2/jobs/get
    nlohmann::json runDocument(const SimJobRun &run) const;

    void reset(const nlohmann::json &settings);
    /// jobs/update: top-level fields replaced, arrays merged by key, then fields removed.
    void update(const nlohmann::json &settings, const std::vector<std::string> &fieldsToRemove);
    /// The same non-empty token gives the same run again.
    const SimJobRun &runNow(const QString &idempotencyToken, const nlohmann::json &pipelineParams);
    /// False if there is no such run.
    bool cancelRun(std::int64_t runId);
    void updateSettled(const SimPipeline &pipeline, UpdateState state);

private:
    SimJobRun &newRun(const QString &trigger, SimTime at);
    SimJobRun &trigger(const QString &trigger, const nlohmann::json &pipelineParams);
    void begin(SimJobRun &run);
    void conclude(SimJobRun &run);
    void beginQueued();
    void fire();
    SimPipeline *pipeline(const QString &id) const;
    int settingsNumber(const char *key, int fallback) const;

    const WorldContext &m_context;
    const FleetGroup &m_group;
    std::vector<SimPipeline *> m_pipelines;
    nlohmann::json m_settings;
    std::deque<SimJobRun> m_runs;
    std::map<QString, std::int64_t> m_tokens;
    std::int64_t m_runCount = 0;
    std::optional<SimTime> m_nextFire;
    std::optional<Scheduler::TimerId> m_timer;
};

} // namespace twinlake::simulator
