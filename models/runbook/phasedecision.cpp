// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The life of a phase: read -> done? -> look for a lost write -> gate -> re-read -> write -> read again.
#include "models/runbook/phasedecision.h"

#include "models/rules/reachability.h"
#include "models/runbook/adoption.h"
#include "models/runbook/causes.h"
#include "models/runbook/codec.h"
#include "models/runbook/events.h"
#include "models/runbook/invariants.h"
#include "models/runbook/lostwrites.h"
#include "models/runbook/mutationcodec.h"
#include "models/runbook/outcomewords.h"
#include "models/runbook/phaseparts.h"
#include "models/runbook/reconcile.h"
#include "models/runbook/steps/common.h"
#include "models/runbook/steps/glass.h"

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace phaseparts;

namespace {

constexpr Duration sendAgainAfter = 10s; // what never left is tried anew at this pace, until the phase's budget is over
constexpr Duration warehouseRuns = 2min; // one that is seen stopped so long after its start has stopped again
constexpr Duration factLimit = 60s; // a precondition's facts are at most this old when the write goes out

QList<Command> lookForLost(const StepContext &c, const Poll &poll, const IntentRecord &intent, bool speaks)
{
    if (const std::optional<Command> end = endOf(c, intent, poll))
        return {*end};
    FactRequest request = usualReads(c);
    request.add(readsToReconcile(c, intent));
    QList<Command> commands = show(c, lookingFor(c, intent), u"outcome_unknown"_s, speaks);
    if (!poll.request.covers(request))
        commands.append(readNow(c, request));
    else
        commands += keepPolling(c, poll, request);
    return commands;
}

const IntentRecord *refusedIntent(const StepContext &c)
{
    const auto found = std::find_if(c.state.intents.rbegin(), c.state.intents.rend(), [&](const IntentRecord &one) {
        return one.phase == keyOf(c) && !one.givenUp && one.outcome && one.outcome->kind == Outcome::Kind::Refused
            && !needsLooking(one);
    });
    return found == c.state.intents.rend() ? nullptr : &*found;
}

bool isSending(const StepContext &c)
{
    return std::any_of(c.state.intents.begin(), c.state.intents.end(), [&](const IntentRecord &one) {
        return one.phase == keyOf(c) && c.world.sending.contains(one.id);
    });
}

/// A warehouse that nobody asks anything stops by itself; to start it again is another write.
bool hasWornOff(const StepContext &c, const IntentRecord &intent)
{
    return intent.call["call"_L1].toString() == "start_warehouse"_L1 && intent.outcome
        && intent.outcome->kind == Outcome::Kind::Done && between(*intent.outcomeAt, c.now) > warehouseRuns;
}

bool wasSent(const StepContext &c, const QString &subject)
{
    const IntentRecord *intent = c.state.intent(keyOf(c), subject);
    const bool ofBefore = intent && c.phase.eachEpoch && intent->epoch < c.state.epoch;
    return intent && !intent->givenUp && !ofBefore && !hasWornOff(c, *intent);
}

/// Whoever decides later has to know what was left out.
QList<Evidence> skippedRows(const RunState &state)
{
    QList<Evidence> rows;
    for (const StepProgress &step : state.steps) {
        if (step.status == StepStatus::Skipped)
            rows.append(steps::row(step.title, EvidenceVerdict::Bad, Words::tr("SKIPPED"), step.sentence,
                                   step.endedAt.value_or(Instant())));
    }
    return rows;
}

Command openGate(const StepContext &c, const GateAsk &ask)
{
    OpenGate gate;
    gate.id = keyOf(c);
    gate.kind = ask.kind;
    gate.headline = ask.headline;
    gate.explanation = ask.explanation;
    gate.primaryLabel = ask.primaryLabel;
    gate.typedWord = ask.kind == GateKind::TypedRegion ? c.label(c.to()) : QString();
    gate.plan = ask.plan;
    gate.guard = ask.guard;
    gate.run = ask.run;
    gate.secondPerson = c.phase.secondPerson && c.estate.approval == Approval::FourEyes;
    gate.checks = skippedRows(c.state) + ask.checks;
    return Record{event(c, events::gateOpened, toJson(gate))};
}

/// Whether the gate still has to be opened: never answered, or what it showed is no longer what would be done.
bool gateIsDue(const StepContext &c, const GateAsk &ask)
{
    const PhaseRecord record = c.state.phase(keyOf(c));
    if (!record.gateAnsweredAt || !record.approved)
        return true;
    return ask.guard && ask.guard->projectionHash != record.shownHash;
}

QList<Command> blockedOn(const StepContext &c, const Poll &poll, const Verdict &verdict, bool speaks)
{
    QList<Command> commands = show(c, verdict, u"blocked"_s, speaks);
    return commands + keepPolling(c, poll, usualReads(c));
}

/// Gate and write, once the phase's own check said "not yet". Empty: nothing to do but poll.
QList<Command> goOn(const StepContext &c, const Poll &poll, const Verdict &verdict, bool speaks)
{
    if (c.phase.gate) {
        const std::optional<GateAsk> ask = c.phase.gate(c);
        if (ask && gateIsDue(c, *ask)) {
            if (c.phase.precondition) {
                const Verdict allowed = c.phase.precondition(c);
                if (allowed.kind == Verdict::Kind::Failed)
                    return failWith(c, allowed.sentence, allowed.anew);
                if (allowed.kind != Verdict::Kind::Yes)
                    return blockedOn(c, poll, allowed, speaks);
            }
            if (!c.state.gate)
                return QList<Command>{openGate(c, *ask)};
            return {Wait{later(c.now, c.phase.poll)}};
        }
    }
    const std::optional<Mutation> mutation = c.phase.act ? c.phase.act(c) : std::nullopt;
    if (!mutation || wasSent(c, subjectOf(*mutation)))
        return {};
    const IntentRecord *last = c.state.intent(keyOf(c), subjectOf(*mutation));
    if (last && last->outcome && last->outcome->kind == Outcome::Kind::NotSent) {
        const Instant again = later(last->outcomeAt.value_or(last->at), sendAgainAfter);
        if (c.now < again) {
            const Verdict why = steps::notYet(outcomeSentence(*last->outcome));
            return show(c, why, {}, speaks) + QList<Command>{Wait{again}};
        }
    }
    FactRequest needed = usualReads(c);
    needed.add(readsBefore(c, *mutation)).add(readsToAdopt(c, *mutation));
    if (!poll.request.covers(needed) || between(poll.endedAt, c.now) > factLimit)
        return {readNow(c, needed)};
    if (const QList<Command> made = adopt(c, *mutation); !made.isEmpty())
        return made;
    const Verdict invariants = checkInvariants(c, *mutation);
    if (invariants.cause == causes::locked) // what stands in the way besides is the other driver's
        return blockedOn(c, poll, invariants, speaks);
    const Verdict allowed =
        c.phase.precondition ? c.phase.precondition(c) : Verdict{Verdict::Kind::Yes, {}, {}, {}, {}, {}};
    if (allowed.kind == Verdict::Kind::Failed)
        return failWith(c, allowed.sentence, allowed.anew);
    if (allowed.kind != Verdict::Kind::Yes)
        return blockedOn(c, poll, allowed, speaks);
    if (invariants.kind != Verdict::Kind::Yes)
        return blockedOn(c, poll, invariants, speaks);
    Q_UNUSED(verdict)
    return {Send{c.step.id, keyOf(c), subjectOf(*mutation), *mutation, idsSeen(c)}};
}

/// Terraform's silence is what the break-glass step asks about; it does not use up the budgets of those who wait for
/// it.
bool waitsForSilentTerraform(const StepContext &c)
{
    return c.phase.applies == steps::glassIsWhole && isSilent(c.world.facts.terraform.reach.reach);
}

bool isOverBudget(const StepContext &c)
{
    if (waitsForSilentTerraform(c))
        return false;
    Instant start = c.phaseStart;
    if (const auto answered = c.state.phase(keyOf(c)).gateAnsweredAt)
        start = std::max(start, *answered); // a person's time is not the machine's
    return c.phase.budget > Duration::zero() && between(start, c.now) > c.phase.budget;
}

/// It says more than what was wanted: a write that never left, or a rule.
QString whatStoodInTheWay(const StepContext &c, const Verdict &verdict)
{
    const StepProgress &progress = *c.state.step(c.step.id);
    if (progress.status == StepStatus::Blocked)
        return progress.sentence;
    const IntentRecord *last = c.state.intent(keyOf(c));
    const bool neverLeft = last && last->outcome && last->outcome->kind == Outcome::Kind::NotSent;
    return neverLeft ? outcomeSentence(*last->outcome) : verdict.sentence;
}

QList<Command> notDone(const StepContext &c, const Poll &poll, const Verdict &verdict, bool speaks)
{
    if (const IntentRecord *refused = refusedIntent(c))
        return failWith(c, outcomeSentence(*refused->outcome));
    if (const IntentRecord *lost = lostIntent(c))
        return lookForLost(c, poll, *lost, speaks);
    if (isOverBudget(c)) {
        return failWith(
            c, Words::tr("No success within %1. %2").arg(humanDuration(c.phase.budget), whatStoodInTheWay(c, verdict)));
    }
    const QString status = verdict.kind == Verdict::Kind::Blocked ? u"blocked"_s : QString();
    if (const QList<Command> commands = goOn(c, poll, verdict, speaks); !commands.isEmpty())
        return commands;
    QList<Command> commands = show(c, verdict, status, speaks);
    return commands + keepPolling(c, poll, usualReads(c));
}

/// What the first reading asks for: with what the write behind it will need, so that it goes out after one round.
FactRequest firstReads(const StepContext &c)
{
    FactRequest request = usualReads(c);
    const bool mayAct = c.phase.act && (!c.phase.gate || c.state.phase(keyOf(c)).approved);
    const std::optional<Mutation> coming = mayAct ? c.phase.act(c) : std::nullopt;
    if (coming && !wasSent(c, subjectOf(*coming)))
        request.add(readsBefore(c, *coming)).add(readsToAdopt(c, *coming));
    return request;
}

} // namespace

