// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Job runs: run-now, submit, list, get, cancel, cancel-all, repair, delete (contracts/databricks-api.md section 4).
#include "app/simulator/databricks/access.h"
#include "app/simulator/databricks/jobsettings.h"
#include "app/simulator/databricks/replies.h"
#include "app/simulator/databricks/routes.h"
#include "app/simulator/world/jsonfields.h"
#include "app/simulator/world/regionworld.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

using FoundRun = RegionWorld::FoundRun;

bool newerEnd(const FoundRun &a, const FoundRun &b)
{
    const SimTime never = SimTime::max();
    const SimTime left = a.run->endedAt.value_or(never);
    const SimTime right = b.run->endedAt.value_or(never);
    if (left != right)
        return left > right;
    return a.run->startedAt != b.run->startedAt ? a.run->startedAt > b.run->startedAt : a.run->id > b.run->id;
}

struct RunFilter {
    std::int64_t jobId = 0;
    bool activeOnly = false;
    bool completedOnly = false;
    QString type;
    std::int64_t from = 0;
    std::int64_t to = INT64_MAX;

    bool accepts(const SimJob &job, const SimJobRun &run) const
    {
        const bool submitted = job.identity().submitted;
        const bool typed = type.isEmpty() || type == (submitted ? u"SUBMIT_RUN" : u"JOB_RUN");
        return typed && (!activeOnly || run.active()) && (!completedOnly || !run.active())
            && epochMillis(run.startedAt) >= from && epochMillis(run.startedAt) <= to;
    }
};

std::vector<FoundRun> matchingRuns(const RegionWorld &world, const Call &call, const RunFilter &filter)
{
    std::vector<FoundRun> found;
    for (const auto *jobs : {&world.jobs(), &world.submittedJobs()}) {
        for (const auto &job : *jobs) {
            const bool asked = filter.jobId == 0 || job->id() == filter.jobId;
            if (!asked || !world.access().allows(askerOf(call), u"jobs"_s, QString::number(job->id()), u"CAN_VIEW"_s))
                continue;
            for (const SimJobRun &run : job->runs()) {
                if (filter.accepts(*job, run))
                    found.push_back({job.get(), &run});
            }
        }
    }
    std::sort(found.begin(), found.end(), newerEnd);
    return found;
}

