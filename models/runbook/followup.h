// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The incident that follows another one: a switchover given up for a failover ends first, then the failover opens. A
// console may be lost in between, so what is owed is read from the journal.
#pragma once

#include "models/runbook/runstate.h"

namespace twinlake {

/// What this incident goes on as, once it is closed; empty: nothing follows. Not where its way out did not come to its
/// end: it was abandoned, or ended elsewhere.
std::optional<RecipeKind> followingRecipe(const RunState &state);
/// Closed incidents that should be followed and are not: no later incident of their group was opened.
QList<RunState> owedFollowUps(const QList<RunState> &incidents);

} // namespace twinlake
