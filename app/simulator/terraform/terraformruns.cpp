// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TerraformWorld's runs: queue, plan and the actions of people. The apply itself is tfapplying.cpp.
#include "app/simulator/terraform/terraformworld.h"

#include "app/simulator/terraform/tfapplying.h"
#include "app/simulator/terraform/tflogs.h"
#include "app/simulator/terraform/tfsurprise.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

TfRefusal transitionNotAllowed()
{
    return {409, u"transition not allowed"_s, {}};
}

// A run variable is an HCL literal: "\"us-east-1\"" or "true".
QString fromHcl(const QString &literal)
{
    const bool quoted = literal.size() >= 2 && literal.startsWith(u'"') && literal.endsWith(u'"');
    return quoted ? literal.mid(1, literal.size() - 2) : literal;
}

} // namespace

bool TerraformWorld::isFinal(const TfRun &run)
{
    static const QStringList final = {u"applied"_s, u"planned_and_finished"_s, u"errored"_s, u"canceled"_s,
                                      u"discarded"_s};
    return final.contains(run.status);
}

bool TerraformWorld::isConfirmable(const TfRun &run)
{
    return run.status == u"planned"_s && !run.planOnly && !run.autoApply && run.hasChanges;
}

bool TerraformWorld::isCancelable(const TfRun &run)
{
    static const QStringList running = {u"pending"_s, u"plan_queued"_s, u"planning"_s, u"apply_queued"_s,
                                        u"applying"_s};
    return running.contains(run.status) && !run.cancelRequested;
}

bool TerraformWorld::isDiscardable(const TfRun &run)
{
    return isConfirmable(run);
}

const TfRun *TerraformWorld::run(const QString &id) const
{
    const auto found = std::find_if(m_runs.cbegin(), m_runs.cend(), [&](const TfRun &one) { return one.id == id; });
    return found == m_runs.cend() ? nullptr : &*found;
}

TfRun *TerraformWorld::mutableRun(const QString &id)
{
    return const_cast<TfRun *>(run(id));
}

const TfRun *TerraformWorld::runOfPhase(const QString &planOrApplyId) const
{
    const auto found = std::find_if(m_runs.cbegin(), m_runs.cend(), [&](const TfRun &one) {
        return one.plan.id == planOrApplyId || one.apply.id == planOrApplyId;
    });
    return found == m_runs.cend() ? nullptr : &*found;
}

