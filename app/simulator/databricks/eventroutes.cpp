// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Events of a pipeline (contracts/databricks-api.md 3.4). A page token carries its whole query; it excludes another
// filter or order.
#include "app/simulator/databricks/eventfilter.h"
#include "app/simulator/databricks/pipelinecalls.h"
#include "app/simulator/databricks/replies.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int largestPage = 250;

struct EventQuery {
    QString filter;
    bool ascending = false;
    std::int64_t before = 0; ///< the sequence number at which the previous page ended; 0: first page
};

QString tokenOf(const EventQuery &query)
{
    const nlohmann::json token{{"f", query.filter.toStdString()}, {"a", query.ascending}, {"s", query.before}};
    return QString::fromLatin1(QByteArray::fromStdString(token.dump())
                                   .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

std::optional<EventQuery> queryOf(const QString &token)
{
    const auto body = parseBody(QByteArray::fromBase64(token.toLatin1(), QByteArray::Base64UrlEncoding));
    if (!body)
        return std::nullopt;
    BodyReader reader(*body);
    EventQuery query{reader.text("f"), reader.flag("a").value_or(false), reader.number("s").value_or(0)};
    return reader.complaint() || query.before <= 0 ? std::nullopt : std::optional(query);
}

std::optional<EventQuery> queryOf(const Call &call)
{
    const QString token = call.query(u"page_token"_s);
    const QString order = call.query(u"order_by"_s).simplified().toLower();
    const QString filter = call.query(u"filter"_s);
    if (!token.isEmpty()) {
        // By the documentation a token excludes filter and order_by; the official clients send them again all the same.
        const auto query = queryOf(token);
        const bool sameOrder = query && (order.isEmpty() || (order == u"timestamp asc") == query->ascending);
        const bool sameFilter = query && (filter.isEmpty() || filter == query->filter);
        return sameOrder && sameFilter ? query : std::nullopt;
    }
    if (!order.isEmpty() && order != u"timestamp asc" && order != u"timestamp desc")
        return std::nullopt;
    return EventQuery{filter, order == u"timestamp asc", 0};
}

SimResponse listEvents(const SimPipeline &pipeline, const Call &call)
{
    const auto asked = call.queryNumber(u"max_results"_s, 25, 1, 10'000);
    auto query = queryOf(call);
    const auto filter = query ? EventFilter::parse(query->filter) : std::nullopt;
    if (!asked || !query || !filter)
        return invalidParameter(
            u"The events query is not valid: check filter, order_by, max_results and page_token."_s);
    const std::size_t size = static_cast<std::size_t>(std::min<std::int64_t>(*asked, largestPage));

    const auto &events = pipeline.events().all();
    nlohmann::json body{{"events", nlohmann::json::array()}};
    std::int64_t last = 0;
    for (std::size_t at = 0; at < events.size(); ++at) {
        const PipelineEvent &event = query->ascending ? events[at] : events[events.size() - 1 - at];
        const bool beyond =
            query->before == 0 || (query->ascending ? event.sequence > query->before : event.sequence < query->before);
        if (!beyond || !filter->accepts(event))
            continue;
        if (body["events"].size() == size) {
            body["next_page_token"] = tokenOf({query->filter, query->ascending, last}).toStdString();
            break;
        }
        body["events"].push_back(pipeline.events().document(event));
        last = event.sequence;
    }
    return jsonReply(body);
}

} // namespace

void addEventRoutes(Router &router, RegionWorld &world)
{
    router.add("GET"_ba, u"/api/2.0/pipelines/*/events"_s, onPipeline(world, u"CAN_VIEW"_s, listEvents));
}

} // namespace twinlake::simulator
