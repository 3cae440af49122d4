// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Handing one mutation to the port it belongs to.
#pragma once

#include "app/runner/runnerports.h"
#include "models/runbook/world.h"

namespace twinlake {

/// One request on the wire at most; `world` gives the job whose schedule is sent back with its new pause.
QCoro::Task<Outcome> call(RunnerPorts ports, Mutation mutation, Job currentJob, MutationPermit permit);
/// The job that a SetJobPause changes, as just read; an empty one for every other mutation.
Job jobOf(const World &world, const Mutation &mutation);

} // namespace twinlake
