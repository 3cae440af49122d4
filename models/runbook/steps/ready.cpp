// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// P1 ready and P4 last-check: both regions healthy and in their roles before anything is heated, and once more before
// the pointer moves.
#include "models/runbook/steps/common.h"
#include "models/runbook/steps/steps.h"

namespace twinlake::steps {

using namespace std::chrono_literals;

namespace {

constexpr Duration levelLimit = 5min; // P3's proof is at most this old when the pointer moves

FactRequest readBothRoles(const StepContext &)
{
    return facts({FactKind::Pipelines, FactKind::Jobs}, {Region::Primary, Region::Secondary});
}

Evidence roleRow(const StepContext &c, Region region, bool fine, const RoleVerdict &role)
{
    return row(Words::tr("Role of %1").arg(c.label(region)), fine ? EvidenceVerdict::Good : EvidenceVerdict::Bad,
               roleWord(role.role), role.repair.isEmpty() ? role.sentence : role.sentence + u' ' + role.repair,
               role.readAt.value_or(Instant()));
}

/// Both regions in the roles asked for; `target` may be one of two.
Verdict rolesAre(const StepContext &c, const QList<Role> &target)
{
    const RoleVerdict source = judgeRole(c.world.facts.regions[c.from()], c.now, roleLimit);
    const RoleVerdict other = judgeRole(c.world.facts.regions[c.to()], c.now, roleLimit);
    const bool sourceFine = source.role == Role::Active;
    const bool targetFine = target.contains(other.role);
    const QList<Evidence> rows{roleRow(c, c.from(), sourceFine, source), roleRow(c, c.to(), targetFine, other)};
    if (sourceFine && targetFine)
        return yes(Words::tr("Both regions are in their roles."), rows);
    if (source.role == Role::Unknown || other.role == Role::Unknown)
        return notYet(Words::tr("Reading the roles of both regions."), rows);
    return blocked(Words::tr("%1 is %2 and %3 is %4; a planned switchover does not begin like this.")
                       .arg(c.label(c.from()), roleWord(source.role), c.label(c.to()), roleWord(other.role)),
                   rows);
}

/// Continued without its journal, a switchover may be at its end: then the target runs, and the source has rested.
bool isNearItsEnd(const StepContext &c)
{
    const RoleVerdict target = judgeRole(c.world.facts.regions[c.to()], c.now, roleLimit);
    return c.state.notes["reconstructed"_L1].toBool() && target.role == Role::Active;
}

Verdict goesOn(const StepContext &c, const Verdict &roles)
{
    return yes(Words::tr("%1 runs already; the switchover goes on.").arg(c.label(c.to())), roles.evidence);
}

/// A target that was heated by hand already is no obstacle.
Verdict rolesAreNormal(const StepContext &c)
{
    const Verdict verdict = rolesAre(c, {Role::StandbyArmed, Role::Active});
    if (verdict.kind == Verdict::Kind::Blocked && isNearItsEnd(c))
        return goesOn(c, verdict);
    return verdict;
}

Verdict bothAreActive(const StepContext &c)
{
    const Verdict verdict = rolesAre(c, {Role::Active});
    if (verdict.kind == Verdict::Kind::Blocked && isNearItsEnd(c))
        return goesOn(c, verdict);
    const auto levelAt = c.state.phase(u"level/counts"_s).doneAt;
    if (verdict.kind == Verdict::Kind::Yes && levelAt && between(*levelAt, c.now) > levelLimit)
        return failed(Words::tr("The regions were level %1 ago. Retry \"Level\" first.")
                          .arg(humanDuration(between(*levelAt, c.now))),
                      verdict.evidence);
    return verdict;
}

Verdict otherIsDone(const StepContext &c)
{
    const QString other = c.step.id.value + u"/lock"_s;
    return c.state.phase(other).doneAt ? yes({}) : notYet({});
}

} // namespace

Phase waitForLock(const QString &key)
{
    Phase phase{key, nothing, otherIsDone};
    phase.poll = 500ms;
    phase.budget = 24h; // the lock's own phase says when it is too late
    return phase;
}

Step ready(const Labels &)
{
    Phase roles{u"ready/roles"_s, readBothRoles, rolesAreNormal};
    roles.poll = 10s;
    roles.budget = 15min;
    const Lane first{findDirection(u"ready/direction"_s), roles, lockCoordination(u"ready/lock"_s),
                     startWarehouses(u"ready/warehouse"_s)};
    return {StepId{u"ready"_s},
            Words::tr("Make ready"),
            {},
            30min,
            {first, Lane{waitForLock(u"ready/locked-for-preview"_s)} + previewPhases(u"ready"_s),
             Lane{waitForLock(u"ready/locked-for-check"_s)} + cleanPlanOfSource(u"ready/source"_s)}};
}

Step lastCheck(const Labels &)
{
    Phase roles{u"last-check/roles"_s, readBothRoles, bothAreActive};
    roles.poll = 5s;
    return {StepId{u"last-check"_s}, Words::tr("Last check"), {u"level"_s}, 10min, {{roles}}, true};
}

} // namespace twinlake::steps
