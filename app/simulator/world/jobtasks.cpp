// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The tasks of a run in the order of their dependencies. Pipeline tasks start updates; notebook tasks need their
// notebook; what other tasks would do is no business of the world: they take a while and succeed.
#include "app/simulator/world/jsonfields.h"
#include "app/simulator/world/simjob.h"
#include "app/simulator/world/simpipeline.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto otherTask = 20s; ///< median

std::vector<const SimJobRun::Task *> needsOf(const SimJobRun &run, const SimJobRun::Task &task)
{
    std::vector<const SimJobRun::Task *> needs;
    const nlohmann::json *const before = fieldOf(task.settings, "depends_on");
    if (!before || !before->is_array())
        return needs;
    for (const nlohmann::json &need : *before) {
        const auto found = std::find_if(run.tasks.begin(), run.tasks.end(), [&](const SimJobRun::Task &candidate) {
            return candidate.key == textOf(need, "task_key") && &candidate != &task;
        });
        if (found != run.tasks.end())
            needs.push_back(&*found);
    }
    return needs;
}

/// Empty: the task may run. Otherwise the result with which it is passed over.
QString passedOver(const SimJobRun::Task &task, const std::vector<const SimJobRun::Task *> &needs)
{
    if (flagOf(task.settings, "disabled"))
        return u"DISABLED"_s;
    const auto good = std::count_if(needs.begin(), needs.end(), [](const auto *need) { return need->good(); });
    const auto bad = static_cast<std::ptrdiff_t>(needs.size()) - good;
    const QString when = textOf(task.settings, "run_if");
    if (needs.empty() || when == u"ALL_DONE")
        return {};
    if (when == u"AT_LEAST_ONE_FAILED")
        return bad > 0 ? QString() : u"EXCLUDED"_s;
    if (when == u"ALL_FAILED")
        return good == 0 ? QString() : u"EXCLUDED"_s;
    const bool runs = when == u"AT_LEAST_ONE_SUCCESS" ? good > 0 : bad == 0; // NONE_FAILED as ALL_SUCCESS
    const bool cancelled =
        std::any_of(needs.begin(), needs.end(), [](const auto *need) { return need->result == "CANCELED"_L1; });
    return runs ? QString() : (cancelled ? u"UPSTREAM_CANCELED"_s : u"UPSTREAM_FAILED"_s);
}

} // namespace

void SimJob::advance(SimJobRun &run)
{
    for (bool moved = true; moved;) {
        moved = false;
        for (SimJobRun::Task &task : run.tasks) {
            if (task.startedAt || task.done())
                continue;
            const auto needs = needsOf(run, task);
            if (!std::all_of(needs.begin(), needs.end(), [](const auto *need) { return need->done(); }))
                continue;
            moved = true;
            if (const QString over = passedOver(task, needs); !over.isEmpty())
                endTask(task, over, {});
            else
                beginTask(run, task);
        }
    }
    // What waits for itself (an update may have merged a circle) is never going to run.
    const bool stuck =
        std::none_of(run.tasks.begin(), run.tasks.end(), [](const auto &task) { return task.running(); });
    for (SimJobRun::Task &task : run.tasks) {
        if (stuck && !task.done())
            endTask(task, u"UPSTREAM_FAILED"_s, u"The task waits for tasks that cannot end."_s);
    }
    conclude(run);
}

void SimJob::beginTask(SimJobRun &run, SimJobRun::Task &task)
{
    task.startedAt = m_context.serverNow();
    if (fieldOf(task.settings, "pipeline_task")) {
        beginPipeline(run, task);
        return;
    }
    QString failure;
    if (const nlohmann::json *const notebook = fieldOf(task.settings, "notebook_task")) {
        const QString path = textOf(*notebook, "notebook_path");
        const bool ofWorkspace = textOf(*notebook, "source") != "GIT"_L1;
        if (ofWorkspace && !m_targets.hasNotebook(path))
            failure = u"Unable to access the notebook \"%1\". Either it does not exist, or the identity used to run "
                      "this job lacks the required permissions."_s.arg(path.left(300));
    }
    endTaskLater(run, task, failure);
}

void SimJob::beginPipeline(SimJobRun &run, SimJobRun::Task &task)
{
    nlohmann::json request =
        task.settings["pipeline_task"].is_object() ? task.settings["pipeline_task"] : nlohmann::json::object();
    request.erase("pipeline_id");
    if (const nlohmann::json *const parameters = fieldOf(run.request, "pipeline_params");
        parameters && parameters->is_object())
        request.update(*parameters);
    SimPipeline *const target = m_targets.taskPipeline(task.pipelineId);
    if (target && target->start(u"JOB_TASK"_s, request))
        return;
    const UpdateRecord *const active = target ? target->activeUpdate() : nullptr;
    endTask(task, u"FAILED"_s,
            target ? u"An active update %1 already exists."_s.arg(active ? active->id : QString())
                   : u"The specified pipeline %1 was not found."_s.arg(task.pipelineId.left(100)));
}

void SimJob::endTaskLater(const SimJobRun &run, const SimJobRun::Task &task, const QString &failure)
{
    const SimDuration wait =
        m_context.drawn(otherTask, u"task/"_s + m_identity.key + u'/' + task.key, static_cast<std::uint64_t>(task.id));
    later(wait, [this, runId = run.id, taskId = task.id, failure] {
        SimJobRun *const found = findRun(runId);
        if (!found || !found->active())
            return;
        for (SimJobRun::Task &candidate : found->tasks) {
            if (candidate.id == taskId && candidate.running())
                endTask(candidate, failure.isEmpty() ? u"SUCCESS"_s : u"FAILED"_s, failure);
        }
        advance(*found);
    });
}

void SimJob::endTask(SimJobRun::Task &task, const QString &result, const QString &message)
{
    task.result = result;
    task.message = message;
    task.endedAt = m_context.serverNow();
}

void SimJob::updateSettled(const SimPipeline &pipeline, UpdateState state)
{
    std::vector<std::int64_t> moved;
    for (SimJobRun &run : m_runs) {
        if (run.lifeCycle != "RUNNING"_L1 || !run.active())
            continue;
        for (SimJobRun::Task &task : run.tasks) {
            if (!task.running() || task.pipelineId != pipeline.id())
                continue;
            const bool good = state == UpdateState::Completed;
            endTask(task,
                    good                                 ? u"SUCCESS"_s
                        : state == UpdateState::Canceled ? u"CANCELED"_s
                                                         : u"FAILED"_s,
                    good ? QString() : u"The update of pipeline %1 ended %2."_s.arg(task.pipelineId, wireWord(state)));
            moved.push_back(run.id);
        }
    }
    for (const std::int64_t id : moved) {
        if (SimJobRun *const run = findRun(id); run && run->active())
            advance(*run);
    }
}

} // namespace twinlake::simulator
