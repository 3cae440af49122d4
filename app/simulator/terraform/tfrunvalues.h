// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs of the simulated HCP Terraform with their plans, applies, policy checks and events, as values
// (contracts/terraform-cloud-api.md sections 4 to 6).
#pragma once

#include "app/simulator/terraform/tfvalues.h"

#include <memory>

namespace twinlake::simulator {

class HclPlan;

/// A plan or an apply: status, log with STX/ETX framing, when it passed which status.
struct TfPhase {
    QString id; ///< plan-... or apply-...
    QString status;
    QByteArray log;
    QByteArray logSecret; ///< the last part of the log URL's path
    QList<QPair<QString, SimTime>> reached;
    int additions = 0;
    int changes = 0;
    int destructions = 0;
};

/// What an apply of the reference module will write. Only differences are in here.
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
    QString beyond; ///< why the simulator cannot carry out what is planned (deleting a pipeline, say); empty if it can

    std::size_t size() const { return pipelines.size() + jobs.size() + (pointer ? 1 : 0); }
};

/// One input variable as a run froze it (section 0.3).
struct TfInput {
    QString value;
    bool hcl = false; ///< the value is an HCL expression
    bool sensitive = false;
};

struct TfPolicyOutcome {
    QString policy;
    QString enforcement; ///< advisory, soft-mandatory, hard-mandatory
    QString failure; ///< empty if it passed
};

struct TfPolicyCheck {
    QString id; ///< polchk-...
    QString status;
    QList<TfPolicyOutcome> outcomes;
    QList<QPair<QString, SimTime>> reached;
};

struct TfRunEvent {
    QString id; ///< re-...
    QString action;
    QString actor;
    QString comment; ///< wsc-... of a commented event
    SimTime at;
};

struct TfComment {
    QString id; ///< wsc-...
    QString body;
    QString runEvent;
};

/// What POST /runs may say (section 4.1).
struct TfRunRequest {
    QString message;
    std::optional<bool> autoApply;
    std::optional<bool> planOnly; ///< unset: as the configuration version says
    bool refresh = true;
    bool isDestroy = false;
    bool refreshOnly = false;
    bool savePlan = false;
    bool allowEmptyApply = false;
    QStringList targets;
    QStringList replaces;
    QList<QPair<QString, QString>> variables; ///< HCL literals
    QString configurationVersion; ///< empty: the workspace's
    QString terraformVersion;
    QString source = QStringLiteral("tfe-api");
    QString triggeredBy; ///< a run, for run triggers
};

struct TfRun {
    QString id; ///< run-...
    QString workspaceId;
    QString status;
    QList<QPair<QString, SimTime>> reached; ///< status -> when
    std::map<QString, TfInput> variables; ///< frozen at creation: section 0.3
    TfRunRequest request;
    QString message;
    QString configurationVersion;
    bool autoApply = false;
    bool planOnly = false;
    bool hasChanges = false;
    bool checksPassed = false; ///< what comes before the confirmation is over
    bool actionAccepted = false; ///< an action was answered 202 and has not moved the status yet
    bool cancelRequested = false;
    QString createdBy;
    QString confirmedBy;
    QString canceledBy;
    SimTime createdAt;
    SimTime updatedAt;
    std::optional<SimTime> canceledAt;
    TfPhase plan;
    TfPhase apply;
    QByteArray planJson; ///< empty until ready
    QByteArray planJsonRedacted;
    TfEdits edits;
    std::shared_ptr<HclPlan> modulePlan; ///< of an uploaded configuration
    QList<TfPolicyCheck> policyChecks;
    QList<TfRunEvent> events;
    QList<TfComment> comments;
    QStringList stateVersions; ///< that its apply saved
    SpanLog::Handle span = 0; ///< the server-side wait that is under way
};

} // namespace twinlake::simulator
