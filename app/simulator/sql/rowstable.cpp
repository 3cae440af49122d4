// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/sql/rowstable.h"

#include "app/simulator/sql/sqltime.h"
#include "app/simulator/sql/worldtable.h"
#include "app/simulator/world/simpipeline.h"

#include <algorithm>

namespace twinlake::simulator {

namespace {

enum Column { Id, EventTimestamp, Amount, OrderId, Counted, Newest, Oldest, IngestTime };
enum Plan { Ascending = 0, Descending = 1, Summary = 2 };

const char *const goldSchema = "CREATE TABLE t(id TEXT, event_timestamp \"TIMESTAMP TEXT\", amount REAL, "
                               "order_id TEXT HIDDEN, _counted INTEGER HIDDEN, _newest \"TIMESTAMP TEXT\" HIDDEN, "
                               "_oldest \"TIMESTAMP TEXT\" HIDDEN)";
const char *const bronzeSchema = "CREATE TABLE t(id TEXT, event_timestamp \"TIMESTAMP TEXT\", amount REAL, "
                                 "order_id TEXT HIDDEN, _counted INTEGER HIDDEN, _newest \"TIMESTAMP TEXT\" HIDDEN, "
                                 "_oldest \"TIMESTAMP TEXT\" HIDDEN, _ingest_time \"TIMESTAMP TEXT\")";

struct RowsCursor {
    sqlite3_vtab_cursor base{};
    std::int64_t from = 0; ///< rows [from, to) are read
    std::int64_t to = 0;
    std::int64_t row = 0;
    int plan = Ascending;
    bool ended = true;
};

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
    constexpr sqlite3_uint64 summaryColumns = (1U << Counted) | (1U << Newest) | (1U << Oldest);
    const bool summary = (info->colUsed & summaryColumns) != 0;
    char *const letters = static_cast<char *>(sqlite3_malloc(info->nConstraint + 1));
    if (!letters)
        return SQLITE_NOMEM;
    int taken = 0;
    for (int at = 0; at < info->nConstraint; ++at) {
        const auto &constraint = info->aConstraint[at];
        const char letter = constraint.iColumn == EventTimestamp ? letterFor(constraint.op) : char{0};
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
    const bool sorted = info->nOrderBy == 1 && info->aOrderBy[0].iColumn == EventTimestamp;
    info->orderByConsumed = sorted ? 1 : 0;
    info->idxNum = summary ? Summary : (sorted && info->aOrderBy[0].desc ? Descending : Ascending);
    info->estimatedCost = taken > 0 ? 1e4 : 1e6;
    info->estimatedRows = taken > 0 ? 10'000 : 1'000'000;
    return SQLITE_OK;
}

void narrow(RowsCursor &cursor, char letter, SimTime time, const SourceStream &source)
{
    const std::int64_t before = source.rowsEarlierThan(time);
    const std::int64_t upTo = source.rowsEarlierThan(time + SimDuration(1));
    if (letter == 'G' || letter == '=')
        cursor.from = std::max(cursor.from, before);
    if (letter == '>')
        cursor.from = std::max(cursor.from, upTo);
    if (letter == '<')
        cursor.to = std::min(cursor.to, before);
    if (letter == 'L' || letter == '=')
        cursor.to = std::min(cursor.to, upTo);
}

int filterRows(sqlite3_vtab_cursor *base, int plan, const char *letters, int count, sqlite3_value **values)
{
    auto &cursor = *reinterpret_cast<RowsCursor *>(base);
    PipelineData &data = pipelineOf(cursor).data();
    cursor.from = 0;
    cursor.to = data.rows();
    for (int at = 0; at < count; ++at) {
        const auto time = timestampOf(values[at]);
        const bool null = sqlite3_value_type(values[at]) == SQLITE_NULL;
        if (time) {
            narrow(cursor, letters[at], *time, data.source());
        } else if (null) {
            cursor.to = 0; // nothing compares with NULL
        } else {
            base->pVtab->zErrMsg = sqlite3_mprintf("CAST_INVALID_INPUT");
            return SQLITE_ERROR;
        }
    }
    cursor.to = std::max(cursor.to, cursor.from);
    cursor.plan = plan;
    cursor.row = plan == Descending ? cursor.to - 1 : cursor.from;
    cursor.ended = plan != Summary && cursor.from == cursor.to;
    return SQLITE_OK;
}

int nextRow(sqlite3_vtab_cursor *base)
{
    auto &cursor = *reinterpret_cast<RowsCursor *>(base);
    cursor.row += cursor.plan == Descending ? -1 : 1;
    cursor.ended = cursor.plan == Summary || cursor.row < cursor.from || cursor.row >= cursor.to;
    return SQLITE_OK;
}

int atEnd(sqlite3_vtab_cursor *base)
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

void resultIngestTime(sqlite3_context *context, PipelineData &data, std::int64_t row)
{
    const std::int64_t file = data.source().fileOfRow(row);
    if (const auto when = data.committed().when(file))
        resultTimestamp(context, *when);
    else if (const auto arrived = data.zone().arrivalOf(file))
        resultTimestamp(context, *arrived);
}

int columnOfRow(sqlite3_vtab_cursor *base, sqlite3_context *context, int column)
{
    auto &cursor = *reinterpret_cast<RowsCursor *>(base);
    PipelineData &data = pipelineOf(cursor).data();
    const SourceStream &source = data.source();
    const bool any = cursor.to > cursor.from;
    switch (column) {
    case Id:
    case OrderId:
        resultId(context, source.rowBits(cursor.row));
        break;
    case EventTimestamp:
        resultTimestamp(context, source.eventTime(cursor.row));
        break;
    case Amount:
        sqlite3_result_double(context, static_cast<double>(source.rowBits(cursor.row) % 50'000) / 100.0);
        break;
    case Counted:
        sqlite3_result_int64(context, cursor.to - cursor.from);
        break;
    case Newest:
    case Oldest:
        if (any)
            resultTimestamp(context, source.eventTime(column == Newest ? cursor.to - 1 : cursor.from));
        break;
    case IngestTime:
        resultIngestTime(context, data, cursor.row);
        break;
    default:
        break;
    }
    return SQLITE_OK;
}

int rowNumber(sqlite3_vtab_cursor *base, sqlite3_int64 *row)
{
    *row = reinterpret_cast<RowsCursor *>(base)->row;
    return SQLITE_OK;
}

const sqlite3_module rowsModule = [] {
    sqlite3_module module = readOnlyModule<RowsCursor>();
    module.xConnect = connectRows;
    module.xBestIndex = planRows;
    module.xFilter = filterRows;
    module.xNext = nextRow;
    module.xEof = atEnd;
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
