// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The invariants of reliability.md section 3, judged by the simulator's own ledger and state and by the journal that is
// left. Each gives what is wrong as a sentence, empty if nothing is.
#pragma once

#include "models/domain/ids.h"

#include <QJsonObject>
#include <QString>

namespace twinlake {

/// I4: no change was accepted twice in an incident. `consoles` took the coordination lock one after the other.
/// A mutating request that took effect.
bool isAccepted(const QJsonObject &request);
QString nothingTwice(const QJsonObject &ledger, const QJsonObject &state, int consoles, int incidents = 1);
/// I1 as the state shows it: a region that can be reached processes, or is armed.
QString somebodyProcesses(const QJsonObject &state, const QString &group);
/// I6: every intent of an exported incident has its outcome, and the chain is whole.
/// I6: the chain holds, and no intent is without an outcome; of the file itself, or of what `incidents export` says.
QString everyIntentHasItsOutcome(const QString &journal, const IncidentId &incident);
QString everyIntentHasItsOutcome(const QJsonObject &exported);
/// How many changes the servers have accepted.
int acceptedChanges(const QJsonObject &ledger);
/// I9: nothing was created, replaced or deleted, and no full refresh asked for.
QString onlyFlips(const QJsonObject &ledger);
/// I8: nothing is changed but between a lock of the coordination workspace and its unlock, and none is taken in
/// between. The first change of all has to be that lock.
QString spansDoNotOverlap(const QJsonObject &ledger);
/// What was asked after the first `count` requests.
/// What happens while Terraform is silent is left out: there can be no lock.
QJsonObject onlyTerraform(const QJsonObject &ledger);
QJsonObject ledgerAfter(const QJsonObject &ledger, qsizetype count);

} // namespace twinlake
