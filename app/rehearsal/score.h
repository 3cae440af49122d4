// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The score of a rehearsal: what the scenario expects held against what happened, by the simulator's own state and
// ledger wherever it can tell, not by the engine's word.
#pragma once

#include "app/rehearsal/scenarioplayer.h"
#include "models/estate/estate.h"
#include "models/runbook/runstate.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QMap>
#include <QStringList>

namespace twinlake {

/// One recipe of the script as it was carried out.
struct DrivenIncident {
    QString recipe; ///< its key
    std::optional<RunState> state; ///< as it ended; empty: it never opened
    QString result; ///< passed, failed, interrupted, inconclusive: what became of it, given up or not
    int takeOvers = 0; ///< by consoles that came after one that was killed or lost
};

/// What there is to judge by.
struct RehearsedWorld {
    QList<DrivenIncident> incidents;
    QJsonObject begin; ///< the control address' state just before the break
    QJsonObject end; ///< and when all was over
    QJsonObject ledger;
    QStringList said; ///< everything that the consoles said, a line an event
    QList<PlayedFault> faults;
    QMap<QString, QJsonObject> atRepoint; ///< recipe -> the state when its pointer was about to move
    QJsonObject atBackfill;
    QList<int> secondExitCodes; ///< of consoles that came second
};

/// One thing that was expected.
struct ScoreCheck {
    QString what;
    QString wanted;
    QString found;
    bool met = false;
};

QList<ScoreCheck> scoreOf(const simulator::Scenario &scenario, const Estate &estate, const RehearsedWorld &world);
/// What all incidents come to; one that was not begun, though it should have been, leaves it inconclusive.
QString worstEnd(const QList<DrivenIncident> &incidents, const QStringList &recipes);
QJsonArray toJson(const QList<ScoreCheck> &checks);

} // namespace twinlake
