// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// FilesTable: cloud_files_state(TABLE(x)) as a SQLite virtual table (contracts/databricks-api.md section 7): the files
// that Auto Loader has discovered; commit_time is NULL until their rows are in the tables.
#pragma once

#include <QByteArray>
#include <QString>

struct sqlite3;

namespace twinlake::simulator {

class SimPipeline;
class SourceStream;

bool addFilesTable(sqlite3 *database, const QByteArray &name, SimPipeline &pipeline);

/// "dt=2026-11-22/hour=00/part-00001234.json", below the landing zone.
QString filePathBelowZone(const SourceStream &source, std::int64_t file);
std::int64_t fileSize(const SourceStream &source, std::int64_t file);

} // namespace twinlake::simulator
