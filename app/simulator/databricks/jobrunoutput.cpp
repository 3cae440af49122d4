// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a run has left: runs/get-output and runs/export. Both are about one task.
#include "app/simulator/databricks/access.h"
#include "app/simulator/databricks/replies.h"
#include "app/simulator/databricks/routes.h"
#include "app/simulator/world/jsonfields.h"
#include "app/simulator/world/regionworld.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

struct FoundTask {
    const SimJob *job;
    const SimJobRun *run;
    const SimJobRun::Task *task;
};

/// By the id of a task run, or of a run with a single task.
std::optional<FoundTask> findTask(const RegionWorld &world, std::int64_t id)
{
    for (const auto *jobs : {&world.jobs(), &world.submittedJobs()}) {
        for (const auto &job : *jobs) {
            for (const SimJobRun &run : job->runs()) {
                for (const SimJobRun::Task &task : run.tasks) {
                    if (task.id == id || (run.id == id && run.tasks.size() == 1))
                        return FoundTask{job.get(), &run, &task};
                }
            }
        }
    }
    return std::nullopt;
}

nlohmann::json metadataOf(const FoundTask &found)
{
    nlohmann::json document = found.job->runDocument(*found.run);
    document.erase("tasks");
    const nlohmann::json ofTask = found.job->taskDocument(*found.run, *found.task);
    for (const char *const own : {"run_id", "state", "status", "start_time", "end_time", "setup_duration",
                                  "execution_duration", "cleanup_duration"}) {
        if (ofTask.contains(own))
            document[own] = ofTask[own];
    }
    return document;
}

template <typename Work>
Router::Handler onTask(const RegionWorld &world, Work work)
{
    return [&world, work](const Call &call) {
        const auto id = call.queryNumber(u"run_id"_s, 0, 1, INT64_MAX);
        if (!id || *id == 0)
            return invalidParameter(u"run_id must be given as a positive integer."_s);
        const auto found = findTask(world, *id);
        if (!found && !world.run(*id))
            return runMissing(*id);
        if (!found)
            return invalidParameter(u"Retrieving the output of runs with multiple tasks is not supported. Please "
                                    "retrieve the output of each individual task run instead."_s);
        const QString job = QString::number(found->job->id());
        if (auto refused = refusedAccess(world.access(), call, u"jobs"_s, job, u"CAN_VIEW"_s))
            return *refused;
        return work(*found);
    };
}

SimResponse output(const FoundTask &found)
{
    nlohmann::json body{{"metadata", metadataOf(found)}};
    if (found.task->done() && !found.task->good())
        body["error"] = found.task->message.toStdString();
    if (fieldOf(found.task->settings, "notebook_task"))
        body["notebook_output"] = nlohmann::json::object();
    return jsonReply(body);
}

SimResponse exported(const FoundTask &found)
{
    const nlohmann::json *const notebook = fieldOf(found.task->settings, "notebook_task");
    if (!notebook)
        return invalidParameter(u"Only the run of a notebook can be exported."_s);
    const QString name = textOf(*notebook, "notebook_path").section(u'/', -1);
    const QString page =
        u"<!DOCTYPE html><html><head><title>%1</title></head><body></body></html>"_s.arg(name.toHtmlEscaped());
    return jsonReply({{"views",
                       nlohmann::json::array(
                           {{{"content", page.toStdString()}, {"name", name.toStdString()}, {"type", "NOTEBOOK"}}})}});
}

} // namespace

void addJobRunOutputRoutes(Router &router, RegionWorld &world)
{
    for (const QString &root : {u"/api/2.0/jobs/runs/"_s, u"/api/2.1/jobs/runs/"_s, u"/api/2.2/jobs/runs/"_s}) {
        router.add("GET"_ba, root + u"get-output"_s, onTask(world, output));
        router.add("GET"_ba, root + u"export"_s, onTask(world, exported));
    }
}

} // namespace twinlake::simulator
