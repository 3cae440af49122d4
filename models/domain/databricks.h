// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What Twinlake knows of a Databricks workspace, as values. Fields and enums: contracts/databricks-api.md sections 3-5.
// A word that a newer service sends is kept as text beside Unknown, never guessed.
#pragma once

#include "models/domain/ids.h"
#include "models/domain/time.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace twinlake {

enum class UpdateState {
    Unknown,
    Queued,
    Created,
    WaitingForResources,
    Initializing,
    Resetting,
    SettingUpTables,
    Running,
    Stopping,
    Completed,
    Failed,
    Canceled,
};

enum class PipelineState {
    Unknown,
    Deleted,
    Deploying,
    Failed,
    Idle,
    Recovering,
    Resetting,
    Running,
    Starting,
    Stopping
};

enum class WarehouseState { Unknown, Starting, Running, Stopping, Stopped, Deleting, Deleted };

UpdateState updateStateFromWire(const QString &word);
PipelineState pipelineStateFromWire(const QString &word);
WarehouseState warehouseStateFromWire(const QString &word);
/// The wire word, capitals; "UNKNOWN" for Unknown.
QString wireWord(UpdateState state);
QString wireWord(PipelineState state);
QString wireWord(WarehouseState state);
/// COMPLETED, FAILED and CANCELED never change again.
bool isFinal(UpdateState state);
/// Anything between QUEUED and STOPPING. Unknown is not active and not final.
bool isActive(UpdateState state);

/// One execution of a pipeline.
struct Update {
    UpdateId id;
    UpdateState state = UpdateState::Unknown;
    QString stateWord; ///< as sent
    QString cause; ///< API_CALL, JOB_TASK, SETTINGS_CHANGE, ...; empty in lists that leave it out
    std::optional<Instant> createdAt;

    friend bool operator==(const Update &, const Update &) = default;
};

/// GET /api/2.0/pipelines/{id}.
struct Pipeline {
    PipelineId id;
    QString name;
    PipelineState state = PipelineState::Unknown;
    QString stateWord;
    bool continuous = false; ///< absent on the wire means false
    QString health; ///< HEALTHY, UNHEALTHY or empty
    QString cause; ///< why it stopped or failed, server text
    qint64 lastModified = 0; ///< ms since the epoch, changes with every edit: the conflict stamp of a PUT
    QList<Update> latestUpdates; ///< newest first
    QByteArray document; ///< the whole answer as read, for a read-modify-write and for the twin diff

    /// The newest update if it is active.
    std::optional<Update> activeUpdate() const;
    friend bool operator==(const Pipeline &, const Pipeline &) = default;
};

/// A schedule of a job: Quartz with seconds, in its own zone.
struct JobSchedule {
    QString cron;
    QString timeZone; ///< IANA id
    bool paused = false;

    friend bool operator==(const JobSchedule &, const JobSchedule &) = default;
};

/// GET /api/2.2/jobs/get. A job starts what its pipeline tasks name.
struct Job {
    JobId id;
    QString name;
    std::optional<JobSchedule> schedule;
    std::optional<bool> continuousPaused; ///< set for a continuous job: is its trigger paused
    QList<PipelineId> pipelines;
    QByteArray document; ///< whole answer, for the read-modify-write of jobs/update

    friend bool operator==(const Job &, const Job &) = default;
};

struct JobRun {
    JobRunId id;
    JobId job;
    QString lifeCycleState; ///< QUEUED PENDING RUNNING TERMINATING TERMINATED SKIPPED INTERNAL_ERROR ...
    QString resultState; ///< SUCCESS FAILED ..., empty while it runs
    QString trigger; ///< PERIODIC, ONE_TIME, ...
    std::optional<Instant> startedAt;
    std::optional<Instant> endedAt;

    bool isActive() const;
    friend bool operator==(const JobRun &, const JobRun &) = default;
};

/// GET /api/2.0/sql/warehouses/{id}.
struct Warehouse {
    WarehouseId id;
    QString name;
    WarehouseState state = WarehouseState::Unknown;
    QString stateWord;
    int autoStopMinutes = 0; ///< 0: never stops by itself

    friend bool operator==(const Warehouse &, const Warehouse &) = default;
};

/// One gold table's SELECT max(event_timestamp), current_timestamp(); both instants are the server's.
struct TableWatermark {
    QString table;
    std::optional<Instant> watermark; ///< empty: no row yet
    Instant serverNow;

    /// Server's now minus watermark, never negative; empty without a watermark.
    std::optional<Duration> lag() const;
    friend bool operator==(const TableWatermark &, const TableWatermark &) = default;
};

/// What the catch-up proof asks of one table beside its watermark (recovery-model.md 2, item 1).
struct CatchUpEvidence {
    QString table;
    qint64 rowsUpToT0 = 0; ///< count(*) where event_timestamp <= T0
    qint64 rowsInTheFuture = 0; ///< beyond the server's now + allowance
    std::optional<qint64> unreadFiles; ///< files older than T0 + slack without commit; empty: not asked
    std::optional<Instant> newestDiscovered; ///< newest file that Auto Loader has discovered; empty: not asked
    Instant serverNow;

    friend bool operator==(const CatchUpEvidence &, const CatchUpEvidence &) = default;
};

} // namespace twinlake
