// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Parts of the way out.
#pragma once

#include "models/runbook/recipe.h"

namespace twinlake::steps {

/// The workspaces in which the incident makes runs.
QList<QString> switchedWorkspaces(const StepContext &c);
/// Done when nothing is on its way any more and each write is known to have been made, or not to have been received.
Phase settleWrites(const QString &key);
/// Done when no variable is left set for a run that never came: the next unrelated run would act on it.
Phase restoreVariables(const QString &key);

} // namespace twinlake::steps
