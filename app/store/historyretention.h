// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// HistoryRetention: how long each level of the lag pyramid is kept, and how much of it at most; and who takes away what
// is older, while the console runs.
#pragma once

#include "app/store/historyquery.h"
#include "models/domain/result.h"

#include <QSqlDatabase>

#include <array>

namespace twinlake {

struct HistoryRetention {
    std::array<qint64, historyLevels.size()> kept; ///< ms, of each level
    qint64 mostRows; ///< of each level, whatever its age: many tables fill it sooner
};
extern const HistoryRetention keptOnDisk;
extern const HistoryRetention keptInMemory;

class HistoryPruner {
public:
    void setRetention(const HistoryRetention &retention) { m_retention = retention; }
    /// True once an hour by the readings' own clock, and for the first of them.
    bool isDue(qint64 newest) const;
    /// Takes away what is older than kept, as of `newest`.
    Result<> prune(const QSqlDatabase &database, qint64 newest);
    /// From when on each level is whole.
    const HistoryReach &reach() const { return m_reach; }

private:
    Result<> pruneLevel(const QSqlDatabase &database, std::size_t level, qint64 newest);

    HistoryRetention m_retention = keptOnDisk;
    std::optional<qint64> m_prunedAt;
    HistoryReach m_reach{};
};

} // namespace twinlake
