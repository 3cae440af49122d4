// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A job's runs.
#include "app/simulator/world/simjob.h"

#include "app/simulator/world/simpipeline.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t runsKept = 200;

nlohmann::json stateOf(const SimJobRun &run)
{
    nlohmann::json state{{"life_cycle_state", run.lifeCycle.toStdString()},
                         {"state_message", run.message.toStdString()},
                         {"user_cancelled_or_timedout", run.result == "CANCELED"_L1}};
    if (!run.result.isEmpty())
        state["result_state"] = run.result.toStdString();
    return state;
}

nlohmann::json statusOf(const SimJobRun &run)
{
    if (run.active())
        return {{"state", run.lifeCycle.toStdString()}};
    const bool skipped = run.lifeCycle == "SKIPPED"_L1;
    const bool good = run.result == "SUCCESS"_L1;
    const char *code = good ? "SUCCESS"
        : skipped           ? "MAX_CONCURRENT_RUNS_EXCEEDED"
                            : (run.result == "CANCELED"_L1 ? "USER_CANCELED" : "RUN_EXECUTION_ERROR");
    return {{"state", "TERMINATED"},
            {"termination_details",
             {{"code", code}, {"type", good ? "SUCCESS" : "CLIENT_ERROR"}, {"message", run.message.toStdString()}}}};
}

} // namespace

void SimJob::recall(const std::vector<SimTime> &fires)
{
    for (const SimTime fire : fires) {
        SimJobRun &run = newRun(u"PERIODIC"_s, fire);
        run.lifeCycle = u"TERMINATED"_s;
        run.result = u"SUCCESS"_s;
        run.endedAt = std::min(fire + 12min, m_context.fleet.start - 20s);
        for (SimJobRun::Task &task : run.tasks)
            task.done = true;
        const bool failed = fire == fires.back()
            && std::any_of(m_group.pipelines.cbegin(), m_group.pipelines.cend(),
                           [](const FleetPipeline &pipeline) { return pipeline.secondaryFailed; });
        if (!failed)
            continue;
        run.result = u"FAILED"_s;
        for (SimJobRun::Task &task : run.tasks)
            task.failed = true;
    }
}

int SimJob::activeRuns() const
{
    return static_cast<int>(
        std::count_if(m_runs.begin(), m_runs.end(), [](const SimJobRun &run) { return run.active(); }));
}

SimPipeline *SimJob::pipeline(const QString &id) const
{
    const auto found = std::find_if(m_pipelines.begin(), m_pipelines.end(),
                                    [&id](const SimPipeline *candidate) { return candidate->id() == id; });
    return found == m_pipelines.end() ? nullptr : *found;
}

SimJobRun &SimJob::newRun(const QString &trigger, SimTime at)
{
    const QString entity = m_context.entity(u"run/"_s + m_group.name);
    SimJobRun run;
    run.numberInJob = ++m_runCount;
    run.id = m_context.draw.number(entity, static_cast<std::uint64_t>(m_runCount));
    run.trigger = trigger;
    run.startedAt = at;
    const auto tasks = m_settings.find("tasks");
    if (tasks != m_settings.end() && tasks->is_array()) {
        for (const nlohmann::json &task : *tasks) {
            if (!task.is_object() || !task.contains("pipeline_task") || !task["pipeline_task"].is_object())
                continue;
            const auto text = [](const nlohmann::json &object, const char *key) {
                const auto found = object.find(key);
                return found != object.end() && found->is_string() ? QString::fromStdString(found->get<std::string>())
                                                                   : QString();
            };
            const QString key = text(task, "task_key");
            run.tasks.push_back({key, text(task["pipeline_task"], "pipeline_id"),
                                 m_context.draw.number(entity + u'/' + key, static_cast<std::uint64_t>(m_runCount)),
                                 false, false});
        }
    }
    m_runs.push_front(std::move(run));
    if (m_runs.size() > runsKept && !m_runs.back().active())
        m_runs.pop_back();
    return m_runs.front();
}

void SimJob::fire()
{
    m_timer.reset();
    // The scheduler belongs to the region: nothing fires while the whole region is out.
    if (!m_context.regionOut())
        trigger(u"PERIODIC"_s, {});
    schedule();
}

SimJobRun &SimJob::trigger(const QString &trigger, const nlohmann::json &pipelineParams)
{
    const bool full = activeRuns() >= settingsNumber("max_concurrent_runs", 1);
    SimJobRun &run = newRun(trigger, m_context.serverNow());
    run.pipelineParams = pipelineParams;
    const auto queue = m_settings.find("queue");
    const bool queues =
        queue != m_settings.end() && queue->is_object() && queue->value("enabled", nlohmann::json()) == true;
    if (full && queues) {
        run.lifeCycle = u"QUEUED"_s;
    } else if (full) {
        run.lifeCycle = u"SKIPPED"_s;
        run.result = u"MAXIMUM_CONCURRENT_RUNS_REACHED"_s;
        run.message = u"Maximum concurrent runs reached."_s;
        run.endedAt = m_context.serverNow();
    } else {
        begin(run);
    }
    return run;
}

