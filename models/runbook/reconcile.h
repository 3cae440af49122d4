// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Looking for the effect of a write whose outcome is unknown. Only reading; never a reason to send again.
#pragma once

#include "models/runbook/recipe.h"

namespace twinlake {

/// True if the outcome has to be found by reading: no answer, or a conflict, which says that something is already so.
bool needsLooking(const IntentRecord &intent);
/// What tells whether the write took effect.
FactRequest readsToReconcile(const StepContext &context, const IntentRecord &intent);
/// Done with the created id if the effect is seen; empty if there is no trace of it yet.
std::optional<Outcome> reconciled(const StepContext &context, const IntentRecord &intent);
/// Whether what was read would have shown a trace: only then does its absence say something.
bool wouldShow(const StepContext &context, const IntentRecord &intent);
/// Under which name an intent keeps the ids of a job's runs that were read just before it.
QString jobRunsKey(const QPair<Region, JobId> &job);
/// The name of the workspace with this id, if it is one of the group's; else empty.
QString workspaceName(const StepContext &context, const QString &id);

} // namespace twinlake
