// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TerraformWriter: TerraformWrites over HTTP. Each call is one request through the mutation sender.
#pragma once

#include "models/ports/terraformwrites.h"

namespace twinlake {

class MutationSender;

class TerraformWriter : public TerraformWrites {
public:
    /// `sender` is the service's own and outlives the writer.
    explicit TerraformWriter(MutationSender &sender);

    QCoro::Task<Outcome> setVariable(SetVariable call, MutationPermit permit) override;
    QCoro::Task<Outcome> createRun(CreateRun call, MutationPermit permit) override;
    QCoro::Task<Outcome> applyRun(ApplyRun call, MutationPermit permit) override;
    QCoro::Task<Outcome> discardRun(DiscardRun call, MutationPermit permit) override;
    QCoro::Task<Outcome> lockWorkspace(LockWorkspace call, MutationPermit permit) override;
    QCoro::Task<Outcome> unlockWorkspace(UnlockWorkspace call, MutationPermit permit) override;

private:
    MutationSender &m_sender;
};

} // namespace twinlake
