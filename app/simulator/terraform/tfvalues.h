// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Workspaces, variables, locks and runs of the simulated HCP Terraform, as values. The world changes them, the face
// shows them (contracts/terraform-cloud-api.md sections 2-5).
#pragma once

#include "app/simulator/world/scheduler.h"
#include "app/simulator/world/spans.h"
#include "models/domain/ids.h"
#include "models/domain/region.h"

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QString>

#include <map>
#include <optional>
#include <vector>

namespace twinlake::simulator {

/// Who a token belongs to. An admin may also force-unlock and read the unredacted plan.
struct TfPrincipal {
    QString id; ///< user-...
    QString username;
    QString email;
    bool admin = true;
};

struct TfVariable {
    QString id; ///< var-...
    QString key;
    QString value;
    QString category;
    QString description;
    bool hcl = false;
    bool sensitive = false;
    QString versionId; ///< changes with every write
    SimTime createdAt;
    int writes = 0;
};

struct TfLock {
    QString kind; ///< "users" or "runs"
    QString id; ///< of the user or the run
    QString holder; ///< as an unlock refusal names it
    QString reason;
};

enum class TfWorkspaceKind { Activation, Consumers, Coordination };

struct TfWorkspace {
    QString id; ///< ws-...
    QString name;
    TfWorkspaceKind kind = TfWorkspaceKind::Coordination;
    QString group; ///< of the estate; empty for coordination
    Region region = Region::Primary; ///< of an activation workspace
    QString configurationVersion; ///< cv-..., empty for a local workspace
    bool autoApply = false;
    QString executionMode; ///< remote or local
    QString description;
    QString terraformVersion;
    SimTime createdAt;
    SimTime updatedAt;
    QList<TfVariable> variables;
    std::optional<TfLock> lock;
    QString foreignFault; ///< the fault whose foreign lock stood here last
    QString activeRun; ///< the run that holds the workspace or is just being started; empty if none
    QString currentRun; ///< section 2.3
    QList<QString> waiting; ///< pending runs, first in line first
    QList<QString> runs; ///< oldest first
    std::map<QString, QByteArray> knownState; ///< address -> attributes as the last apply left them, for drift
    QList<qint64> planDurations; ///< ms
    QList<qint64> applyDurations; ///< ms, the provider's waits included
};

/// A plan or an apply: status, log with STX/ETX framing, when it passed which status.
struct TfPhase {
    QString id; ///< plan-... or apply-...
    QString status;
    QByteArray log;
    QByteArray logSecret; ///< the last part of the log URL's path
    QList<QPair<QString, SimTime>> reached;
    int changes = 0;
};

/// What an apply will write. Only differences are in here.
struct TfEdits {
    struct Pipeline {
        QString address;
        PipelineId id;
        bool continuous = false;
    };
    struct Job {
        QString address;
        JobId id;
        QString pauseStatus;
    };
    struct Surprise { ///< what a fault put into the plan
        QString address;
        bool replaces = false; ///< the pipeline at that address, else another content of the notebook
    };
    std::vector<Pipeline> pipelines;
    std::vector<Job> jobs;
    std::vector<Surprise> surprises;
    std::optional<Region> pointer;

    std::size_t size() const { return pipelines.size() + jobs.size() + surprises.size() + (pointer ? 1 : 0); }
};

struct TfRun {
    QString id; ///< run-...
    QString workspaceId;
    QString status;
    QList<QPair<QString, SimTime>> reached; ///< status -> when
    std::map<QString, QString> variables; ///< frozen at creation: section 0.3
    QList<QPair<QString, QString>> runVariables;
    QString message;
    bool autoApply = false;
    bool planOnly = false;
    bool refresh = true;
    bool hasChanges = false;
    bool actionAccepted = false; ///< an action was answered 202 and has not moved the status yet
    bool cancelRequested = false;
    QString createdBy;
    QString confirmedBy;
    QString canceledBy;
    QStringList comments;
    SimTime createdAt;
    SimTime updatedAt;
    std::optional<SimTime> canceledAt;
    TfPhase plan;
    TfPhase apply;
    QByteArray planJson; ///< empty until ready
    QByteArray planJsonRedacted;
    TfEdits edits;
    SpanLog::Handle span = 0; ///< the server-side wait that is under way
};

} // namespace twinlake::simulator