void SimJob::begin(SimJobRun &run)
{
    run.lifeCycle = u"RUNNING"_s;
    for (SimJobRun::Task &task : run.tasks) {
        SimPipeline *const target = pipeline(task.pipelineId);
        if (target && target->start(u"JOB_TASK"_s, run.pipelineParams))
            continue;
        task.done = true;
        task.failed = true;
        const UpdateRecord *const active = target ? target->activeUpdate() : nullptr;
        run.message = target ? u"An active update %1 already exists."_s.arg(active ? active->id : QString())
                             : u"The specified pipeline %1 was not found."_s.arg(task.pipelineId);
    }
    conclude(run);
}

void SimJob::conclude(SimJobRun &run)
{
    const auto all = [&run](auto test) { return std::all_of(run.tasks.begin(), run.tasks.end(), test); };
    if (!run.active() || !all([](const SimJobRun::Task &task) { return task.done; }))
        return;
    const bool good = all([](const SimJobRun::Task &task) { return !task.failed; });
    run.lifeCycle = u"TERMINATED"_s;
    run.result = good ? u"SUCCESS"_s : u"FAILED"_s;
    run.endedAt = m_context.serverNow();
    // Booked, not called: a queued run starts updates, and we may be inside the end of one.
    m_context.scheduler.after(SimDuration(0), [this] { beginQueued(); });
}

void SimJob::beginQueued()
{
    for (auto run = m_runs.rbegin(); run != m_runs.rend(); ++run) {
        const auto running = std::count_if(m_runs.begin(), m_runs.end(), [](const SimJobRun &other) {
            return other.active() && other.lifeCycle == "RUNNING"_L1;
        });
        if (running >= settingsNumber("max_concurrent_runs", 1))
            return;
        if (run->active() && run->lifeCycle == "QUEUED"_L1)
            begin(*run);
    }
}

void SimJob::updateSettled(const SimPipeline &pipeline, UpdateState state)
{
    for (SimJobRun &run : m_runs) {
        if (run.lifeCycle != "RUNNING"_L1)
            continue;
        for (SimJobRun::Task &task : run.tasks) {
            if (task.done || task.pipelineId != pipeline.id())
                continue;
            task.done = true;
            task.failed = state != UpdateState::Completed;
            if (task.failed)
                run.message = u"The update of pipeline %1 ended %2."_s.arg(task.pipelineId, wireWord(state));
        }
        conclude(run);
    }
}

const SimJobRun &SimJob::runNow(const QString &idempotencyToken, const nlohmann::json &pipelineParams)
{
    if (const auto known = m_tokens.find(idempotencyToken); known != m_tokens.end()) {
        const auto run = std::find_if(m_runs.begin(), m_runs.end(),
                                      [&](const SimJobRun &candidate) { return candidate.id == known->second; });
        if (run != m_runs.end())
            return *run;
    }
    const SimJobRun &run = trigger(u"ONE_TIME"_s, pipelineParams);
    if (!idempotencyToken.isEmpty())
        m_tokens[idempotencyToken] = run.id;
    return run;
}

bool SimJob::cancelRun(std::int64_t runId)
{
    const auto run = std::find_if(m_runs.begin(), m_runs.end(),
                                  [runId](const SimJobRun &candidate) { return candidate.id == runId; });
    if (run == m_runs.end())
        return false;
    if (!run->active())
        return true;
    std::vector<SimPipeline *> toStop;
    for (const SimJobRun::Task &task : run->tasks) {
        if (!task.done && run->lifeCycle == "RUNNING"_L1)
            toStop.push_back(pipeline(task.pipelineId));
    }
    run->lifeCycle = u"TERMINATED"_s;
    run->result = u"CANCELED"_s;
    run->message = u"Run cancelled."_s;
    run->endedAt = m_context.serverNow();
    for (SimPipeline *target : toStop) {
        if (target)
            target->stop();
    }
    m_context.scheduler.after(SimDuration(0), [this] { beginQueued(); });
    return true;
}

nlohmann::json SimJob::runDocument(const SimJobRun &run) const
{
    const std::int64_t ended = run.endedAt ? epochMillis(*run.endedAt) : 0;
    const std::int64_t started = epochMillis(run.startedAt);
    nlohmann::json tasks = nlohmann::json::array();
    for (const SimJobRun::Task &task : run.tasks) {
        const char *const life =
            run.active() && !task.done ? run.lifeCycle == "QUEUED"_L1 ? "QUEUED" : "RUNNING" : "TERMINATED";
        nlohmann::json state{{"life_cycle_state", life}};
        if (task.done || !run.active())
            state["result_state"] = task.failed ? "FAILED" : (task.done ? "SUCCESS" : "CANCELED");
        tasks.push_back({{"task_key", task.key.toStdString()},
                         {"run_id", task.id},
                         {"pipeline_task", {{"pipeline_id", task.pipelineId.toStdString()}}},
                         {"state", std::move(state)},
                         {"start_time", started}});
    }
    nlohmann::json document{{"job_id", id()},
                            {"run_id", run.id},
                            {"number_in_job", run.numberInJob},
                            {"original_attempt_run_id", run.id},
                            {"state", stateOf(run)},
                            {"status", statusOf(run)},
                            {"tasks", std::move(tasks)},
                            {"trigger", run.trigger.toStdString()},
                            {"run_type", "JOB_RUN"},
                            {"run_name", name().toStdString()},
                            {"start_time", started},
                            {"end_time", ended},
                            {"run_duration", ended == 0 ? 0 : ended - started}};
    if (const auto plan = m_settings.find("schedule"); plan != m_settings.end())
        document["schedule"] = *plan;
    return document;
}

} // namespace twinlake::simulator
