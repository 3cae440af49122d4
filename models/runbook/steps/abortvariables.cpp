// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Variables that were set for a run that was never applied: as the journal tells, or, without one, as the runs and the
// regions show.
#include "models/runbook/steps/abort.h"
#include "models/runbook/steps/common.h"
#include "models/runbook/steps/steps.h"
#include "models/runbook/steps/terraformswitch.h"

#include <algorithm>

namespace twinlake::steps {

namespace {

struct Restoring {
    bool known = true; ///< everything in question was read
    std::optional<SetVariable> next;
};

// --- what the regions show

bool areRead(const StepContext &c, Region region)
{
    return std::all_of(c.group.pipelines.begin(), c.group.pipelines.end(),
                       [&](const EstatePipeline &pipeline) { return livePipeline(c, region, pipeline).has_value(); });
}

bool anyIsContinuous(const StepContext &c, Region region)
{
    return std::any_of(c.group.pipelines.begin(), c.group.pipelines.end(),
                       [&](const EstatePipeline &pipeline) { return isContinuous(c, region, pipeline); });
}

bool allAreContinuous(const StepContext &c, Region region)
{
    return std::all_of(c.group.pipelines.begin(), c.group.pipelines.end(),
                       [&](const EstatePipeline &pipeline) { return isContinuous(c, region, pipeline); });
}

// --- by the journal

bool mayHaveHappened(const IntentRecord &intent)
{
    return !intent.givenUp
        && (!intent.outcome || intent.outcome->kind == Outcome::Kind::Done
            || intent.outcome->kind == Outcome::Kind::Unknown);
}

bool wasAppliedBy(const StepContext &c, const QString &step)
{
    const IntentRecord *apply = c.state.intent(step + u"/apply"_s);
    return apply && mayHaveHappened(*apply);
}

const WorkspaceFacts *workspaceOfVariable(const StepContext &c, const QString &id)
{
    const TerraformFacts &facts = c.world.facts.terraform;
    for (const auto *workspace : {&facts.activation.primary, &facts.activation.secondary, &facts.consumers}) {
        if (workspace->variable.isLive() && workspace->variable.value->id.value == id)
            return workspace;
    }
    return nullptr;
}

/// The region whose flag that phase sets; empty for the pointer.
std::optional<Region> flaggedRegion(const StepContext &c, const IntentRecord &intent)
{
    const QString step = intent.phase.section(u'/', 0, 0);
    if (step == "activate"_L1)
        return c.to();
    return step == "demote"_L1 || step == "settle-debt"_L1 ? std::optional(c.from()) : std::nullopt;
}

/// What was set says what is so by now: to take it back would arm the next unrelated run against what runs or serves.
bool hasComeTrue(const StepContext &c, const IntentRecord &intent)
{
    const QString value = intent.call["value"_L1].toString();
    if (const std::optional<Region> region = flaggedRegion(c, intent)) {
        const bool on = sameWord(value, u"true"_s);
        return areRead(c, *region) && (on ? anyIsContinuous(c, *region) : !allAreContinuous(c, *region));
    }
    const Observed<CanaryAnswer> &canary = c.world.facts.canary;
    return c.group.consumers && canary.isLive() && canary.value->region
        && sameWord(value, c.group.consumers->values[*canary.value->region]);
}

/// Set by this incident, and not followed by an apply as far as the journal knows.
bool isPending(const StepContext &c, const IntentRecord &intent)
{
    return intent.call["call"_L1].toString() == "set_variable"_L1 && intent.phase != u"abort/variables"_s
        && mayHaveHappened(intent) && !wasAppliedBy(c, intent.phase.section(u'/', 0, 0));
}

void restoreIntended(const StepContext &c, Restoring &result)
{
    for (const IntentRecord &intent : c.state.intents) {
        const QJsonObject &call = intent.call;
        if (!isPending(c, intent) || hasComeTrue(c, intent))
            continue;
        const WorkspaceFacts *facts = workspaceOfVariable(c, call["variable"_L1].toString());
        if (!facts) {
            result.known = false;
            continue;
        }
        const QString old = call["old_value"_L1].toString();
        const QString now = facts->variable.value->value.value_or(QString());
        if (now == call["value"_L1].toString() && now != old)
            result.next = SetVariable{WorkspaceId{call["workspace"_L1].toString()},
                                      VariableId{call["variable"_L1].toString()}, call["key"_L1].toString(), old, now};
    }
}

// --- without a journal, or with a copy that may be older than what was done

/// A variable that the recipe writes, and what it says when it was not written.
struct Suspect {
    QString workspace;
    const WorkspaceFacts *facts;
    QString written;
    QString old;
    bool known; ///< whether it came true was read
    bool cameTrue;
};

QList<Suspect> suspects(const StepContext &c)
{
    const TerraformFacts &facts = c.world.facts.terraform;
    const RecipeKind recipe = c.state.recipe;
    QList<Suspect> all;
    if (recipe == RecipeKind::Failover || recipe == RecipeKind::Switchover)
        all.append({c.group.activation[c.to()].workspace, &facts.activation[c.to()], u"true"_s, u"false"_s,
                    areRead(c, c.to()), anyIsContinuous(c, c.to())});
    if (recipe == RecipeKind::Switchover || recipe == RecipeKind::Failback || recipe == RecipeKind::Rearm)
        all.append({c.group.activation[c.from()].workspace, &facts.activation[c.from()], u"false"_s, u"true"_s,
                    areRead(c, c.from()), !allAreContinuous(c, c.from())});
    if (!isRepair(recipe) && c.group.consumers)
        all.append({c.group.consumers->variable.workspace, &facts.consumers, c.group.consumers->values[c.to()],
                    c.group.consumers->values[c.from()], true, false});
    return all;
}

/// A run of this incident in that workspace has changed what it wanted to change, or is at it.
bool wasRunThere(const QList<TerraformRun> &runs)
{
    return std::any_of(runs.begin(), runs.end(), [](const TerraformRun &run) {
        return !run.planOnly && (run.phase() == RunPhase::FinishedOk || run.phase() == RunPhase::Working);
    });
}

void restoreSuspected(const StepContext &c, Restoring &result)
{
    for (const Suspect &suspect : suspects(c)) {
        if (!suspect.facts->variable.isLive() || !suspect.facts->workspace.isLive()) {
            result.known = false;
            continue;
        }
        const TerraformVariable &variable = *suspect.facts->variable.value;
        const QString now = variable.value.value_or(QString());
        if (!sameWord(now, suspect.written))
            continue; // never set, or taken back: a region that is out need not be asked about it
        const auto runs = c.world.found.value({suspect.workspace, c.state.id.value});
        if (!runs.isLive() || !suspect.known) {
            result.known = false;
            continue;
        }
        const QString old = now.startsWith(u'"') ? u'"' + suspect.old + u'"' : suspect.old;
        if (!suspect.cameTrue && !wasRunThere(*runs.value))
            result.next = SetVariable{suspect.facts->workspace.value->id, variable.id, variable.key, old, now};
    }
}

// --- both

Restoring restoring(const StepContext &c)
{
    Restoring result;
    restoreIntended(c, result);
    if (mayBeOlder(c.state) && !result.next)
        restoreSuspected(c, result);
    return result;
}

FactRequest readVariables(const StepContext &c)
{
    FactRequest request = facts(wholeTerraform());
    for (const IntentRecord &intent : c.state.intents) {
        const auto region = flaggedRegion(c, intent);
        if (isPending(c, intent) && region)
            request.add(facts({FactKind::Pipelines, FactKind::Jobs}, {*region}));
        else if (isPending(c, intent) && hasCanary(c))
            request.add(facts({FactKind::Canary}));
    }
    if (!mayBeOlder(c.state))
        return request;
    for (const QString &name : switchedWorkspaces(c))
        request.runsByNonce.insert({name, c.state.id.value});
    const bool leavesSource = c.state.recipe == RecipeKind::Failover; // which may be dark
    return request.add(
        facts({FactKind::Pipelines, FactKind::Jobs}, leavesSource ? QSet{c.to()} : QSet{c.from(), c.to()}));
}

Verdict variablesAreRestored(const StepContext &c)
{
    const Restoring state = restoring(c);
    if (!state.known)
        return blocked(Words::tr("What was set cannot be read just now."));
    if (state.next)
        return notYet(Words::tr("Setting %1 back to %2.").arg(state.next->key, state.next->value));
    return yes(Words::tr("No variable is left set for a run that never came."));
}

std::optional<Mutation> restoreNext(const StepContext &c)
{
    const Restoring state = restoring(c);
    return state.next ? std::optional<Mutation>(*state.next) : std::nullopt;
}

} // namespace

Phase restoreVariables(const QString &key)
{
    return {key, readVariables, variablesAreRestored, nullptr, nullptr, restoreNext};
}

} // namespace twinlake::steps
