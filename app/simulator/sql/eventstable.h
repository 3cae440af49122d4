// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// EventsTable: event_log(...) as a SQLite virtual table (contracts/databricks-api.md section 7): the events that REST
// shows, and the METRICS of each micro-batch, which only the log has.
#pragma once

#include <QByteArray>

struct sqlite3;

namespace twinlake::simulator {

class SimPipeline;

bool addEventsTable(sqlite3 *database, const QByteArray &name, SimPipeline &pipeline);

} // namespace twinlake::simulator
