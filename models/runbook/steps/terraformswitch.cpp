// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The phases of a Terraform switch.
#include "models/runbook/steps/terraformswitch.h"

#include "models/runbook/steps/common.h"

#include <algorithm>

namespace twinlake::steps {

using namespace std::chrono_literals;

namespace {

std::optional<Mutation> setVariable(const StepContext &c)
{
    const SwitchPlan plan = switchOf(c);
    const auto &workspace = plan.facts.workspace.value;
    const auto &variable = plan.facts.variable.value;
    if (!workspace || !variable)
        return std::nullopt;
    const bool quoted = variable->hcl && plan.value != "true"_L1 && plan.value != "false"_L1;
    return SetVariable{workspace->id, variable->id, variable->key, quoted ? u'"' + plan.value + u'"' : plan.value,
                       variable->value.value_or(QString())};
}

QString unfinishedSentence(const StepContext &c, const QString &workspace, const TerraformRun &run)
{
    const QString sentence = run.message.contains(c.state.id.value)
        ? Words::tr("%1 still has the run %2 (%3) that was given up. Discard it in Terraform Cloud.")
        : Words::tr("%1 has an unfinished run that is not ours: %2 (%3). Discard it or wait for it.");
    return sentence.arg(workspace, run.id.value, run.status);
}

/// An armed variable makes the next unrelated run do what the guard has just blocked.
Verdict mayBeSet(const StepContext &c)
{
    if (c.phase.about == Switch::ActivateTarget && c.state.notes["preview_blocked"_L1].toBool())
        return blocked(Words::tr("The plan known for this switch is blocked by the guard, so %1 is not set. Retry the "
                                 "preview once the cause is mended.")
                           .arg(switchOf(c).variable.variable));
    return mayWrite(c);
}

std::optional<Mutation> createRun(const StepContext &c)
{
    const SwitchPlan plan = switchOf(c);
    const bool set = c.state.dryRun || variableIsSet(c).kind == Verdict::Kind::Yes;
    if (!plan.facts.workspace.value || !set)
        return std::nullopt; // a run keeps the variables of its creation
    return CreateRun{plan.facts.workspace.value->id,
                     u"Twinlake %1 %2 %3"_s.arg(c.state.id.value, plan.step, stepNonce(c)),
                     false,
                     {}};
}

std::optional<Mutation> applyRun(const StepContext &c)
{
    const TerraformRunId run = switchRun(c);
    const auto seen = c.world.runs.value(run);
    if (!seen.isLive() || !seen.value->isConfirmable || !seen.value->canApply)
        return std::nullopt;
    return ApplyRun{run, u"Twinlake %1 %2"_s.arg(c.state.id.value, switchOf(c).step)};
}

/// A run that ended without doing what it was made for.
std::optional<Verdict> deadRun(const StepContext &c, const TerraformRunId &id)
{
    const auto run = c.world.runs.value(id);
    if (!run.isLive() || run.value->phase() != RunPhase::FinishedFailed)
        return std::nullopt;
    return runDied(
        c,
        Words::tr("The run %1 ended as %2. Its log says why; a retry makes another.").arg(id.value, run.value->status));
}

Verdict planIsGuarded(const StepContext &c)
{
    const TerraformRunId id = switchRun(c);
    const auto run = c.world.runs.value(id);
    const auto plan = c.world.plans.value(id);
    if (!run.isLive() || !plan.value)
        return notYet(Words::tr("Waiting for the plan of %1.").arg(id.value));
    const GuardVerdict verdict = judgePlan(*plan.value, switchOf(c).expected);
    if (verdict.kind == GuardVerdict::Kind::Blocked)
        return runDied(c, verdict.sentence); // what it plans does not get better
    if (!run.value->canApply)
        return blocked(Words::tr("This token may not apply %1; someone else has to.").arg(id.value));
    return yes(verdict.sentence);
}

QString primaryLabel(const StepContext &c)
{
    switch (c.phase.about) {
    case Switch::ActivateTarget:
        return Words::tr("Activate %1").arg(c.label(c.to()));
    case Switch::PointToTarget:
        return Words::tr("Repoint consumers to %1").arg(c.label(c.to()));
    case Switch::DemoteSource:
        return Words::tr("Make %1 the standby").arg(c.label(c.from()));
    case Switch::KeepSource:
    case Switch::None:
        break;
    }
    return Words::tr("Approve");
}

GateAsk askForPlan(const StepContext &c, GateKind kind)
{
    const TerraformRunId id = switchRun(c);
    GateAsk ask;
    ask.kind = kind;
    ask.primaryLabel = primaryLabel(c);
    ask.run = id;
    ask.plan = c.world.plans.value(id).value;
    if (ask.plan)
        ask.guard = judgePlan(*ask.plan, switchOf(c).expected);
    ask.headline = ask.guard ? ask.guard->sentence : QString();
    const QString preview = c.state.notes["preview_hash"_L1].toString();
    const bool same = ask.guard && preview == QString::fromLatin1(ask.guard->projectionHash);
    if (c.phase.about == Switch::ActivateTarget)
        ask.explanation = same ? Words::tr("The plan is the one that was approved before.")
                               : Words::tr("The plan differs from the preview that was approved. Read it again.");
    ask.checks = c.state.step(c.step.id)->evidence;
    return ask;
}

template <GateKind kind>
std::optional<GateAsk> planGate(const StepContext &c)
{
    const auto run = c.world.runs.value(switchRun(c));
    const bool wasApplied = c.state.intent(c.phase.key) != nullptr && !c.state.intent(c.phase.key)->givenUp;
    if (wasApplied || !run.isLive() || !run.value->isConfirmable)
        return std::nullopt;
    return askForPlan(c, kind);
}

} // namespace

bool readSinceEnd(const StepContext &c, const Observed<TerraformRun> &run, Region region)
{
    const auto &pipelines = c.world.facts.regions[region].pipelines;
    return std::all_of(c.group.pipelines.begin(), c.group.pipelines.end(), [&](const EstatePipeline &pipeline) {
        const Observed<Pipeline> read = pipelines.value(pipeline.name);
        return read.isLive() && read.readAt > run.readAt;
    });
}

Verdict runDied(const StepContext &c, const QString &sentence)
{
    Verdict verdict = failed(sentence);
    for (const QString &phase : {u"/run"_s, u"/plan"_s, u"/apply"_s})
        verdict.anew.append(c.step.id.value + phase);
    return verdict;
}

TerraformRunId switchRun(const StepContext &c)
{
    return runOf(c.state, c.step.id.value + u"/run"_s);
}

FactRequest readSwitchWorkspace(const StepContext &c)
{
    FactRequest request = facts({switchFact(c), FactKind::Coordination}); // the lock is looked at before each write
    request.unfinishedIn.insert(switchOf(c).variable.workspace);
    return request;
}

FactRequest readSwitchRun(const StepContext &c)
{
    FactRequest request;
    request.runs.insert(switchRun(c));
    request.plans.insert(switchRun(c));
    return request;
}

Verdict mayWrite(const StepContext &c)
{
    const SwitchPlan plan = switchOf(c);
    const QString &name = plan.variable.workspace;
    const auto &workspace = plan.facts.workspace;
    const auto unfinished = c.world.unfinished.value(name);
    if (!workspace.isLive() || !plan.facts.variable.isLive() || !unfinished.isLive())
        return blocked(Words::tr("The workspace %1 cannot be read just now.").arg(name));
    if (!unfinished.value->isEmpty())
        return blocked(unfinishedSentence(c, name, unfinished.value->first()));
    if (workspace.value->locked)
        return blocked(Words::tr("%1 is locked: %2").arg(name, workspace.value->lockedReason.left(200)));
    if (workspace.value->autoApply)
        return blocked(Words::tr("%1 has auto-apply on; its plan could not be guarded. Turn it off.").arg(name));
    if (!workspace.value->canQueueRun || !workspace.value->canUpdateVariable)
        return blocked(Words::tr("This token may not change variables or start runs in %1.").arg(name));
    return yes({});
}

Verdict runExists(const StepContext &c)
{
    const TerraformRunId run = runOf(c.state, c.phase.key);
    if (run.value.isEmpty())
        return notYet(Words::tr("Starting a run."));
    return yes(Words::tr("The run is %1.").arg(run.value));
}

Verdict planIsThere(const StepContext &c)
{
    const TerraformRunId id = switchRun(c);
    if (const auto dead = deadRun(c, id))
        return *dead;
    const auto run = c.world.runs.value(id);
    if (!run.isLive())
        return notYet(Words::tr("Reading the run %1.").arg(id.value));
    if (run.value->phase() == RunPhase::WaitsForOthers)
        return blocked(Words::tr("The run %1 waits for somebody else: %2.").arg(id.value, run.value->status));
    const bool planned = run.value->isConfirmable || run.value->phase() == RunPhase::FinishedOk;
    const auto plan = c.world.plans.value(id);
    if (!planned || !plan.value)
        return notYet(Words::tr("The run %1 is %2.").arg(id.value, run.value->status));
    const GuardVerdict verdict = judgePlan(*plan.value, switchOf(c).expected);
    if (verdict.kind == GuardVerdict::Kind::Blocked)
        return runDied(c, verdict.sentence); // what it plans does not get better
    return yes(verdict.sentence);
}

Verdict variableIsSet(const StepContext &c)
{
    const SwitchPlan plan = switchOf(c);
    const auto &variable = plan.facts.variable;
    if (!variable.isLive())
        return notYet(Words::tr("Reading the variable %1 of %2.").arg(plan.variable.variable, plan.variable.workspace));
    if (sameWord(variable.value->value.value_or(QString()), plan.value))
        return yes(Words::tr("%1 is %2 in %3.").arg(plan.variable.variable, plan.value, plan.variable.workspace));
    return notYet(Words::tr("%1 is not yet %2.").arg(plan.variable.variable, plan.value));
}

Phase switchVariable(const QString &key, Switch about)
{
    Phase variable{key, readSwitchWorkspace, variableIsSet, mayBeSet, nullptr, setVariable};
    variable.about = about;
    return variable;
}

Lane switchPhases(const QString &step, Switch about, GateKind gate, Verdict (*applied)(const StepContext &),
                  FactRequest (*appliedReads)(const StepContext &))
{
    Phase variable = switchVariable(step + u"/variable"_s, about);
    Phase run{step + u"/run"_s, readSwitchWorkspace, runExists, mayWrite, nullptr, createRun};
    Phase plan{step + u"/plan"_s, readSwitchRun, planIsThere};
    plan.poll = 1s;
    plan.budget = 15min;
    Phase apply{step + u"/apply"_s,
                appliedReads,
                applied,
                planIsGuarded,
                gate == GateKind::TypedRegion ? planGate<GateKind::TypedRegion> : planGate<GateKind::Approve>,
                applyRun};
    apply.poll = 1s;
    apply.budget = 30min;
    for (Phase *phase : {&variable, &run, &plan, &apply})
        phase->about = about;
    return {discardLeftRuns(step, about), variable, run, plan, apply};
}

} // namespace twinlake::steps
