// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The functions of Spark that Twinlake's statements use, for SQLite.
#pragma once

#include "app/simulator/world/scheduler.h"

struct sqlite3;

namespace twinlake::simulator {

/// `now` is read at each call of current_timestamp() and must outlive the connection. False: SQLite refused.
bool addSparkFunctions(sqlite3 *database, const SimTime &now);

} // namespace twinlake::simulator
