// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What each invariant asks of each write.
#include "models/runbook/invariants.h"

#include "models/rules/planguard.h"
#include "models/runbook/causes.h"
#include "models/runbook/steps/common.h"
#include "models/runbook/steps/glass.h"
#include "models/runbook/steps/terraformswitch.h"

namespace twinlake {

using namespace steps;
using namespace std::chrono_literals;

namespace {

WorkspaceId workspaceOf(const Mutation &mutation)
{
    if (const auto *lock = std::get_if<LockWorkspace>(&mutation))
        return lock->workspace;
    if (const auto *unlock = std::get_if<UnlockWorkspace>(&mutation))
        return unlock->workspace;
    return {};
}

bool isCoordination(const StepContext &c, const Mutation &mutation)
{
    const auto &workspace = c.world.facts.terraform.coordination.value;
    return workspace && workspaceOf(mutation) == workspace->id;
}

/// The region that must keep running while `mutation` cools something down; empty if it only arms or activates.
std::optional<Region> keeper(const StepContext &c, const Mutation &mutation)
{
    if (const auto *pause = std::get_if<SetJobPause>(&mutation); pause && pause->paused)
        return pause->region;
    if (const auto *flag = std::get_if<SetContinuous>(&mutation); flag && !flag->continuous)
        return otherRegion(flag->region);
    if (c.phase.about == Switch::DemoteSource && !isPlanOnly(mutation) && !isDatabricks(mutation))
        return c.to();
    return std::nullopt;
}

bool movesPointer(const StepContext &c, const Mutation &mutation)
{
    return c.phase.about == Switch::PointToTarget
        && (std::holds_alternative<SetVariable>(mutation) || std::holds_alternative<ApplyRun>(mutation));
}

/// A person has typed this rule's number for this step.
bool isOverridden(const StepContext &c, const QString &rule)
{
    return c.state.overridden.value(c.step.id.value).contains(rule);
}

Verdict breaks(const QString &rule, const QString &sentence)
{
    Verdict verdict = blocked(sentence);
    verdict.rule = rule;
    return verdict;
}

Verdict checkOneDriver(const StepContext &c, const Mutation &mutation)
{
    const bool rehearsed = c.state.dryRun && isPlanOnly(mutation); // takes no lock and changes nothing
    const bool nobodyCan = glassIsBroken(c.state) && !c.world.facts.terraform.coordination.isLive();
    if (rehearsed || nobodyCan || isOverridden(c, u"I8"_s) || isCoordination(c, mutation) || holdsCoordinationLock(c))
        return yes({});
    Verdict verdict =
        breaks(u"I8"_s, Words::tr("I8: the coordination lock is not ours just now. Nothing is written until it is."));
    if (hasLostCoordinationLock(c)) {
        const QString reason = c.world.facts.terraform.coordination.value->lockedReason;
        verdict.cause = causes::locked;
        verdict.sentence = reason.isEmpty()
            ? Words::tr("I8: the coordination lock was taken from us. Resume the incident to take it again.")
            : Words::tr("I8: the coordination lock was taken from us; it says: %1").arg(reason.left(200));
    }
    return verdict;
}

Verdict checkNeverZero(const StepContext &c, const Mutation &mutation)
{
    const std::optional<Region> region = keeper(c, mutation);
    if (!region || isOverridden(c, u"I1"_s) || allRunning(c, *region))
        return yes({});
    return breaks(u"I1"_s,
                  Words::tr("I1: %1 is not seen continuous with a RUNNING update just now, so nothing may be cooled "
                            "down.")
                      .arg(c.label(*region)));
}

Verdict checkOnePointer(const StepContext &c, const Mutation &mutation)
{
    if (!movesPointer(c, mutation) || isOverridden(c, u"I2"_s))
        return yes({});
    const Observed<TerraformVariable> &pointer = c.world.facts.terraform.consumers.variable;
    const QString value = pointer.isLive() ? pointer.value->value.value_or(QString()) : QString();
    const auto &values = c.group.consumers->values;
    if (sameWord(value, values.primary) || sameWord(value, values.secondary))
        return yes({});
    return breaks(u"I2"_s,
                  Words::tr("I2: the consumers' pointer does not name exactly one of the two regions just now."));
}

Verdict checkNoTimeTravel(const StepContext &c, const Mutation &mutation)
{
    if (!movesPointer(c, mutation) || isOverridden(c, u"I3"_s))
        return yes({});
    const auto served = servedUpToNow(c);
    const auto target = groupWatermark(c, c.to());
    if (!target)
        return breaks(u"I3"_s, Words::tr("I3: the watermark of %1 is not known just now.").arg(c.label(c.to())));
    if (!served || *target >= *served)
        return yes({});
    return breaks(u"I3"_s,
                  Words::tr("I3: consumers would lose %1 of data that they have already seen.")
                      .arg(humanDuration(between(*target, *served))));
}

Verdict checkGuardedDiff(const StepContext &c, const Mutation &mutation)
{
    const auto *apply = std::get_if<ApplyRun>(&mutation);
    if (!apply)
        return yes({});
    const Observed<PlanDiff> plan = c.world.plans.value(apply->run);
    if (!plan.value)
        return breaks(u"I5"_s, Words::tr("I5: the plan of %1 has not been read.").arg(apply->run.value));
    const GuardVerdict verdict = judgePlan(*plan.value, switchOf(c).expected);
    if (verdict.kind != GuardVerdict::Kind::Allowed)
        return breaks(u"I5"_s, Words::tr("I5: %1").arg(verdict.sentence));
    const QByteArray shown = c.state.phase(c.phase.key).shownHash;
    if (verdict.projectionHash != shown)
        return breaks(u"I5"_s, Words::tr("I5: the plan is not the one that was approved."));
    return yes({});
}

} // namespace

Verdict checkInvariants(const StepContext &context, const Mutation &mutation)
{
    const Verdict driver = checkOneDriver(context, mutation);
    return driver.kind == Verdict::Kind::Yes ? checkFacts(context, mutation) : driver;
}

Verdict checkFacts(const StepContext &context, const Mutation &mutation)
{
    for (const auto check : {checkNeverZero, checkOnePointer, checkNoTimeTravel, checkGuardedDiff}) {
        const Verdict verdict = check(context, mutation);
        if (verdict.kind != Verdict::Kind::Yes)
            return verdict;
    }
    return yes({});
}

bool wasJustSilent(const RunState &state, const TerraformFacts &facts, const Instant &now)
{
    return glassIsBroken(state) && facts.coordination.error && between(facts.coordination.triedAt, now) <= 20s;
}

FactRequest readsBefore(const StepContext &context, const Mutation &mutation)
{
    const bool cannotBeAsked =
        isDatabricks(mutation) && wasJustSilent(context.state, context.world.facts.terraform, context.now);
    FactRequest request = cannotBeAsked ? FactRequest{} : facts({FactKind::Coordination});
    if (const auto region = keeper(context, mutation))
        request.add(facts({FactKind::Pipelines, FactKind::Jobs}, {*region}));
    if (movesPointer(context, mutation))
        request.add(facts({FactKind::Consumers, FactKind::Watermarks}, {context.to()}));
    if (movesPointer(context, mutation) && mayHaveServedOn(context))
        request.add(facts({FactKind::Reach, FactKind::Watermarks}, {context.from()}));
    if (const auto *pause = std::get_if<SetJobPause>(&mutation))
        request.add(facts({FactKind::Jobs}, {pause->region}));
    if (const auto *run = std::get_if<RunJobNow>(&mutation))
        request.runsOfJobs.insert({run->region, run->job});
    if (const auto *start = std::get_if<StartUpdate>(&mutation))
        request.add(facts({FactKind::Pipelines}, {start->region}));
    if (const auto *flag = std::get_if<SetContinuous>(&mutation))
        request.add(facts({FactKind::Pipelines, FactKind::Jobs}, {flag->region}));
    if (const auto *apply = std::get_if<ApplyRun>(&mutation)) {
        request.runs.insert(apply->run);
        request.plans.insert(apply->run);
        if (context.phase.about != Switch::PointToTarget)
            request.add(facts({FactKind::Pipelines, FactKind::Jobs},
                              {context.phase.about == Switch::DemoteSource ? context.from() : context.to()}));
    }
    return request;
}

} // namespace twinlake
