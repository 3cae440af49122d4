// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What Twinlake knows of HCP Terraform, as values. Documents: contracts/terraform-cloud-api.md sections 2-5.
#pragma once

#include "models/domain/ids.h"
#include "models/domain/time.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace twinlake {

/// Classes of contracts/terraform-cloud-api.md 4.4. A status that is not known counts as Working, with its raw text
/// shown.
enum class RunPhase { NotStarted, Preparing, Working, NeedsConfirmation, WaitsForOthers, FinishedOk, FinishedFailed };

/// One of a workspace document: what a switch must know before it starts a run there.
struct TerraformWorkspace {
    WorkspaceId id;
    QString name;
    bool locked = false;
    QString lockedReason; ///< the text given to lock; empty when unlocked
    QString lockedByKind; ///< "users", "teams", "runs" or empty
    QString lockedById;
    bool autoApply = false;
    QString executionMode; ///< remote, local, agent
    TerraformRunId currentRun;
    bool canQueueRun = false;
    bool canUpdateVariable = false;
    bool canQueueApply = false;

    friend bool operator==(const TerraformWorkspace &, const TerraformWorkspace &) = default;
};

struct TerraformVariable {
    VariableId id;
    QString key;
    std::optional<QString> value; ///< empty when sensitive
    QString category; ///< terraform, env, ...
    bool hcl = false;
    QString versionId; ///< changes with every write

    friend bool operator==(const TerraformVariable &, const TerraformVariable &) = default;
};

/// One run. Whether Apply is legal is `isConfirmable && canApply`, never the status alone.
struct TerraformRun {
    TerraformRunId id;
    WorkspaceId workspace;
    QString status; ///< as sent
    bool isConfirmable = false;
    bool isCancelable = false;
    bool isDiscardable = false;
    bool canApply = false;
    bool hasChanges = false;
    bool planOnly = false;
    QString message;
    PlanId plan;
    ApplyId apply;
    std::optional<Instant> createdAt;

    RunPhase phase() const;
    friend bool operator==(const TerraformRun &, const TerraformRun &) = default;
};

/// One changed attribute; values are JSON text ("true", "\"PAUSED\"", "null").
struct AttributeChange {
    QString path; ///< "continuous", "schedule[0].pause_status"
    QString before;
    QString after;
    bool unknownAfter = false; ///< known only after apply
    bool sensitive = false;

    friend bool operator==(const AttributeChange &, const AttributeChange &) = default;
};

struct ResourceChange {
    QString address; ///< module.orders.databricks_pipeline.dlt_pipeline
    QString mode; ///< managed or data
    QString type; ///< databricks_pipeline
    QStringList actions; ///< ["update"], ["no-op"], ["delete","create"], ...
    QString actionReason; ///< replace_because_..., empty if none
    QString previousAddress;
    bool deposed = false;
    bool importing = false;
    bool replaces = false; ///< replace_paths is not empty
    QString resourceId; ///< before.id: the pipeline's or job's id as text
    QList<AttributeChange> attributes; ///< only what differs between before and after

    friend bool operator==(const ResourceChange &, const ResourceChange &) = default;
};

/// The JSON plan (contract 5.2), reduced to what the plan guard judges and the plan tree shows.
struct PlanDiff {
    QString formatVersion;
    QList<ResourceChange> changes; ///< resource_changes, no-op left out
    QList<ResourceChange> drift; ///< resource_drift
    QList<AttributeChange> outputs; ///< output_changes that change
    bool errored = false;
    bool complete = true;
    bool hasDeferred = false;

    friend bool operator==(const PlanDiff &, const PlanDiff &) = default;
};

} // namespace twinlake
