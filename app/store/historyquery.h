// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads a window of the lag pyramid and reduces it to the columns a chart asked for.
#pragma once

#include "models/ports/history.h"

#include <QSqlDatabase>

#include <array>

namespace twinlake {

/// The pyramid's levels, finest first; a bucket of 0 holds single readings.
struct HistoryLevel {
    const char *table;
    qint64 bucket; ///< ms
};
inline constexpr std::array<HistoryLevel, 3> historyLevels{{{"lag_raw", 0}, {"lag_1m", 60000}, {"lag_15m", 900000}}};

/// From when on each level is whole, in ms since the epoch.
using HistoryReach = std::array<qint64, historyLevels.size()>;

/// The coarsest level that still has a bucket for each column.
const HistoryLevel &levelFor(const LagQuestion &question);

/// From a coarser level where the fitting one does not reach back so far. What SQLite refused stands in its `trouble`.
LagWindow queryLag(const QSqlDatabase &database, const LagQuestion &question, const HistoryReach &reach = {});

} // namespace twinlake
