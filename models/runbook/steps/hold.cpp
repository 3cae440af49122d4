// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// U11 hold and the first half of F7: the hold lock that keeps anyone's merge from undoing the failover.
#include "models/runbook/steps/common.h"
#include "models/runbook/steps/direction.h"
#include "models/runbook/steps/glass.h"
#include "models/runbook/steps/steps.h"
#include "models/runbook/steps/terraformswitch.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace twinlake::steps {

using namespace std::chrono_literals;

namespace {

const QString holdMark = u"twinlake-hold"_s;

const Observed<TerraformWorkspace> &heldWorkspace(const StepContext &c)
{
    // The workspace of the region that took over: a failover's target, a failback's source.
    const Region region = c.state.recipe == RecipeKind::Failover ? c.to() : c.from();
    return c.world.facts.terraform.activation[region].workspace;
}

FactRequest readHeld(const StepContext &c)
{
    FactRequest request = facts(wholeTerraform());
    const Region region = c.state.recipe == RecipeKind::Failover ? c.to() : c.from();
    request.unfinishedIn.insert(c.group.activation[region].workspace);
    return request;
}

QString holdReason(const StepContext &c)
{
    const QJsonObject reason{{u"mark"_s, holdMark},
                             {u"incident"_s, c.state.id.value},
                             {u"group"_s, c.state.group.left(40)},
                             {u"driver"_s, c.state.driver.left(24)},
                             {u"nonce"_s, c.state.nonce}};
    return QString::fromUtf8(QJsonDocument(reason).toJson(QJsonDocument::Compact));
}

bool isHeld(const StepContext &c)
{
    const auto &workspace = heldWorkspace(c);
    return workspace.isLive() && workspace.value->locked && workspace.value->lockedReason.contains(holdMark);
}

Verdict held(const StepContext &c)
{
    if (isHeld(c))
        return yes(Words::tr("NO STANDBY: %1 is held until the failback.").arg(heldWorkspace(c).value->name));
    return notYet(Words::tr("Locking the activated workspace."));
}

/// A repair puts back the hold that it found.
bool isToBeHeld(const RunState &state)
{
    return state.recipe != RecipeKind::SettleDebt || state.notes["was_held"_L1].toBool();
}

Verdict mayHold(const StepContext &c)
{
    const auto &workspace = heldWorkspace(c);
    if (!workspace.isLive())
        return blocked(Words::tr("The workspace cannot be read just now."));
    const auto unfinished = c.world.unfinished.value(workspace.value->name);
    if (workspace.value->locked)
        return blocked(
            Words::tr("%1 is locked: %2").arg(workspace.value->name, workspace.value->lockedReason.left(200)));
    if (!unfinished.isLive()) {
        const QString why = unfinished.error ? unfinished.error->message : Words::tr("not asked yet");
        return blocked(Words::tr("The runs of %1 cannot be listed: %2").arg(workspace.value->name, why));
    }
    if (!unfinished.value->isEmpty())
        return blocked(Words::tr("%1 has an unfinished run.").arg(workspace.value->name));
    return yes({});
}

std::optional<Mutation> holdIt(const StepContext &c)
{
    if (!heldWorkspace(c).isLive())
        return std::nullopt;
    return LockWorkspace{heldWorkspace(c).value->id, holdReason(c)};
}

FactRequest readHeldAndServing(const StepContext &c)
{
    FactRequest request = readHeld(c);
    return request.add(readWhoServes(c));
}

FactRequest readDebt(const StepContext &c)
{
    FactRequest request = readSwitchWorkspace(c);
    return request.add(readWhoServes(c));
}

/// The debt is settled before the consumers are moved. Where they are moved already, a console that goes on without
/// the journal must not begin anew: what it would set is what the demotion has taken back meanwhile.
bool wasSettledBefore(const StepContext &c)
{
    return c.state.notes["reconstructed"_L1].toBool() && servingRegion(c) == c.to();
}

Verdict released(const StepContext &c)
{
    const auto &workspace = heldWorkspace(c);
    if (wasSettledBefore(c))
        return yes(Words::tr("%1 serves: the debt was settled before.").arg(c.label(c.to())));
    if (!workspace.isLive())
        return notYet(Words::tr("Reading the held workspace."));
    if (!workspace.value->locked)
        return yes(Words::tr("No hold lock is left."));
    if (!isHeld(c))
        return blocked(Words::tr("%1 is locked by somebody else: %2")
                           .arg(workspace.value->name, workspace.value->lockedReason.left(200)));
    return notYet(Words::tr("Releasing the hold lock."));
}

Verdict debtIsSet(const StepContext &c)
{
    return wasSettledBefore(c) ? yes(Words::tr("%1 serves: the debt was settled before.").arg(c.label(c.to())))
                               : variableIsSet(c);
}

std::optional<Mutation> releaseIt(const StepContext &c)
{
    if (!isHeld(c))
        return std::nullopt;
    return UnlockWorkspace{heldWorkspace(c).value->id};
}

// --- plan-only runs that show whether configuration equals reality

template <Region region>
std::optional<Mutation> startCheck(const StepContext &c)
{
    const auto &workspace = c.world.facts.terraform.activation[region].workspace;
    if (!workspace.isLive())
        return std::nullopt;
    const CreateRun run{workspace.value->id, u"Twinlake %1 debt %2"_s.arg(c.state.id.value, stepNonce(c)), true, {}};
    return run;
}

FactRequest readTerraform(const StepContext &)
{
    return facts(wholeTerraform());
}

TerraformRunId checkRun(const StepContext &c)
{
    QString key = c.phase.key;
    return runOf(c.state, key.replace("-plan"_L1, "-run"_L1));
}

FactRequest readCheck(const StepContext &c)
{
    FactRequest request;
    request.runs.insert(checkRun(c));
    request.plans.insert(checkRun(c));
    return request;
}

bool isClean(const StepContext &c)
{
    const auto plan = c.world.plans.value(checkRun(c));
    return plan.value && plan.value->changes.isEmpty() && !plan.value->errored;
}

bool checkDied(const StepContext &c)
{
    const auto run = c.world.runs.value(checkRun(c));
    return run.isLive() && run.value->phase() == RunPhase::FinishedFailed;
}

/// The repair is there for the region that serves: the other one may be out, so that nobody can plan it.
bool mayStayUnchecked(const StepContext &c)
{
    return c.state.recipe == RecipeKind::SettleDebt && c.phase.key.contains(regionKey(c.to()));
}

Verdict judgeDeadCheck(const StepContext &c)
{
    const QString status = c.world.runs.value(checkRun(c)).value->status;
    if (mayStayUnchecked(c))
        return notYet(Words::tr("The check run ended as %1.").arg(status));
    Verdict verdict = failed(Words::tr("The check run %1 ended as %2. Its log says why; a retry makes another.")
                                 .arg(checkRun(c).value, status));
    QString run = c.phase.key;
    verdict.anew = {run.replace("-plan"_L1, "-run"_L1), c.phase.key};
    return verdict;
}

Verdict checked(const StepContext &c)
{
    const auto run = c.world.runs.value(checkRun(c));
    const bool approved = c.state.phase(c.phase.key).approved;
    if (checkDied(c))
        return approved ? yes(Words::tr("It could not be planned; a person chose to go on.")) : judgeDeadCheck(c);
    if (!run.isLive() || !c.world.plans.value(checkRun(c)).value)
        return notYet(Words::tr("Waiting for the check run."));
    if (isClean(c))
        return yes(Words::tr("The plan is clean: configuration equals reality."));
    if (approved)
        return yes(Words::tr("The plan is not clean; a person chose to go on."));
    return notYet(Words::tr("The plan is not clean."));
}

std::optional<GateAsk> askAboutDebt(const StepContext &c)
{
    const auto plan = c.world.plans.value(checkRun(c));
    const bool unchecked = checkDied(c) && mayStayUnchecked(c);
    if ((!plan.value && !unchecked) || isClean(c))
        return std::nullopt;
    GateAsk ask;
    ask.headline = unchecked
        ? Words::tr("Terraform cannot plan %1 just now; the region may be out.").arg(c.label(c.to()))
        : Words::tr("Terraform would change something here.");
    ask.explanation = unchecked ? Words::tr("Go on without it; the failback checks it again before anything moves.")
                                : Words::tr("Make the configuration equal to reality first, or go on knowing this.");
    ask.primaryLabel = Words::tr("Go on with this debt");
    ask.plan = plan.value;
    ask.run = checkRun(c);
    return ask;
}

std::optional<Mutation> startCheckOfSource(const StepContext &c)
{
    return c.from() == Region::Primary ? startCheck<Region::Primary>(c) : startCheck<Region::Secondary>(c);
}

Lane checkPhases(const QString &key, std::optional<Mutation> (*start)(const StepContext &))
{
    const Phase run{key + u"-run"_s, readTerraform, runExists, nullptr, nullptr, start};
    Phase plan{key + u"-plan"_s, readCheck, checked, nullptr, askAboutDebt};
    plan.poll = 2s;
    plan.budget = 15min;
    return {run, plan};
}

} // namespace

