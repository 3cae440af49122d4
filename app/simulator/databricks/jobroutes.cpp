// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Jobs: create, get, list, update, reset, delete, under 2.0, 2.1 and 2.2 (contracts/databricks-api.md section 4).
#include "app/simulator/databricks/access.h"
#include "app/simulator/databricks/aclbody.h"
#include "app/simulator/databricks/jobsettings.h"
#include "app/simulator/databricks/replies.h"
#include "app/simulator/databricks/routes.h"
#include "app/simulator/world/jsonfields.h"
#include "app/simulator/world/regionworld.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t arrayPage = 100; // of tasks and the like in one answer of 2.2

bool visible(const RegionWorld &world, const Call &call, const SimJob &job)
{
    return world.access().allows(askerOf(call), u"jobs"_s, QString::number(job.id()), u"CAN_VIEW"_s);
}

SimResponse listJobs(const RegionWorld &world, const Call &call)
{
    const auto size = call.queryNumber(u"limit"_s, 20, 1, 100);
    const auto offset = call.queryNumber(u"offset"_s, 0, 0, 10'000);
    auto page = pageOf(call.query(u"page_token"_s), static_cast<std::size_t>(size.value_or(20)));
    if (!size || !offset || !page)
        return invalidParameter(u"limit must be between 1 and 100, page_token one of ours."_s);
    if (page->from == 0)
        page->from = static_cast<std::size_t>(*offset);
    const QString name = call.query(u"name"_s);
    const bool expand = call.query(u"expand_tasks"_s) == u"true";
    std::vector<const SimJob *> all; // newest first
    for (auto job = world.jobs().rbegin(); job != world.jobs().rend(); ++job) {
        const bool named = name.isEmpty() || (*job)->name().compare(name, Qt::CaseInsensitive) == 0;
        if (named && visible(world, call, **job))
            all.push_back(job->get());
    }
    nlohmann::json body{{"has_more", page->end(all.size()) < all.size()}};
    for (std::size_t at = page->from; at < page->end(all.size()); ++at) {
        body["jobs"].push_back(all[at]->document(expand));
    }
    page->addTokens(body, all.size());
    return jsonReply(body);
}

// From 2.2 on, long arrays come in pages of a hundred.
SimResponse getJob(const RegionWorld &world, const Call &call)
{
    const auto id = call.queryNumber(u"job_id"_s, 0, 1, INT64_MAX);
    const auto page = pageOf(call.query(u"page_token"_s), arrayPage);
    if (!id || *id == 0 || !page)
        return invalidParameter(u"job_id must be given as a positive integer, page_token one of ours."_s);
    if (auto refused = refusedAccess(world.access(), call, u"jobs"_s, QString::number(*id), u"CAN_VIEW"_s))
        return *refused;
    const SimJob *const job = world.job(JobId{*id});
    if (!job)
        return jobMissing(*id);
    nlohmann::json document = job->document();
    if (call.request.path.startsWith(u"/api/2.2/")) {
        bool more = false;
        for (const char *const list : {"tasks", "job_clusters", "parameters", "environments"}) {
            const auto found = document["settings"].find(list);
            if (found == document["settings"].end() || !found->is_array())
                continue;
            const nlohmann::json whole = *found;
            *found = nlohmann::json::array();
            for (std::size_t at = page->from; at < page->end(whole.size()); ++at)
                found->push_back(whole[at]);
            more = more || page->from + page->size < whole.size();
        }
        if (more)
            document["next_page_token"] = page->nextToken().toStdString();
    }
    return jsonReply(document);
}

SimResponse createJob(RegionWorld &world, const Call &call)
{
    nlohmann::json settings = knownJobSettings(call.body);
    if (auto bad = badJobSettings(call.body))
        return *bad;
    const auto acl = aclFrom(call.body, u"jobs"_s);
    if (!acl)
        return acl.error();
    if (call.request.path.startsWith(u"/api/2.2/") && !settings.contains("queue"))
        settings["queue"] = {{"enabled", true}};
    const SimJob &job = world.createJob(settings, creatorOf(call));
    world.access().merge(u"jobs"_s, QString::number(job.id()), *acl);
    SimResponse response = jsonReply({{"job_id", job.id()}});
    response.applied = true;
    return response;
}

/// What the settings would be after the update, as far as they exclude each other.
nlohmann::json updated(const SimJob &job, const nlohmann::json &settings, const std::vector<std::string> &removed)
{
    nlohmann::json after = job.settings();
    for (const char *const kind : {"schedule", "trigger", "continuous"}) {
        if (settings.contains(kind))
            after[kind] = settings[kind];
    }
    for (const std::string &field : removed)
        after.erase(field);
    return after;
}

SimResponse changeJob(const RegionWorld &world, const Call &call, bool full)
{
    BodyReader reader(call.body);
    const std::int64_t id = reader.number("job_id").value_or(0);
    const nlohmann::json asked = reader.object("new_settings");
    const auto removed = reader.texts("fields_to_remove");
    if (reader.complaint())
        return *reader.complaint();
    if (auto refused = refusedAccess(world.access(), call, u"jobs"_s, QString::number(id), u"CAN_MANAGE"_s))
        return *refused;
    SimJob *const job = world.job(JobId{id});
    if (!job)
        return jobMissing(id);
    if (full && !call.body.contains("new_settings"))
        return invalidParameter(u"new_settings must be given."_s);
    if (auto bad = badJobSettings(asked))
        return *bad;
    const nlohmann::json settings = knownJobSettings(asked);
    if (!full) {
        if (auto bad = badJobSettings(updated(*job, settings, removed)))
            return *bad;
    }
    if (full)
        job->reset(settings);
    else
        job->update(settings, removed);
    return doneReply(true);
}

SimResponse deleteJob(RegionWorld &world, const Call &call)
{
    BodyReader reader(call.body);
    const std::int64_t id = reader.number("job_id").value_or(0);
    if (reader.complaint())
        return *reader.complaint();
    if (auto refused = refusedAccess(world.access(), call, u"jobs"_s, QString::number(id), u"CAN_MANAGE"_s))
        return *refused;
    return world.deleteJob(JobId{id}) ? doneReply(true) : jobMissing(id);
}

} // namespace

SimResponse jobMissing(std::int64_t id)
{
    return invalidParameter(u"Job %1 does not exist."_s.arg(id));
}

void addJobRoutes(Router &router, RegionWorld &world)
{
    for (const QString &root : {u"/api/2.0/jobs/"_s, u"/api/2.1/jobs/"_s, u"/api/2.2/jobs/"_s}) {
        router.add("GET"_ba, root + u"list"_s, [&world](const Call &call) { return listJobs(world, call); });
        router.add("GET"_ba, root + u"get"_s, [&world](const Call &call) { return getJob(world, call); });
        router.add("POST"_ba, root + u"create"_s, [&world](const Call &call) { return createJob(world, call); });
        router.add("POST"_ba, root + u"update"_s, [&world](const Call &call) { return changeJob(world, call, false); });
        router.add("POST"_ba, root + u"reset"_s, [&world](const Call &call) { return changeJob(world, call, true); });
        router.add("POST"_ba, root + u"delete"_s, [&world](const Call &call) { return deleteJob(world, call); });
    }
}

} // namespace twinlake::simulator
