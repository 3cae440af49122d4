// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/sql/rowstable.h"

#include "app/simulator/sql/rowscursor.h"
#include "app/simulator/sql/sqltime.h"
#include "app/simulator/sql/worldtable.h"
#include "app/simulator/world/simpipeline.h"

#include <algorithm>

namespace twinlake::simulator {

namespace {

struct RowsColumn {
    enum { Id, EventTimestamp, Amount, OrderId, Counted, Newest, Oldest, IngestTime };
};

const char *const goldSchema = "CREATE TABLE t(id TEXT, event_timestamp \"TIMESTAMP TEXT\", amount REAL, "
                               "order_id TEXT HIDDEN, _counted INTEGER HIDDEN, _newest \"TIMESTAMP TEXT\" HIDDEN, "
                               "_oldest \"TIMESTAMP TEXT\" HIDDEN)";
const char *const bronzeSchema = "CREATE TABLE t(id TEXT, event_timestamp \"TIMESTAMP TEXT\", amount REAL, "
                                 "order_id TEXT HIDDEN, _counted INTEGER HIDDEN, _newest \"TIMESTAMP TEXT\" HIDDEN, "
                                 "_oldest \"TIMESTAMP TEXT\" HIDDEN, _ingest_time \"TIMESTAMP TEXT\")";

SimPipeline &pipelineOf(const RowsCursor &cursor)
{
    return twinlake::simulator::pipelineOf(cursor.base.pVtab);
}

int connectRows(sqlite3 *database, void *source, int, const char *const *, sqlite3_vtab **table, char **)
{
    const bool bronze = static_cast<TableSource *>(source)->bronze;
    return connectTable(database, source, bronze ? bronzeSchema : goldSchema, table);
}

// The letter under which a comparison of event_timestamp is handed to the cursor; 0: SQLite has to check it.
char letterFor(unsigned char operation)
{
    switch (operation) {
    case SQLITE_INDEX_CONSTRAINT_EQ:
        return '=';
    case SQLITE_INDEX_CONSTRAINT_GT:
        return '>';
    case SQLITE_INDEX_CONSTRAINT_GE:
        return 'G';
    case SQLITE_INDEX_CONSTRAINT_LT:
        return '<';
    case SQLITE_INDEX_CONSTRAINT_LE:
        return 'L';
    default:
        return 0;
    }
}

int planRows(sqlite3_vtab *, sqlite3_index_info *info)
{
    constexpr sqlite3_uint64 summaryColumns =
        (1U << RowsColumn::Counted) | (1U << RowsColumn::Newest) | (1U << RowsColumn::Oldest);
    const bool summary = (info->colUsed & summaryColumns) != 0;
    char *const letters = static_cast<char *>(sqlite3_malloc(info->nConstraint + 1));
    if (!letters)
        return SQLITE_NOMEM;
    int taken = 0;
    for (int at = 0; at < info->nConstraint; ++at) {
        const auto &constraint = info->aConstraint[at];
        const char letter = constraint.iColumn == RowsColumn::EventTimestamp ? letterFor(constraint.op) : char{0};
        if (letter == 0 || !constraint.usable) {
            if (summary && constraint.iColumn >= 0) { // a summary row has nothing that SQLite could check
                sqlite3_free(letters);
                return SQLITE_CONSTRAINT;
            }
            continue;
        }
        letters[taken++] = letter;
        info->aConstraintUsage[at].argvIndex = taken;
        info->aConstraintUsage[at].omit = 1;
    }
    letters[taken] = 0;
    info->idxStr = letters;
    info->needToFreeIdxStr = 1;
    const bool sorted = info->nOrderBy == 1 && info->aOrderBy[0].iColumn == RowsColumn::EventTimestamp;
    info->orderByConsumed = sorted ? 1 : 0;
    info->idxNum = summary ? RowsCursor::Summary
                           : (sorted && info->aOrderBy[0].desc ? RowsCursor::Descending : RowsCursor::Ascending);
    info->estimatedCost = taken > 0 ? 1e4 : 1e6;
    info->estimatedRows = taken > 0 ? 10'000 : 1'000'000;
    return SQLITE_OK;
}

int filterRows(sqlite3_vtab_cursor *base, int plan, const char *letters, int count, sqlite3_value **values)
{
    auto &cursor = *reinterpret_cast<RowsCursor *>(base);
    const PipelineData &data = pipelineOf(cursor).data();
    RowsRange range;
    range.to = data.source().rowsBefore(data.committed().files());
    for (int at = 0; at < count; ++at) {
        const auto time = timestampOf(values[at]);
        const bool null = sqlite3_value_type(values[at]) == SQLITE_NULL;
        if (time) {
            range.narrow(letters[at], *time, data.source());
        } else if (null) { // nothing compares with NULL
            range.to = 0;
            range.latest = SimTime::min();
        } else {
            base->pVtab->zErrMsg = sqlite3_mprintf("CAST_INVALID_INPUT");
            return SQLITE_ERROR;
        }
    }
    cursor.open(plan, data, range);
    return SQLITE_OK;
}

int nextRow(sqlite3_vtab_cursor *base)
{
    auto &cursor = *reinterpret_cast<RowsCursor *>(base);
    cursor.next(pipelineOf(cursor).data().source());
    return SQLITE_OK;
}

int rowsAtEnd(sqlite3_vtab_cursor *base)
{
    return reinterpret_cast<RowsCursor *>(base)->ended ? 1 : 0;
}

void resultId(sqlite3_context *context, std::uint64_t bits)
{
    static const char digits[] = "0123456789abcdef";
    char text[16];
    for (char &letter : text) {
        letter = digits[bits >> 60];
        bits <<= 4;
    }
    sqlite3_result_text(context, text, sizeof text, SQLITE_TRANSIENT);
}

void resultIngestTime(sqlite3_context *context, const PipelineData &data, std::int64_t file)
{
    const auto when = data.zone().detours().of(file) ? std::nullopt : data.committed().when(file);
    if (when)
        resultTimestamp(context, *when);
    else if (const auto arrived = data.zone().arrivalOf(file))
        resultTimestamp(context, *arrived);
}

void resultSummary(sqlite3_context *context, const RowsCursor &cursor, const SourceStream &source, int column)
{
    if (column == RowsColumn::Counted) {
        sqlite3_result_int64(context, cursor.count + static_cast<std::int64_t>(cursor.strays.size()));
        return;
    }
    const bool newest = column == RowsColumn::Newest;
    std::optional<SimTime> time;
    if (cursor.count > 0)
        time = source.eventTime(newest ? cursor.runs.back().second - 1 : cursor.runs.front().first);
    if (!cursor.strays.empty()) {
        const SimTime stray = (newest ? cursor.strays.back() : cursor.strays.front()).eventTime;
        time = !time ? stray : (newest ? std::max(*time, stray) : std::min(*time, stray));
    }
    if (time)
        resultTimestamp(context, *time);
}

int columnOfRow(sqlite3_vtab_cursor *base, sqlite3_context *context, int column)
{
    const auto &cursor = *reinterpret_cast<RowsCursor *>(base);
    const PipelineData &data = pipelineOf(cursor).data();
    const SourceStream &source = data.source();
    if (column == RowsColumn::Counted || column == RowsColumn::Newest || column == RowsColumn::Oldest) {
        resultSummary(context, cursor, source, column);
        return SQLITE_OK;
    }
    if (cursor.ended || cursor.plan == RowsCursor::Summary)
        return SQLITE_OK;
    const StrayRow *const stray = cursor.stray();
    const std::uint64_t bits = stray ? stray->bits : source.rowBits(cursor.row);
    switch (column) {
    case RowsColumn::Id:
    case RowsColumn::OrderId:
        resultId(context, bits);
        break;
    case RowsColumn::EventTimestamp:
        resultTimestamp(context, stray ? stray->eventTime : source.eventTime(cursor.row));
        break;
    case RowsColumn::Amount:
        sqlite3_result_double(context, static_cast<double>(bits % 50'000) / 100.0);
        break;
    case RowsColumn::IngestTime:
        resultIngestTime(context, data, stray ? stray->file : source.fileOfRow(cursor.row));
        break;
    default:
        break;
    }
    return SQLITE_OK;
}

int rowNumber(sqlite3_vtab_cursor *base, sqlite3_int64 *row)
{
    *row = reinterpret_cast<RowsCursor *>(base)->position;
    return SQLITE_OK;
}

const sqlite3_module rowsModule = [] {
    sqlite3_module module = readOnlyModule<RowsCursor>();
    module.xConnect = connectRows;
    module.xBestIndex = planRows;
    module.xFilter = filterRows;
    module.xNext = nextRow;
    module.xEof = rowsAtEnd;
    module.xColumn = columnOfRow;
    module.xRowid = rowNumber;
    return module;
}();

} // namespace

bool addRowsTable(sqlite3 *database, const QByteArray &name, SimPipeline &pipeline, bool bronze)
{
    return addModule(database, name.constData(), &rowsModule, {&pipeline, bronze});
}

} // namespace twinlake::simulator
