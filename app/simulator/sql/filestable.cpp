// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/sql/filestable.h"

#include "app/simulator/sql/sqltime.h"
#include "app/simulator/sql/worldtable.h"
#include "app/simulator/world/simpipeline.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

struct FilesColumn {
    enum {
        Path,
        Size,
        CreateTime,
        DiscoveryTime,
        ProcessedTime,
        CommitTime,
        ArchiveTime,
        ArchiveMode,
        MoveLocation,
        SourceId,
        FlowName,
        IngestionState
    };
};
enum FilesPlan { NewestFirst = 1, OnlyUncommitted = 2 };

const char *const filesSchema = "CREATE TABLE t(path TEXT, size INTEGER, create_time \"TIMESTAMP TEXT\", "
                                "discovery_time \"TIMESTAMP TEXT\", processed_time \"TIMESTAMP TEXT\", "
                                "commit_time \"TIMESTAMP TEXT\", archive_time \"TIMESTAMP TEXT\", archive_mode TEXT, "
                                "move_location TEXT, source_id TEXT, flow_name TEXT, ingestion_state TEXT)";

struct FilesCursor {
    sqlite3_vtab_cursor base{};
    std::int64_t from = 0;
    std::int64_t to = 0;
    std::int64_t file = 0;
    bool descending = false;
    bool onlyUncommitted = false;
};

// Files that Auto Loader has not seen are passed over, and those that the query does not ask for.
void passOver(FilesCursor &cursor)
{
    const PipelineData &data = pipelineOf(cursor.base.pVtab).data();
    const auto wanted = [&](std::int64_t file) {
        return data.saw(file) && !(cursor.onlyUncommitted && data.holds(file));
    };
    while (cursor.file >= cursor.from && cursor.file < cursor.to && !wanted(cursor.file))
        cursor.file += cursor.descending ? -1 : 1;
}

int connectFiles(sqlite3 *database, void *source, int, const char *const *, sqlite3_vtab **table, char **)
{
    return connectTable(database, source, filesSchema, table);
}

int planFiles(sqlite3_vtab *, sqlite3_index_info *info)
{
    info->estimatedCost = 1e5;
    for (int at = 0; at < info->nConstraint; ++at) {
        const auto &constraint = info->aConstraint[at];
        if (!constraint.usable || constraint.iColumn != FilesColumn::CommitTime
            || constraint.op != SQLITE_INDEX_CONSTRAINT_ISNULL)
            continue;
        info->aConstraintUsage[at].argvIndex = 1;
        info->aConstraintUsage[at].omit = 1;
        info->idxNum |= OnlyUncommitted;
        info->estimatedCost = 1e2;
        break;
    }
    const bool sorted = info->nOrderBy == 1
        && (info->aOrderBy[0].iColumn == FilesColumn::CreateTime
            || info->aOrderBy[0].iColumn == FilesColumn::DiscoveryTime);
    info->orderByConsumed = sorted ? 1 : 0;
    if (sorted && info->aOrderBy[0].desc)
        info->idxNum |= NewestFirst;
    return SQLITE_OK;
}

// In order unless something late waits.
std::int64_t firstUncommitted(const PipelineData &data)
{
    std::int64_t first = data.committed().files();
    for (const Detour &detour : data.zone().detours().all()) {
        if (detour.discovered > detour.committed)
            first = std::min(first, detour.from + detour.committed);
    }
    return first;
}

int filterFiles(sqlite3_vtab_cursor *base, int plan, const char *, int, sqlite3_value **)
{
    auto &cursor = *reinterpret_cast<FilesCursor *>(base);
    const PipelineData &data = pipelineOf(base->pVtab).data();
    cursor.onlyUncommitted = (plan & OnlyUncommitted) != 0;
    cursor.from = cursor.onlyUncommitted ? firstUncommitted(data) : 0;
    cursor.to = data.discovered().files();
    cursor.descending = (plan & NewestFirst) != 0;
    cursor.file = cursor.descending ? cursor.to - 1 : cursor.from;
    passOver(cursor);
    return SQLITE_OK;
}

