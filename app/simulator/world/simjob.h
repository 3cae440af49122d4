// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SimJob: a Databricks job: its settings, its trigger and its runs, which start pipeline updates
// (contracts/databricks-api.md section 4 and 8.3).
#pragma once

#include "app/simulator/world/simjobrun.h"
#include "app/simulator/world/worldcontext.h"
#include "models/domain/databricks.h"

#include <deque>
#include <memory>

namespace twinlake::simulator {

class SimPipeline;

/// What the tasks of a job work on.
class JobTargets {
public:
    virtual ~JobTargets() = default;
    /// Null if the region has no such pipeline (any more).
    virtual SimPipeline *taskPipeline(const QString &id) = 0;
    virtual bool hasNotebook(const QString &path) const = 0;
};

struct JobIdentity {
    std::int64_t id = 0;
    QString key; ///< of its draws
    QString creator;
    SimTime createdAt;
    bool submitted = false; ///< made for one run of runs/submit; no list shows it
};

/// The job that starts a group's pipelines: paused in the primary, armed in the secondary.
nlohmann::json fleetJobSettings(const WorldContext &context, const FleetGroup &group);

class SimJob {
public:
    SimJob(const WorldContext &context, JobIdentity identity, const nlohmann::json &settings, JobTargets &targets);
    ~SimJob();
    SimJob(const SimJob &) = delete;
    SimJob &operator=(const SimJob &) = delete;

    /// When the schedule fired last before the world opened, oldest first.
    std::vector<SimTime> firesBeforeStart(int count) const;
    /// History: those fires have run well, the last one perhaps not.
    void recall(const std::vector<SimTime> &fires, bool lastFailed);
    /// Books the next fire; call once when the world opens.
    void schedule();

    std::int64_t id() const { return m_identity.id; }
    const JobIdentity &identity() const { return m_identity; }
    QString name() const;
    const nlohmann::json &settings() const { return m_settings; }
    bool paused() const;
    std::optional<SimTime> nextFire() const { return m_nextFire; }
    const std::deque<SimJobRun> &runs() const { return m_runs; } ///< newest first
    const SimJobRun *run(std::int64_t runId) const;
    int activeRuns() const;

    /// As GET /api/2.2/jobs/get shows it; `expanded`: with tasks and clusters, which lists leave out.
    nlohmann::json document(bool expanded = true) const;
    nlohmann::json runDocument(const SimJobRun &run, bool expanded = true) const;
    nlohmann::json taskDocument(const SimJobRun &run, const SimJobRun::Task &task) const;

    void reset(const nlohmann::json &settings);
    /// jobs/update: top-level fields replaced, arrays merged by key, then fields removed.
    void update(const nlohmann::json &settings, const std::vector<std::string> &fieldsToRemove);
    /// The same non-empty token gives the same run again.
    const SimJobRun &runNow(const QString &idempotencyToken, const nlohmann::json &request);
    /// False if there is no such run.
    bool cancelRun(std::int64_t runId);
    /// The named tasks, or all that failed, once more. Empty: no such run, it is active, or there is nothing to repair.
    std::optional<std::int64_t> repair(std::int64_t runId, const QStringList &tasks, bool allFailed);
    bool deleteRun(std::int64_t runId);
    void updateSettled(const SimPipeline &pipeline, UpdateState state);

private:
    void later(SimDuration delay, std::function<void()> what);
    const nlohmann::json *continuousTrigger() const;
    std::optional<SimTime> fireAfter(SimTime time) const;
    SimJobRun &newRun(const QString &trigger, SimTime at);
    SimJobRun &trigger(const QString &trigger, const nlohmann::json &request);
    void begin(SimJobRun &run);
    void advance(SimJobRun &run);
    void beginTask(SimJobRun &run, SimJobRun::Task &task);
    void beginPipeline(SimJobRun &run, SimJobRun::Task &task);
    void endTaskLater(const SimJobRun &run, const SimJobRun::Task &task, const QString &failure);
    void endTask(SimJobRun::Task &task, const QString &result, const QString &message);
    void conclude(SimJobRun &run);
    void stopRun(SimJobRun &run, const QString &result, const QString &message);
    void afterRun(bool good);
    void beginQueued();
    void fire();
    SimJobRun *findRun(std::int64_t runId);

    const WorldContext &m_context;
    JobIdentity m_identity;
    JobTargets &m_targets;
    nlohmann::json m_settings;
    std::deque<SimJobRun> m_runs;
    std::map<QString, std::int64_t> m_tokens;
    std::int64_t m_runCount = 0;
    std::int64_t m_repairs = 0;
    std::optional<SimTime> m_nextFire;
    std::optional<Scheduler::TimerId> m_timer;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0); ///< booked callbacks look whether the job still is
};

} // namespace twinlake::simulator
