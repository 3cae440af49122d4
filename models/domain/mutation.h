// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Mutation: one call that changes something, as data. The runner journals it before a byte leaves and hands it to a
// port together with a permit. There is no field for a full refresh: it cannot be asked for (reliability.md section 2).
#pragma once

#include "models/domain/ids.h"
#include "models/domain/region.h"

#include <QList>
#include <QPair>
#include <QString>

#include <variant>

namespace twinlake {

struct StartWarehouse {
    Region region;
    WarehouseId warehouse;
};
/// Start an update; `knownBefore` are the ids read just before, so that a new one can be told apart.
struct StartUpdate {
    Region region;
    PipelineId pipeline;
    QList<UpdateId> knownBefore;
};
struct SetJobPause {
    Region region;
    JobId job;
    bool paused;
};
struct RunJobNow {
    Region region;
    JobId job;
    QString idempotencyToken; /* at most 64 characters */
};
/// The pipeline's own flag, by PUT of its whole spec: the way without Terraform (recovery-model.md U4b). The server
/// refuses it when the settings are newer than `lastModified`.
struct SetContinuous {
    Region region = Region::Primary;
    PipelineId pipeline;
    bool continuous = false;
    qint64 lastModified = 0; ///< ms since the epoch, of the spec that is sent back
};
struct SetVariable {
    WorkspaceId workspace;
    VariableId variable;
    QString key;
    QString value;
    QString oldValue;
};
/// `message` carries the operation's nonce, by which a lost answer is looked up.
struct CreateRun {
    WorkspaceId workspace;
    QString message;
    bool planOnly = false;
    QList<QPair<QString, QString>> variables; ///< HCL literals, for plan-only previews
};
struct ApplyRun {
    TerraformRunId run;
    QString comment;
};
struct DiscardRun {
    TerraformRunId run;
    QString comment;
};
struct LockWorkspace {
    WorkspaceId workspace;
    QString reason;
};
struct UnlockWorkspace {
    WorkspaceId workspace;
};

using Mutation = std::variant<StartWarehouse, StartUpdate, SetJobPause, RunJobNow, SetVariable, CreateRun, ApplyRun,
                              DiscardRun, LockWorkspace, UnlockWorkspace, SetContinuous>;

/// Sent to a Databricks workspace, else to HCP Terraform.
bool isDatabricks(const Mutation &mutation);
/// A plan-only run changes nothing but the list of runs.
bool isPlanOnly(const Mutation &mutation);

/// How a mutating call ended. Unknown is answered by looking, never by sending again (promise 3). NotSent was certainly
/// not carried out and may be tried anew: it never left, for want of a token, or the server turned it away unread.
struct Outcome {
    enum class Kind { Done, Refused, Unknown, NotSent };
    Kind kind = Kind::Unknown;
    int httpStatus = 0; ///< 0: no status line was read
    QString text; ///< server's sentence or our reason; plain, capped
    QString createdId; ///< run id, update id, job run id; empty if the call creates nothing

    friend bool operator==(const Outcome &, const Outcome &) = default;
};

/// The request line as an operator knows it, for the "exact calls" panel and the journal.
struct CallText {
    QString method;
    QString path; ///< without host
    QString target; ///< "primary", "secondary" or "terraform"

    friend bool operator==(const CallText &, const CallText &) = default;
};
CallText callText(const Mutation &mutation);

} // namespace twinlake
