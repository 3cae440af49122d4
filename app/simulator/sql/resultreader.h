// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From SQLite's result, parameters and errors to Databricks' (contracts/databricks-api.md 5.1).
#pragma once

#include "app/simulator/sql/sparktranslator.h"

struct sqlite3;
struct sqlite3_stmt;

namespace twinlake::simulator {

/// False: the value is not of the type that is named.
bool bindParameter(sqlite3_stmt *statement, int position, const SqlParameter &parameter);
/// What went wrong last on this connection.
SqlError sqlErrorFrom(sqlite3 *database);
SqlAnswer readResult(sqlite3 *database, sqlite3_stmt *statement, const QList<SelectItem> &items, const SqlQuery &query);

} // namespace twinlake::simulator
