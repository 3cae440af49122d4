// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Traces that another driver leaves in the world: runs, variables, a hold, the pointer. None of them is trusted to a
// clock alone. For standing.cpp.
#pragma once

#include "models/runbook/recipe.h"

namespace twinlake::steps {

/// The last thing that this journal has written to the coordination lock, as far as it may have arrived; nullptr if
/// nothing was.
const IntentRecord *lastLockWrite(const StepContext &c);
/// One sentence about the first trace that is found; empty if there is none.
QString traceOfOthers(const StepContext &c);

} // namespace twinlake::steps
