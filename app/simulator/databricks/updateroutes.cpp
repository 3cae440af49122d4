// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Updates: start, stop, list, get (contracts/databricks-api.md 3, 3.2, 3.3).
#include "app/simulator/databricks/pipelinecalls.h"
#include "app/simulator/databricks/replies.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

SimResponse startUpdate(SimPipeline &pipeline, const Call &call)
{
    static const QStringList causes{
        u"API_CALL"_s, u"RETRY_ON_FAILURE"_s, u"SERVICE_UPGRADE"_s,           u"SCHEMA_CHANGE"_s,
        u"JOB_TASK"_s, u"USER_ACTION"_s,      u"INFRASTRUCTURE_MAINTENANCE"_s};
    BodyReader reader(call.body);
    nlohmann::json request = nlohmann::json::object();
    for (const char *const flag : {"full_refresh", "validate_only"}) {
        if (const auto value = reader.flag(flag))
            request[flag] = *value;
    }
    for (const char *const list :
         {"full_refresh_selection", "refresh_selection", "refresh_flow_selection", "reset_checkpoint_selection"}) {
        if (const auto names = reader.texts(list); !names.empty())
            request[list] = names;
    }
    for (const char *const object : {"parameters", "rewind_spec"}) {
        if (nlohmann::json given = reader.object(object); !given.empty())
            request[object] = std::move(given);
    }
    const QString cause = reader.text("cause");
    if (reader.complaint())
        return *reader.complaint();
    if (!cause.isEmpty() && !causes.contains(cause))
        return invalidParameter(u"Unknown cause '%1'."_s.arg(cause.left(100)));
    const auto started = pipeline.start(cause.isEmpty() ? u"API_CALL"_s : cause, request);
    if (!started) {
        const UpdateRecord &newest = pipeline.updates().front();
        return refusal(409, "CONFLICT", u"An active update %1 already exists."_s.arg(newest.id));
    }
    SimResponse response = jsonReply({{"update_id", started->toStdString()}});
    response.applied = true;
    return response;
}

SimResponse listUpdates(const SimPipeline &pipeline, const Call &call)
{
    const auto size = call.queryNumber(u"max_results"_s, 25, 1, 100);
    const auto page = pageOf(call.query(u"page_token"_s), static_cast<std::size_t>(size.value_or(25)));
    if (!size || !page)
        return invalidParameter(u"max_results must be between 1 and 100, page_token one of ours."_s);
    std::size_t end = pipeline.updates().size();
    if (const QString until = call.query(u"until_update_id"_s); !until.isEmpty()) {
        const UpdateRecord *const last = pipeline.update(until);
        if (!last)
            return refusal(404, "RESOURCE_DOES_NOT_EXIST",
                           u"The specified update %1 was not found."_s.arg(until.left(100)));
        for (end = 0; pipeline.updates()[end].id != until; ++end) { }
        ++end;
    }
    nlohmann::json body{{"updates", nlohmann::json::array()}};
    for (std::size_t at = page->from; at < page->end(end); ++at)
        body["updates"].push_back(pipeline.updateDocument(pipeline.updates()[at]));
    page->addTokens(body, end);
    return jsonReply(body);
}

SimResponse getUpdate(const SimPipeline &pipeline, const Call &call)
{
    const QString &id = call.captures.at(1);
    const UpdateRecord *const update = pipeline.update(id);
    if (!update)
        return refusal(404, "RESOURCE_DOES_NOT_EXIST", u"The specified update %1 was not found."_s.arg(id.left(100)));
    return jsonReply({{"update", pipeline.updateDocument(*update)}});
}

SimResponse stopPipeline(SimPipeline &pipeline, const Call &)
{
    const PipelineState state = pipeline.state();
    const bool acts = state != PipelineState::Idle && state != PipelineState::Stopping;
    pipeline.stop();
    return doneReply(acts);
}

} // namespace

void addUpdateRoutes(Router &router, RegionWorld &world)
{
    const QString view = u"CAN_VIEW"_s;
    const QString run = u"CAN_RUN"_s;
    router.add("POST"_ba, u"/api/2.0/pipelines/*/updates"_s, onPipeline(world, run, startUpdate));
    router.add("GET"_ba, u"/api/2.0/pipelines/*/updates"_s, onPipeline(world, view, listUpdates));
    router.add("GET"_ba, u"/api/2.0/pipelines/*/updates/*"_s, onPipeline(world, view, getUpdate));
    router.add("POST"_ba, u"/api/2.0/pipelines/*/stop"_s, onPipeline(world, run, stopPipeline));
}

} // namespace twinlake::simulator
