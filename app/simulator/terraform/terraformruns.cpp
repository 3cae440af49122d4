// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TerraformWorld's runs: created, queued, planned. What follows a plan is terraformchecks.cpp, what people do
// terraformactions.cpp, the apply itself tfapplying.cpp and tfmoduleapplying.cpp.
#include "app/simulator/terraform/terraformworld.h"

#include "app/simulator/terraform/tfapplying.h"
#include "app/simulator/terraform/tflogs.h"
#include "app/simulator/terraform/tfmoduleapplying.h"
#include "app/simulator/terraform/tfmoduleplanner.h"
#include "app/simulator/terraform/tfsurprise.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

const TfRun *TerraformWorld::run(const QString &id) const
{
    const auto found = m_runsById.find(id);
    return found == m_runsById.end() || !workspace(found->second->workspaceId) ? nullptr : found->second;
}

TfRun *TerraformWorld::mutableRun(const QString &id)
{
    const auto found = m_runsById.find(id);
    return found == m_runsById.end() ? nullptr : found->second;
}

const TfRun *TerraformWorld::runOfPhase(const QString &planOrApplyId) const
{
    const auto found = std::find_if(m_runs.crbegin(), m_runs.crend(), [&](const TfRun &one) {
        return one.plan.id == planOrApplyId || one.apply.id == planOrApplyId;
    });
    return found == m_runs.crend() || !workspace(found->workspaceId) ? nullptr : &*found;
}

const TfRun *TerraformWorld::runOfLog(const QByteArray &secret, const TfPhase **phase) const
{
    for (auto one = m_runs.crbegin(); one != m_runs.crend(); ++one) {
        for (const TfPhase *candidate : {&one->plan, &one->apply}) {
            if (candidate->logSecret == secret) {
                *phase = candidate;
                return &*one;
            }
        }
    }
    return nullptr;
}

SimDuration TerraformWorld::around(const QString &what, SimDuration median, std::uint64_t ordinal) const
{
    return median * m_draw.between(u"terraform/"_s + what, ordinal, 70, 130) / 100;
}

void TerraformWorld::later(const QString &runId, SimDuration delay, void (TerraformWorld::*step)(TfRun &))
{
    m_scheduler.after(delay, [this, runId, step] {
        TfRun *run = mutableRun(runId);
        const bool ends = step == &TerraformWorld::becomeCanceled || step == &TerraformWorld::becomeForceCanceled;
        if (!isFinal(*run) && (ends || !run->cancelRequested))
            (this->*step)(*run);
    });
}

void TerraformWorld::setStatus(TfRun &run, const QString &status)
{
    run.status = status;
    run.reached.append({status, now()});
    run.updatedAt = now();
}

void TerraformWorld::setPhase(TfPhase &phase, const QString &status)
{
    phase.status = status;
    phase.reached.append({status, now()});
}

void TerraformWorld::appendLog(TfPhase &phase, const QString &text)
{
    phase.log += text.toUtf8();
}

TfResult<> TerraformWorld::admitRun(const TfWorkspace &workspace, const TfRunRequest &request,
                                    const TfConfigurationVersion *configuration) const
{
    const auto unprocessable = [](const QString &detail) {
        return tl::unexpected(TfRefusal{422, u"unprocessable entity"_s, detail});
    };
    if (!configuration)
        return unprocessable(u"Configuration version is missing"_s);
    if (configuration->workspaceId != workspace.id)
        return unprocessable(u"Configuration version belongs to another workspace"_s);
    if (configuration->status != u"uploaded"_s)
        return unprocessable(u"Configuration version is %1, it must be uploaded"_s.arg(configuration->status));
    if (workspace.executionMode == u"local"_s)
        return unprocessable(u"The workspace's execution mode is local: it has no runs"_s);
    if (request.isDestroy && request.refreshOnly)
        return tl::unexpected(tfInvalidAttribute(u"Is destroy and refresh only can't both be set"_s));
    const bool speculative = request.planOnly.value_or(false) || configuration->speculative;
    if (request.savePlan && speculative)
        return tl::unexpected(tfInvalidAttribute(u"Save plan can't be set for a plan-only run"_s));
    if (!request.terraformVersion.isEmpty() && !speculative)
        return tl::unexpected(tfInvalidAttribute(u"Terraform version can be set for plan-only runs only"_s));
    return {};
}

