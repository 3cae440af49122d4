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

/// The region that took over: a failover's target, a failback's source; beside a standby that is armed again, the one
/// that serves.
Region regionToHold(const StepContext &c)
{
    const bool isTarget = c.state.recipe == RecipeKind::Failover || c.state.recipe == RecipeKind::Rearm;
    return isTarget ? c.to() : c.from();
}

const Observed<TerraformWorkspace> &heldWorkspace(const StepContext &c)
{
    return c.world.facts.terraform.activation[regionToHold(c)].workspace;
}

FactRequest readHeld(const StepContext &c)
{
    FactRequest request = facts(wholeTerraform());
    request.unfinishedIn.insert(c.group.activation[regionToHold(c)].workspace);
    return request;
}

QString holdReason(const StepContext &c)
{
    const QJsonObject reason{{u"mark"_s, holdMark()},
                             {u"incident"_s, c.state.id.value},
                             {u"group"_s, c.state.group.left(40)},
                             {u"driver"_s, c.state.driver.left(24)},
                             {u"nonce"_s, c.state.nonce}};
    return QString::fromUtf8(QJsonDocument(reason).toJson(QJsonDocument::Compact));
}

bool isHeld(const StepContext &c)
{
    return isHold(heldWorkspace(c));
}

Verdict held(const StepContext &c)
{
    if (isHeld(c))
        return yes(Words::tr("NO STANDBY: %1 is held until the failback.").arg(heldWorkspace(c).value->name));
    return notYet(Words::tr("Locking the activated workspace."));
}

/// A repair holds where it found a hold, or no standby.
bool isToBeHeld(const RunState &state)
{
    return state.recipe != RecipeKind::SettleDebt || state.notes["was_held"_L1].toBool();
}

/// An incident that released the hold and is left before the consumers are back owes it again.
bool owesTheHold(const RunState &state)
{
    const bool holds =
        state.recipe == RecipeKind::Failback || (state.recipe == RecipeKind::SettleDebt && isToBeHeld(state));
    return holds && (state.intent(u"settle-debt/unlock"_s) || state.notes["reconstructed"_L1].toBool());
}

Verdict heldAgain(const StepContext &c)
{
    if (c.state.recipe == RecipeKind::Failback && servingRegion(c) == c.to())
        return yes(Words::tr("%1 serves again: nothing is to be held.").arg(c.label(c.to())));
    return held(c);
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

Verdict noHoldIsLeft(const StepContext &c)
{
    const auto &workspace = heldWorkspace(c);
    if (!workspace.isLive())
        return notYet(Words::tr("Reading the held workspace."));
    if (!workspace.value->locked)
        return yes(Words::tr("No hold lock is left."));
    if (!isHeld(c))
        return blocked(Words::tr("%1 is locked by somebody else: %2")
                           .arg(workspace.value->name, workspace.value->lockedReason.left(200)));
    return notYet(Words::tr("Releasing the hold lock."));
}

Verdict released(const StepContext &c)
{
    return wasSettledBefore(c) ? yes(Words::tr("%1 serves: the debt was settled before.").arg(c.label(c.to())))
                               : noHoldIsLeft(c);
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

} // namespace

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

Phase holdAgain(const QString &key)
{
    Phase lock{key, readHeldAndServing, heldAgain, mayHold, nullptr, holdIt};
    lock.budget = 30min;
    lock.applies = owesTheHold;
    return lock;
}

Phase releaseHold(const QString &key)
{
    return {key, readHeld, noHoldIsLeft, nullptr, nullptr, releaseIt};
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
            {Lane{release, discardLeftRuns(u"settle-debt"_s, Switch::KeepSource), variable}
                 + cleanPlanOf(Region::Secondary, u"settle-debt/secondary"_s),
             cleanPlanOf(Region::Primary, u"settle-debt/primary"_s)}};
}

} // namespace twinlake::steps
