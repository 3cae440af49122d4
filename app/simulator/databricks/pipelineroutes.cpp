// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pipelines: create, get, edit, delete (contracts/databricks-api.md section 3).
#include "app/simulator/databricks/pipelinecalls.h"
#include "app/simulator/databricks/pipelinesettings.h"
#include "app/simulator/databricks/replies.h"
#include "app/simulator/world/jsonfields.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

bool pipelineNameIsTaken(const RegionWorld &world, const QString &name, const QString &exceptId)
{
    return std::any_of(world.pipelines().begin(), world.pipelines().end(),
                       [&](const auto &pipeline) { return pipeline->id() != exceptId && pipeline->name() == name; });
}

SimResponse duplicateName(const QString &name)
{
    return refusal(409, "RESOURCE_CONFLICT",
                   u"The pipeline name '%1' is already used by another pipeline. This check can be skipped by setting "
                   "`allow_duplicate_names = true` in the request."_s.arg(name.left(200)));
}

SimResponse createPipeline(RegionWorld &world, const Call &call)
{
    if (auto bad = badPipelineSettings(call.body))
        return *bad;
    BodyReader reader(call.body);
    const QString name = reader.text("name");
    if (name.isEmpty())
        return invalidParameter(u"The pipeline needs a name."_s);
    if (!reader.flag("allow_duplicate_names").value_or(false) && pipelineNameIsTaken(world, name, {}))
        return duplicateName(name);
    if (reader.flag("dry_run").value_or(false)) {
        nlohmann::json settings = call.body;
        for (const char *const notASetting : {"dry_run", "allow_duplicate_names", "run_as", "parameters"})
            settings.erase(notASetting);
        return jsonReply({{"effective_settings", std::move(settings)}});
    }
    const SimPipeline &made = world.createPipeline(call.body, creatorOf(call));
    SimResponse response = jsonReply({{"pipeline_id", made.id().toStdString()}});
    response.applied = true;
    return response;
}

// The storage of a pipeline never changes.
std::optional<SimResponse> movedStorage(const SimPipeline &pipeline, const nlohmann::json &body)
{
    const QString asked = textOf(body, "storage");
    const QString kept = textOf(pipeline.spec(), "storage");
    if (asked.isEmpty() || kept.isEmpty() || asked == kept)
        return std::nullopt;
    return invalidParameter(u"Modifying the storage location of a pipeline is not allowed."_s);
}

SimResponse editPipeline(const RegionWorld &world, SimPipeline &pipeline, const Call &call)
{
    BodyReader reader(call.body);
    const auto expected = reader.number("expected_last_modified");
    if (reader.complaint())
        return *reader.complaint();
    if (auto bad = badPipelineSettings(call.body))
        return *bad;
    if (auto moved = movedStorage(pipeline, call.body))
        return *moved;
    if (expected && pipeline.lastModified() > *expected)
        return refusal(409, "ABORTED", u"The pipeline was modified after the expected time; read it again."_s);
    const QString name = reader.text("name");
    const bool renamed = !name.isEmpty() && name != pipeline.name();
    if (renamed && !reader.flag("allow_duplicate_names").value_or(false)
        && pipelineNameIsTaken(world, name, pipeline.id()))
        return duplicateName(name);
    const nlohmann::json document = pipeline.document();
    if (document.contains("run_as") && !fieldOf(call.body, "run_as"))
        return invalidParameter(u"Once configured, run_as of the pipeline can not be set to null. Please set run_as to "
                                "%1 to preserve the pipeline's run_as."_s.arg(toText(document["run_as"].dump())));
    pipeline.edit(call.body, call.principal.userName);
    return doneReply(true);
}

} // namespace

SimResponse pipelineMissing(const QString &id)
{
    return refusal(404, "RESOURCE_DOES_NOT_EXIST", u"The specified pipeline %1 was not found."_s.arg(id.left(100)));
}

void addPipelineRoutes(Router &router, RegionWorld &world)
{
    const QString root = u"/api/2.0/pipelines"_s;
    router.add("POST"_ba, root, [&world](const Call &call) { return createPipeline(world, call); });
    router.add("GET"_ba, root + u"/*"_s,
               onPipeline(world, u"CAN_VIEW"_s, [](const SimPipeline &pipeline, const Call &) {
                   return textReply(pipeline.documentText());
               }));
    router.add("PUT"_ba, root + u"/*"_s,
               onPipeline(world, u"CAN_MANAGE"_s, [&world](SimPipeline &pipeline, const Call &call) {
                   return editPipeline(world, pipeline, call);
               }));
    router.add("DELETE"_ba, root + u"/*"_s,
               onPipeline(world, u"CAN_MANAGE"_s, [&world](const SimPipeline &pipeline, const Call &) {
                   return doneReply(world.deletePipeline(PipelineId{pipeline.id()}));
               }));
}

} // namespace twinlake::simulator
