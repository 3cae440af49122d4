// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// withCountShortcut: SELECTs that only count, or take the newest or oldest event, over a range of event timestamps read
// one summary row of the virtual table instead of every row (a catch-up proof counts days of events at each poll).
#pragma once

#include "app/simulator/sql/sparklexer.h"

namespace twinlake::simulator {

/// The hidden columns of the summary row.
inline const QString countedColumn = QStringLiteral("_counted");
inline const QString newestColumn = QStringLiteral("_newest");
inline const QString oldestColumn = QStringLiteral("_oldest");

/// The same nodes where nothing qualifies.
SparkNodes withCountShortcut(const SparkNodes &nodes);

} // namespace twinlake::simulator
