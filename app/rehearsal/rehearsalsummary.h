// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// RehearsalSummary: the last line of a headless rehearsal, and what a score card would say (design.md section 4 and
// 13).
#pragma once

#include "app/rehearsal/incidentsummary.h"
#include "models/runbook/runstate.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace twinlake {

struct RehearsalSummary {
    QString scenario;
    quint64 seed = 0;
    std::optional<RunState> failover; ///< as it ended; empty: it never opened
    std::optional<RunState> failback;
    std::optional<Duration> floor; ///< of the failover, as the simulator knows it
    QString trouble; ///< why the rehearsal itself could not go on; empty if it did
    bool interrupted = false;

    RunResult result() const;
    int exitCode() const;
    /// {"event":"summary","result",...}; unknown figures are null.
    QJsonObject json() const;
    /// Readable, several lines; the last one is the result's word.
    QString text() const;
};

} // namespace twinlake
