// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The list of pipelines: filter, order, pages (contracts/databricks-api.md section 3). A console asks for it all the
// time, so a page costs what is on it, not what the workspace holds.
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

// The one predicate that lists take: name LIKE 'pat%' or notebook='/path'. An empty function takes every pipeline.
std::optional<Predicate> predicateOf(const QString &filter)
{
    static const QRegularExpression byName(uR"(^\s*name\s+like\s+'([^']*)'\s*$)"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression byNotebook(uR"(^\s*notebook\s*=\s*'([^']*)'\s*$)"_s,
                                               QRegularExpression::CaseInsensitiveOption);
    if (filter.trimmed().isEmpty())
        return Predicate();
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

struct ListOrder {
    bool byName = false;
    bool descending = false;
};

// `order_by` may repeat; the first decides, the id breaks ties.
std::optional<ListOrder> listOrderOf(const QStringList &orderBy)
{
    const QString order = orderBy.isEmpty() ? u"id asc"_s : orderBy.first().simplified().toLower();
    const QString field = order.section(u' ', 0, 0);
    const QString direction = order.section(u' ', 1);
    if ((field != u"id" && field != u"name") || !QStringList({u""_s, u"asc"_s, u"desc"_s}).contains(direction))
        return std::nullopt;
    return ListOrder{field == u"name", direction == u"desc"};
}

std::vector<SimPipeline *> pipelinesIn(const ListOrder &order, const RegionWorld &world)
{
    std::vector<SimPipeline *> all = world.pipelinesById();
    if (order.byName) {
        std::vector<std::pair<QString, SimPipeline *>> named;
        named.reserve(all.size());
        for (SimPipeline *const pipeline : all)
            named.emplace_back(pipeline->name(), pipeline);
        std::stable_sort(named.begin(), named.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
        std::transform(named.begin(), named.end(), all.begin(), [](const auto &one) { return one.second; });
    }
    if (order.descending)
        std::reverse(all.begin(), all.end());
    return all;
}

// Of those that the caller may see and the filter takes: the page, and one behind it to know that there is more.
SimResponse pageOfPipelines(const RegionWorld &world, const Call &call, const Page &page, const Predicate &wanted,
                            const ListOrder &order)
{
    const AccessControl::Asker asker = askerOf(call);
    const bool seesAll = AccessControl::isAdmin(asker);
    std::size_t passed = 0;
    std::string statuses;
    for (const SimPipeline *const pipeline : pipelinesIn(order, world)) {
        if ((wanted && !wanted(*pipeline))
            || !(seesAll || world.access().allows(asker, u"pipelines"_s, pipeline->id(), u"CAN_VIEW"_s)))
            continue;
        const std::size_t place = passed++;
        if (place < page.from)
            continue;
        if (place == page.from + page.size)
            break;
        statuses += statuses.empty() ? "" : ",";
        statuses += pipeline->stateInfoText();
    }
    nlohmann::json tokens = nlohmann::json::object();
    page.addTokens(tokens, passed);
    std::string body = tokens.dump(); // "{...}": the list goes in before its end
    body.insert(body.size() - 1, (tokens.empty() ? "\"statuses\":[" : ",\"statuses\":[") + statuses + ']');
    return textReply(body);
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
    const auto order = listOrderOf(call.queryAll(u"order_by"_s));
    if (!order)
        return invalidParameter(u"order_by takes name or id, with asc or desc."_s);
    return pageOfPipelines(world, call, *page, *wanted, *order);
}

} // namespace

void addPipelineListRoute(Router &router, const RegionWorld &world)
{
    router.add("GET"_ba, u"/api/2.0/pipelines"_s, [&world](const Call &call) { return listPipelines(world, call); });
}

} // namespace twinlake::simulator
