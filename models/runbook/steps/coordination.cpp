// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One driver: the lock of the coordination workspace with our nonce in its reason, and its end.
#include "models/runbook/causes.h"
#include "models/runbook/lockreason.h"
#include "models/runbook/steps/common.h"
#include "models/runbook/steps/direction.h"
#include "models/runbook/steps/glass.h"
#include "models/runbook/steps/lockkey.h"
#include "models/runbook/steps/standing.h"
#include "models/runbook/steps/steps.h"

#include <QJsonArray>

namespace twinlake::steps {

using namespace std::chrono_literals;

namespace {

FactRequest readCoordination(const StepContext &)
{
    return facts({FactKind::Coordination});
}

/// With what tells, where the lock does not, whether the incident is still the latest.
FactRequest readLock(const StepContext &c)
{
    FactRequest request = readCoordination(c);
    return request.add(readsForStanding(c));
}

/// A lock that an incident of ours, closed by now or driven from elsewhere before, left behind.
bool isOurLeftover(const StepContext &c, const QString &reason)
{
    for (const QJsonValue nonce : c.state.notes["closed_nonces"_L1].toArray()) {
        if (reason.contains(nonce.toString()))
            return true;
    }
    return false;
}

/// Before the incident's first lock nothing is changed yet, and another driver may still end what we are about to
/// begin.
bool isFirstLock(const StepContext &c)
{
    return c.phase.key == lockKey(c.state.recipe) && !c.state.notes["reconstructed"_L1].toBool()
        && c.state.intent(c.phase.key) == nullptr;
}

FactRequest readBeforeLock(const StepContext &c)
{
    FactRequest request = readLock(c);
    return isFirstLock(c) ? request.add(readWhoServes(c)) : request;
}

Verdict lockIsOurs(const StepContext &c)
{
    if (holdsCoordinationLock(c))
        return yes(Words::tr("One driver: the coordination lock is ours."));
    const auto &workspace = c.world.facts.terraform.coordination;
    const bool free = workspace.isLive() && !workspace.value->locked; // else who drives is what there is to say
    if (free && isFirstLock(c) && isOvertaken(c)) {
        return {
            Verdict::Kind::Inconclusive,
            Words::tr("Another driver's recipe ended first, and %1 is not the region to leave any more. Nothing was "
                      "changed.")
                .arg(c.label(c.from())),
            {},
            {},
            {}};
    }
    return notYet(Words::tr("Taking the coordination lock."));
}

/// Holder, what they do and since when, for the one who comes second.
QString holderSentence(const TerraformWorkspace &workspace, const Instant &now)
{
    const auto reason = readLockReason(workspace.lockedReason);
    if (!reason)
        return Words::tr("I8: somebody else drives: the coordination workspace is locked (%1).")
            .arg(workspace.lockedReason.left(200));
    const auto t0 = fromIso(reason->t0);
    const QString age =
        t0 ? humanDuration(std::max(Duration::zero(), between(*t0, now))) : Words::tr("an unknown time");
    return Words::tr("I8: somebody else drives: %1 carries out the %2 of %3 (%4), T0 %5, %6 ago.")
        .arg(reason->driver, reason->recipe, reason->group, reason->incident.value, reason->t0, age);
}

bool lacksLockBehindGlass(const RunState &state)
{
    return glassIsBroken(state) && !state.phase(lockKey(state.recipe)).doneAt;
}

Verdict lockIsFree(const StepContext &c)
{
    const auto &workspace = c.world.facts.terraform.coordination;
    if (!workspace.isLive())
        return blocked(Words::tr("The coordination workspace cannot be read just now."));
    if (workspace.value->locked && !isOurLeftover(c, workspace.value->lockedReason)) {
        Verdict verdict = blocked(holderSentence(*workspace.value, c.now));
        verdict.cause = causes::locked;
        return verdict;
    }
    if (const std::optional<Verdict> verdict = endedElsewhere(c))
        return *verdict;
    return yes({});
}

/// Sent and granted once, and another's by now: this console stood still meanwhile, and is told who drives.
Verdict lockIsStillOurs(const StepContext &c)
{
    if (const std::optional<Verdict> verdict = endedElsewhere(c))
        return *verdict;
    const Verdict ours = lockIsOurs(c);
    const IntentRecord *sent = c.state.intent(c.phase.key);
    if (ours.kind != Verdict::Kind::NotYet || !sent || !sent->outcome || sent->outcome->kind != Outcome::Kind::Done)
        return ours;
    const Verdict theirs = lockIsFree(c);
    return theirs.cause == causes::locked ? theirs : ours;
}

Verdict lockIsOursAtLast(const StepContext &c)
{
    if (!c.world.facts.terraform.coordination.isLive())
        return notYet(Words::tr("The coordination lock is taken as soon as Terraform answers."), {terraformRow(c)});
    return lockIsStillOurs(c);
}

std::optional<Mutation> takeLock(const StepContext &c)
{
    const auto &workspace = c.world.facts.terraform.coordination;
    if (!workspace.isLive())
        return std::nullopt;
    if (workspace.value->locked && isOurLeftover(c, workspace.value->lockedReason))
        return UnlockWorkspace{workspace.value->id};
    return LockWorkspace{workspace.value->id, lockReason(c.state)};
}

/// Ours, or what an earlier console of this incident took and we did not take over: the unlock was on its way already.
bool isToBeGivenBack(const StepContext &c)
{
    const auto &workspace = c.world.facts.terraform.coordination;
    return holdsCoordinationLock(c)
        || (workspace.isLive() && workspace.value->locked && isOurLeftover(c, workspace.value->lockedReason));
}

Verdict lockIsGone(const StepContext &c)
{
    const auto &workspace = c.world.facts.terraform.coordination;
    if (!workspace.isLive())
        return notYet(Words::tr("Reading the coordination workspace."));
    if (!c.state.dryRun && !tookLock(c.state))
        return notYet(Words::tr("The coordination lock is being taken over first."));
    if (isToBeGivenBack(c))
        return notYet(Words::tr("Giving the coordination lock back."));
    return yes(Words::tr("The coordination lock is given back."));
}

std::optional<Mutation> giveLockBack(const StepContext &c)
{
    if (!tookLock(c.state) || !isToBeGivenBack(c))
        return std::nullopt;
    return UnlockWorkspace{c.world.facts.terraform.coordination.value->id};
}

} // namespace

Phase lockCoordination(const QString &key)
{
    Phase phase{key, readBeforeLock, lockIsStillOurs, lockIsFree, nullptr, takeLock};
    phase.eachEpoch = true;
    return phase;
}

Phase lockCoordinationLate()
{
    Phase phase = lockCoordination(lateLockKey());
    phase.reads = readLock;
    phase.done = lockIsOursAtLast;
    phase.applies = lacksLockBehindGlass;
    phase.poll = 5s;
    phase.budget = 0s; // as long as Terraform is silent
    return phase;
}

Phase unlockCoordination(const QString &key)
{
    return {key, readCoordination, lockIsGone, nullptr, nullptr, giveLockBack};
}

} // namespace twinlake::steps