const TfRun *TerraformWorld::runOfLog(const QByteArray &secret, const TfPhase **phase) const
{
    for (const TfRun &one : m_runs) {
        for (const TfPhase *candidate : {&one.plan, &one.apply}) {
            if (candidate->logSecret == secret) {
                *phase = candidate;
                return &one;
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
        const bool stopped = run->cancelRequested && step != &TerraformWorld::becomeCanceled;
        if (!isFinal(*run) && !stopped)
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

TfResult<QString> TerraformWorld::createRun(TfWorkspace &workspace, const TfRunRequest &request, const TfPrincipal &who)
{
    if (workspace.configurationVersion.isEmpty()) {
        return tl::unexpected(TfRefusal{422, u"unprocessable entity"_s, u"Configuration version is missing"_s});
    }
    TfRun run;
    const auto ordinal = static_cast<std::uint64_t>(workspace.runs.size());
    run.id = m_draw.terraformId(u"run-"_s, workspace.name, ordinal);
    run.workspaceId = workspace.id;
    run.message = request.message.isEmpty() ? u"Queued manually via the Terraform Enterprise API"_s : request.message;
    run.planOnly = request.planOnly;
    run.autoApply = !request.planOnly && request.autoApply.value_or(workspace.autoApply);
    run.refresh = request.refresh;
    run.runVariables = request.variables;
    for (const TfVariable &variable : std::as_const(workspace.variables)) {
        if (variable.category == u"terraform"_s)
            run.variables[variable.key] = variable.value;
    }
    for (const auto &[key, literal] : request.variables)
        run.variables[key] = fromHcl(literal);
    run.createdBy = who.id;
    run.createdAt = now();
    run.plan.id = m_draw.terraformId(u"plan-"_s, run.id, 0);
    run.plan.logSecret = m_draw.hex(u"log/"_s + run.plan.id, 0, 64).toLatin1();
    run.apply.id = m_draw.terraformId(u"apply-"_s, run.id, 0);
    run.apply.logSecret = m_draw.hex(u"log/"_s + run.apply.id, 0, 64).toLatin1();
    setStatus(run, u"pending"_s);
    setPhase(run.plan, u"pending"_s);
    setPhase(run.apply, u"pending"_s);
    run.span = m_spans.begin(u"run_queue"_s, u"terraform/%1/%2"_s.arg(workspace.name, run.id), now());
    workspace.runs.append(run.id);
    trimRuns(workspace);
    m_runs.push_back(run);
    if (run.planOnly) {
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
    if (!run.planOnly) {
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

void TerraformWorld::finishPlanning(TfRun &run)
{
    TfWorkspace &workspace = workspaceOf(run);
    TfPlanResult result = m_planner.plan(workspace, run.variables, pointer(workspace.group), now());
    putSurprise(result, m_conditions->surpriseOf(workspace));
    appendLog(run.plan, planLog(result));
    const QString runId = run.id;
    const SpanLog::Handle span = run.span;
    m_scheduler.after(around(u"json/"_s + runId, 1s), [this, runId, span, result] {
        TfRun &planned = *mutableRun(runId);
        planned.planJson = result.json;
        planned.planJsonRedacted = result.jsonRedacted;
        m_spans.end(span, now());
    });
    workspace.planDurations.append((now() - run.plan.reached.last().second).count());
    if (!result.error.isEmpty()) {
        setPhase(run.plan, u"errored"_s);
        setPhase(run.apply, u"unreachable"_s);
        endRun(run, u"errored"_s);
        return;
    }
    setPhase(run.plan, u"finished"_s);
    run.edits = result.edits;
    run.plan.changes = static_cast<int>(result.edits.size());
    run.hasChanges = result.hasChanges();
    setStatus(run, u"planned"_s);
    if (run.planOnly || !run.hasChanges) {
        setPhase(run.apply, u"unreachable"_s);
        endRun(run, u"planned_and_finished"_s);
    } else if (m_conditions->policySoftFails(workspace)) {
        checkPolicies(run);
    } else if (run.autoApply) {
        run.confirmedBy = run.createdBy;
        later(run.id, 500ms, &TerraformWorld::becomeConfirmed);
    }
}

TfResult<> TerraformWorld::confirm(const QString &runId, const TfPrincipal &who, const QString &comment)
{
    TfRun *run = mutableRun(runId);
    if (!isConfirmable(*run) || run->actionAccepted)
        return tl::unexpected(transitionNotAllowed());
    run->actionAccepted = true;
    run->confirmedBy = who.id;
    if (!comment.isEmpty())
        run->comments << comment;
    m_spans.end(run->span, now());
    run->span = m_spans.begin(u"run_queue"_s, u"terraform/%1/%2"_s.arg(workspaceOf(*run).name, run->id), now());
    later(runId, around(u"confirm/"_s + runId, 800ms), &TerraformWorld::becomeConfirmed);
    return {};
}

void TerraformWorld::becomeConfirmed(TfRun &run)
{
    run.actionAccepted = false;
    setStatus(run, u"confirmed"_s);
    setStatus(run, u"apply_queued"_s);
    setPhase(run.apply, u"queued"_s);
    later(run.id, around(u"apply-queue/"_s + run.id, m_fleet.timings.runQueue / 2), &TerraformWorld::startApplying);
}

void TerraformWorld::startApplying(TfRun &run)
{
    m_spans.end(run.span, now());
    setStatus(run, u"applying"_s);
    setPhase(run.apply, u"running"_s);
    appendLog(run.apply, logPreamble(workspaceOf(run).terraformVersion));
    TfApplying::start(*this, run.id);
}

TfResult<> TerraformWorld::discard(const QString &runId, const TfPrincipal &, const QString &comment)
{
    TfRun *run = mutableRun(runId);
    const bool waits = run->status == u"pending"_s && !run->planOnly;
    if ((!isDiscardable(*run) && !waits) || run->actionAccepted)
        return tl::unexpected(transitionNotAllowed());
    run->actionAccepted = true;
    if (!comment.isEmpty())
        run->comments << comment;
    later(runId, around(u"discard/"_s + runId, 800ms), &TerraformWorld::becomeDiscarded);
    return {};
}

void TerraformWorld::becomeDiscarded(TfRun &run)
{
    setPhase(run.apply, u"unreachable"_s);
    endRun(run, u"discarded"_s);
}

TfResult<> TerraformWorld::cancel(const QString &runId, const TfPrincipal &who, const QString &comment)
{
    TfRun *run = mutableRun(runId);
    if (!isCancelable(*run))
        return tl::unexpected(transitionNotAllowed());
    run->cancelRequested = true;
    run->canceledBy = who.id;
    run->canceledAt = now();
    if (!comment.isEmpty())
        run->comments << comment;
    const bool working = run->status == u"planning"_s || run->status == u"applying"_s;
    later(runId, around(u"cancel/"_s + runId, working ? 8s : 1s), &TerraformWorld::becomeCanceled);
    return {};
}

void TerraformWorld::becomeCanceled(TfRun &run)
{
    for (TfPhase *phase : {&run.plan, &run.apply}) {
        if (phase->status == u"running"_s) {
            appendLog(*phase, u"\nInterrupt received.\nOperation canceled.\n\x03"_s);
            setPhase(*phase, u"canceled"_s);
        } else if (phase->status != u"finished"_s) {
            setPhase(*phase, u"unreachable"_s);
        }
    }
    endRun(run, u"canceled"_s);
}

void TerraformWorld::endRun(TfRun &run, const QString &status)
{
    TfWorkspace &workspace = workspaceOf(run);
    run.actionAccepted = false;
    if (status != u"planned_and_finished"_s) // there the plan's own span ends with its JSON
        m_spans.end(run.span, now());
    setStatus(run, status);
    workspace.waiting.removeAll(run.id);
    if (workspace.lock && workspace.lock->kind == u"runs"_s && workspace.lock->id == run.id)
        workspace.lock.reset();
    if (workspace.activeRun == run.id)
        workspace.activeRun.clear();
    followForeignLock(workspace);
    startNext(workspace);
}

} // namespace twinlake::simulator
