// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TerraformReads: what the core asks of HCP Terraform without changing anything. "Not found" may also mean "not
// permitted" (contracts/terraform-cloud-api.md 0.4). Each call ends within its deadline.
#pragma once

#include "models/domain/result.h"
#include "models/domain/terraform.h"

#include <qcoro/qcorotask.h>

#include <stop_token>

namespace twinlake {

class TerraformReads {
public:
    virtual ~TerraformReads() = default;

    /// Whether the service answers at all; needs a valid token.
    virtual QCoro::Task<Result<>> ping(std::stop_token stop) = 0;
    virtual QCoro::Task<Result<TerraformWorkspace>> workspace(QString name, std::stop_token stop) = 0;
    virtual QCoro::Task<Result<QList<TerraformVariable>>> variables(WorkspaceId workspace, std::stop_token stop) = 0;
    virtual QCoro::Task<Result<TerraformRun>> run(TerraformRunId id, std::stop_token stop) = 0;
    /// Runs that are not final, plan-only ones left out. 30 a minute at most: never poll it.
    virtual QCoro::Task<Result<QList<TerraformRun>>> unfinishedRuns(WorkspaceId workspace, std::stop_token stop) = 0;
    /// Newest runs of any kind whose message contains `nonce`: for a create whose answer was lost.
    virtual QCoro::Task<Result<QList<TerraformRun>>> runsByMessage(WorkspaceId workspace, QString nonce,
                                                                   std::stop_token stop) = 0;
    /// The JSON plan, redacted form if the full one is not permitted. Kind Protocol if it is not ready yet (204).
    virtual QCoro::Task<Result<PlanDiff>> planDiff(PlanId plan, std::stop_token stop) = 0;
    /// The end of the plan's or apply's log, without frame bytes and colours, at most 64 kB.
    virtual QCoro::Task<Result<QString>> planLog(PlanId plan, std::stop_token stop) = 0;
    virtual QCoro::Task<Result<QString>> applyLog(ApplyId apply, std::stop_token stop) = 0;
};

} // namespace twinlake
