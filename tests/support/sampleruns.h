// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sample runs: states of one failover as the fold would make them, for tests of view models and screens.
#pragma once

#include "models/domain/observation.h"
#include "models/estate/estate.h"
#include "models/runbook/runstate.h"

namespace twinlake::samples {

/// 2026-11-22T02:58:00Z
Instant t0();
Estate estate();
EstateSnapshot snapshot(const Instant &at);
/// Steps before `current` are done, `current` has `status`, the rest is to come.
RunState failoverAt(const QString &current, StepStatus status);
RunState declareGate();
RunState goGate();
RunState activateGate();
RunState blockedGate();
/// The repoint stands still; `sentence` says why.
RunState repointAt(StepStatus status, const QString &sentence, const QString &rule = {});
RunState catchingUp();
RunState failedStep();
RunState outcomeUnknown();
RunState passed();
RunState failbackGate();

} // namespace twinlake::samples
