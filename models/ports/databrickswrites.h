// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// DatabricksWrites: the mutating calls of one workspace. Each puts exactly one request on the wire and needs a permit
// that only the runner can make; the outcome is done, refused or unknown. Source: contracts/databricks-api.md 3-5.
#pragma once

#include "models/domain/databricks.h"
#include "models/domain/mutation.h"
#include "models/ports/mutationpermit.h"

#include <qcoro/qcorotask.h>

namespace twinlake {

class DatabricksWrites {
public:
    virtual ~DatabricksWrites() = default;

    virtual QCoro::Task<Outcome> startWarehouse(StartWarehouse call, MutationPermit permit) = 0;
    virtual QCoro::Task<Outcome> startUpdate(StartUpdate call, MutationPermit permit) = 0;
    /// Reads nothing itself: `current` is the job as just read; its whole schedule is sent back with the new pause.
    virtual QCoro::Task<Outcome> setJobPause(SetJobPause call, Job current, MutationPermit permit) = 0;
    /// Reads nothing itself: `current` is the pipeline as just read; its whole spec is sent back with the new flag.
    virtual QCoro::Task<Outcome> setContinuous(SetContinuous call, Pipeline current, MutationPermit permit) = 0;
    virtual QCoro::Task<Outcome> runJobNow(RunJobNow call, MutationPermit permit) = 0;
};

} // namespace twinlake
