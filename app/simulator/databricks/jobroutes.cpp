// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Jobs: get, list, update, reset, run-now, under 2.0, 2.1 and 2.2 (contracts/databricks-api.md section 4).
#include "app/simulator/databricks/replies.h"
#include "app/simulator/databricks/routes.h"
#include "app/simulator/world/regionworld.h"
#include "app/simulator/world/simjob.h"
#include "models/rules/quartzcron.h"

#include <QTimeZone>

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

SimResponse jobMissing(std::int64_t id)
{
    return invalidParameter(u"Job %1 does not exist."_s.arg(id));
}

/// What a schedule in new settings must be; empty if it is fine or absent.
std::optional<SimResponse> badSchedule(const nlohmann::json &settings)
{
    const auto schedule = settings.find("schedule");
    if (schedule == settings.end())
        return std::nullopt;
    if (!schedule->is_object())
        return invalidParameter(u"Could not parse request object: field 'schedule' must be an object."_s);
    BodyReader reader(*schedule);
    const QString cron = reader.text("quartz_cron_expression");
    const QString zone = reader.text("timezone_id");
    const QString pause = reader.text("pause_status");
    if (reader.complaint())
        return reader.complaint();
    if (!QuartzCron::parse(cron))
        return invalidParameter(u"Invalid quartz_cron_expression: '%1'."_s.arg(cron.left(100)));
    if (zone.isEmpty() || !QTimeZone(zone.toUtf8()).isValid())
        return invalidParameter(u"Invalid timezone_id: '%1'."_s.arg(zone.left(100)));
    if (!pause.isEmpty() && pause != u"PAUSED" && pause != u"UNPAUSED")
        return invalidParameter(u"Invalid pause_status: '%1'."_s.arg(pause.left(100)));
    return std::nullopt;
}

SimResponse listJobs(const RegionWorld &world, const Call &call)
{
    const auto size = call.queryNumber(u"limit"_s, 20, 1, 100);
    const auto page = pageOf(call.query(u"page_token"_s), static_cast<std::size_t>(size.value_or(20)));
    if (!size || !page)
        return invalidParameter(u"limit must be between 1 and 100, page_token one of ours."_s);
    const QString name = call.query(u"name"_s);
    const bool expand = call.query(u"expand_tasks"_s) == u"true";
    std::vector<const SimJob *> all;
    for (const auto &job : world.jobs()) {
        if (name.isEmpty() || job->name().compare(name, Qt::CaseInsensitive) == 0)
            all.push_back(job.get());
    }
    nlohmann::json body{{"jobs", nlohmann::json::array()}};
    for (std::size_t at = page->from; at < std::min(all.size(), page->from + page->size); ++at) {
        nlohmann::json document = all[at]->document();
        if (!expand)
            document["settings"].erase("tasks");
        body["jobs"].push_back(std::move(document));
    }
    body["has_more"] = page->from + page->size < all.size();
    if (body["has_more"] == true)
        body["next_page_token"] = page->nextToken().toStdString();
    return jsonReply(body);
}

SimResponse getJob(const RegionWorld &world, const Call &call)
{
    const auto id = call.queryNumber(u"job_id"_s, 0, 1, INT64_MAX);
    if (!id || *id == 0)
        return invalidParameter(u"job_id must be given as a positive integer."_s);
    const SimJob *const job = world.job(JobId{*id});
    return job ? jsonReply(job->document()) : jobMissing(*id);
}

SimResponse changeJob(const RegionWorld &world, const Call &call, bool full)
{
    BodyReader reader(call.body);
    const std::int64_t id = reader.number("job_id").value_or(0);
    const nlohmann::json settings = reader.object("new_settings");
    const auto removed = reader.texts("fields_to_remove");
    if (reader.complaint())
        return *reader.complaint();
    SimJob *const job = world.job(JobId{id});
    if (!job)
        return jobMissing(id);
    if (full && !call.body.contains("new_settings"))
        return invalidParameter(u"new_settings must be given."_s);
    if (auto bad = badSchedule(settings))
        return *bad;
    for (const char *const list : {"tasks", "job_clusters"}) {
        if (settings.contains(list) && !settings[list].is_array())
            return invalidParameter(
                u"Could not parse request object: field '%1' must be an array."_s.arg(QLatin1StringView(list)));
    }
    if (full)
        job->reset(settings);
    else
        job->update(settings, removed);
    return doneReply(true);
}

SimResponse runNow(const RegionWorld &world, const Call &call)
{
    BodyReader reader(call.body);
    const std::int64_t id = reader.number("job_id").value_or(0);
    const QString token = reader.text("idempotency_token");
    const nlohmann::json parameters = reader.object("pipeline_params");
    if (reader.complaint())
        return *reader.complaint();
    if (token.size() > 64)
        return invalidParameter(u"idempotency_token may have at most 64 characters."_s);
    SimJob *const job = world.job(JobId{id});
    if (!job)
        return jobMissing(id);
    const std::int64_t newest = job->runs().empty() ? 0 : job->runs().front().numberInJob;
    const SimJobRun &run = job->runNow(token, parameters);
    SimResponse response = jsonReply({{"run_id", run.id}, {"number_in_job", run.numberInJob}});
    response.applied = run.numberInJob > newest;
    return response;
}

} // namespace

void addJobRoutes(Router &router, RegionWorld &world)
{
    for (const QString &root : {u"/api/2.0/jobs/"_s, u"/api/2.1/jobs/"_s, u"/api/2.2/jobs/"_s}) {
        router.add("GET"_ba, root + u"list"_s, [&world](const Call &call) { return listJobs(world, call); });
        router.add("GET"_ba, root + u"get"_s, [&world](const Call &call) { return getJob(world, call); });
        router.add("POST"_ba, root + u"update"_s, [&world](const Call &call) { return changeJob(world, call, false); });
        router.add("POST"_ba, root + u"reset"_s, [&world](const Call &call) { return changeJob(world, call, true); });
        router.add("POST"_ba, root + u"run-now"_s, [&world](const Call &call) { return runNow(world, call); });
    }
}

} // namespace twinlake::simulator
