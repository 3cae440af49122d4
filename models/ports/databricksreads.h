// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// DatabricksReads: what the core asks of one workspace without changing anything. Errors: every kind of Error but
// Storage; each call ends within its deadline. Source: contracts/databricks-api.md sections 3-5.
#pragma once

#include "models/domain/databricks.h"
#include "models/domain/observation.h"
#include "models/domain/result.h"

#include <qcoro/qcorotask.h>

#include <stop_token>

namespace twinlake {

/// What to do when a statement needs longer than one call (contract 5.1).
enum class StatementPatience {
    CancelAfterWait, ///< only when the warehouse was just read as RUNNING
    KeepPolling, ///< in a runbook: a cold warehouse takes minutes
};

/// The tables of one pipeline and what the catch-up proof asks about them.
struct CatchUpQuestion {
    QString goldTable;
    QString timestampColumn;
    QString bronzeTable; ///< empty: the backlog is not asked
    Instant t0;
    Instant from; ///< rows before it are not counted, so that the cost is bounded
    Duration slack; ///< files that arrived up to T0 + slack must have been read
    Duration futureAllowance;
};

struct WatermarkQuestion {
    QString table;
    QString timestampColumn;
};

class DatabricksReads {
public:
    virtual ~DatabricksReads() = default;

    /// The cheapest authenticated read, for reachability: who am I. Gives the user name.
    virtual QCoro::Task<Result<QString>> whoAmI(std::stop_token stop) = 0;
    virtual QCoro::Task<Result<Pipeline>> pipeline(PipelineId id, std::stop_token stop) = 0;
    virtual QCoro::Task<Result<QList<Update>>> updates(PipelineId id, std::stop_token stop) = 0;
    virtual QCoro::Task<Result<Job>> job(JobId id, std::stop_token stop) = 0;
    virtual QCoro::Task<Result<QList<JobRun>>> activeRuns(JobId id, std::stop_token stop) = 0;
    /// Newest first, active or over, one page: for a run-now whose answer was lost.
    virtual QCoro::Task<Result<QList<JobRun>>> latestRuns(JobId id, std::stop_token stop) = 0;
    virtual QCoro::Task<Result<JobRun>> run(JobRunId id, std::stop_token stop) = 0;
    virtual QCoro::Task<Result<Warehouse>> warehouse(WarehouseId id, std::stop_token stop) = 0;
    /// One statement for all tables: max(event_timestamp) and the server's current_timestamp().
    virtual QCoro::Task<Result<QList<TableWatermark>>> watermarks(WarehouseId warehouse,
                                                                  QList<WatermarkQuestion> tables,
                                                                  StatementPatience patience, std::stop_token stop) = 0;
    virtual QCoro::Task<Result<CatchUpEvidence>> catchUp(WarehouseId warehouse, CatchUpQuestion question,
                                                         std::stop_token stop) = 0;
    virtual QCoro::Task<Result<LandingNewest>> newestLanding(WarehouseId warehouse, QString zone,
                                                             std::stop_token stop) = 0;
};

} // namespace twinlake
