// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The steps of both recipes, one function each; titles name the regions of the estate.
#pragma once

#include "models/runbook/recipe.h"

namespace twinlake::steps {

struct Labels {
    QString from;
    QString to;
};

// Failover (recovery-model.md 3.1)
Step declare(const Labels &labels);
Step warm(const Labels &labels);
Step assess(const Labels &labels);
Step go(const Labels &labels);
Step activate(const Labels &labels, const QString &after);
Step running(const Labels &labels);
Step quiet(const Labels &labels);
Step catchUp(const Labels &labels);
Step lastLook(const Labels &labels);
Step repoint(const Labels &labels, const FailoverGroup &group);
Step serve(const Labels &labels);
Step hold(const Labels &labels, const QString &after);

// Failback (recovery-model.md 3.3)
Step trust(const Labels &labels);
Step mendFeed(const Labels &labels);
Step revive(const Labels &labels);
Step catchUpBack(const Labels &labels);
Step parity(const Labels &labels);
Step goBack(const Labels &labels);
Step settleDebt(const Labels &labels, const QString &after);
Step repointBack(const Labels &labels, const FailoverGroup &group, const QString &after);
Step soak(const Labels &labels);
Step demote(const Labels &labels, const QString &after);
Step close(const Labels &labels);

// Switchover (recovery-model.md 3.2)
Step ready(const Labels &labels);
Step heat(const Labels &labels);
Step level(const Labels &labels);
Step lastCheck(const Labels &labels);

// Repairs (recovery-model.md 2, items 4 and 6)
Step take(const Labels &labels);
Step unpause(const Labels &labels);
/// A standby is there again: what was held for want of one is released.
Phase releaseHold(const QString &key);
/// On the way out, where the incident has released the hold: set again, unless the consumers have moved back.
Phase holdAgain(const QString &key);

/// The way out of every recipe.
Step abort();

// Shared with several steps
/// Who serves, hence which way it goes.
Phase findDirection(const QString &key);
/// Plan-only preview of the activation: `step`/preview-run and /preview-plan.
Lane previewPhases(const QString &step);
/// A plan-only run of that workspace that has to be clean, or a person goes on knowing that it is not:
/// `key`-run and `key`-plan.
Lane cleanPlanOf(Region region, const QString &key);
Lane cleanPlanOfSource(const QString &key);
/// Waits, in a lane of its own, until the step's lock phase is done.
Phase waitForLock(const QString &key);
/// Lock of the coordination workspace with our nonce, and its end.
Phase lockCoordination(const QString &key);
/// Behind glass that was broken before the lock could be taken: as soon as Terraform answers.
Phase lockCoordinationLate();
Phase unlockCoordination(const QString &key);
/// The warehouses that the recipe reads through RUNNING, started if need be: the target's; in a failback both.
Phase startWarehouses(const QString &key);

} // namespace twinlake::steps
