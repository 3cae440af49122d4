// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TerraformWorld: what people do to runs. An action is accepted now and takes effect a moment later
// (contracts/terraform-cloud-api.md 4.2 and 4.4).
#include "app/simulator/terraform/terraformworld.h"

#include "app/simulator/terraform/tflogs.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto coolOff = 10s; // before a cancel may be forced

} // namespace

bool TerraformWorld::isFinal(const TfRun &run)
{
    static const QStringList final = {u"applied"_s,   u"planned_and_finished"_s, u"errored"_s,           u"canceled"_s,
                                      u"discarded"_s, u"force_canceled"_s,       u"policy_soft_failed"_s};
    return final.contains(run.status);
}

bool TerraformWorld::isConfirmable(const TfRun &run)
{
    static const QStringList last = {u"planned"_s, u"policy_checked"_s, u"planned_and_saved"_s};
    return run.checksPassed && last.contains(run.status) && !run.planOnly && !run.autoApply && run.hasChanges;
}

bool TerraformWorld::isConfirmableNow(const TfRun &run) const
{
    if (!isConfirmable(run) || run.actionAccepted)
        return false;
    const TfWorkspace *owner = workspace(run.workspaceId);
    return !run.request.savePlan || (owner && !owner->lock && owner->activeRun.isEmpty());
}

bool TerraformWorld::isCancelable(const TfRun &run)
{
    static const QStringList running = {u"pending"_s,         u"plan_queued"_s,  u"planning"_s,
                                        u"policy_checking"_s, u"apply_queued"_s, u"applying"_s};
    return running.contains(run.status) && !run.cancelRequested;
}

bool TerraformWorld::isDiscardable(const TfRun &run)
{
    return isConfirmable(run) || run.status == u"policy_override"_s;
}

SimTime TerraformWorld::forceCancelAvailableAt(const TfRun &run)
{
    return *run.canceledAt + coolOff;
}

bool TerraformWorld::isForceCancelable(const TfRun &run) const
{
    return !isFinal(run) && run.cancelRequested && now() >= forceCancelAvailableAt(run);
}

void TerraformWorld::addEvent(TfRun &run, const QString &action, const QString &actor, const QString &comment)
{
    const QString id = m_draw.terraformId(u"re-"_s, run.id, static_cast<std::uint64_t>(run.events.size()));
    run.events.append({id, action, actor, comment, now()});
}

QString TerraformWorld::comment(const QString &runId, const TfPrincipal &who, const QString &body)
{
    TfRun &run = *mutableRun(runId);
    const QString id = m_draw.terraformId(u"wsc-"_s, runId, static_cast<std::uint64_t>(run.comments.size()));
    addEvent(run, u"commented"_s, who.id, id);
    run.comments.append({id, body, run.events.last().id});
    return id;
}

TfResult<> TerraformWorld::confirm(const QString &runId, const TfPrincipal &who, const QString &text)
{
    TfRun *run = mutableRun(runId);
    if (!isConfirmableNow(*run))
        return tl::unexpected(tfTransitionNotAllowed());
    run->actionAccepted = true;
    run->confirmedBy = who.id;
    addEvent(*run, u"confirmed"_s, who.id);
    if (!text.isEmpty())
        comment(runId, who, text);
    TfWorkspace &workspace = workspaceOf(*run);
    if (run->request.savePlan) { // from here it holds the workspace like any other run
        workspace.activeRun = runId;
        workspace.currentRun = runId;
        workspace.lock = TfLock{u"runs"_s, runId, u"Run "_s + runId, {}};
    }
    m_spans.end(run->span, now());
    run->span = m_spans.begin(u"run_queue"_s, u"terraform/%1/%2"_s.arg(workspace.name, run->id), now());
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

TfResult<> TerraformWorld::discard(const QString &runId, const TfPrincipal &who, const QString &text)
{
    TfRun *run = mutableRun(runId);
    const bool waits = run->status == u"pending"_s && !run->planOnly;
    if ((!isDiscardable(*run) && !waits) || run->actionAccepted)
        return tl::unexpected(tfTransitionNotAllowed());
    run->actionAccepted = true;
    addEvent(*run, u"discarded"_s, who.id);
    if (!text.isEmpty())
        comment(runId, who, text);
    later(runId, around(u"discard/"_s + runId, 800ms), &TerraformWorld::becomeDiscarded);
    return {};
}

void TerraformWorld::becomeDiscarded(TfRun &run)
{
    setPhase(run.apply, u"unreachable"_s);
    endRun(run, u"discarded"_s);
}

TfResult<> TerraformWorld::cancel(const QString &runId, const TfPrincipal &who, const QString &text)
{
    TfRun *run = mutableRun(runId);
    if (!isCancelable(*run))
        return tl::unexpected(tfTransitionNotAllowed());
    run->cancelRequested = true;
    run->canceledBy = who.id;
    run->canceledAt = now();
    addEvent(*run, u"canceled"_s, who.id);
    if (!text.isEmpty())
        comment(runId, who, text);
    const bool planning = run->status == u"planning"_s;
    const bool applying = run->status == u"applying"_s; // the provider's call under way is seen through
    later(runId, around(u"cancel/"_s + runId, applying ? 25s : planning ? 8s : 1s), &TerraformWorld::becomeCanceled);
    return {};
}

void TerraformWorld::becomeCanceled(TfRun &run)
{
    const bool wasApplying = run.status == u"applying"_s;
    for (TfPhase *phase : {&run.plan, &run.apply}) {
        if (phase->status == u"running"_s) {
            appendLog(*phase, u"\nInterrupt received.\nOperation canceled.\n\x03"_s);
            setPhase(*phase, u"canceled"_s);
        } else if (phase->status != u"finished"_s) {
            setPhase(*phase, u"unreachable"_s);
        }
    }
    if (wasApplying && !run.modulePlan)
        saveState(run);
    endRun(run, u"canceled"_s);
}

TfResult<> TerraformWorld::forceCancel(const QString &runId, const TfPrincipal &who, const QString &text)
{
    TfRun *run = mutableRun(runId);
    if (!who.admin)
        return tl::unexpected(tfNotFoundHere());
    if (!isForceCancelable(*run))
        return tl::unexpected(tfTransitionNotAllowed());
    addEvent(*run, u"force_canceled"_s, who.id);
    if (!text.isEmpty())
        comment(runId, who, text);
    later(runId, 500ms, &TerraformWorld::becomeForceCanceled);
    return {};
}

void TerraformWorld::becomeForceCanceled(TfRun &run)
{
    run.reached.append({u"force_canceled"_s, now()});
    becomeCanceled(run);
}

TfResult<> TerraformWorld::forceExecute(const QString &runId, const TfPrincipal &who, const QString &text)
{
    const TfRun *run = mutableRun(runId);
    TfWorkspace &workspace = workspaceOf(*run);
    const bool byRun = workspace.lock && workspace.lock->kind == u"runs"_s;
    if (run->status != u"pending"_s || !byRun)
        return tl::unexpected(TfRefusal{403, u"forbidden"_s,
                                        u"The run is not pending, or its workspace is not locked "
                                        "by a run"_s});
    if (!isDiscardable(*mutableRun(workspace.lock->id)))
        return tl::unexpected(tfConflict(u"The run that holds the workspace cannot be discarded"_s));
    const QList<QString> ahead = workspace.waiting.mid(0, workspace.waiting.indexOf(runId));
    for (const QString &id : ahead)
        becomeDiscarded(*mutableRun(id));
    return discard(workspace.lock->id, who, text);
}

} // namespace twinlake::simulator
