// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/sql/eventstable.h"

#include "app/simulator/sql/sparkarguments.h"
#include "app/simulator/sql/worldtable.h"
#include "app/simulator/world/simpipeline.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

struct EventsColumn {
    enum { Id, Sequence, Origin, Timestamp, Message, Level, Maturity, Error, Details, EventType };
};

const char *const eventsSchema =
    "CREATE TABLE t(id TEXT, sequence STRUCT, origin STRUCT, timestamp \"TIMESTAMP TEXT\", "
    "message TEXT, level TEXT, maturity_level TEXT, error STRUCT, details TEXT, event_type TEXT)";

constexpr std::size_t batchesShown = 2'000;

/// One row: an event of the log, or the metrics of a batch.
struct EventRow {
    SimTime at;
    const PipelineEvent *event;
    std::int64_t batch;
    std::int64_t rows;
};

struct EventsCursor {
    sqlite3_vtab_cursor base{};
    std::vector<EventRow> rows;
    std::size_t at = 0;
    nlohmann::json shown; ///< of the row that was read last
    std::size_t shownAt = SIZE_MAX;
};

int connectEvents(sqlite3 *database, void *source, int, const char *const *, sqlite3_vtab **table, char **)
{
    return connectTable(database, source, eventsSchema, table);
}

int planEvents(sqlite3_vtab *, sqlite3_index_info *info)
{
    info->estimatedCost = 1e4;
    return SQLITE_OK;
}

int filterEvents(sqlite3_vtab_cursor *base, int, const char *, int, sqlite3_value **)
{
    auto &cursor = *reinterpret_cast<EventsCursor *>(base);
    SimPipeline &pipeline = pipelineOf(base->pVtab);
    cursor.rows.clear();
    cursor.at = 0;
    cursor.shownAt = SIZE_MAX;
    for (const PipelineEvent &event : pipeline.events().all())
        cursor.rows.push_back({event.at, &event, 0, 0});
    const PipelineData &data = pipeline.data();
    const auto &batches = data.committed().batches();
    const std::size_t from = batches.size() > batchesShown ? batches.size() - batchesShown : 1;
    for (std::size_t at = from; at < batches.size(); ++at)
        cursor.rows.push_back(
            {batches[at].at, nullptr, data.committed().firstBatch() + static_cast<std::int64_t>(at),
             data.source().rowsBefore(batches[at].upTo) - data.source().rowsBefore(batches[at - 1].upTo)});
    std::stable_sort(cursor.rows.begin(), cursor.rows.end(),
                     [](const EventRow &a, const EventRow &b) { return a.at < b.at; });
    return SQLITE_OK;
}

int nextEvent(sqlite3_vtab_cursor *base)
{
    ++reinterpret_cast<EventsCursor *>(base)->at;
    return SQLITE_OK;
}

int eventsAtEnd(sqlite3_vtab_cursor *base)
{
    const auto &cursor = *reinterpret_cast<EventsCursor *>(base);
    return cursor.at >= cursor.rows.size() ? 1 : 0;
}

nlohmann::json batchEvent(const EventRow &row, SimPipeline &pipeline)
{
    const QString flow = pipeline.fleet().goldTable.section(u'.', -1);
    PipelineEvent event{u"%1-batch-%2"_s.arg(pipeline.id().left(8)).arg(row.batch),
                        row.at,
                        u"flow_progress"_s,
                        u"METRICS"_s,
                        u"Completed a streaming update of '%1'."_s.arg(flow),
                        pipeline.updates().empty() ? QString() : pipeline.updates().front().id,
                        {{"status", "RUNNING"}, {"metrics", {{"num_output_rows", row.rows}}}}};
    event.flow = flow;
    return pipeline.events().document(event);
}

const nlohmann::json &shown(EventsCursor &cursor)
{
    if (cursor.shownAt != cursor.at) {
        SimPipeline &pipeline = pipelineOf(cursor.base.pVtab);
        const EventRow &row = cursor.rows[cursor.at];
        cursor.shown = row.event ? pipeline.events().document(*row.event) : batchEvent(row, pipeline);
        cursor.shownAt = cursor.at;
    }
    return cursor.shown;
}

int columnOfEvent(sqlite3_vtab_cursor *base, sqlite3_context *context, int column)
{
    static const char *const keys[]{"id",    "sequence",       "origin", "timestamp", "message",
                                    "level", "maturity_level", "error",  "details",   "event_type"};
    auto &cursor = *reinterpret_cast<EventsCursor *>(base);
    if (column == EventsColumn::Timestamp) {
        resultTimestamp(context, cursor.rows[cursor.at].at);
        return SQLITE_OK;
    }
    const nlohmann::json &event = shown(cursor);
    const auto found = event.find(keys[column]);
    if (found != event.end())
        resultText(context, QByteArray::fromStdString(found->is_string() ? found->get<std::string>() : found->dump()));
    return SQLITE_OK;
}

int eventNumber(sqlite3_vtab_cursor *base, sqlite3_int64 *row)
{
    *row = static_cast<sqlite3_int64>(reinterpret_cast<EventsCursor *>(base)->at);
    return SQLITE_OK;
}

const sqlite3_module eventsModule = [] {
    sqlite3_module module = readOnlyModule<EventsCursor>();
    module.xConnect = connectEvents;
    module.xBestIndex = planEvents;
    module.xFilter = filterEvents;
    module.xNext = nextEvent;
    module.xEof = eventsAtEnd;
    module.xColumn = columnOfEvent;
    module.xRowid = eventNumber;
    return module;
}();

} // namespace

bool addEventsTable(sqlite3 *database, const QByteArray &name, SimPipeline &pipeline)
{
    return addModule(database, name.constData(), &eventsModule, {&pipeline, false});
}

} // namespace twinlake::simulator