Lane cleanPlanOfSource(const QString &key)
{
    return checkPhases(key, startCheckOfSource);
}

Step hold(const Labels &, const QString &after)
{
    Phase lock{u"hold/lock"_s, readHeld, held, mayHold, nullptr, holdIt};
    lock.budget = 30min;
    lock.applies = isToBeHeld;
    return {StepId{u"hold"_s},
            Words::tr("Hold, no standby"),
            {after},
            30min,
            {settleQueue(u"hold"_s) + Lane{lock, unlockCoordination(u"hold/unlock"_s)}}};
}

Step settleDebt(const Labels &, const QString &after)
{
    const Phase release{u"settle-debt/unlock"_s, readHeldAndServing, released, nullptr, nullptr, releaseIt};
    Phase variable = switchVariable(u"settle-debt/variable"_s, Switch::KeepSource);
    variable.reads = readDebt;
    variable.done = debtIsSet;
    return {StepId{u"settle-debt"_s},
            Words::tr("Settle the Terraform debt"),
            {after},
            15min,
            {Lane{release, variable} + checkPhases(u"settle-debt/secondary"_s, startCheck<Region::Secondary>),
             checkPhases(u"settle-debt/primary"_s, startCheck<Region::Primary>)}};
}

} // namespace twinlake::steps
