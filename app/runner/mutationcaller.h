// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Handing one mutation to the port it belongs to.
#pragma once

#include "app/runner/runnerports.h"
#include "models/runbook/world.h"

namespace twinlake {

/// What a mutation changes, as just read, where the whole of it is sent back; else empty.
struct Current {
    Job job; ///< of SetJobPause
    Pipeline pipeline; ///< of SetContinuous
};
Current currentOf(const World &world, const Mutation &mutation);
/// One request on the wire at most.
QCoro::Task<Outcome> call(RunnerPorts ports, Mutation mutation, Current current, MutationPermit permit);

} // namespace twinlake
