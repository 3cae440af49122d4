// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The life of a phase: read -> done? -> look for a lost write -> gate -> re-read -> write -> read again.
#include "models/runbook/phasedecision.h"

#include "models/runbook/codec.h"
#include "models/runbook/events.h"
#include "models/runbook/invariants.h"
#include "models/runbook/mutationcodec.h"
#include "models/runbook/reconcile.h"

#include <QJsonArray>

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Duration factLimit = 60s; // a precondition's facts are at most this old when the write goes out
constexpr Duration lookLimit = 60s; // so long a lost write is looked for before a person is asked
constexpr Duration showEvery = 60s; // unchanged evidence is written again only for its age

JournalEvent event(const StepContext &c, const QString &kind, QJsonObject data)
{
    return events::make(c.state.id, kind, c.step.id, std::move(data));
}

QString keyOf(const StepContext &c)
{
    return c.phase.key;
}

/// The instant after which a reading counts: the phase's start, its gate's answer, the last thing sent.
Instant countsFrom(const StepContext &c)
{
    Instant since = c.phaseStart;
    if (const auto answered = c.state.phase(keyOf(c)).gateAnsweredAt)
        since = std::max(since, *answered);
    for (const IntentRecord &intent : c.state.intents) {
        if (intent.phase == keyOf(c))
            since = std::max(since, intent.outcomeAt.value_or(intent.at));
    }
    return since;
}

const Poll *usablePoll(const StepContext &c)
{
    const auto poll = c.world.polls.constFind(keyOf(c));
    return poll != c.world.polls.constEnd() && poll->startedAt >= countsFrom(c) ? &*poll : nullptr;
}

/// Old rows with the new ones in their place: two lanes of a step share its evidence.
QList<Evidence> merged(QList<Evidence> rows, const QList<Evidence> &fresh)
{
    for (const Evidence &row : fresh) {
        const auto same =
            std::find_if(rows.begin(), rows.end(), [&](const Evidence &old) { return old.question == row.question; });
        if (same == rows.end())
            rows.append(row);
        else
            *same = row;
    }
    return rows;
}

bool looksTheSame(const QList<Evidence> &old, const QList<Evidence> &fresh)
{
    return std::equal(old.begin(), old.end(), fresh.begin(), fresh.end(), [](const Evidence &a, const Evidence &b) {
        const bool sameAge = !a.readAt || !b.readAt || between(*a.readAt, *b.readAt) < showEvery;
        return a.question == b.question && a.verdict == b.verdict && a.word == b.word && a.detail == b.detail
            && sameAge;
    });
}

QList<Command> show(const StepContext &c, const Verdict &verdict, const QString &status, bool speaks)
{
    const StepProgress &progress = *c.state.step(c.step.id);
    const QList<Evidence> rows = merged(progress.evidence, verdict.evidence);
    const QString sentence = speaks && !verdict.sentence.isEmpty() ? verdict.sentence : progress.sentence;
    const bool blocked = progress.status == StepStatus::Blocked;
    const bool unknown = progress.status == StepStatus::OutcomeUnknown;
    const QString shown = blocked ? u"blocked"_s : unknown ? u"outcome_unknown"_s : QString();
    if (sentence == progress.sentence && looksTheSame(progress.evidence, rows) && (shown == status || !speaks))
        return {};
    return {Record{
        event(c, events::evidence,
              {{u"status"_s, speaks ? status : shown}, {u"sentence"_s, sentence}, {u"evidence"_s, toJson(rows)}})}};
}

QList<Command> finish(const StepContext &c, const Verdict &verdict)
{
    QList<Command> commands;
    for (const Remark &remark : verdict.remarks)
        commands.append(Record{event(c, remark.kind, remark.data)});
    QJsonObject data{{u"phase"_s, keyOf(c)}, {u"sentence"_s, verdict.sentence}, {u"notes"_s, verdict.notes}};
    const QList<Evidence> rows = merged(c.state.step(c.step.id)->evidence, verdict.evidence);
    if (!rows.isEmpty())
        data.insert(u"evidence"_s, toJson(rows));
    commands.append(Record{event(c, events::phaseDone, data)});
    return commands;
}

QList<Command> failWith(const StepContext &c, const QString &sentence)
{
    return {Record{event(c, events::stepFailed, {{u"sentence"_s, sentence}})}};
}

Command readNow(const StepContext &c, FactRequest request)
{
    return Read{keyOf(c), std::move(request)};
}

FactRequest usualReads(const StepContext &c)
{
    return c.phase.reads ? c.phase.reads(c) : FactRequest();
}

/// Reads again when the poll interval is over, else waits for that.
QList<Command> keepPolling(const StepContext &c, const Poll &poll, const FactRequest &request)
{
    const Instant due = later(poll.endedAt, c.phase.poll);
    if (due <= c.now)
        return {readNow(c, request)};
    return {Wait{due}};
}

