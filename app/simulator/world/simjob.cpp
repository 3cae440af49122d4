// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A job's settings and documents.
#include "app/simulator/world/simjob.h"

#include "app/simulator/world/jsonfields.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

// Arrays of jobs/update merge by their key; anything else is replaced.
void mergeField(nlohmann::json &target, const std::string &field, const nlohmann::json &value)
{
    static const std::map<std::string, std::string> keys{{"tasks", "task_key"},
                                                         {"job_clusters", "job_cluster_key"},
                                                         {"environments", "environment_key"},
                                                         {"parameters", "name"}};
    const auto key = keys.find(field);
    if (key == keys.end() || !value.is_array() || !target[field].is_array()) {
        target[field] = value;
        return;
    }
    for (const nlohmann::json &element : value) {
        const QString name = textOf(element, key->second.c_str());
        const auto same = std::find_if(target[field].begin(), target[field].end(), [&](const nlohmann::json &old) {
            return textOf(old, key->second.c_str()) == name;
        });
        if (same == target[field].end())
            target[field].push_back(element);
        else
            *same = element;
    }
}

// What the service adds to a task on reading.
void completeTask(nlohmann::json &task)
{
    if (!task.is_object())
        return;
    for (const auto &[field, value] : std::initializer_list<std::pair<const char *, nlohmann::json>>{
             {"run_if", "ALL_SUCCESS"}, {"timeout_seconds", 0}, {"email_notifications", nlohmann::json::object()}}) {
        if (!fieldOf(task, field))
            task[field] = value;
    }
    if (const auto notebook = task.find("notebook_task");
        notebook != task.end() && notebook->is_object() && !notebook->contains("source"))
        (*notebook)["source"] = "WORKSPACE";
    if (const auto before = task.find("depends_on"); before != task.end() && before->is_array())
        std::sort(before->begin(), before->end(), [](const nlohmann::json &a, const nlohmann::json &b) {
            return textOf(a, "task_key") < textOf(b, "task_key");
        });
}

void completeJob(nlohmann::json &settings)
{
    const bool taskless = !settings.contains("tasks"); // the one-task form of API 2.0
    for (const char *const empty : {"email_notifications", "webhook_notifications"}) {
        if (!settings.contains(empty))
            settings[empty] = nlohmann::json::object();
    }
    for (const auto &[field, value] : std::initializer_list<std::pair<const char *, nlohmann::json>>{
             {"name", "Untitled"},
             {"timeout_seconds", 0},
             {"max_concurrent_runs", 1},
             {"format", taskless ? "SINGLE_TASK" : "MULTI_TASK"}}) {
        if (!fieldOf(settings, field))
            settings[field] = value;
    }
    for (const char *const trigger : {"schedule", "trigger", "continuous"}) {
        const auto found = settings.find(trigger);
        if (found != settings.end() && found->is_object() && !found->contains("pause_status"))
            (*found)["pause_status"] = "UNPAUSED";
    }
    if (const auto tasks = settings.find("tasks"); tasks != settings.end() && tasks->is_array())
        std::for_each(tasks->begin(), tasks->end(), completeTask);
}

} // namespace

nlohmann::json fleetJobSettings(const WorldContext &context, const FleetGroup &group)
{
    nlohmann::json tasks = nlohmann::json::array();
    for (const FleetPipeline &pipeline : group.pipelines) {
        const std::string key = group.pipelines.size() == 1 ? "DLT" : "DLT_" + pipeline.name.toStdString();
        tasks.push_back({{"task_key", key},
                         {"pipeline_task", {{"pipeline_id", pipeline.ids[context.region].value.toStdString()}}},
                         {"run_if", "ALL_SUCCESS"},
                         {"timeout_seconds", 0},
                         {"email_notifications", nlohmann::json::object()}});
    }
    return {{"name", group.jobName.toStdString()},
            {"email_notifications", nlohmann::json::object()},
            {"webhook_notifications", nlohmann::json::object()},
            {"timeout_seconds", 0},
            {"schedule",
             {{"quartz_cron_expression", group.jobCron.toStdString()},
              {"timezone_id", group.jobTimeZone.toStdString()},
              {"pause_status", context.region == Region::Primary ? "PAUSED" : "UNPAUSED"}}},
            {"max_concurrent_runs", 1},
            {"tasks", std::move(tasks)},
            {"format", "MULTI_TASK"},
            {"queue", {{"enabled", false}}}};
}

SimJob::SimJob(const WorldContext &context, JobIdentity identity, const nlohmann::json &settings, JobTargets &targets)
    : m_context(context)
    , m_identity(std::move(identity))
    , m_targets(targets)
    , m_settings(settings.is_object() ? settings : nlohmann::json::object())
{
    completeJob(m_settings);
}

SimJob::~SimJob()
{
    if (m_timer)
        m_context.scheduler.cancel(*m_timer);
}

void SimJob::later(SimDuration delay, std::function<void()> what)
{
    m_context.scheduler.after(delay, [alive = std::weak_ptr(m_alive), what = std::move(what)] {
        if (!alive.expired())
            what();
    });
}

QString SimJob::name() const
{
    return textOf(m_settings, "name");
}

nlohmann::json SimJob::document(bool expanded) const
{
    nlohmann::json shown = nlohmann::json::object();
    for (const auto &[key, value] : m_settings.items()) {
        if (expanded || (key != "tasks" && key != "job_clusters"))
            shown[key] = value;
    }
    const nlohmann::json *const runAs = fieldOf(m_settings, "run_as");
    QString runner = m_identity.creator;
    for (const char *const kind : {"service_principal_name", "user_name", "group_name"}) {
        if (runAs && !textOf(*runAs, kind).isEmpty())
            runner = textOf(*runAs, kind);
    }
    return {{"job_id", id()},
            {"creator_user_name", m_identity.creator.toStdString()},
            {"run_as_user_name", runner.toStdString()},
            {"created_time", epochMillis(m_identity.createdAt)},
            {"settings", std::move(shown)}};
}

void SimJob::reset(const nlohmann::json &settings)
{
    nlohmann::json replaced = settings.is_object() ? settings : nlohmann::json::object();
    if (const auto runAs = m_settings.find("run_as"); runAs != m_settings.end() && !replaced.contains("run_as"))
        replaced["run_as"] = *runAs;
    completeJob(replaced);
    m_settings = std::move(replaced);
    schedule();
}

void SimJob::update(const nlohmann::json &settings, const std::vector<std::string> &fieldsToRemove)
{
    nlohmann::json changed = m_settings;
    for (const auto &[field, value] : settings.items())
        mergeField(changed, field, value);
    for (const std::string &field : fieldsToRemove)
        changed.erase(field);
    reset(changed);
}

} // namespace twinlake::simulator
