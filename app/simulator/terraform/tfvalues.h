// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Workspaces, variables and locks of the simulated HCP Terraform, as values. The world changes them, the face shows
// them (contracts/terraform-cloud-api.md sections 2 and 3). Runs are tfrunvalues.h, state and configuration versions
// tfversionvalues.h.
#pragma once

#include "app/simulator/world/scheduler.h"
#include "app/simulator/world/spans.h"
#include "models/domain/ids.h"
#include "models/domain/region.h"

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QString>
#include <QStringList>

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

/// A variable set (section 3.2).
struct TfVarSet {
    QString id; ///< varset-...
    QString name;
    QString description;
    bool global = false;
    bool priority = false;
    QString project; ///< its owner; empty: the organization
    QStringList workspaces;
    QStringList projects;
    QList<TfVariable> variables;
    SimTime updatedAt;
};

struct TfLock {
    QString kind; ///< "users" or "runs"
    QString id; ///< of the user or the run
    QString holder; ///< as an unlock refusal names it
    QString reason;
};

/// What a health assessment found (section 8).
struct TfAssessment {
    QString id; ///< asmtres-...
    SimTime createdAt;
    QString error; ///< why it came to nothing; empty if it did not
    QByteArray drift; ///< as plan JSON lists it
    int drifted = 0; ///< resources
    int undrifted = 0;
};

/// What plans a workspace's runs: the reference module (recovery-model.md 4), its pointer, or what was uploaded.
enum class TfWorkspaceKind { Activation, Consumers, Coordination, Uploaded };

struct TfWorkspace {
    QString id; ///< ws-...
    QString name;
    TfWorkspaceKind kind = TfWorkspaceKind::Coordination;
    QString group; ///< of the estate; empty for coordination
    Region region = Region::Primary; ///< of an activation workspace
    QString configurationVersion; ///< cv-..., the one that runs use; empty until there is one
    bool autoApply = false;
    QString executionMode; ///< remote, local or agent
    QString description;
    QString terraformVersion;
    QString project; ///< prj-...
    std::map<QString, bool> flags; ///< settings that are shown as they were set
    std::map<QString, QString> texts;
    std::map<QString, QString> tags; ///< key -> value; a flat tag is a key without one
    SimTime createdAt;
    SimTime updatedAt;
    QList<TfVariable> variables;
    std::optional<TfLock> lock;
    QString foreignFault; ///< the fault whose foreign lock stood here last
    QString activeRun; ///< the run that holds the workspace or is just being started; empty if none
    QString currentRun; ///< section 2.3
    QList<QString> waiting; ///< pending runs, first in line first
    QList<QString> runs; ///< oldest first
    QList<QString> stateVersions; ///< oldest first
    std::map<QString, QByteArray> knownState; ///< address -> attributes as the last apply left them, for drift
    QList<qint64> planDurations; ///< ms
    QList<qint64> applyDurations; ///< ms, the provider's waits included
    int runFailures = 0;
    QList<TfAssessment> assessments; ///< oldest first
    std::uint64_t assessmentsMade = 0;
    bool assessing = false;
    bool nextAssessmentBooked = false;
    bool deleted = false; ///< runs that are under way still need their workspace
};

} // namespace twinlake::simulator
