// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The part of the fold that is about writes: intended, concluded, given up by a retry, opened anew by a take-over.
// Private to the fold.
#pragma once

#include "models/ports/journal.h"
#include "models/runbook/runstate.h"

namespace twinlake {

/// The event's step in the state; nullptr if the recipe has none of that name.
/// Why the step was blocked is no longer so.
void clearWhatBlocked(StepProgress &step);
StepProgress *stepOf(RunState &state, const JournalEvent &event);

void intended(RunState &state, const JournalEvent &event);
void concluded(RunState &state, const JournalEvent &event);
void retried(RunState &state, const JournalEvent &event);
/// As if `phase` had never been done: its step runs again. What was sent for it stays in the list of intents.
void reopenPhase(RunState &state, const QString &phase);

} // namespace twinlake
