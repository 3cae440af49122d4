// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// RowsTable: a bronze or gold table as a SQLite virtual table. Rows are made when they are read; the newest is one step
// away (max(event_timestamp) of any table costs one row), and a range of event timestamps reads that range alone.
#pragma once

#include <QByteArray>

struct sqlite3;

namespace twinlake::simulator {

class SimPipeline;

/// Makes `name` a table with id, event_timestamp, amount, for bronze also _ingest_time. False: SQLite refused.
bool addRowsTable(sqlite3 *database, const QByteArray &name, SimPipeline &pipeline, bool bronze);

} // namespace twinlake::simulator
