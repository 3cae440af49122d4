// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A job's runs from their trigger to their end.
#include "app/simulator/world/jsonfields.h"
#include "app/simulator/world/simjob.h"
#include "app/simulator/world/simpipeline.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t runsKept = 200;
constexpr std::size_t runTokensKept = 1'000;

// What the settings list as tasks; a job of API 2.0 is its own one task.
nlohmann::json tasksOf(const nlohmann::json &settings)
{
    if (const nlohmann::json *const tasks = fieldOf(settings, "tasks"); tasks && tasks->is_array())
        return *tasks;
    for (const auto &[field, value] : settings.items()) {
        if (QString::fromStdString(field).endsWith(u"_task"))
            return nlohmann::json::array({{{"task_key", "main"}, {field, value}}});
    }
    return nlohmann::json::array();
}

/// SUCCESS, FAILED or SUCCESS_WITH_FAILURES: the tasks on which no other task depends decide.
QString resultOf(const SimJobRun &run)
{
    QStringList needed;
    for (const SimJobRun::Task &task : run.tasks) {
        const nlohmann::json *const before = fieldOf(task.settings, "depends_on");
        if (!before || !before->is_array())
            continue;
        for (const nlohmann::json &need : *before)
            needed << textOf(need, "task_key");
    }
    const auto good = [](const SimJobRun::Task &task) { return task.good(); };
    const bool leaves = std::all_of(run.tasks.begin(), run.tasks.end(), [&](const SimJobRun::Task &task) {
        return needed.contains(task.key) || task.good();
    });
    if (!leaves)
        return u"FAILED"_s;
    return std::all_of(run.tasks.begin(), run.tasks.end(), good) ? u"SUCCESS"_s : u"SUCCESS_WITH_FAILURES"_s;
}

} // namespace

void SimJob::recall(const std::vector<SimTime> &fires, bool lastFailed)
{
    for (const SimTime fire : fires) {
        SimJobRun &run = newRun(u"PERIODIC"_s, fire);
        run.lifeCycle = u"TERMINATED"_s;
        run.result = u"SUCCESS"_s;
        run.endedAt = std::min(fire + 12min, m_context.fleet.start - 20s);
        if (lastFailed && fire == fires.back())
            run.result = u"FAILED"_s;
        for (SimJobRun::Task &task : run.tasks) {
            task.startedAt = fire;
            task.endedAt = run.endedAt;
            task.result = run.result;
        }
    }
}

const SimJobRun *SimJob::run(std::int64_t runId) const
{
    const auto found = std::find_if(m_runs.begin(), m_runs.end(),
                                    [runId](const SimJobRun &candidate) { return candidate.id == runId; });
    return found == m_runs.end() ? nullptr : &*found;
}

SimJobRun *SimJob::findRun(std::int64_t runId)
{
    return const_cast<SimJobRun *>(run(runId));
}

int SimJob::activeRuns() const
{
    return static_cast<int>(
        std::count_if(m_runs.begin(), m_runs.end(), [](const SimJobRun &run) { return run.active(); }));
}

SimJobRun &SimJob::newRun(const QString &trigger, SimTime at)
{
    const QString entity = m_context.entity(u"run/"_s + m_identity.key);
    const auto ordinal = static_cast<std::uint64_t>(++m_runCount);
    SimJobRun run;
    run.numberInJob = m_runCount;
    run.id = m_context.draw.number(entity, ordinal);
    run.trigger = trigger;
    run.startedAt = at;
    for (const nlohmann::json &task : tasksOf(m_settings)) {
        if (!task.is_object())
            continue;
        SimJobRun::Task made;
        made.key = textOf(task, "task_key");
        made.settings = task;
        if (const nlohmann::json *const pipeline = fieldOf(task, "pipeline_task"))
            made.pipelineId = textOf(*pipeline, "pipeline_id");
        made.id = m_context.draw.number(entity + u'/' + made.key, ordinal);
        run.tasks.push_back(std::move(made));
    }
    m_runs.push_front(std::move(run));
    if (m_runs.size() > runsKept && !m_runs.back().active())
        m_runs.pop_back();
    return m_runs.front();
}

