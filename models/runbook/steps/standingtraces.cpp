// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Each trace is a question to what was read: its sentence, or nothing.
#include "models/runbook/steps/standingtraces.h"

#include "models/runbook/steps/abort.h"
#include "models/runbook/steps/common.h"
#include "models/runbook/steps/direction.h"
#include "models/runbook/steps/standing.h"
#include "models/runbook/steps/terraformswitch.h"

#include <QRegularExpression>

#include <algorithm>

namespace twinlake::steps {

using namespace std::chrono_literals;

namespace {

constexpr Duration skewAllowance = 2min; // between Terraform's clock and the console's

bool isOfThisIncident(const StepContext &c, const TerraformRun &run)
{
    return (run.message + u' ').contains(u' ' + c.state.id.value + u' ');
}

/// Made by this journal, adopted by it, or made by a write of it whose answer was lost.
bool isKnown(const StepContext &c, const TerraformRun &run)
{
    return std::any_of(c.state.intents.begin(), c.state.intents.end(), [&](const IntentRecord &intent) {
        const bool created = intent.outcome && intent.outcome->createdId == run.id.value;
        return intent.callName() == "create_run"_L1 && (created || intent.call["message"_L1].toString() == run.message);
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

/// When this journal last wrote to the lock. A run from before that tells nothing about a later driver.
std::optional<Instant> lastHold(const StepContext &c)
{
    const IntentRecord *last = lastLockWrite(c);
    return last ? std::optional(last->outcomeAt.value_or(last->at)) : std::nullopt;
}

/// Another console went on with this incident: it has a run that this journal does not know. A console that took over
/// may not know what the lost one made before, but it knows every run that it made since.
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
        return intent.callName() == call && intent.call["run"_L1].toString() == run.value;
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
        if (intent.callName() == "set_variable"_L1 && intent.isDone())
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
            return intent.callName() == "lock_workspace"_L1 && intent.call["reason"_L1].toString() == reason;
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
    const bool knowsAll = !mayBeOlder(c.state); // else the lost console may have moved them
    const bool movedOn = knowsAll && !mayHaveMoved(c) && !c.state.phase(u"repoint/by-hand"_s).doneAt && isOvertaken(c);
    const bool movedBack =
        serving == c.from() && c.state.phase(u"repoint/canary"_s).doneAt && !isRepair(c.state.recipe);
    if (serving && (movedOn || movedBack))
        return Words::tr("%1 serves, and this journal did not do that.").arg(c.label(*serving));
    return {};
}

} // namespace

const IntentRecord *lastLockWrite(const StepContext &c)
{
    const auto &workspace = c.world.facts.terraform.coordination.value;
    const auto last = std::find_if(c.state.intents.rbegin(), c.state.intents.rend(), [&](const IntentRecord &intent) {
        const bool refused = intent.outcome
            && (intent.outcome->kind == Outcome::Kind::Refused || intent.outcome->kind == Outcome::Kind::NotSent);
        const bool isLock = intent.callName() == "lock_workspace"_L1 || intent.callName() == "unlock_workspace"_L1;
        return isLock && !refused && workspace && intent.call["workspace"_L1].toString() == workspace->id.value;
    });
    return last == c.state.intents.rend() ? nullptr : &*last;
}

QString traceOfOthers(const StepContext &c)
{
    for (const auto &trace : {traceOfRuns, traceOfVariables, traceOfHold, traceOfPointer}) {
        if (const QString sentence = trace(c); !sentence.isEmpty())
            return sentence;
    }
    return {};
}

} // namespace twinlake::steps
