// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Writes whose end is not known: looked for by reading, never sent again blindly (promise 3). What the console of this
// epoch sent and lost is a person's to decide; what an earlier one left in flight is given up once the servers had time
// to show it and plainly do not.
#pragma once

#include "models/runbook/next.h"
#include "models/runbook/recipe.h"

namespace twinlake {

/// The last write of this phase whose end has to be looked for; nullptr if there is none.
const IntentRecord *lostIntent(const StepContext &context);
/// How the write ended, if the reading tells it: an outcome event, or nothing yet.
std::optional<Command> endOf(const StepContext &context, const IntentRecord &intent, const Poll &poll);
/// A phase that is done although the end of its write was never seen: what was wanted is there.
Command endAsWanted(const StepContext &context, const IntentRecord &intent);
/// Says that it is being looked for, or that a person must.
Verdict lookingFor(const StepContext &context, const IntentRecord &intent);

} // namespace twinlake
