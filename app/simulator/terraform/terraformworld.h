// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TerraformWorld: HCP Terraform's side of the simulated world. Locks, queues, frozen variables and runs in virtual
// time; an apply really changes the other half of the world, pipelines first and jobs second (recovery-model.md 1,
// facts 2-3).
#pragma once

#include "app/simulator/terraform/tfconditions.h"
#include "app/simulator/terraform/tfplanner.h"
#include "app/simulator/world/draw.h"

#include <tl/expected.hpp>

#include <deque>
#include <functional>

namespace twinlake::simulator {

/// An answer other than success, as the API words it (section 1.5).
struct TfRefusal {
    int status = 409;
    QString title;
    QString detail;
};
template <typename T = void>
using TfResult = tl::expected<T, TfRefusal>;

/// What POST /runs may say (section 4.1).
struct TfRunRequest {
    QString message;
    std::optional<bool> autoApply;
    bool planOnly = false;
    bool refresh = true;
    QList<QPair<QString, QString>> variables; ///< HCL literals
    QString source;
};

class TerraformWorld {
public:
    using Repoint = std::function<void(const QString &group, Region region)>;

    TerraformWorld(const Fleet &fleet, Scheduler &scheduler, const Draw &draw, SpanLog &spans,
                   PerRegion<RegionAccess *> regions, Repoint repoint);

    /// Faults; they outlive the world. To be told afterwards of every change.
    void setConditions(TfConditions &conditions) { m_conditions = &conditions; }
    void conditionsChanged();
    const TfConditions &conditions() const { return *m_conditions; }

    const Fleet &fleet() const { return m_fleet; }
    SimTime now() const { return m_scheduler.now(); }
    const std::deque<TfWorkspace> &workspaces() const { return m_workspaces; }
    TfWorkspace *workspace(const QString &id);
    TfWorkspace *workspaceNamed(const QString &name);
    const std::deque<TfRun> &runs() const { return m_runs; }
    const TfRun *run(const QString &id) const;
    const TfRun *runOfPhase(const QString &planOrApplyId) const;
    const TfRun *runOfLog(const QByteArray &secret, const TfPhase **phase) const;
    /// Where the group's pointer is configured to stand; consumers follow later.
    Region pointer(const QString &group) const;

    // Locks (0.1). The same principal locking twice is a conflict too.
    TfResult<> lock(TfWorkspace &workspace, const TfPrincipal &who, const QString &reason);
    TfResult<> unlock(TfWorkspace &workspace, const TfPrincipal &who);
    TfResult<> forceUnlock(TfWorkspace &workspace, const TfPrincipal &who);

    // Variables: every write gives a new version-id.
    TfResult<QString> addVariable(TfWorkspace &workspace, TfVariable variable);
    void touchVariable(TfWorkspace &workspace, TfVariable &variable);
    bool removeVariable(TfWorkspace &workspace, const QString &variableId);

    // Runs. Actions are accepted now and take effect a moment later, as 202 says.
    TfResult<QString> createRun(TfWorkspace &workspace, const TfRunRequest &request, const TfPrincipal &who);
    TfResult<> confirm(const QString &runId, const TfPrincipal &who, const QString &comment);
    TfResult<> discard(const QString &runId, const TfPrincipal &who, const QString &comment);
    TfResult<> cancel(const QString &runId, const TfPrincipal &who, const QString &comment);

    static bool isFinal(const TfRun &run);
    static bool isConfirmable(const TfRun &run);
    static bool isCancelable(const TfRun &run);
    static bool isDiscardable(const TfRun &run);

private:
    friend class TfApplying;

    void addWorkspaces();
    TfWorkspace &addWorkspace(const QString &name, TfWorkspaceKind kind, const QString &group, Region region);
    void seedVariable(TfWorkspace &workspace, const QString &key, const QString &value, const QString &description);
    TfRun *mutableRun(const QString &id);
    TfWorkspace &workspaceOf(const TfRun &run) { return *workspace(run.workspaceId); }
    SimDuration around(const QString &what, SimDuration median, std::uint64_t ordinal = 0) const;
    /// Books a step of a run; it is dropped if the run has ended or was told to stop in between.
    void later(const QString &runId, SimDuration delay, void (TerraformWorld::*step)(TfRun &));
    void setStatus(TfRun &run, const QString &status);
    void setPhase(TfPhase &phase, const QString &status);
    void appendLog(TfPhase &phase, const QString &text);

    void followForeignLock(TfWorkspace &workspace);
    /// Of old runs only the record stays, not their logs and plans.
    void trimRuns(TfWorkspace &workspace);
    void checkPolicies(TfRun &run);
    void failPolicies(TfRun &run);
    void startNext(TfWorkspace &workspace);
    void enterPlanQueue(TfRun &run);
    void startPlanning(TfRun &run);
    void finishPlanning(TfRun &run);
    void becomeConfirmed(TfRun &run);
    void startApplying(TfRun &run);
    void becomeDiscarded(TfRun &run);
    void becomeCanceled(TfRun &run);
    void endRun(TfRun &run, const QString &status);

    const Fleet &m_fleet;
    Scheduler &m_scheduler;
    const Draw &m_draw;
    SpanLog &m_spans;
    PerRegion<RegionAccess *> m_regions;
    Repoint m_repoint;
    TfPlanner m_planner;
    TfConditions m_noConditions;
    TfConditions *m_conditions = &m_noConditions;
    QStringList m_stuck; ///< runs whose turn to plan came while the queue was stuck
    std::deque<TfWorkspace> m_workspaces; ///< deque: addresses stay good
    std::deque<TfRun> m_runs; ///< oldest first
    std::map<QString, Region> m_pointers;
};

} // namespace twinlake::simulator
