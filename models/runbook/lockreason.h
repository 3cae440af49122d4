// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The reason of the coordination lock: all that a console elsewhere can know of an incident whose journal it has not
// got (design.md 13, Who sees an incident). Under 200 characters.
#pragma once

#include "models/runbook/recipe.h"

namespace twinlake {

struct LockReason {
    IncidentId incident;
    QString recipe;
    QString group;
    QString to; ///< region key; empty: the usual
    QString t0; ///< ISO
    QString driver;
    int epoch = 1;
    QString nonce;
    QString estate; ///< shortPrint() of the driver's estate; empty: not told
    bool held = false; ///< of a repair: at its end the region that serves is to be held
    bool glass = false; ///< the glass is broken: the lock was taken late, and there is a debt
};

QString lockReason(const RunState &state);
/// Empty if the text is none of ours.
std::optional<LockReason> readLockReason(const QString &text);

/// The phase that takes the coordination lock, and the one that gives it back.
QString lockPhase(const Recipe &recipe);
QString unlockPhase(const Recipe &recipe);
/// The lock's phase that a console goes through again that goes on: while nobody drove, it may have been lost. Empty
/// where it was never taken, or may be given back already.
QString lockToReopen(const Recipe &recipe, const RunState &state);

/// The first events of an incident that is continued without its journal: what comes before the lock was done, for the
/// lock says so; all else is to be observed.
QList<JournalEvent> eventsFromLock(const Recipe &recipe, const LockReason &reason, Opening opening);

} // namespace twinlake
