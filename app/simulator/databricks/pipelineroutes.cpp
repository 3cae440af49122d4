// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pipelines: list, get, edit (contracts/databricks-api.md section 3).
#include "app/simulator/databricks/replies.h"
#include "app/simulator/databricks/routes.h"
#include "app/simulator/world/regionworld.h"
#include "app/simulator/world/simpipeline.h"

#include <QRegularExpression>

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

QString nameOf(const SimPipeline &pipeline)
{
    return toText(pipeline.stateInfo()["name"].get<std::string>());
}

// The one predicate that lists take: name LIKE 'pat%'.
std::optional<QRegularExpression> namePattern(const QString &filter)
{
    static const QRegularExpression predicate(uR"(^\s*name\s+like\s+'([^']*)'\s*$)"_s,
                                              QRegularExpression::CaseInsensitiveOption);
    const auto match = predicate.match(filter);
    if (!match.hasMatch())
        return std::nullopt;
    QString pattern = QRegularExpression::escape(match.captured(1));
    pattern.replace(u"\\%"_s, u".*"_s).replace(u"%"_s, u".*"_s).replace(u'_', u'.');
    return QRegularExpression(u"^(?:%1)$"_s.arg(pattern), QRegularExpression::DotMatchesEverythingOption);
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
        const QString left = byName ? nameOf(*a) : a->id();
        const QString right = byName ? nameOf(*b) : b->id();
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
    const QString filter = call.query(u"filter"_s);
    const auto pattern = namePattern(filter);
    if (!filter.isEmpty() && !pattern)
        return invalidParameter(u"The filter is not supported: use name LIKE 'pattern'."_s);

    std::vector<SimPipeline *> all;
    for (const auto &pipeline : world.pipelines()) {
        if (!pattern || pattern->match(nameOf(*pipeline)).hasMatch())
            all.push_back(pipeline.get());
    }
    if (!sortPipelines(all, call.queryAll(u"order_by"_s)))
        return invalidParameter(u"order_by takes name or id, with asc or desc."_s);

    nlohmann::json body{{"statuses", nlohmann::json::array()}};
    for (std::size_t at = page->from; at < std::min(all.size(), page->from + page->size); ++at)
        body["statuses"].push_back(all[at]->stateInfo());
    if (page->from + page->size < all.size())
        body["next_page_token"] = page->nextToken().toStdString();
    return jsonReply(body);
}

SimResponse editPipeline(SimPipeline &pipeline, const Call &call)
{
    BodyReader reader(call.body);
    const auto expected = reader.number("expected_last_modified");
    reader.flag("continuous");
    reader.object("run_as");
    reader.text("name");
    for (const char *const list : {"libraries", "clusters"}) {
        if (const auto found = call.body.find(list); found != call.body.end() && !found->is_array())
            return invalidParameter(
                u"Could not parse request object: field '%1' must be an array."_s.arg(QLatin1StringView(list)));
    }
    if (reader.complaint())
        return *reader.complaint();
    if (const QString target = reader.text("target"); target.contains(u'.'))
        return invalidParameter(u"The target schema must not contain a dot."_s);
    if (expected && pipeline.lastModified() > *expected)
        return refusal(409, "ABORTED", u"The pipeline was modified after the expected time; read it again."_s);
    const nlohmann::json document = pipeline.document();
    if (document.contains("run_as") && (!call.body.contains("run_as") || call.body["run_as"].is_null()))
        return invalidParameter(u"Once configured, run_as of the pipeline can not be set to null. Please set run_as to "
                                "%1 to preserve the pipeline's run_as."_s.arg(toText(document["run_as"].dump())));
    pipeline.edit(call.body);
    return doneReply(true);
}

} // namespace

SimResponse pipelineMissing(const QString &id)
{
    return refusal(404, "RESOURCE_DOES_NOT_EXIST", u"The specified pipeline %1 was not found."_s.arg(id.left(100)));
}

void addPipelineRoutes(Router &router, RegionWorld &world)
{
    router.add("GET"_ba, u"/api/2.0/pipelines"_s, [&world](const Call &call) { return listPipelines(world, call); });
    router.add("GET"_ba, u"/api/2.0/pipelines/*"_s, [&world](const Call &call) {
        const SimPipeline *const pipeline = world.pipeline(PipelineId{call.captures.first()});
        return pipeline ? jsonReply(pipeline->document()) : pipelineMissing(call.captures.first());
    });
    router.add("PUT"_ba, u"/api/2.0/pipelines/*"_s, [&world](const Call &call) {
        SimPipeline *const pipeline = world.pipeline(PipelineId{call.captures.first()});
        return pipeline ? editPipeline(*pipeline, call) : pipelineMissing(call.captures.first());
    });
}

} // namespace twinlake::simulator