TfRun TerraformWorld::newRun(const TfWorkspace &workspace, const TfRunRequest &request,
                             const TfConfigurationVersion &configuration, const TfPrincipal &who) const
{
    TfRun run;
    run.id = m_draw.terraformId(u"run-"_s, workspace.id, static_cast<std::uint64_t>(workspace.runs.size()));
    run.workspaceId = workspace.id;
    run.request = request;
    run.message = request.message.isEmpty() ? u"Queued manually via the Terraform Enterprise API"_s : request.message;
    run.configurationVersion = configuration.id;
    run.planOnly = configuration.speculative || request.planOnly.value_or(false);
    run.autoApply = !run.planOnly && !request.savePlan && request.autoApply.value_or(workspace.autoApply);
    run.variables = m_varSets.freeze(workspace, request.variables);
    run.createdBy = who.id;
    run.createdAt = now();
    run.plan.id = m_draw.terraformId(u"plan-"_s, run.id, 0);
    run.plan.logSecret = m_draw.hex(u"log/"_s + run.plan.id, 0, 64).toLatin1();
    run.apply.id = m_draw.terraformId(u"apply-"_s, run.id, 0);
    run.apply.logSecret = m_draw.hex(u"log/"_s + run.apply.id, 0, 64).toLatin1();
    return run;
}

TfResult<QString> TerraformWorld::createRun(TfWorkspace &workspace, const TfRunRequest &request, const TfPrincipal &who)
{
    const QString wanted =
        request.configurationVersion.isEmpty() ? workspace.configurationVersion : request.configurationVersion;
    const TfConfigurationVersion *configuration = m_configurations.find(wanted);
    if (const TfResult<> admitted = admitRun(workspace, request, configuration); !admitted)
        return tl::unexpected(admitted.error());
    m_runs.push_back(newRun(workspace, request, *configuration, who));
    TfRun &run = m_runs.back();
    m_runsById[run.id] = &run;
    setStatus(run, u"pending"_s);
    setPhase(run.plan, u"pending"_s);
    setPhase(run.apply, u"pending"_s);
    addEvent(run, u"created"_s, who.id);
    run.span = m_spans.begin(u"run_queue"_s, u"terraform/%1/%2"_s.arg(workspace.name, run.id), now());
    workspace.runs.append(run.id);
    trimRuns(workspace);
    if (run.planOnly || request.savePlan) { // past the queue and the lock: section 4.5
        later(run.id, around(u"pending/"_s + run.id, m_fleet.timings.runQueue / 2), &TerraformWorld::enterPlanQueue);
    } else {
        workspace.waiting.append(run.id);
        startNext(workspace);
    }
    return run.id;
}

void TerraformWorld::startNext(TfWorkspace &workspace)
{
    if (!workspace.activeRun.isEmpty() || workspace.waiting.isEmpty())
        return;
    workspace.currentRun = workspace.waiting.first(); // also while locked by hand: section 2.3
    if (workspace.lock)
        return;
    workspace.activeRun = workspace.waiting.takeFirst();
    later(workspace.activeRun, around(u"pending/"_s + workspace.activeRun, m_fleet.timings.runQueue / 2),
          &TerraformWorld::enterPlanQueue);
}

void TerraformWorld::enterPlanQueue(TfRun &run)
{
    TfWorkspace &workspace = workspaceOf(run);
    if (!run.planOnly && !run.request.savePlan) {
        if (workspace.lock) { // a person was faster: back to the head of the line
            workspace.activeRun.clear();
            workspace.waiting.prepend(run.id);
            return;
        }
        workspace.lock = TfLock{u"runs"_s, run.id, u"Run "_s + run.id, {}};
    }
    setStatus(run, u"plan_queued"_s);
    setPhase(run.plan, u"queued"_s);
    later(run.id, around(u"queue/"_s + run.id, m_fleet.timings.runQueue / 2), &TerraformWorld::startPlanning);
}

