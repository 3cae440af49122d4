// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TerraformWorld: HCP Terraform's side of the simulated world. Locks, queues, frozen variables and runs in virtual
// time; an apply really changes the other half of the world, pipelines first and jobs second (recovery-model.md 1,
// facts 2-3). Its sources by subject: terraformworld.cpp workspaces and locks, terraformruns.cpp the queue and the
// plan, terraformchecks.cpp policies and what follows them, terraformactions.cpp what people do to runs,
// terraformassessments.cpp the drift that is looked for between them.
#pragma once

#include "app/simulator/terraform/tfconfigurations.h"
#include "app/simulator/terraform/tfconditions.h"
#include "app/simulator/terraform/tfplanner.h"
#include "app/simulator/terraform/tfstates.h"
#include "app/simulator/terraform/tfvarsets.h"
#include "app/simulator/world/draw.h"

#include <deque>
#include <functional>
#include <memory>

namespace twinlake::simulator {

class TfShelf;

class TerraformWorld {
public:
    using Repoint = std::function<void(const QString &group, Region region)>;

    TerraformWorld(const Fleet &fleet, Scheduler &scheduler, const Draw &draw, SpanLog &spans,
                   PerRegion<RegionAccess *> regions, Repoint repoint);
    ~TerraformWorld();

    /// Faults; they outlive the world. To be told afterwards of every change.
    void setConditions(TfConditions &conditions) { m_conditions = &conditions; }
    void conditionsChanged();
    const TfConditions &conditions() const { return *m_conditions; }

    const Fleet &fleet() const { return m_fleet; }
    SimTime now() const { return m_scheduler.now(); }
    const std::deque<TfWorkspace> &workspaces() const { return m_workspaces; }
    TfWorkspace *workspace(const QString &id);
    const TfWorkspace *workspace(const QString &id) const;
    TfWorkspace *workspaceNamed(const QString &name);
    const std::deque<TfRun> &runs() const { return m_runs; }
    const TfRun *run(const QString &id) const;
    const TfRun *runOfPhase(const QString &planOrApplyId) const;
    const TfRun *runOfLog(const QByteArray &secret, const TfPhase **phase) const;
    /// Where the group's pointer is configured to stand; consumers follow later.
    Region pointer(const QString &group) const;

    TfVarSets &varSets() { return m_varSets; }
    const TfVarSets &varSets() const { return m_varSets; }
    TfStates &states() { return m_states; }
    const TfStates &states() const { return m_states; }
    const TfConfigurations &configurations() const { return m_configurations; }
    TfShelf &shelf() { return *m_shelf; }
    const TfShelf &shelf() const { return *m_shelf; }
    const Draw &draw() const { return m_draw; }
    const QString &defaultProject() const { return m_defaultProject; }
    QString newVarSetId() { return m_draw.terraformId(QStringLiteral("varset-"), {}, m_varSetsMade++); }

    /// Everybody who was here, so that a holder or an author can be named to others.
    void remember(const TfPrincipal &who) { m_people[who.id] = who; }
    const TfPrincipal *person(const QString &id) const;

    TfResult<QString> createWorkspace(const QString &name);
    TfResult<> renameWorkspace(TfWorkspace &workspace, const QString &name);
    void deleteWorkspace(TfWorkspace &workspace);

    // Locks (0.1). The same principal locking twice is a conflict too.
    TfResult<> lock(TfWorkspace &workspace, const TfPrincipal &who, const QString &reason);
    TfResult<> unlock(TfWorkspace &workspace, const TfPrincipal &who);
    TfResult<> forceUnlock(TfWorkspace &workspace, const TfPrincipal &who);

    // Variables: every write gives a new version-id.
    TfResult<QString> addVariable(TfWorkspace &workspace, TfVariable variable);
    TfResult<QString> addVariable(TfVarSet &set, TfVariable variable);
    void touchVariable(TfWorkspace &workspace, TfVariable &variable);
    void touchVariable(TfVariable &variable);
    bool removeVariable(TfWorkspace &workspace, const QString &variableId);

    // Configuration versions.
    QString createConfiguration(TfWorkspace &workspace, bool autoQueueRuns, bool speculative, bool provisional,
                                const TfPrincipal &who);
    bool uploadConfiguration(const QByteArray &secret, const QByteArray &archive);
    TfResult<> archiveConfiguration(const QString &id) { return m_configurations.archive(id, now()); }

    // Runs. Actions are accepted now and take effect a moment later, as 202 says.
    TfResult<QString> createRun(TfWorkspace &workspace, const TfRunRequest &request, const TfPrincipal &who);
    TfResult<> confirm(const QString &runId, const TfPrincipal &who, const QString &comment);
    TfResult<> discard(const QString &runId, const TfPrincipal &who, const QString &comment);
    TfResult<> cancel(const QString &runId, const TfPrincipal &who, const QString &comment);
    TfResult<> forceCancel(const QString &runId, const TfPrincipal &who, const QString &comment);
    TfResult<> forceExecute(const QString &runId, const TfPrincipal &who, const QString &comment);
    TfResult<> overridePolicies(const QString &checkId, const TfPrincipal &who, const QString &comment);
    QString comment(const QString &runId, const TfPrincipal &who, const QString &body);

