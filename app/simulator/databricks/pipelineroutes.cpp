// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pipelines: list, create, get, edit, delete (contracts/databricks-api.md section 3).
#include "app/simulator/databricks/pipelinesettings.h"
#include "app/simulator/databricks/pipelinecalls.h"
#include "app/simulator/databricks/replies.h"
#include "app/simulator/world/jsonfields.h"

#include <QRegularExpression>

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

using Predicate = std::function<bool(const SimPipeline &)>;

bool reads(const SimPipeline &pipeline, const QString &notebook)
{
    const nlohmann::json *const libraries = fieldOf(pipeline.spec(), "libraries");
    return libraries && libraries->is_array()
        && std::any_of(libraries->begin(), libraries->end(), [&notebook](const nlohmann::json &library) {
               const nlohmann::json *const found = fieldOf(library, "notebook");
               return found && textOf(*found, "path") == notebook;
           });
}

// The one predicate that lists take: name LIKE 'pat%' or notebook='/path'.
std::optional<Predicate> predicateOf(const QString &filter)
{
    static const QRegularExpression byName(uR"(^\s*name\s+like\s+'([^']*)'\s*$)"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression byNotebook(uR"(^\s*notebook\s*=\s*'([^']*)'\s*$)"_s,
                                               QRegularExpression::CaseInsensitiveOption);
    if (filter.trimmed().isEmpty())
        return [](const SimPipeline &) { return true; };
    if (const auto match = byNotebook.match(filter); match.hasMatch())
        return [path = match.captured(1)](const SimPipeline &pipeline) { return reads(pipeline, path); };
    const auto match = byName.match(filter);
    if (!match.hasMatch())
        return std::nullopt;
    QString pattern = QRegularExpression::escape(match.captured(1));
    pattern.replace(u"\\%"_s, u".*"_s).replace(u"%"_s, u".*"_s).replace(u'_', u'.');
    const QRegularExpression name(u"^(?:%1)$"_s.arg(pattern), QRegularExpression::DotMatchesEverythingOption);
    return [name](const SimPipeline &pipeline) { return name.match(pipeline.name()).hasMatch(); };
}

// `order_by` may repeat; the first decides, the id breaks ties.
bool sortPipelines(std::vector<SimPipeline *> &all, const QStringList &orderBy)
{
    const QString order = orderBy.isEmpty() ? u"id asc"_s : orderBy.first().simplified().toLower();
    const QString field = order.section(u' ', 0, 0);
    const QString direction = order.section(u' ', 1);
    if ((field != u"id" && field != u"name") || !QStringList({u""_s, u"asc"_s, u"desc"_s}).contains(direction))
        return false;
    const bool byName = field == u"name";
    std::sort(all.begin(), all.end(), [byName](const SimPipeline *a, const SimPipeline *b) {
        if (!byName) // what every poll of a large workspace asks for
            return a->id() < b->id();
        const QString left = a->name();
        const QString right = b->name();
        return left != right ? left < right : a->id() < b->id();
    });
    if (direction == u"desc")
        std::reverse(all.begin(), all.end());
    return true;
}

SimResponse listPipelines(const RegionWorld &world, const Call &call)
{
    const auto size = call.queryNumber(u"max_results"_s, 25, 1, 100);
    if (!size)
        return invalidParameter(u"max_results must be between 1 and 100."_s);
    const auto page = pageOf(call.query(u"page_token"_s), static_cast<std::size_t>(*size));
    if (!page)
        return invalidParameter(u"The page token is not valid."_s);
    const auto wanted = predicateOf(call.query(u"filter"_s));
    if (!wanted)
        return invalidParameter(u"The filter is not supported: use name LIKE 'pattern' or notebook='path'."_s);

    std::vector<SimPipeline *> all;
    for (const auto &pipeline : world.pipelines()) {
        if ((*wanted)(*pipeline) && world.access().allows(askerOf(call), u"pipelines"_s, pipeline->id(), u"CAN_VIEW"_s))
            all.push_back(pipeline.get());
    }
    if (!sortPipelines(all, call.queryAll(u"order_by"_s)))
        return invalidParameter(u"order_by takes name or id, with asc or desc."_s);

    nlohmann::json body{{"statuses", nlohmann::json::array()}};
    for (std::size_t at = page->from; at < page->end(all.size()); ++at)
        body["statuses"].push_back(all[at]->stateInfo());
    page->addTokens(body, all.size());
    return jsonReply(body);
}

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
    router.add("GET"_ba, root, [&world](const Call &call) { return listPipelines(world, call); });
    router.add("POST"_ba, root, [&world](const Call &call) { return createPipeline(world, call); });
    router.add("GET"_ba, root + u"/*"_s,
               onPipeline(world, u"CAN_VIEW"_s,
                          [](const SimPipeline &pipeline, const Call &) { return jsonReply(pipeline.document()); }));
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
