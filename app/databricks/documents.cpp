// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/databricks/documents.h"

#include "app/http/calllog.h"
#include "app/http/json.h"

#include <QCoreApplication>

#include <nlohmann/json.hpp>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

tl::unexpected<Error> without(const char *field)
{
    return fail(
        Error::Kind::Protocol,
        QCoreApplication::translate("Databricks", "The answer has no %1: this is not the document that was asked for.")
            .arg(QLatin1StringView(field)));
}

QString word(const nlohmann::json &document, std::string_view path)
{
    return plainServerText(textOr(document, path), 60);
}

std::optional<JobSchedule> scheduleFrom(const nlohmann::json &document)
{
    const std::optional<QString> cron = textAt(document, "/settings/schedule/quartz_cron_expression");
    if (!cron)
        return std::nullopt;
    return JobSchedule{*cron, textOr(document, "/settings/schedule/timezone_id", u"UTC"_s),
                       textOr(document, "/settings/schedule/pause_status") == "PAUSED"_L1};
}

} // namespace

Update updateFrom(const nlohmann::json &document)
{
    Update update;
    update.id = UpdateId{textOr(document, "/update_id")};
    update.stateWord = word(document, "/state");
    update.state = updateStateFromWire(update.stateWord);
    update.cause = word(document, "/cause");
    update.createdAt = epochAt(document, "/creation_time");
    if (!update.createdAt)
        update.createdAt = instantAt(document, "/creation_time");
    return update;
}

Result<QList<Update>> updatesFrom(const nlohmann::json &document)
{
    if (!document.is_object())
        return without("updates");
    QList<Update> updates;
    for (const nlohmann::json &entry : arrayAt(document, "/updates"))
        updates << updateFrom(entry);
    return updates;
}

Result<Pipeline> pipelineFrom(const nlohmann::json &document)
{
    const std::optional<QString> id = textAt(document, "/pipeline_id");
    if (!id || !valueAt(document, "/spec"))
        return without(id ? "spec" : "pipeline_id");
    Pipeline pipeline;
    pipeline.id = PipelineId{*id};
    pipeline.name = plainServerText(textOr(document, "/name"), 200);
    pipeline.stateWord = word(document, "/state");
    pipeline.state = pipelineStateFromWire(pipeline.stateWord);
    pipeline.continuous = boolOr(document, "/spec/continuous", false);
    pipeline.health = word(document, "/health");
    pipeline.cause = plainServerText(textOr(document, "/cause"));
    pipeline.lastModified = integerAt(document, "/last_modified").value_or(0);
    for (const nlohmann::json &entry : arrayAt(document, "/latest_updates"))
        pipeline.latestUpdates << updateFrom(entry);
    pipeline.document = toBytes(document);
    return pipeline;
}

Result<Job> jobFrom(const nlohmann::json &document)
{
    const std::optional<qint64> id = integerAt(document, "/job_id");
    if (!id || !valueAt(document, "/settings"))
        return without(id ? "settings" : "job_id");
    Job job;
    job.id = JobId{*id};
    job.name = plainServerText(textOr(document, "/settings/name"), 200);
    job.schedule = scheduleFrom(document);
    if (valueAt(document, "/settings/continuous/pause_status"))
        job.continuousPaused = textOr(document, "/settings/continuous/pause_status") == "PAUSED"_L1;
    else if (const auto *continuous = valueAt(document, "/settings/continuous"); continuous && continuous->is_object())
        job.continuousPaused = false;
    for (const nlohmann::json &task : arrayAt(document, "/settings/tasks")) {
        if (const auto pipeline = textAt(task, "/pipeline_task/pipeline_id"))
            job.pipelines << PipelineId{*pipeline};
    }
    job.document = toBytes(document);
    return job;
}

Result<JobRun> jobRunFrom(const nlohmann::json &document)
{
    const std::optional<qint64> id = integerAt(document, "/run_id");
    if (!id)
        return without("run_id");
    JobRun run;
    run.id = JobRunId{*id};
    run.job = JobId{integerAt(document, "/job_id").value_or(0)};
    run.lifeCycleState = word(document, "/state/life_cycle_state");
    if (run.lifeCycleState.isEmpty())
        run.lifeCycleState = word(document, "/status/state");
    run.resultState = word(document, "/state/result_state");
    run.trigger = word(document, "/trigger");
    run.startedAt = epochAt(document, "/start_time");
    run.endedAt = epochAt(document, "/end_time");
    return run;
}

Result<QList<JobRun>> jobRunsFrom(const nlohmann::json &document)
{
    if (!document.is_object())
        return without("runs");
    QList<JobRun> runs;
    for (const nlohmann::json &entry : arrayAt(document, "/runs")) {
        Result<JobRun> run = jobRunFrom(entry);
        if (!run)
            return tl::unexpected(run.error());
        runs << *run;
    }
    return runs;
}

Result<Warehouse> warehouseFrom(const nlohmann::json &document)
{
    const std::optional<QString> id = textAt(document, "/id");
    if (!id)
        return without("id");
    Warehouse warehouse;
    warehouse.id = WarehouseId{*id};
    warehouse.name = plainServerText(textOr(document, "/name"), 200);
    warehouse.stateWord = word(document, "/state");
    warehouse.state = warehouseStateFromWire(warehouse.stateWord);
    warehouse.autoStopMinutes = static_cast<int>(integerAt(document, "/auto_stop_mins").value_or(0));
    return warehouse;
}

} // namespace twinlake