QList<Command> decide(const StepContext &c, bool speaks)
{
    if (isSending(c))
        return {};
    if (c.state.gate && c.state.gate->id == keyOf(c))
        return {}; // a person's turn; what they approve is read again afterwards
    const Poll *poll = usablePoll(c);
    if (!poll)
        return {readNow(c, firstReads(c))};
    const Verdict verdict = c.phase.done(c);
    switch (verdict.kind) {
    case Verdict::Kind::Yes:
        if (const IntentRecord *lost = lostIntent(c))
            return {endAsWanted(c, *lost)};
        return finish(c, verdict);
    case Verdict::Kind::Failed:
        return failWith(c, verdict.sentence, verdict.anew);
    case Verdict::Kind::Inconclusive: // closed first: nobody shall take the failed step for the end
        return {
            Record{events::make(
                c.state.id, events::incidentClosed, {},
                {{u"result"_s, u"inconclusive"_s}, {u"sentence"_s, verdict.sentence}, {u"cause"_s, verdict.cause}})},
            Record{event(c, events::stepFailed, {{u"sentence"_s, verdict.sentence}})}};
    case Verdict::Kind::NotYet:
    case Verdict::Kind::Blocked:
        return notDone(c, *poll, verdict, speaks);
    }
    return {};
}

} // namespace twinlake