SimResponse listRuns(const RegionWorld &world, const Call &call)
{
    const auto limit = call.queryNumber(u"limit"_s, 20, 0, 25);
    const auto offset = call.queryNumber(u"offset"_s, 0, 0, 100'000);
    const auto jobId = call.queryNumber(u"job_id"_s, 0, 1, INT64_MAX);
    const auto from = call.queryNumber(u"start_time_from"_s, 0, 0, INT64_MAX);
    const auto to = call.queryNumber(u"start_time_to"_s, INT64_MAX, 0, INT64_MAX);
    const auto size = static_cast<std::size_t>(limit.value_or(0) == 0 ? 25 : *limit);
    auto page = pageOf(call.query(u"page_token"_s), size);
    if (!limit || !offset || !jobId || !from || !to || !page)
        return invalidParameter(u"limit must be at most 25, job_id a positive integer, page_token one of ours."_s);
    const RunFilter filter{*jobId,
                           call.query(u"active_only"_s) == u"true",
                           call.query(u"completed_only"_s) == u"true",
                           call.query(u"run_type"_s),
                           *from,
                           *to};
    if (filter.activeOnly && filter.completedOnly)
        return invalidParameter(u"active_only and completed_only exclude each other."_s);
    if (page->from == 0)
        page->from = static_cast<std::size_t>(*offset);
    const auto found = matchingRuns(world, call, filter);
    const bool expand = call.query(u"expand_tasks"_s) == u"true";
    nlohmann::json body{{"has_more", page->end(found.size()) < found.size()}};
    for (std::size_t at = page->from; at < page->end(found.size()); ++at) {
        body["runs"].push_back(found[at].job->runDocument(*found[at].run, expand));
    }
    page->addTokens(body, found.size());
    return jsonReply(body);
}

SimResponse getRun(const RegionWorld &world, const Call &call)
{
    const auto id = call.queryNumber(u"run_id"_s, 0, 1, INT64_MAX);
    if (!id || *id == 0)
        return invalidParameter(u"run_id must be given as a positive integer."_s);
    const auto found = world.run(*id);
    if (!found)
        return runMissing(*id);
    if (auto refused = refusedAccess(world.access(), call, u"jobs"_s, QString::number(found->job->id()), u"CAN_VIEW"_s))
        return *refused;
    return jsonReply(found->job->runDocument(*found->run));
}

SimResponse runNow(const RegionWorld &world, const Call &call)
{
    BodyReader reader(call.body);
    const std::int64_t id = reader.number("job_id").value_or(0);
    const QString token = reader.text("idempotency_token");
    for (const char *const object : {"pipeline_params", "job_parameters", "notebook_params", "queue"})
        reader.object(object);
    const auto only = reader.texts("only");
    if (reader.complaint())
        return *reader.complaint();
    if (token.size() > 64)
        return invalidParameter(u"idempotency_token may have at most 64 characters."_s);
    if (auto refused = refusedAccess(world.access(), call, u"jobs"_s, QString::number(id), u"CAN_MANAGE_RUN"_s))
        return *refused;
    SimJob *const job = world.job(JobId{id});
    if (!job)
        return jobMissing(id);
    const std::int64_t newest = job->runs().empty() ? 0 : job->runs().front().numberInJob;
    const SimJobRun &run = job->runNow(token, call.body);
    SimResponse response = jsonReply({{"run_id", run.id}, {"number_in_job", run.numberInJob}});
    response.applied = run.numberInJob > newest;
    return response;
}

SimResponse submit(RegionWorld &world, const Call &call)
{
    BodyReader reader(call.body);
    const QString token = reader.text("idempotency_token");
    const QString name = reader.text("run_name");
    if (reader.complaint())
        return *reader.complaint();
    if (token.size() > 64)
        return invalidParameter(u"idempotency_token may have at most 64 characters."_s);
    nlohmann::json settings = knownJobSettings(call.body);
    settings["name"] = name.isEmpty() ? "Untitled" : name.toStdString();
    if (auto bad = badJobSettings(settings))
        return *bad;
    const SimJobRun &run = world.submitRun(settings, token, creatorOf(call));
    SimResponse response = jsonReply({{"run_id", run.id}});
    response.applied = true;
    return response;
}

/// A call on the run that the body names; `work` is told the job and the run's id.
template <typename Work>
Router::Handler onRun(RegionWorld &world, Work work)
{
    return [&world, work](const Call &call) {
        BodyReader reader(call.body);
        const std::int64_t id = reader.number("run_id").value_or(0);
        if (reader.complaint())
            return *reader.complaint();
        const auto found = world.run(id);
        if (!found)
            return runMissing(id);
        if (auto refused =
                refusedAccess(world.access(), call, u"jobs"_s, QString::number(found->job->id()), u"CAN_MANAGE_RUN"_s))
            return *refused;
        return work(*found->job, *found->run, call);
    };
}

SimResponse cancelRun(SimJob &job, const SimJobRun &run, const Call &)
{
    const bool acts = run.active();
    job.cancelRun(run.id);
    return doneReply(acts);
}

SimResponse deleteRun(SimJob &job, const SimJobRun &run, const Call &)
{
    if (!job.deleteRun(run.id))
        return refusal(400, "INVALID_STATE", u"The run is active and cannot be deleted."_s);
    return doneReply(true);
}

SimResponse repairRun(SimJob &job, const SimJobRun &run, const Call &call)
{
    if (run.active())
        return refusal(400, "INVALID_STATE", u"The run is active and cannot be repaired."_s);
    const auto id = job.repair(run.id, textsOf(call.body, "rerun_tasks"), flagOf(call.body, "rerun_all_failed_tasks"));
    if (!id)
        return invalidParameter(u"The request names no task of the run that could run again."_s);
    SimResponse response = jsonReply({{"repair_id", *id}});
    response.applied = true;
    return response;
}

SimResponse cancelAll(const RegionWorld &world, const Call &call)
{
    BodyReader reader(call.body);
    const auto id = reader.number("job_id");
    const bool queued = reader.flag("all_queued_runs").value_or(false);
    if (reader.complaint())
        return *reader.complaint();
    if (!id && !queued)
        return invalidParameter(u"Either job_id or all_queued_runs must be given."_s);
    if (id) {
        if (auto refused = refusedAccess(world.access(), call, u"jobs"_s, QString::number(*id), u"CAN_MANAGE_RUN"_s))
            return *refused;
        if (!world.job(JobId{*id}))
            return jobMissing(*id);
    }
    bool acts = false;
    for (const FoundRun &one : matchingRuns(world, call, {id.value_or(0), true, false, {}, 0, INT64_MAX})) {
        if (queued && one.run->lifeCycle != "QUEUED"_L1)
            continue;
        one.job->cancelRun(one.run->id);
        acts = true;
    }
    return doneReply(acts);
}

} // namespace

SimResponse runMissing(std::int64_t id)
{
    return invalidParameter(u"Run %1 does not exist."_s.arg(id));
}

void addJobRunRoutes(Router &router, RegionWorld &world)
{
    for (const QString &root : {u"/api/2.0/jobs/"_s, u"/api/2.1/jobs/"_s, u"/api/2.2/jobs/"_s}) {
        router.add("GET"_ba, root + u"runs/list"_s, [&world](const Call &call) { return listRuns(world, call); });
        router.add("GET"_ba, root + u"runs/get"_s, [&world](const Call &call) { return getRun(world, call); });
        router.add("POST"_ba, root + u"run-now"_s, [&world](const Call &call) { return runNow(world, call); });
        router.add("POST"_ba, root + u"runs/submit"_s, [&world](const Call &call) { return submit(world, call); });
        router.add("POST"_ba, root + u"runs/cancel"_s, onRun(world, cancelRun));
        router.add("POST"_ba, root + u"runs/delete"_s, onRun(world, deleteRun));
        router.add("POST"_ba, root + u"runs/repair"_s, onRun(world, repairRun));
        router.add("POST"_ba, root + u"runs/cancel-all"_s,
                   [&world](const Call &call) { return cancelAll(world, call); });
    }
}

} // namespace twinlake::simulator
