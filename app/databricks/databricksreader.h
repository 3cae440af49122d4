// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// DatabricksReader: DatabricksReads over HTTP (contracts/databricks-api.md sections 3 to 7).
#pragma once

#include "models/ports/databricksreads.h"

namespace twinlake {

class ReadDoor;

class DatabricksReader : public DatabricksReads {
public:
    /// `door` is the workspace's own and outlives the reader.
    explicit DatabricksReader(ReadDoor &door);

    QCoro::Task<Result<QString>> whoAmI(std::stop_token stop) override;
    QCoro::Task<Result<Pipeline>> pipeline(PipelineId id, std::stop_token stop) override;
    QCoro::Task<Result<QList<Update>>> updates(PipelineId id, std::stop_token stop) override;
    QCoro::Task<Result<Job>> job(JobId id, std::stop_token stop) override;
    QCoro::Task<Result<QList<JobRun>>> activeRuns(JobId id, std::stop_token stop) override;
    QCoro::Task<Result<QList<JobRun>>> latestRuns(JobId id, std::stop_token stop) override;
    QCoro::Task<Result<JobRun>> run(JobRunId id, std::stop_token stop) override;
    QCoro::Task<Result<Warehouse>> warehouse(WarehouseId id, std::stop_token stop) override;
    QCoro::Task<Result<QList<TableWatermark>>> watermarks(WarehouseId warehouse, QList<WatermarkQuestion> tables,
                                                          StatementPatience patience, std::stop_token stop) override;
    QCoro::Task<Result<CatchUpEvidence>> catchUp(WarehouseId warehouse, CatchUpQuestion question,
                                                 std::stop_token stop) override;
    QCoro::Task<Result<LandingNewest>> newestLanding(WarehouseId warehouse, QString zone,
                                                     std::stop_token stop) override;

private:
    ReadDoor &m_door;
};

} // namespace twinlake