    /// Begins a health assessment, or says why there can be none now.
    TfResult<> assess(TfWorkspace &workspace);
    /// One at once and one each day, as long as the workspace's settings want it.
    void followAssessments(TfWorkspace &workspace);
    const TfAssessment *assessment(const QString &id) const;

    static bool isFinal(const TfRun &run);
    static bool isConfirmable(const TfRun &run);
    static bool isCancelable(const TfRun &run);
    static bool isDiscardable(const TfRun &run);
    /// Also whether the workspace of a saved plan is free.
    bool isConfirmableNow(const TfRun &run) const;
    bool isForceCancelable(const TfRun &run) const;
    static SimTime forceCancelAvailableAt(const TfRun &run);

private:
    friend class TfApplying;
    friend class TfModuleApplying;

    void addWorkspaces();
    TfWorkspace &addWorkspace(const QString &name, TfWorkspaceKind kind, const QString &group, Region region);
    void seedVariable(TfWorkspace &workspace, const QString &key, const QString &value, const QString &description);
    void seedStates();
    QString newVariableId(const QString &owner, const TfVariable &variable);
    TfRun *mutableRun(const QString &id);
    TfWorkspace &workspaceOf(const TfRun &run);
    SimDuration around(const QString &what, SimDuration median, std::uint64_t ordinal = 0) const;
    /// Books a step of a run; it is dropped if the run has ended or was told to stop in between.
    void later(const QString &runId, SimDuration delay, void (TerraformWorld::*step)(TfRun &));
    void setStatus(TfRun &run, const QString &status);
    void setPhase(TfPhase &phase, const QString &status);
    void appendLog(TfPhase &phase, const QString &text);
    void addEvent(TfRun &run, const QString &action, const QString &actor, const QString &comment = {});

    TfResult<> admitRun(const TfWorkspace &workspace, const TfRunRequest &request,
                        const TfConfigurationVersion *configuration) const;
    TfRun newRun(const TfWorkspace &workspace, const TfRunRequest &request, const TfConfigurationVersion &configuration,
                 const TfPrincipal &who) const;
    void settleConfiguration(const QString &configurationId);
    void followForeignLock(TfWorkspace &workspace);
    bool mayBeAssessed(const TfWorkspace &workspace) const;
    void finishAssessment(TfWorkspace &workspace);
    /// Of old runs only the record stays, not their logs and plans.
    void trimRuns(TfWorkspace &workspace);
    void startNext(TfWorkspace &workspace);
    void enterPlanQueue(TfRun &run);
    void startPlanning(TfRun &run);
    void finishPlanning(TfRun &run);
    TfPlanResult planOf(TfRun &run, const TfWorkspace &workspace);
    void publishPlanJson(const TfRun &run, const TfPlanResult &result);
    void startChecks(TfRun &run);
    void finishChecks(TfRun &run);
    void passChecks(TfRun &run);
    void becomeConfirmed(TfRun &run);
    void startApplying(TfRun &run);
    void becomeDiscarded(TfRun &run);
    void becomeCanceled(TfRun &run);
    void becomeForceCanceled(TfRun &run);
    void endRun(TfRun &run, const QString &status);
    /// After an apply changed something: the state version, and the saved plans that it makes stale.
    void saveState(TfRun &run);
    void stateWasSaved(TfRun &run, const QString &stateVersion);
    void pullTriggers(const TfRun &run);

    const Fleet &m_fleet;
    Scheduler &m_scheduler;
    const Draw &m_draw;
    SpanLog &m_spans;
    PerRegion<RegionAccess *> m_regions;
    Repoint m_repoint;
    TfPlanner m_planner;
    TfVarSets m_varSets;
    TfStates m_states;
    TfConfigurations m_configurations;
    std::unique_ptr<TfShelf> m_shelf;
    QString m_defaultProject;
    TfConditions m_noConditions;
    TfConditions *m_conditions = &m_noConditions;
    QStringList m_stuck; ///< runs whose turn to plan came while the queue was stuck
    std::deque<TfWorkspace> m_workspaces; ///< deque: addresses stay good
    std::deque<TfRun> m_runs; ///< oldest first
    std::map<QString, TfRun *> m_runsById;
    std::map<QString, TfPrincipal> m_people;
    std::map<QString, Region> m_pointers;
    std::map<QString, QString> m_uploaders; ///< configuration version -> user
    std::uint64_t m_varSetsMade = 0;
    std::map<QString, std::uint64_t> m_variablesMade; ///< a key that comes back gets an id of its own
};

} // namespace twinlake::simulator
