// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A dry run walks the recipe on a live estate: all reads and plan-only runs are real, each other write is replaced by
// what would be sent and whether the checks before it would let it go. Each phase is looked at once; what only a write
// of ours would bring about is not waited for.
#pragma once

#include "models/runbook/next.h"
#include "models/runbook/recipe.h"

namespace twinlake {

QList<Command> decideDry(const StepContext &context, bool speaks);
/// Passed if nothing would have stopped it as the world is now, else inconclusive with the first reason.
Command closeDryRun(const RunState &state);

} // namespace twinlake
