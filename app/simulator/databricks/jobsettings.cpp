// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/databricks/jobsettings.h"

#include "app/simulator/databricks/replies.h"
#include "app/simulator/world/jsonfields.h"
#include "models/rules/quartzcron.h"

#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QTimeZone>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t mostTasks = 1'000;

std::optional<SimResponse> badPause(BodyReader &reader)
{
    const QString pause = reader.text("pause_status");
    if (reader.complaint())
        return reader.complaint();
    if (!pause.isEmpty() && pause != u"PAUSED" && pause != u"UNPAUSED")
        return invalidParameter(u"Invalid pause_status: '%1'."_s.arg(pause.left(100)));
    return std::nullopt;
}

std::optional<SimResponse> badSchedule(const nlohmann::json &schedule)
{
    BodyReader reader(schedule);
    const QString cron = reader.text("quartz_cron_expression");
    const QString zone = reader.text("timezone_id");
    if (reader.complaint())
        return reader.complaint();
    if (!QuartzCron::parse(cron))
        return invalidParameter(u"Invalid quartz_cron_expression: '%1'."_s.arg(cron.left(100)));
    if (zone.isEmpty() || !QTimeZone(zone.toUtf8()).isValid())
        return invalidParameter(u"Invalid timezone_id: '%1'."_s.arg(zone.left(100)));
    return badPause(reader);
}

std::optional<SimResponse> badPeriodic(const nlohmann::json &trigger)
{
    BodyReader reader(trigger);
    const nlohmann::json periodic = reader.object("periodic");
    if (reader.complaint())
        return reader.complaint();
    if (periodic.empty())
        return badPause(reader);
    BodyReader inner(periodic);
    const auto interval = inner.number("interval");
    const QString unit = inner.text("unit");
    if (inner.complaint())
        return inner.complaint();
    if (!interval || *interval <= 0)
        return invalidParameter(u"trigger.periodic.interval must be positive."_s);
    if (unit != u"HOURS" && unit != u"DAYS" && unit != u"WEEKS")
        return invalidParameter(u"Invalid trigger.periodic.unit: '%1'."_s.arg(unit.left(100)));
    return badPause(reader);
}

std::optional<SimResponse> badTriggers(const nlohmann::json &settings)
{
    int given = 0;
    for (const char *const kind : {"schedule", "trigger", "continuous"}) {
        const nlohmann::json *const found = fieldOf(settings, kind);
        if (!found)
            continue;
        if (!found->is_object())
            return invalidParameter(
                u"Could not parse request object: field '%1' must be an object."_s.arg(QLatin1StringView(kind)));
        ++given;
        const QLatin1StringView word(kind);
        BodyReader reader(*found);
        if (auto bad = word == "schedule"_L1 ? badSchedule(*found)
                : word == "trigger"_L1       ? badPeriodic(*found)
                                             : badPause(reader))
            return bad;
    }
    if (given > 1)
        return invalidParameter(u"A job can have only one of schedule, trigger and continuous."_s);
    return std::nullopt;
}

// Every dependency names another task of the job, and none waits for itself.
std::optional<SimResponse> badDependencies(const QMap<QString, QStringList> &needs)
{
    for (const QStringList &all : needs) {
        for (const QString &need : all) {
            if (!needs.contains(need))
                return invalidParameter(
                    u"Task dependency '%1' does not name a task of this job."_s.arg(need.left(100)));
        }
    }
    QSet<QString> settled;
    for (bool moved = true; moved;) {
        moved = false;
        for (auto task = needs.cbegin(); task != needs.cend(); ++task) {
            const bool ready = std::all_of(task->cbegin(), task->cend(),
                                           [&settled](const QString &need) { return settled.contains(need); });
            if (ready && !settled.contains(task.key())) {
                settled.insert(task.key());
                moved = true;
            }
        }
    }
    if (settled.size() != needs.size())
        return invalidParameter(u"The dependencies of the tasks form a cycle."_s);
    return std::nullopt;
}

std::optional<SimResponse> badTask(const nlohmann::json &task)
{
    if (!task.is_object())
        return invalidParameter(u"Could not parse request object: a task must be an object."_s);
    BodyReader reader(task);
    const QString key = reader.text("task_key");
    reader.number("timeout_seconds");
    reader.number("max_retries");
    const nlohmann::json pipeline = reader.object("pipeline_task");
    const nlohmann::json notebook = reader.object("notebook_task");
    BodyReader ofPipeline(pipeline);
    BodyReader ofNotebook(notebook);
    const QString pipelineId = ofPipeline.text("pipeline_id");
    const QString path = ofNotebook.text("notebook_path");
    for (const BodyReader *const one : {&reader, &ofPipeline, &ofNotebook}) {
        if (one->complaint())
            return one->complaint();
    }
    static const QRegularExpression goodKey(u"^[A-Za-z0-9_-]{1,100}$"_s);
    if (!goodKey.match(key).hasMatch())
        return invalidParameter(u"Invalid task_key: '%1'."_s.arg(key.left(120)));
    if (fieldOf(task, "pipeline_task") && pipelineId.isEmpty())
        return invalidParameter(u"pipeline_task of task '%1' needs a pipeline_id."_s.arg(key));
    if (fieldOf(task, "notebook_task") && path.isEmpty())
        return invalidParameter(u"notebook_task of task '%1' needs a notebook_path."_s.arg(key));
    return std::nullopt;
}

