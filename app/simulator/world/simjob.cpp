// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A job's settings, schedule and documents.
#include "app/simulator/world/simjob.h"

#include "app/simulator/world/simpipeline.h"
#include "models/rules/quartzcron.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const char *const owner = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

nlohmann::json firstSettings(const WorldContext &context, const FleetGroup &group)
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

QString textOf(const nlohmann::json &object, const char *key)
{
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found != object.end() && found->is_string() ? QString::fromStdString(found->get<std::string>()) : QString();
}

std::optional<SimTime> fireAfter(const nlohmann::json &schedule, SimTime time)
{
    const auto cron = QuartzCron::parse(textOf(schedule, "quartz_cron_expression"));
    const QTimeZone zone(textOf(schedule, "timezone_id").toUtf8());
    if (!cron || !zone.isValid())
        return std::nullopt;
    const auto next = cron->nextAfter(QDateTime::fromMSecsSinceEpoch(epochMillis(time), Qt::UTC), zone);
    return next ? std::optional(simTime(next->toMSecsSinceEpoch())) : std::nullopt;
}

// Arrays of jobs/update merge by their key; anything else is replaced.
void mergeField(nlohmann::json &target, const std::string &field, const nlohmann::json &value)
{
    static const std::map<std::string, std::string> keys{{"tasks", "task_key"}, {"job_clusters", "job_cluster_key"}};
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

} // namespace

SimJob::SimJob(const WorldContext &context, const FleetGroup &group, std::vector<SimPipeline *> pipelines)
    : m_context(context)
    , m_group(group)
    , m_pipelines(std::move(pipelines))
    , m_settings(firstSettings(context, group))
{
}

std::vector<SimTime> SimJob::firesBeforeStart(int count) const
{
    std::vector<SimTime> fires;
    const auto schedule = m_settings.find("schedule");
    if (schedule == m_settings.end())
        return fires;
    SimTime time = m_context.fleet.start - worldHistory + 1h;
    for (auto next = fireAfter(*schedule, time); next && *next < m_context.fleet.start;
         next = fireAfter(*schedule, time)) {
        time = *next;
        fires.push_back(time);
    }
    if (fires.size() > static_cast<std::size_t>(count))
        fires.erase(fires.begin(), fires.end() - count);
    return fires;
}

void SimJob::schedule()
{
    if (m_timer)
        m_context.scheduler.cancel(*m_timer);
    m_timer.reset();
    m_nextFire.reset();
    const auto schedule = m_settings.find("schedule");
    if (schedule == m_settings.end() || paused())
        return;
    m_nextFire = fireAfter(*schedule, m_context.now());
    if (m_nextFire)
        m_timer = m_context.scheduler.at(*m_nextFire, [this] { fire(); });
}

QString SimJob::name() const
{
    return textOf(m_settings, "name");
}

bool SimJob::paused() const
{
    const auto schedule = m_settings.find("schedule");
    return schedule != m_settings.end() && textOf(*schedule, "pause_status") == "PAUSED"_L1;
}

int SimJob::settingsNumber(const char *key, int fallback) const
{
    const auto found = m_settings.find(key);
    return found != m_settings.end() && found->is_number_integer() ? found->get<int>() : fallback;
}

nlohmann::json SimJob::document() const
{
    return {{"job_id", id()},
            {"creator_user_name", owner},
            {"run_as_user_name", owner},
            {"created_time", epochMillis(m_context.fleet.start - 240h)},
            {"settings", m_settings}};
}

void SimJob::reset(const nlohmann::json &settings)
{
    nlohmann::json replaced = settings.is_object() ? settings : nlohmann::json::object();
    if (const auto runAs = m_settings.find("run_as"); runAs != m_settings.end() && !replaced.contains("run_as"))
        replaced["run_as"] = *runAs;
    for (const char *const empty : {"email_notifications", "webhook_notifications"}) {
        if (!replaced.contains(empty))
            replaced[empty] = nlohmann::json::object();
    }
    if (!replaced.contains("timeout_seconds"))
        replaced["timeout_seconds"] = 0;
    if (!replaced.contains("max_concurrent_runs"))
        replaced["max_concurrent_runs"] = 1;
    if (const auto plan = replaced.find("schedule");
        plan != replaced.end() && plan->is_object() && !plan->contains("pause_status"))
        (*plan)["pause_status"] = "UNPAUSED";
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
