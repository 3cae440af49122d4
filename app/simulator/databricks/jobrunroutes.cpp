// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Job runs: list, get, cancel (contracts/databricks-api.md section 4).
#include "app/simulator/databricks/replies.h"
#include "app/simulator/databricks/routes.h"
#include "app/simulator/world/regionworld.h"
#include "app/simulator/world/simjob.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

struct FoundRun {
    const SimJob *job;
    const SimJobRun *run;
};

bool newerEnd(const FoundRun &a, const FoundRun &b)
{
    const SimTime never = SimTime::max();
    const SimTime left = a.run->endedAt.value_or(never);
    const SimTime right = b.run->endedAt.value_or(never);
    if (left != right)
        return left > right;
    return a.run->startedAt != b.run->startedAt ? a.run->startedAt > b.run->startedAt : a.run->id > b.run->id;
}

std::vector<FoundRun> matchingRuns(const RegionWorld &world, const Call &call, std::int64_t jobId)
{
    const bool activeOnly = call.query(u"active_only"_s) == u"true";
    const bool completedOnly = call.query(u"completed_only"_s) == u"true";
    const auto from = call.queryNumber(u"start_time_from"_s, 0, 0, INT64_MAX).value_or(0);
    const auto to = call.queryNumber(u"start_time_to"_s, INT64_MAX, 0, INT64_MAX).value_or(INT64_MAX);
    std::vector<FoundRun> found;
    for (const auto &job : world.jobs()) {
        if (jobId != 0 && job->id() != jobId)
            continue;
        for (const SimJobRun &run : job->runs()) {
            const bool wanted = (!activeOnly || run.active()) && (!completedOnly || !run.active());
            if (wanted && epochMillis(run.startedAt) >= from && epochMillis(run.startedAt) <= to)
                found.push_back({job.get(), &run});
        }
    }
    std::sort(found.begin(), found.end(), newerEnd);
    return found;
}

SimResponse listRuns(const RegionWorld &world, const Call &call)
{
    const auto limit = call.queryNumber(u"limit"_s, 20, 0, 25);
    const auto jobId = call.queryNumber(u"job_id"_s, 0, 1, INT64_MAX);
    const auto size = static_cast<std::size_t>(limit.value_or(0) == 0 ? 25 : *limit);
    const auto page = pageOf(call.query(u"page_token"_s), size);
    if (!limit || !jobId || !page)
        return invalidParameter(u"limit must be at most 25, job_id a positive integer, page_token one of ours."_s);
    if (call.query(u"active_only"_s) == u"true" && call.query(u"completed_only"_s) == u"true")
        return invalidParameter(u"active_only and completed_only exclude each other."_s);
    const auto found = matchingRuns(world, call, *jobId);
    const bool expand = call.query(u"expand_tasks"_s) == u"true";
    nlohmann::json runs = nlohmann::json::array();
    for (std::size_t at = page->from; at < std::min(found.size(), page->from + page->size); ++at) {
        nlohmann::json document = found[at].job->runDocument(*found[at].run);
        if (!expand)
            document.erase("tasks");
        runs.push_back(std::move(document));
    }
    const bool more = page->from + page->size < found.size();
    nlohmann::json body{{"has_more", more}};
    if (!runs.empty())
        body["runs"] = std::move(runs);
    if (more)
        body["next_page_token"] = page->nextToken().toStdString();
    return jsonReply(body);
}

SimResponse runMissing(std::int64_t id)
{
    return invalidParameter(u"Run %1 does not exist."_s.arg(id));
}

SimResponse getRun(const RegionWorld &world, const Call &call)
{
    const auto id = call.queryNumber(u"run_id"_s, 0, 1, INT64_MAX);
    if (!id || *id == 0)
        return invalidParameter(u"run_id must be given as a positive integer."_s);
    for (const auto &job : world.jobs()) {
        for (const SimJobRun &run : job->runs()) {
            if (run.id == *id)
                return jsonReply(job->runDocument(run));
        }
    }
    return runMissing(*id);
}

SimResponse cancelRun(const RegionWorld &world, const Call &call)
{
    BodyReader reader(call.body);
    const std::int64_t id = reader.number("run_id").value_or(0);
    if (reader.complaint())
        return *reader.complaint();
    for (const auto &job : world.jobs()) {
        const int before = job->activeRuns();
        if (job->cancelRun(id))
            return doneReply(job->activeRuns() != before);
    }
    return runMissing(id);
}

} // namespace

void addJobRunRoutes(Router &router, RegionWorld &world)
{
    for (const QString &root : {u"/api/2.0/jobs/runs/"_s, u"/api/2.1/jobs/runs/"_s, u"/api/2.2/jobs/runs/"_s}) {
        router.add("GET"_ba, root + u"list"_s, [&world](const Call &call) { return listRuns(world, call); });
        router.add("GET"_ba, root + u"get"_s, [&world](const Call &call) { return getRun(world, call); });
        router.add("POST"_ba, root + u"cancel"_s, [&world](const Call &call) { return cancelRun(world, call); });
    }
}

} // namespace twinlake::simulator
