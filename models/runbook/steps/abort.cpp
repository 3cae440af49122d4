// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The way out of a recipe to a state that has a name: what was begun is ended, what was only prepared is taken back,
// nothing that runs is cooled down (recovery-model.md 3.1, rollback column).
#include "models/rules/role.h"
#include "models/runbook/steps/abort.h"
#include "models/runbook/steps/common.h"
#include "models/runbook/steps/direction.h"
#include "models/runbook/steps/lockkey.h"
#include "models/runbook/steps/steps.h"
#include "models/runbook/steps/terraformswitch.h"

#include <algorithm>

namespace twinlake::steps {

using namespace std::chrono_literals;

namespace {

// --- our runs

FactRequest readOurRuns(const StepContext &c)
{
    FactRequest request = facts(wholeTerraform());
    for (const QString &name : switchedWorkspaces(c))
        request.unfinishedIn.insert(name);
    return request;
}

/// By the incident in their message, so that one whose answer was lost is found as well.
QList<TerraformRun> ourUnfinishedRuns(const StepContext &c)
{
    QList<TerraformRun> ours;
    for (const QString &name : switchedWorkspaces(c)) {
        for (const TerraformRun &run : c.world.unfinished.value(name).value.value_or(QList<TerraformRun>())) {
            if (run.message.contains(c.state.id.value))
                ours.append(run);
        }
    }
    return ours;
}

Verdict ourRunsAreOver(const StepContext &c)
{
    for (const QString &name : switchedWorkspaces(c)) {
        if (!c.world.unfinished.value(name).isLive())
            return blocked(
                Words::tr("The runs of %1 cannot be listed just now; one of ours may still be there.").arg(name));
    }
    const QList<TerraformRun> ours = ourUnfinishedRuns(c);
    if (ours.isEmpty())
        return yes(Words::tr("No run of this incident is left."));
    return notYet(Words::tr("The run %1 is %2.").arg(ours.first().id.value, ours.first().status));
}

std::optional<Mutation> discardOurRun(const StepContext &c)
{
    for (const TerraformRun &run : ourUnfinishedRuns(c)) {
        if (run.isDiscardable)
            return DiscardRun{run.id, u"Twinlake %1 abort"_s.arg(c.state.id.value)};
    }
    return std::nullopt; // one that is being applied goes on to its end
}

// --- where it was left

FactRequest readWhereItIs(const StepContext &c)
{
    FactRequest request = facts(wholeTerraform() + QSet{FactKind::Pipelines, FactKind::Jobs}, {c.from(), c.to()});
    if (hasCanary(c))
        request.add(facts({FactKind::Canary}));
    return request;
}

/// The name of the state and what it means for who has to go on from there.
QPair<QString, QString> safeState(const StepContext &c)
{
    const RoleVerdict target = judgeRole(c.world.facts.regions[c.to()], c.now, roleLimit);
    const RoleVerdict source = judgeRole(c.world.facts.regions[c.from()], c.now, roleLimit);
    const QString from = c.label(c.from());
    const QString to = c.label(c.to());
    const auto serving = servingRegion(c);
    const bool sourceRuns = source.role == Role::Active || source.role == Role::Partial;
    if (serving == c.to() && source.role == Role::Disarmed)
        return {u"moved_disarmed"_s,
                Words::tr("Moved, no standby: %1 serves and %2 is DISARMED. Re-arm it next.").arg(to, from)};
    if (serving == c.to())
        return {u"moved"_s, Words::tr("Moved: %1 serves. The role of %2 is %3.").arg(to, from, roleWord(source.role))};
    const bool targetRuns = target.role == Role::Active || target.role == Role::Partial;
    if (targetRuns && !sourceRuns)
        return {u"target_hot"_s,
                Words::tr("%1 runs and can take over at once; the consumers stay at %2, whose role is %3. Re-arming %1 "
                          "cools it down once %2 runs.")
                    .arg(to, from, roleWord(source.role))};
    if (targetRuns)
        return {u"both_hot"_s,
                Words::tr("Both hot: the consumers stay at %1, %2 runs beside it and can take over at once. Re-arming "
                          "%2 cools it down.")
                    .arg(from, to)};
    if (target.role == Role::StandbyArmed)
        return {u"unchanged"_s, Words::tr("Unchanged: the consumers are at %1, %2 is armed.").arg(from, to)};
    return {u"unclear"_s,
            Words::tr("Unclear: the role of %1 is %2. Look at it before anything else. %3")
                .arg(to, roleWord(target.role), target.sentence)};
}

Verdict stateIsNamed(const StepContext &c)
{
    const auto &[key, sentence] = safeState(c);
    const bool read = !c.world.facts.regions[c.to()].pipelines.isEmpty();
    if (key == "unclear"_L1 && (!read || between(c.phaseStart, c.now) < 1min))
        return notYet(Words::tr("Reading where it is left."));
    Verdict verdict = yes(sentence);
    verdict.notes = {{u"safe_state"_s, key}, {u"safe_sentence"_s, sentence}};
    return verdict;
}

} // namespace

QList<QString> switchedWorkspaces(const StepContext &c)
{
    QList<QString> names;
    for (const Region region : bothRegions)
        names.append(c.group.activation[region].workspace);
    if (c.group.consumers)
        names.append(c.group.consumers->variable.workspace);
    return names;
}

namespace {

/// Whether anything may have been written behind it. Without a journal it is the lock that told of the incident.
bool lockWasTaken(const RunState &state)
{
    return state.notes["reconstructed"_L1].toBool() || tookLock(state)
        || std::any_of(state.intents.begin(), state.intents.end(), [&](const IntentRecord &intent) {
               const bool mayHaveTaken = !intent.outcome || intent.outcome->kind == Outcome::Kind::Done
                   || intent.outcome->kind == Outcome::Kind::Unknown;
               return mayHaveTaken && (intent.phase == lockKey(state.recipe) || intent.phase == lateLockKey());
           });
}

} // namespace

Step abort()
{
    const Phase writes = settleWrites(u"abort/writes"_s);
    Phase lock = lockCoordination(u"abort/lock"_s); // whoever goes on from elsewhere takes it over first
    Phase runs{u"abort/runs"_s, readOurRuns, ourRunsAreOver, nullptr, nullptr, discardOurRun};
    runs.budget = 1h;
    Phase variables = restoreVariables(u"abort/variables"_s);
    Phase named{u"abort/state"_s, readWhereItIs, stateIsNamed};
    named.poll = 5s;
    Phase unlock = unlockCoordination(u"abort/unlock"_s);
    lock.applies = runs.applies = variables.applies = unlock.applies = lockWasTaken; // before it nothing was written
    return {StepId{u"abort"_s},
            Words::tr("Abort to a safe state"),
            {},
            1h,
            {{writes, lock, runs, variables, holdAgain(u"abort/hold"_s), named, unlock}}};
}

} // namespace twinlake::steps
