// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// After the glass is broken: the pointer, and what Terraform must not do once it answers again.
#include "models/runbook/steps/common.h"
#include "models/runbook/steps/glass.h"
#include "models/runbook/steps/lockkey.h"
#include "models/runbook/steps/steps.h"

#include <QJsonArray>

#include <algorithm>

namespace twinlake::steps {

using namespace std::chrono_literals;

namespace {

// --- the pointer

bool canarySeesTarget(const StepContext &c)
{
    const Observed<CanaryAnswer> &canary = c.world.facts.canary;
    return hasCanary(c) && canary.isLive() && canary.value->region == c.to();
}

FactRequest readPointerAndCanary(const StepContext &c)
{
    FactRequest request = facts({FactKind::Consumers});
    if (hasCanary(c))
        request.add(facts({FactKind::Canary}));
    return request;
}

Verdict pointerCanMove(const StepContext &c)
{
    if (canarySeesTarget(c)) {
        Verdict verdict = yes(Words::tr("The consumers are at %1 already, moved by hand.").arg(c.label(c.to())));
        QJsonArray debt = c.state.notes[debtKey()].toArray();
        debt.append(u"set_variable %1"_s.arg(c.group.consumers->variable.variable));
        verdict.notes = {{u"moved_by_hand"_s, true}, {debtKey(), debt}};
        return verdict;
    }
    if (c.world.facts.terraform.consumers.variable.isLive() && !tookLock(c.state))
        return notYet(Words::tr("Terraform answers; the coordination lock is taken first."), {terraformRow(c)});
    if (c.world.facts.terraform.consumers.variable.isLive())
        return yes(Words::tr("Terraform answers: the consumers can be moved through it."));
    return blocked(Words::tr("Terraform does not answer. Wait for it, or move the consumers to %1 by hand; the canary "
                             "shows it when they are there.")
                       .arg(c.group.consumers->values[c.to()]),
                   {terraformRow(c)});
}

// --- after the outage of Terraform

Verdict terraformAnswers(const StepContext &c)
{
    const bool answers = c.world.facts.terraform.activation[c.to()].workspace.isLive();
    if (answers && !tookLock(c.state))
        return notYet(Words::tr("Terraform answers; the coordination lock is taken first."), {terraformRow(c)});
    if (answers)
        return yes(Words::tr("Terraform answers again."));
    return blocked(Words::tr("NO STANDBY, and Terraform does not know of the failover: waiting until it answers."),
                   {terraformRow(c)});
}

FactRequest readQueue(const StepContext &c)
{
    FactRequest request = facts(wholeTerraform());
    request.unfinishedIn.insert(c.group.activation[c.to()].workspace);
    return request;
}

QList<TerraformRun> queuedRuns(const StepContext &c)
{
    return c.world.unfinished.value(c.group.activation[c.to()].workspace).value.value_or(QList<TerraformRun>());
}

Verdict queueIsEmpty(const StepContext &c)
{
    const QString name = c.group.activation[c.to()].workspace;
    if (!c.world.unfinished.value(name).isLive())
        return notYet(Words::tr("Reading the runs of %1.").arg(name));
    const QList<TerraformRun> runs = queuedRuns(c);
    if (runs.isEmpty())
        return yes(Words::tr("No run is left in %1 that could undo the failover.").arg(name));
    return notYet(
        Words::tr("%1 has the unfinished run %2 (%3).").arg(name, runs.first().id.value, runs.first().status));
}

std::optional<GateAsk> askToDiscard(const StepContext &c)
{
    const QList<TerraformRun> runs = queuedRuns(c);
    const bool any = std::any_of(runs.begin(), runs.end(), [](const TerraformRun &run) { return run.isDiscardable; });
    if (!any)
        return std::nullopt;
    GateAsk ask;
    ask.headline = Words::tr("A run of before the failover is still there; it would undo it.");
    ask.explanation = Words::tr("Its variables were frozen when it was made. Discard it; whoever made it can make it "
                                "again after the failback.");
    ask.primaryLabel = Words::tr("Discard it");
    for (const TerraformRun &run : runs)
        ask.checks.append(row(run.id.value, EvidenceVerdict::Bad, run.status, run.message.left(200), c.now));
    return ask;
}

std::optional<Mutation> discardNext(const StepContext &c)
{
    for (const TerraformRun &run : queuedRuns(c)) {
        if (run.isDiscardable)
            return DiscardRun{run.id, u"Twinlake %1 break-glass"_s.arg(c.state.id.value)};
    }
    return std::nullopt;
}

} // namespace

Phase pointerWithoutTerraform(const QString &key)
{
    Phase pointer{key, readPointerAndCanary, pointerCanMove};
    pointer.applies = glassIsBroken;
    pointer.poll = 10s;
    pointer.budget = 0s; // a person waits or moves them
    return pointer;
}

Lane settleQueue(const QString &step)
{
    Phase answers{step + u"/terraform"_s, readQueue, terraformAnswers};
    answers.budget = 0s;
    answers.poll = 30s;
    Phase runs{step + u"/runs"_s, readQueue, queueIsEmpty, nullptr, askToDiscard, discardNext};
    runs.budget = 2h;
    runs.poll = 5s;
    answers.applies = runs.applies = glassIsBroken;
    return {answers, runs};
}

} // namespace twinlake::steps
