// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// RehearsalSummary: the last line of a headless rehearsal, and what a score card would say (design.md section 4 and
// 13).
#pragma once

#include "app/rehearsal/incidentsummary.h"
#include "app/rehearsal/score.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace twinlake {

struct RehearsalSummary {
    simulator::Scenario scenario;
    quint64 seed = 0;
    QList<DrivenIncident> incidents; ///< in the order of the script
    std::optional<Duration> floor; ///< of the first incident, as the simulator knows it
    QList<ScoreCheck> checks; ///< empty: nothing was expected, or the rehearsal did not get so far
    QString trouble; ///< why the rehearsal itself could not go on; empty if it did
    bool interrupted = false;

    /// passed, failed, interrupted or inconclusive: the scenario's verdict if all that it expects is so.
    QString result() const;
    int exitCode() const;
    /// {"event":"summary","result",...}; unknown figures are null.
    QJsonObject json() const;
    /// Readable, several lines; the last one is the result's word.
    QString text() const;

private:
    const RunState *first() const;
};

} // namespace twinlake
