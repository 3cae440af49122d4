// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TerraformReader: TerraformReads over HTTP (contracts/terraform-cloud-api.md sections 2 to 5).
#pragma once

#include "models/ports/terraformreads.h"

namespace twinlake {

class ReadDoor;

class TerraformReader : public TerraformReads {
public:
    /// `door` is the service's own and outlives the reader.
    TerraformReader(QString organization, ReadDoor &door);

    QCoro::Task<Result<>> ping(std::stop_token stop) override;
    QCoro::Task<Result<TerraformWorkspace>> workspace(QString name, std::stop_token stop) override;
    QCoro::Task<Result<QList<TerraformVariable>>> variables(WorkspaceId workspace, std::stop_token stop) override;
    QCoro::Task<Result<TerraformRun>> run(TerraformRunId id, std::stop_token stop) override;
    QCoro::Task<Result<QList<TerraformRun>>> unfinishedRuns(WorkspaceId workspace, std::stop_token stop) override;
    QCoro::Task<Result<QList<TerraformRun>>> runsByMessage(WorkspaceId workspace, QString nonce,
                                                           std::stop_token stop) override;
    /// Error code "not_ready" while the service still prepares the document.
    QCoro::Task<Result<PlanDiff>> planDiff(PlanId plan, std::stop_token stop) override;
    QCoro::Task<Result<QString>> planLog(PlanId plan, std::stop_token stop) override;
    QCoro::Task<Result<QString>> applyLog(ApplyId apply, std::stop_token stop) override;

private:
    QString m_organization;
    ReadDoor &m_door;
};

} // namespace twinlake