SimJobRun &SimJob::trigger(const QString &trigger, const nlohmann::json &request)
{
    const bool full = activeRuns() >= numberOf(m_settings, "max_concurrent_runs", 1);
    SimJobRun &run = newRun(trigger, m_context.serverNow());
    run.request = request.is_object() ? request : nlohmann::json::object();
    const QStringList only = textsOf(run.request, "only");
    if (!only.isEmpty())
        std::erase_if(run.tasks, [&only](const SimJobRun::Task &task) { return !only.contains(task.key); });
    const nlohmann::json *queue = fieldOf(run.request, "queue");
    if (!queue)
        queue = fieldOf(m_settings, "queue");
    if (full && queue && flagOf(*queue, "enabled")) {
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
    if (const std::int64_t seconds = numberOf(m_settings, "timeout_seconds", 0); seconds > 0 && seconds < 100'000'000) {
        later(std::chrono::seconds(seconds), [this, id = run.id] {
            if (SimJobRun *const late = findRun(id); late && late->active())
                stopRun(*late, u"TIMEDOUT"_s, u"Run exceeded its timeout."_s);
        });
    }
    advance(run);
}

void SimJob::conclude(SimJobRun &run)
{
    const bool done = std::all_of(run.tasks.begin(), run.tasks.end(), [](const auto &task) { return task.done(); });
    if (!run.active() || !done)
        return;
    run.lifeCycle = u"TERMINATED"_s;
    run.result = resultOf(run);
    for (const SimJobRun::Task &task : run.tasks) {
        if (run.result != "SUCCESS"_L1 && !task.message.isEmpty())
            run.message = task.message;
    }
    run.endedAt = m_context.serverNow();
    const bool good = run.result != "FAILED"_L1;
    // Booked, not called: a queued run starts updates, and we may be inside the end of one.
    later(SimDuration(0), [this, good] {
        beginQueued();
        afterRun(good);
    });
}

void SimJob::beginQueued()
{
    for (auto run = m_runs.rbegin(); run != m_runs.rend(); ++run) {
        const auto running = std::count_if(m_runs.begin(), m_runs.end(), [](const SimJobRun &other) {
            return other.active() && other.lifeCycle == "RUNNING"_L1;
        });
        if (running >= numberOf(m_settings, "max_concurrent_runs", 1))
            return;
        if (run->active() && run->lifeCycle == "QUEUED"_L1)
            begin(*run);
    }
}

const SimJobRun &SimJob::runNow(const QString &idempotencyToken, const nlohmann::json &request)
{
    if (const auto known = m_tokens.find(idempotencyToken); known != m_tokens.end()) {
        if (const SimJobRun *const same = run(known->second))
            return *same;
    }
    const SimJobRun &made = trigger(u"ONE_TIME"_s, request);
    if (m_tokens.size() >= runTokensKept)
        std::erase_if(m_tokens, [this](const auto &token) { return !run(token.second); });
    if (!idempotencyToken.isEmpty())
        m_tokens[idempotencyToken] = made.id;
    return made;
}

void SimJob::stopRun(SimJobRun &run, const QString &result, const QString &message)
{
    QStringList toStop;
    for (SimJobRun::Task &task : run.tasks) {
        if (task.running() && !task.pipelineId.isEmpty())
            toStop << task.pipelineId;
        if (!task.done())
            endTask(task, result, {});
    }
    run.lifeCycle = u"TERMINATED"_s;
    run.result = result;
    run.message = message;
    run.endedAt = m_context.serverNow();
    for (const QString &id : toStop) {
        if (SimPipeline *const target = m_targets.taskPipeline(id))
            target->stop();
    }
    later(SimDuration(0), [this] {
        beginQueued();
        afterRun(false);
    });
}

bool SimJob::cancelRun(std::int64_t runId)
{
    SimJobRun *const run = findRun(runId);
    if (run && run->active())
        stopRun(*run, u"CANCELED"_s, u"Run cancelled."_s);
    return run != nullptr;
}

bool SimJob::deleteRun(std::int64_t runId)
{
    return std::erase_if(m_runs, [runId](const SimJobRun &run) { return run.id == runId && !run.active(); }) > 0;
}

std::optional<std::int64_t> SimJob::repair(std::int64_t runId, const QStringList &tasks, bool allFailed)
{
    SimJobRun *const run = findRun(runId);
    if (!run || run->active())
        return std::nullopt;
    std::vector<SimJobRun::Task *> again;
    for (SimJobRun::Task &task : run->tasks) {
        if (tasks.contains(task.key) || (allFailed && !task.good()))
            again.push_back(&task);
    }
    if (again.empty())
        return std::nullopt;
    const std::int64_t id =
        m_context.draw.number(m_context.entity(u"repair/"_s + m_identity.key), static_cast<std::uint64_t>(++m_repairs));
    nlohmann::json ids = nlohmann::json::array();
    for (SimJobRun::Task *const task : again) {
        SimJobRun::Task fresh{task->key, task->settings, task->pipelineId, {}, {}, {}, {}, {}, task->attempt + 1};
        fresh.id = m_context.draw.number(m_context.entity(u"repair/"_s + m_identity.key + u'/' + task->key),
                                         static_cast<std::uint64_t>(m_repairs));
        ids.push_back(fresh.id);
        *task = std::move(fresh);
    }
    run->repairs.push_back({{"id", id},
                            {"type", "REPAIR"},
                            {"start_time", epochMillis(m_context.serverNow())},
                            {"task_run_ids", std::move(ids)}});
    run->endedAt.reset();
    run->result.clear();
    run->message.clear();
    begin(*run);
    return id;
}

} // namespace twinlake::simulator
