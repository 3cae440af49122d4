// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Traces that another driver leaves: runs, variables, a hold, the pointer. None of them is trusted to a clock alone.
#include "models/runbook/steps/standing.h"

#include "models/runbook/causes.h"
#include "models/runbook/reconcile.h"
#include "models/runbook/steps/abort.h"
#include "models/runbook/steps/common.h"
#include "models/runbook/steps/direction.h"
#include "models/runbook/steps/terraformswitch.h"

#include <QRegularExpression>

#include <algorithm>

namespace twinlake::steps {

using namespace std::chrono_literals;

namespace {

constexpr Duration skewAllowance = 2min; // between Terraform's clock and the console's

QString callOf(const IntentRecord &intent)
{
    return intent.call["call"_L1].toString();
}

bool isDone(const IntentRecord &intent)
{
    return intent.outcome && intent.outcome->kind == Outcome::Kind::Done;
}

/// The last thing that this journal has written to the coordination lock, as far as it may have arrived.
const IntentRecord *lastLockWrite(const StepContext &c)
{
    const auto &workspace = c.world.facts.terraform.coordination.value;
    const auto last = std::find_if(c.state.intents.rbegin(), c.state.intents.rend(), [&](const IntentRecord &intent) {
        const bool refused = intent.outcome
            && (intent.outcome->kind == Outcome::Kind::Refused || intent.outcome->kind == Outcome::Kind::NotSent);
        const bool isLock = callOf(intent) == "lock_workspace"_L1 || callOf(intent) == "unlock_workspace"_L1;
        return isLock && !refused && workspace && intent.call["workspace"_L1].toString() == workspace->id.value;
    });
    return last == c.state.intents.rend() ? nullptr : &*last;
}

bool believesItHolds(const IntentRecord *lockWrite)
{
    return lockWrite && callOf(*lockWrite) == "lock_workspace"_L1 && isDone(*lockWrite);
}

/// A console that took over has just given the old lock back itself: until then nobody had ended the incident.
bool isInTakeOver(const StepContext &c, const IntentRecord *lockWrite)
{
    return lockWrite && callOf(*lockWrite) == "unlock_workspace"_L1 && lockWrite->epoch == c.state.epoch;
}

/// A free lock proves nothing: it may have been free all the time, or somebody has ended the incident since.
bool hasToBeProven(const StepContext &c)
{
    const auto &lock = c.world.facts.terraform.coordination;
    if (c.state.dryRun || !lock.isLive() || lock.value->locked)
        return false;
    const IntentRecord *last = lastLockWrite(c);
    return believesItHolds(last) || (c.state.epoch > 1 && !isInTakeOver(c, last));
}

bool isOfThisIncident(const StepContext &c, const TerraformRun &run)
{
    return (run.message + u' ').contains(u' ' + c.state.id.value + u' ');
}

/// Made by this journal, adopted by it, or made by a write of it whose answer was lost.
bool isKnown(const StepContext &c, const TerraformRun &run)
{
    return std::any_of(c.state.intents.begin(), c.state.intents.end(), [&](const IntentRecord &intent) {
        const bool created = intent.outcome && intent.outcome->createdId == run.id.value;
        return callOf(intent) == "create_run"_L1 && (created || intent.call["message"_L1].toString() == run.message);
    });
}

/// "20261122-030000" of "Twinlake INC-20261122-030000-orders activate twinlake/0123".
QString openedStamp(const QString &text)
{
    static const QRegularExpression stamp(u"-(\\d{8}-\\d{6})-"_s);
    return stamp.match(text.left(400)).captured(1);
}

bool isAfter(const TerraformRun &run, const std::optional<Instant> &since, Duration allowance)
{
    return !since || !run.createdAt || *run.createdAt >= later(*since, allowance);
}

/// When this journal last had the lock in its hand; what was made before is no trace of who came later.
std::optional<Instant> lastHold(const StepContext &c)
{
    const IntentRecord *last = lastLockWrite(c);
    return last ? std::optional(last->outcomeAt.value_or(last->at)) : std::nullopt;
}

/// Another console of this incident went on: a run of it that this journal does not know. Who took over from a lost
/// console may not know all that it had made before, but everything that was made since.
bool wasMadeElsewhere(const StepContext &c, const TerraformRun &run)
{
    const std::optional<Instant> since = mayBeOlder(c.state) ? lastHold(c) : std::nullopt;
    return isOfThisIncident(c, run) && !isKnown(c, run) && isAfter(run, since, Duration::zero());
}

/// A later incident has changed something here.
bool isOfLaterIncident(const StepContext &c, const TerraformRun &run)
{
    if (isOfThisIncident(c, run) || run.planOnly || !run.message.startsWith(runMark()))
        return false;
    const QString theirs = openedStamp(run.message);
    const QString ours = openedStamp(c.state.id.value);
    const Instant since = lastHold(c).value_or(c.state.openedAt);
    return (!theirs.isEmpty() && !ours.isEmpty() && theirs > ours)
        || (run.createdAt && isAfter(run, since, skewAllowance));
}

bool sent(const StepContext &c, const QString &call, const TerraformRunId &run)
{
    return std::any_of(c.state.intents.begin(), c.state.intents.end(), [&](const IntentRecord &intent) {
        return callOf(intent) == call && intent.call["run"_L1].toString() == run.value;
    });
}

/// A run of ours that was applied or thrown away, and not by us.
bool wasEndedElsewhere(const StepContext &c, const TerraformRun &run)
{
    static const QStringList applying{u"confirmed"_s, u"apply_queued"_s, u"applying"_s, u"applied"_s};
    if (!isKnown(c, run) || run.planOnly)
        return false;
    return (applying.contains(run.status) && !sent(c, u"apply_run"_s, run.id))
        || (run.status == "discarded"_L1 && !sent(c, u"discard_run"_s, run.id));
}

QString traceOfRuns(const StepContext &c)
{
    for (const QString &workspace : switchedWorkspaces(c)) {
        for (const TerraformRun &run :
             c.world.found.value({workspace, runMark()}).value.value_or(QList<TerraformRun>())) {
            if (wasMadeElsewhere(c, run) || isOfLaterIncident(c, run))
                return Words::tr("%1 has the run %2 (%3), which this journal does not know: %4")
                    .arg(workspace, run.id.value, run.status, run.message.left(200));
            if (wasEndedElsewhere(c, run))
                return Words::tr("The run %1 in %2 is %3, and this journal did not do that.")
                    .arg(run.id.value, workspace, run.status);
        }
    }
    return {};
}

const TerraformVariable *variableOf(const StepContext &c, const QString &id)
{
    const TerraformFacts &facts = c.world.facts.terraform;
    for (const auto *workspace : {&facts.activation.primary, &facts.activation.secondary, &facts.consumers}) {
        if (workspace->variable.isLive() && workspace->variable.value->id.value == id)
            return &*workspace->variable.value;
    }
    return nullptr;
}

/// A variable that this journal has set and that says something else now.
QString traceOfVariables(const StepContext &c)
{
    QMap<QString, QString> left;
    for (const IntentRecord &intent : c.state.intents) {
        if (callOf(intent) == "set_variable"_L1 && isDone(intent))
            left.insert(intent.call["variable"_L1].toString(), intent.call["value"_L1].toString());
    }
    for (auto it = left.begin(); it != left.end(); ++it) {
        const TerraformVariable *now = variableOf(c, it.key());
        if (now && now->value && !sameWord(*now->value, it.value())) // a sensitive one tells nothing
            return Words::tr("%1 is %2; this journal had set it to %3.")
                .arg(now->key, now->value->left(100), it.value());
    }
    return {};
}

/// A hold of this incident that this journal has not set.
QString traceOfHold(const StepContext &c)
{
    for (const Region region : bothRegions) {
        const auto &workspace = c.world.facts.terraform.activation[region].workspace;
        if (!isHold(workspace) || !workspace.value->lockedReason.contains(c.state.id.value))
            continue;
        const QString &reason = workspace.value->lockedReason;
        const bool ours = std::any_of(c.state.intents.begin(), c.state.intents.end(), [&](const IntentRecord &intent) {
            return callOf(intent) == "lock_workspace"_L1 && intent.call["reason"_L1].toString() == reason;
        });
        if (!ours)
            return Words::tr("%1 is held for this incident, and this journal did not do that.")
                .arg(workspace.value->name);
    }
    return {};
}

/// Whether this journal may have moved the consumers.
bool mayHaveMoved(const StepContext &c)
{
    return std::any_of(c.state.intents.begin(), c.state.intents.end(), [](const IntentRecord &intent) {
        return intent.phase == "repoint/apply"_L1 || intent.phase == "repoint/pointer"_L1;
    });
}

QString traceOfPointer(const StepContext &c)
{
    const std::optional<Region> serving = servingRegion(c);
    const bool movedOn = !mayHaveMoved(c) && !c.state.phase(u"repoint/by-hand"_s).doneAt && isOvertaken(c);
    const bool movedBack =
        serving == c.from() && c.state.phase(u"repoint/canary"_s).doneAt && !isRepair(c.state.recipe);
    if (serving && (movedOn || movedBack))
        return Words::tr("%1 serves, and this journal did not do that.").arg(c.label(*serving));
    return {};
}

QString traceOfOthers(const StepContext &c)
{
    for (const auto &trace : {traceOfRuns, traceOfVariables, traceOfHold, traceOfPointer}) {
        if (const QString sentence = trace(c); !sentence.isEmpty())
            return sentence;
    }
    return {};
}

bool isAllRead(const StepContext &c)
{
    const QList<QString> names = switchedWorkspaces(c);
    return std::all_of(names.begin(), names.end(), [&](const QString &name) {
        return c.world.found.value({name, runMark()}).isLive();
    });
}

/// From the world alone; the journal's own last word may be hours old.
QString whoServesNow(const StepContext &c)
{
    const std::optional<Region> serving = servingRegion(c);
    return serving ? Words::tr("%1 serves now.").arg(c.label(*serving)) : Words::tr("Who serves now cannot be read.");
}

} // namespace

QString runMark()
{
    return u"Twinlake "_s;
}

FactRequest readsForStanding(const StepContext &c)
{
    if (!hasToBeProven(c))
        return {};
    FactRequest request = readWhoServes(c);
    for (const QString &workspace : switchedWorkspaces(c))
        request.runsByNonce.insert({workspace, runMark()});
    return request;
}

Standing standingOf(const StepContext &c)
{
    if (!hasToBeProven(c))
        return {};
    if (!isAllRead(c))
        return {Standing::Kind::NotRead, {}};
    if (const QString trace = traceOfOthers(c); !trace.isEmpty())
        return {Standing::Kind::EndedElsewhere, trace};
    const bool setAside = c.state.overridden.value(c.step.id.value).contains(u"I8"_s);
    if (believesItHolds(lastLockWrite(c)) && !c.state.aborting && !setAside)
        return {Standing::Kind::LockGone, {}};
    return {};
}

std::optional<Verdict> endedElsewhere(const StepContext &c)
{
    const Standing standing = standingOf(c);
    Verdict verdict;
    switch (standing.kind) {
    case Standing::Kind::Latest:
        return std::nullopt;
    case Standing::Kind::NotRead:
        return notYet(Words::tr("Looking whether another console has ended this incident."));
    case Standing::Kind::EndedElsewhere:
        verdict.kind = Verdict::Kind::Inconclusive;
        verdict.sentence = Words::tr("Another driver went on with this incident, or a later one came: %1 Nothing was "
                                     "written here. %2")
                               .arg(standing.trace, whoServesNow(c));
        verdict.cause = causes::endedElsewhere;
        return verdict;
    case Standing::Kind::LockGone:
        verdict = blocked(Words::tr("I8: the coordination lock of this incident is gone, and nothing else shows that "
                                    "somebody went on with it. Nothing is written. If it was ended elsewhere, abort "
                                    "it here: only what it prepared itself is taken back. If somebody removed the "
                                    "lock by hand, set rule I8 aside to go on."));
        verdict.cause = causes::lockGone;
        verdict.rule = u"I8"_s;
        return verdict;
    }
    return std::nullopt;
}

} // namespace twinlake::steps
