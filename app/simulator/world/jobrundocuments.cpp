// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A job's runs as runs/get and runs/list show them.
#include "app/simulator/world/jsonfields.h"
#include "app/simulator/world/simjob.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr SimDuration setUp = 1s; ///< a run is PENDING for this long

bool cancelled(const QString &result)
{
    return result == "CANCELED"_L1 || result == "TIMEDOUT"_L1;
}

nlohmann::json stateOf(const QString &lifeCycle, const QString &result, const QString &message)
{
    nlohmann::json state{{"life_cycle_state", lifeCycle.toStdString()},
                         {"state_message", message.toStdString()},
                         {"user_cancelled_or_timedout", cancelled(result)}};
    if (!result.isEmpty())
        state["result_state"] = result.toStdString();
    return state;
}

struct Termination {
    const char *code;
    const char *type;
};

Termination terminationOf(const QString &result)
{
    static const std::map<QString, Termination> known{
        {u"SUCCESS"_s, {"SUCCESS", "SUCCESS"}},
        {u"SUCCESS_WITH_FAILURES"_s, {"SUCCESS_WITH_FAILURES", "SUCCESS"}},
        {u"EXCLUDED"_s, {"SKIPPED", "SUCCESS"}},
        {u"DISABLED"_s, {"DISABLED", "SUCCESS"}},
        {u"CANCELED"_s, {"USER_CANCELED", "CLIENT_ERROR"}},
        {u"TIMEDOUT"_s, {"RUN_EXECUTION_ERROR", "CLIENT_ERROR"}},
        {u"MAXIMUM_CONCURRENT_RUNS_REACHED"_s, {"MAX_CONCURRENT_RUNS_EXCEEDED", "CLIENT_ERROR"}}};
    const auto found = known.find(result);
    return found == known.end() ? Termination{"RUN_EXECUTION_ERROR", "CLIENT_ERROR"} : found->second;
}

nlohmann::json statusOf(const QString &lifeCycle, const QString &result, const QString &message)
{
    if (result.isEmpty()) {
        nlohmann::json status{{"state", lifeCycle.toStdString()}};
        if (lifeCycle == "QUEUED"_L1)
            status["queue_details"] = {{"code", "MAX_CONCURRENT_RUNS_REACHED"},
                                       {"message", "The job has as many active runs as it may have."}};
        return status;
    }
    const auto [code, type] = terminationOf(result);
    return {{"state", "TERMINATED"},
            {"termination_details", {{"code", code}, {"type", type}, {"message", message.toStdString()}}}};
}

// The parameters of the job with what this run overrides.
nlohmann::json parametersOf(const nlohmann::json &settings, const nlohmann::json &request)
{
    nlohmann::json all = nlohmann::json::array();
    const nlohmann::json *const declared = fieldOf(settings, "parameters");
    const nlohmann::json *const given = fieldOf(request, "job_parameters");
    if (!declared || !declared->is_array())
        return all;
    for (const nlohmann::json &parameter : *declared) {
        const std::string name = textOf(parameter, "name").toStdString();
        nlohmann::json shown{{"name", name}, {"default", textOf(parameter, "default").toStdString()}};
        if (given && given->is_object() && given->contains(name))
            shown["value"] = (*given)[name];
        all.push_back(std::move(shown));
    }
    return all;
}

void addTimes(nlohmann::json &document, SimTime started, std::optional<SimTime> ended)
{
    const SimDuration whole = ended ? *ended - started : SimDuration(0);
    const SimDuration setup = std::min(whole, setUp);
    document["start_time"] = epochMillis(started);
    document["end_time"] = ended ? epochMillis(*ended) : 0;
    document["setup_duration"] = setup.count();
    document["execution_duration"] = (whole - setup).count();
    document["cleanup_duration"] = 0;
}

} // namespace

nlohmann::json SimJob::taskDocument(const SimJobRun &run, const SimJobRun::Task &task) const
{
    nlohmann::json document = task.settings;
    const bool fresh = task.startedAt && m_context.serverNow() - *task.startedAt < setUp;
    const QString life = task.done()   ? u"TERMINATED"_s
        : task.startedAt               ? (fresh ? u"PENDING"_s : u"RUNNING"_s)
        : run.lifeCycle == "QUEUED"_L1 ? u"QUEUED"_s
                                       : u"BLOCKED"_s;
    document["task_key"] = task.key.toStdString();
    document["run_id"] = task.id;
    document["attempt_number"] = task.attempt;
    document["state"] = stateOf(life, task.result, task.message);
    document["status"] = statusOf(life, task.result, task.message);
    if (task.startedAt)
        addTimes(document, *task.startedAt, task.endedAt);
    return document;
}

nlohmann::json SimJob::runDocument(const SimJobRun &run, bool expanded) const
{
    const bool fresh = run.active() && run.lifeCycle == "RUNNING"_L1 && m_context.serverNow() - run.startedAt < setUp;
    const QString life = fresh ? u"PENDING"_s : run.lifeCycle;
    nlohmann::json document{{"job_id", id()},
                            {"run_id", run.id},
                            {"number_in_job", run.numberInJob},
                            {"original_attempt_run_id", run.id},
                            {"state", stateOf(life, run.result, run.message)},
                            {"status", statusOf(life, run.result, run.message)},
                            {"trigger", run.trigger.toStdString()},
                            {"run_type", m_identity.submitted ? "SUBMIT_RUN" : "JOB_RUN"},
                            {"run_name", name().toStdString()},
                            {"creator_user_name", m_identity.creator.toStdString()},
                            {"format", "MULTI_TASK"},
                            {"attempt_number", 0},
                            {"job_parameters", parametersOf(m_settings, run.request)},
                            {"run_duration", run.endedAt ? (*run.endedAt - run.startedAt).count() : 0}};
    if (expanded) {
        document["tasks"] = nlohmann::json::array();
        for (const SimJobRun::Task &task : run.tasks)
            document["tasks"].push_back(taskDocument(run, task));
    }
    addTimes(document, run.startedAt, run.endedAt);
    if (const nlohmann::json *const plan = fieldOf(m_settings, "schedule"))
        document["schedule"] = *plan;
    nlohmann::json overriding = nlohmann::json::object();
    for (const char *const kind : {"pipeline_params", "notebook_params", "python_params", "jar_params"}) {
        if (const nlohmann::json *const given = fieldOf(run.request, kind))
            overriding[kind] = *given;
    }
    if (!overriding.empty())
        document["overriding_parameters"] = std::move(overriding);
    if (!run.repairs.empty())
        document["repair_history"] = run.repairs;
    return document;
}

} // namespace twinlake::simulator
