// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The functions of Spark that statements here may use, for SQLite, and which names they are.
#pragma once

#include "app/simulator/world/scheduler.h"

#include <QString>

struct sqlite3;

namespace twinlake::simulator {

/// `now` is read at each call of current_timestamp() and must outlive the connection. False: SQLite refused.
bool addSparkFunctions(sqlite3 *database, const SimTime &now);
bool addCasts(sqlite3 *database);
bool addHashes(sqlite3 *database);
bool addAggregates(sqlite3 *database);
bool addTexts(sqlite3 *database);

/// Whether a statement may call it. SQLite has more, which Spark does not know or means otherwise.
bool isSparkRoutine(const QString &lowerCaseName);

} // namespace twinlake::simulator