void TerraformWorld::startPlanning(TfRun &run)
{
    TfWorkspace &workspace = workspaceOf(run);
    if (m_conditions->queueStuck(workspace)) {
        m_stuck.append(run.id);
        return;
    }
    m_spans.end(run.span, now());
    run.span = m_spans.begin(u"plan"_s, u"terraform/%1/%2"_s.arg(workspace.name, run.id), now());
    setStatus(run, u"planning"_s);
    setPhase(run.plan, u"running"_s);
    appendLog(run.plan, logPreamble(workspace.terraformVersion));
    later(run.id, around(u"plan/"_s + run.id, m_fleet.timings.plan), &TerraformWorld::finishPlanning);
}

TfPlanResult TerraformWorld::planOf(TfRun &run, const TfWorkspace &workspace)
{
    const TfConfigurationVersion *configuration = m_configurations.find(run.configurationVersion);
    if (!configuration->tree)
        return m_planner.plan(workspace, run, pointer(workspace.group), now());
    if (workspace.kind != TfWorkspaceKind::Uploaded)
        return m_planner.planUploaded(workspace, run, *configuration->tree, pointer(workspace.group), now());
    const TfStateVersion *state = m_states.current(workspace);
    return planModule(workspace, run, configuration->tree, state ? state->raw : QByteArray(), m_draw, now());
}

void TerraformWorld::publishPlanJson(const TfRun &run, const TfPlanResult &result)
{
    m_scheduler.after(around(u"json/"_s + run.id, 1s), [this, runId = run.id, span = run.span, result] {
        TfRun &planned = *mutableRun(runId);
        planned.planJson = result.json;
        planned.planJsonRedacted = result.jsonRedacted;
        m_spans.end(span, now());
    });
}

void TerraformWorld::finishPlanning(TfRun &run)
{
    TfWorkspace &workspace = workspaceOf(run);
    TfPlanResult result = planOf(run, workspace);
    putSurprise(result, m_conditions->surpriseOf(workspace));
    appendLog(run.plan, planLog(result));
    publishPlanJson(run, result);
    workspace.planDurations.append((now() - run.plan.reached.last().second).count());
    if (!result.error.isEmpty()) {
        setPhase(run.plan, u"errored"_s);
        setPhase(run.apply, u"unreachable"_s);
        endRun(run, u"errored"_s);
        return;
    }
    setPhase(run.plan, u"finished"_s);
    run.edits = result.edits;
    run.modulePlan = result.modulePlan;
    run.plan.additions = result.additions;
    run.plan.changes = result.changes;
    run.plan.destructions = result.destructions;
    run.hasChanges = result.hasChanges();
    setStatus(run, u"planned"_s);
    startChecks(run);
}

void TerraformWorld::startApplying(TfRun &run)
{
    m_spans.end(run.span, now());
    setStatus(run, u"applying"_s);
    setPhase(run.apply, u"running"_s);
    appendLog(run.apply, logPreamble(workspaceOf(run).terraformVersion));
    if (run.modulePlan)
        TfModuleApplying::start(*this, run.id);
    else
        TfApplying::start(*this, run.id);
}

void TerraformWorld::endRun(TfRun &run, const QString &status)
{
    TfWorkspace &workspace = workspaceOf(run);
    run.actionAccepted = false;
    if (status != u"planned_and_finished"_s) // there the plan's own span ends with its JSON
        m_spans.end(run.span, now());
    setStatus(run, status);
    workspace.runFailures += status == u"errored"_s ? 1 : 0;
    workspace.waiting.removeAll(run.id);
    if (workspace.lock && workspace.lock->kind == u"runs"_s && workspace.lock->id == run.id)
        workspace.lock.reset();
    if (workspace.activeRun == run.id)
        workspace.activeRun.clear();
    followForeignLock(workspace);
    startNext(workspace);
    if (status == u"applied"_s)
        pullTriggers(run);
}

} // namespace twinlake::simulator