std::optional<SimResponse> badTasks(const nlohmann::json &settings)
{
    const nlohmann::json *const tasks = fieldOf(settings, "tasks");
    if (!tasks)
        return std::nullopt;
    if (!tasks->is_array())
        return invalidParameter(u"Could not parse request object: field 'tasks' must be an array."_s);
    if (tasks->size() > mostTasks)
        return invalidParameter(u"A job may have at most %1 tasks."_s.arg(mostTasks));
    QMap<QString, QStringList> needs;
    for (const nlohmann::json &task : *tasks) {
        if (auto bad = badTask(task))
            return bad;
        const QString key = textOf(task, "task_key");
        if (needs.contains(key))
            return invalidParameter(u"The task_key '%1' is used twice."_s.arg(key));
        needs[key] = {};
        const nlohmann::json *const before = fieldOf(task, "depends_on");
        if (before && !before->is_array())
            return invalidParameter(u"Could not parse request object: field 'depends_on' must be an array."_s);
        for (const nlohmann::json &need : before ? *before : nlohmann::json::array())
            needs[key] << textOf(need, "task_key");
    }
    return badDependencies(needs);
}

} // namespace

nlohmann::json knownJobSettings(const nlohmann::json &settings)
{
    static const QStringList known{u"name"_s,
                                   u"description"_s,
                                   u"tasks"_s,
                                   u"job_clusters"_s,
                                   u"schedule"_s,
                                   u"continuous"_s,
                                   u"trigger"_s,
                                   u"triggers"_s,
                                   u"email_notifications"_s,
                                   u"webhook_notifications"_s,
                                   u"notification_settings"_s,
                                   u"timeout_seconds"_s,
                                   u"max_concurrent_runs"_s,
                                   u"tags"_s,
                                   u"parameters"_s,
                                   u"queue"_s,
                                   u"run_as"_s,
                                   u"health"_s,
                                   u"git_source"_s,
                                   u"environments"_s,
                                   u"performance_target"_s,
                                   u"format"_s,
                                   u"edit_mode"_s,
                                   u"deployment"_s,
                                   u"budget_policy_id"_s,
                                   u"usage_policy_id"_s,
                                   u"existing_cluster_id"_s,
                                   u"new_cluster"_s,
                                   u"libraries"_s,
                                   u"max_retries"_s,
                                   u"min_retry_interval_millis"_s,
                                   u"retry_on_timeout"_s};
    nlohmann::json kept = nlohmann::json::object();
    if (!settings.is_object())
        return kept;
    for (const auto &[field, value] : settings.items()) {
        const QString name = QString::fromStdString(field);
        if (!value.is_null() && (known.contains(name) || name.endsWith(u"_task")))
            kept[field] = value;
    }
    return kept;
}

std::optional<SimResponse> badJobSettings(const nlohmann::json &settings)
{
    BodyReader reader(settings);
    if (reader.text("name").size() > 4096)
        return invalidParameter(u"The name of a job may have at most 4096 characters."_s);
    const auto runs = reader.number("max_concurrent_runs");
    const auto timeout = reader.number("timeout_seconds");
    for (const char *const object : {"email_notifications", "webhook_notifications", "notification_settings", "queue",
                                     "run_as", "health", "git_source", "deployment", "tags"})
        reader.object(object);
    reader.text("description");
    if (reader.complaint())
        return reader.complaint();
    if ((runs && (*runs < 0 || *runs > 2'000)) || (timeout && *timeout < 0))
        return invalidParameter(u"max_concurrent_runs must be between 0 and 2000, timeout_seconds not negative."_s);
    for (const char *const list : {"job_clusters", "parameters", "environments"}) {
        const nlohmann::json *const found = fieldOf(settings, list);
        const bool good =
            !found || (found->is_array() && std::all_of(found->begin(), found->end(), [](const nlohmann::json &one) {
                           return one.is_object();
                       }));
        if (!good)
            return invalidParameter(u"Could not parse request object: field '%1' must be an array of objects."_s.arg(
                QLatin1StringView(list)));
    }
    if (auto bad = badTriggers(settings))
        return bad;
    return badTasks(settings);
}

} // namespace twinlake::simulator
