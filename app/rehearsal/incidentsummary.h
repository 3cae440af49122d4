// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The figures of one incident, and the last line of a run without a window (design.md section 4 and 13).
#pragma once

#include "models/runbook/runstate.h"

#include <QJsonObject>
#include <QString>

namespace twinlake {

/// {"incident","result","rto_s","rpo_s","decision_s","machine_s","caught_up","overrides"}; unknown figures are null.
QJsonObject incidentFigures(const RunState &state);
QString resultWord(RunResult result);
QString caughtUpWord(CaughtUp verdict);
QJsonValue secondsOf(const std::optional<Duration> &duration);
/// "6 min 2 s", or "unknown".
QString humanOrUnknown(const std::optional<Duration> &duration);

struct IncidentSummary {
    std::optional<RunState> state; ///< empty: no incident was opened
    RunResult result = RunResult::Inconclusive; ///< of this run; an incident may be left open
    QString trouble; ///< why it did not go on; empty if it ended by itself

    QJsonObject json() const;
    QString text() const;
};

/// Recovery point, catch-up and overrides, a line each.
QStringList outcomeLines(const RunState &state);
/// A sentence of a summary in the language of the user.
QString summaryWords(const char *text);

} // namespace twinlake