QList<Command> lookForLost(const StepContext &c, const Poll &poll, const IntentRecord &intent, bool speaks)
{
    if (const std::optional<Outcome> outcome = reconciled(c, intent)) {
        QJsonObject data = toJson(*outcome);
        data.insert(u"intent"_s, intent.id);
        return {Record{event(c, events::outcome, data)}};
    }
    const bool given = between(intent.outcomeAt.value_or(intent.at), c.now) < lookLimit;
    Verdict verdict;
    verdict.sentence = given
        ? Words::tr("The outcome of the write is unknown. Looking for its effect; nothing is sent again.")
        : Words::tr("The outcome of the write is unknown and the server shows no trace of it. Look yourself; "
                    "\"Retry\" sends it anew.");
    FactRequest request = usualReads(c);
    request.add(readsToReconcile(c, intent));
    QList<Command> commands = show(c, verdict, u"outcome_unknown"_s, speaks);
    if (!poll.request.covers(request))
        commands.append(readNow(c, request));
    else
        commands += keepPolling(c, poll, request);
    return commands;
}

/// The last intent of this phase that nobody has given up and whose end has to be looked for.
const IntentRecord *lostIntent(const StepContext &c)
{
    const auto found = std::find_if(c.state.intents.rbegin(), c.state.intents.rend(), [&](const IntentRecord &one) {
        return one.phase == keyOf(c) && !one.givenUp && !c.world.sending.contains(one.id) && needsLooking(one);
    });
    return found == c.state.intents.rend() ? nullptr : &*found;
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

bool wasSent(const StepContext &c, const QString &subject)
{
    const IntentRecord *intent = c.state.intent(keyOf(c), subject);
    return intent && !intent->givenUp;
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
    gate.checks = ask.checks;
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

QJsonObject updatesSeen(const StepContext &c)
{
    QJsonObject seen;
    for (const Region region : bothRegions) {
        const RegionFacts &facts = c.world.facts.regions[region];
        for (auto it = facts.pipelines.begin(); it != facts.pipelines.end(); ++it) {
            if (!it->value)
                continue;
            QJsonArray ids;
            for (const Update &update : it->value->latestUpdates)
                ids.append(update.id.value);
            seen.insert(regionKey(region) + u'/' + it.key(), ids);
        }
    }
    return seen;
}

QList<Command> blockedOn(const StepContext &c, const Poll &poll, Verdict verdict, bool speaks)
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
                    return failWith(c, allowed.sentence);
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
    FactRequest needed = usualReads(c);
    needed.add(readsBefore(c, *mutation));
    if (!poll.request.covers(needed) || between(poll.endedAt, c.now) > factLimit)
        return {readNow(c, needed)};
    const Verdict allowed =
        c.phase.precondition ? c.phase.precondition(c) : Verdict{Verdict::Kind::Yes, {}, {}, {}, {}};
    if (allowed.kind == Verdict::Kind::Failed)
        return failWith(c, allowed.sentence);
    if (allowed.kind != Verdict::Kind::Yes)
        return blockedOn(c, poll, allowed, speaks);
    const Verdict invariants = checkInvariants(c, *mutation);
    if (invariants.kind != Verdict::Kind::Yes)
        return blockedOn(c, poll, invariants, speaks);
    Q_UNUSED(verdict)
    return {Send{c.step.id, keyOf(c), subjectOf(*mutation), *mutation, updatesSeen(c)}};
}

bool isOverBudget(const StepContext &c)
{
    Instant start = c.phaseStart;
    if (const auto answered = c.state.phase(keyOf(c)).gateAnsweredAt)
        start = std::max(start, *answered); // a person's time is not the machine's
    return c.phase.budget > Duration::zero() && between(start, c.now) > c.phase.budget;
}

QList<Command> notDone(const StepContext &c, const Poll &poll, const Verdict &verdict, bool speaks)
{
    if (const IntentRecord *refused = refusedIntent(c))
        return failWith(c, Words::tr("The server refused the write: %1").arg(refused->outcome->text));
    if (const IntentRecord *lost = lostIntent(c))
        return lookForLost(c, poll, *lost, speaks);
    if (isOverBudget(c)) {
        return failWith(c, Words::tr("No success within %1. %2").arg(humanDuration(c.phase.budget), verdict.sentence));
    }
    const QString status = verdict.kind == Verdict::Kind::Blocked ? u"blocked"_s : QString();
    if (const QList<Command> commands = goOn(c, poll, verdict, speaks); !commands.isEmpty())
        return commands;
    QList<Command> commands = show(c, verdict, status, speaks);
    return commands + keepPolling(c, poll, usualReads(c));
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
        return {readNow(c, usualReads(c))};
    const Verdict verdict = c.phase.done(c);
    switch (verdict.kind) {
    case Verdict::Kind::Yes:
        return finish(c, verdict);
    case Verdict::Kind::Failed:
        return failWith(c, verdict.sentence);
    case Verdict::Kind::Inconclusive:
        return {Record{event(c, events::stepFailed, {{u"sentence"_s, verdict.sentence}})},
                Record{events::make(c.state.id, events::incidentClosed, {},
                                    {{u"result"_s, u"inconclusive"_s}, {u"sentence"_s, verdict.sentence}})}};
    case Verdict::Kind::NotYet:
    case Verdict::Kind::Blocked:
        return notDone(c, *poll, verdict, speaks);
    }
    return {};
}

} // namespace twinlake
