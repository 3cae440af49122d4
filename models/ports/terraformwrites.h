// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TerraformWrites: the mutating calls to HCP Terraform. Each puts exactly one request on the wire and needs a permit
// that only the runner can make; 202 means accepted, the effect is read afterwards. Source:
// contract 3.1, 4.1, 4.2, 2.2.
#pragma once

#include "models/domain/mutation.h"
#include "models/ports/mutationpermit.h"

#include <qcoro/qcorotask.h>

namespace twinlake {

class TerraformWrites {
public:
    virtual ~TerraformWrites() = default;

    virtual QCoro::Task<Outcome> setVariable(SetVariable call, MutationPermit permit) = 0;
    /// A plan-only run needs scope PlanOnly or Full, any other Full.
    virtual QCoro::Task<Outcome> createRun(CreateRun call, MutationPermit permit) = 0;
    virtual QCoro::Task<Outcome> applyRun(ApplyRun call, MutationPermit permit) = 0;
    virtual QCoro::Task<Outcome> discardRun(DiscardRun call, MutationPermit permit) = 0;
    virtual QCoro::Task<Outcome> lockWorkspace(LockWorkspace call, MutationPermit permit) = 0;
    virtual QCoro::Task<Outcome> unlockWorkspace(UnlockWorkspace call, MutationPermit permit) = 0;
};

} // namespace twinlake