int nextFile(sqlite3_vtab_cursor *base)
{
    auto &cursor = *reinterpret_cast<FilesCursor *>(base);
    cursor.file += cursor.descending ? -1 : 1;
    passOver(cursor);
    return SQLITE_OK;
}

int filesAtEnd(sqlite3_vtab_cursor *base)
{
    const auto &cursor = *reinterpret_cast<FilesCursor *>(base);
    return cursor.file < cursor.from || cursor.file >= cursor.to ? 1 : 0;
}

void resultString(sqlite3_context *context, const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    sqlite3_result_text(context, utf8.constData(), static_cast<int>(utf8.size()), SQLITE_TRANSIENT);
}

// Batches of long ago are forgotten: there a file was taken as soon as it had arrived.
void resultTaken(sqlite3_context *context, const TableProgress &progress, const PipelineData &data, std::int64_t file)
{
    const bool taken = &progress == &data.committed() ? data.holds(file) : data.saw(file);
    const auto when = data.zone().detours().of(file) ? std::nullopt : progress.when(file);
    const auto known = when || !taken ? when : data.zone().arrivalOf(file);
    if (known)
        resultTimestamp(context, *known);
}

int columnOfFile(sqlite3_vtab_cursor *base, sqlite3_context *context, int column)
{
    const std::int64_t file = reinterpret_cast<FilesCursor *>(base)->file;
    SimPipeline &pipeline = pipelineOf(base->pVtab);
    const PipelineData &data = pipeline.data();
    switch (column) {
    case FilesColumn::Path:
        resultString(context, pipeline.zoneAddress() + filePathBelowZone(data.source(), file));
        break;
    case FilesColumn::Size:
        sqlite3_result_int64(context, fileSize(data.source(), file));
        break;
    case FilesColumn::CreateTime:
        if (const auto arrival = data.zone().arrivalOf(file))
            resultTimestamp(context, *arrival);
        break;
    case FilesColumn::DiscoveryTime:
        resultTaken(context, data.discovered(), data, file);
        break;
    case FilesColumn::ProcessedTime:
    case FilesColumn::CommitTime:
        resultTaken(context, data.committed(), data, file);
        break;
    case FilesColumn::SourceId:
        resultString(context, pipeline.id().left(8));
        break;
    case FilesColumn::FlowName:
        resultString(context, pipeline.fleet().name);
        break;
    case FilesColumn::IngestionState:
        resultString(context, data.holds(file) ? u"COMMITTED"_s : u"DISCOVERED"_s);
        break;
    default:
        break;
    }
    return SQLITE_OK;
}

int fileNumber(sqlite3_vtab_cursor *base, sqlite3_int64 *row)
{
    *row = reinterpret_cast<FilesCursor *>(base)->file;
    return SQLITE_OK;
}

const sqlite3_module filesModule = [] {
    sqlite3_module module = readOnlyModule<FilesCursor>();
    module.xConnect = connectFiles;
    module.xBestIndex = planFiles;
    module.xFilter = filterFiles;
    module.xNext = nextFile;
    module.xEof = filesAtEnd;
    module.xColumn = columnOfFile;
    module.xRowid = fileNumber;
    return module;
}();

} // namespace

bool addFilesTable(sqlite3 *database, const QByteArray &name, SimPipeline &pipeline)
{
    return addModule(database, name.constData(), &filesModule, {&pipeline, false});
}

QString filePathBelowZone(const SourceStream &source, std::int64_t file)
{
    const QString begins = isoMillis(source.fileBegins(file));
    QString path; // built by hand: a listing asks for hundreds of them
    path.reserve(64);
    path += "dt="_L1;
    path += QStringView(begins).left(10);
    path += "/hour="_L1;
    path += QStringView(begins).mid(11, 2);
    path += "/part-"_L1;
    path += QString::number(file).rightJustified(8, u'0');
    path += ".json"_L1;
    return path;
}

std::int64_t fileSize(const SourceStream &source, std::int64_t file)
{
    constexpr std::int64_t bytesPerRow = 180;
    return source.rowsIn(file) * bytesPerRow;
}

} // namespace twinlake::simulator
