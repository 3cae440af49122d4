// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What each kind of event does to the state.
#include "models/runbook/fold.h"

#include "models/runbook/codec.h"
#include "models/runbook/events.h"

#include <QHash>

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

using Handler = void (*)(RunState &, const JournalEvent &);

StepProgress *stepOf(RunState &state, const JournalEvent &event)
{
    const auto found = std::find_if(state.steps.begin(), state.steps.end(),
                                    [&](const StepProgress &one) { return one.id == event.step; });
    return found == state.steps.end() ? nullptr : &*found;
}

void note(RunState &state, const QJsonObject &notes)
{
    for (auto it = notes.begin(); it != notes.end(); ++it)
        state.notes.insert(it.key(), it.value());
}

void opened(RunState &state, const JournalEvent &event)
{
    const QJsonObject &data = event.data;
    state.id = event.incident;
    state.recipe = recipeFromKey(data["recipe"_L1].toString());
    state.recipeVersion = data["version"_L1].toString();
    state.group = data["group"_L1].toString();
    state.from = regionFromKey(data["from"_L1].toString()).value_or(Region::Primary);
    state.to = regionFromKey(data["to"_L1].toString()).value_or(Region::Secondary);
    state.driver = data["driver"_L1].toString();
    state.nonce = data["nonce"_L1].toString();
    state.openedAt = event.at;
    if (state.recipe == RecipeKind::Failback)
        state.clocks.t0 = state.clocks.detectedAt = event.at;
    for (const QJsonValue &value : data["steps"_L1].toArray()) {
        const QJsonObject step = value.toObject();
        StepProgress progress;
        progress.id = StepId{step["id"_L1].toString()};
        progress.title = step["title"_L1].toString();
        progress.hasGate = step["gate"_L1].toBool();
        progress.budget = Duration(step["budget_ms"_L1].toInteger());
        state.steps.append(progress);
    }
    note(state, data["notes"_L1].toObject());
}

void t0Set(RunState &state, const JournalEvent &event)
{
    state.clocks.t0 = fromIso(event.data["t0"_L1].toString());
}

void stepStarted(RunState &state, const JournalEvent &event)
{
    if (StepProgress *step = stepOf(state, event)) {
        step->status = StepStatus::Running;
        step->startedAt = event.at;
        step->sentence = event.data["sentence"_L1].toString();
    }
}

void evidenceSeen(RunState &state, const JournalEvent &event)
{
    if (StepProgress *step = stepOf(state, event)) {
        const QString status = event.data["status"_L1].toString();
        if (status == "blocked"_L1)
            step->status = StepStatus::Blocked;
        else if (status == "outcome_unknown"_L1)
            step->status = StepStatus::OutcomeUnknown;
        else if (step->status == StepStatus::Blocked || step->status == StepStatus::OutcomeUnknown)
            step->status = StepStatus::Running;
        step->sentence = event.data["sentence"_L1].toString();
        step->evidence = evidenceFromJson(event.data["evidence"_L1].toArray());
    }
}

void intended(RunState &state, const JournalEvent &event)
{
    const QJsonObject &data = event.data;
    IntentRecord record;
    record.id = data["intent"_L1].toString();
    record.phase = data["phase"_L1].toString();
    record.subject = data["subject"_L1].toString();
    record.call = data["call"_L1].toObject();
    record.seen = data["seen"_L1].toObject();
    record.at = event.at;
    state.intents.append(record);
    if (StepProgress *step = stepOf(state, event))
        step->calls.append(
            {{data["method"_L1].toString(), data["path"_L1].toString(), data["target"_L1].toString()}, u"write"_s});
}

void concluded(RunState &state, const JournalEvent &event)
{
    const Outcome outcome = outcomeFromJson(event.data);
    const QString id = event.data["intent"_L1].toString();
    const auto found =
        std::find_if(state.intents.begin(), state.intents.end(), [&](const IntentRecord &one) { return one.id == id; });
    if (found == state.intents.end())
        return;
    found->outcome = outcome;
    found->outcomeAt = event.at;
    StepProgress *step = stepOf(state, event);
    if (!step)
        return;
    if (!step->calls.isEmpty())
        step->calls.last().note = event.data["kind"_L1].toString();
    if (outcome.kind == Outcome::Kind::Unknown)
        step->status = StepStatus::OutcomeUnknown;
    else if (step->status == StepStatus::OutcomeUnknown)
        step->status = StepStatus::Running;
}

void gateOpened(RunState &state, const JournalEvent &event)
{
    OpenGate gate = gateFromJson(event.data);
    gate.step = event.step;
    gate.openedAt = event.at;
    PhaseRecord &phase = state.phases[gate.id];
    phase.gateOpenedAt = event.at;
    phase.gateAnsweredAt.reset();
    phase.approved = false;
    phase.shownHash = gate.guard ? gate.guard->projectionHash : QByteArray();
    if (StepProgress *step = stepOf(state, event))
        step->status = StepStatus::YourTurn;
    state.gate = std::move(gate);
}

void gateAnswered(RunState &state, const JournalEvent &event)
{
    PhaseRecord &phase = state.phases[event.data["gate"_L1].toString()];
    phase.gateAnsweredAt = event.at;
    phase.approved = event.data["approved"_L1].toBool();
    if (state.gate && !state.clocks.servingProvenAt)
        state.clocks.decision += between(state.gate->openedAt, event.at);
    state.gate.reset();
    if (StepProgress *step = stepOf(state, event))
        step->status = StepStatus::Running;
}

void phaseDone(RunState &state, const JournalEvent &event)
{
    state.phases[event.data["phase"_L1].toString()].doneAt = event.at;
    note(state, event.data["notes"_L1].toObject());
    if (StepProgress *step = stepOf(state, event)) {
        step->status = StepStatus::Running;
        step->sentence = event.data["sentence"_L1].toString();
        if (event.data.contains("evidence"_L1))
            step->evidence = evidenceFromJson(event.data["evidence"_L1].toArray());
    }
}

void end(RunState &state, const JournalEvent &event, StepStatus status, QLatin1StringView key)
{
    if (state.gate && state.gate->step == event.step)
        state.gate.reset();
    if (StepProgress *step = stepOf(state, event)) {
        step->status = status;
        step->endedAt = event.at;
        if (!step->startedAt)
            step->startedAt = event.at;
        const QString sentence = event.data[key].toString();
        if (!sentence.isEmpty())
            step->sentence = sentence;
    }
}

void retried(RunState &state, const JournalEvent &event)
{
    const QString prefix = event.step.value + u'/';
    for (auto it = state.phases.begin(); it != state.phases.end(); ++it) {
        if (it.key().startsWith(prefix) && it->gateAnsweredAt && !it->approved)
            it->gateAnsweredAt.reset();
    }
    for (IntentRecord &intent : state.intents) {
        const bool accepted = intent.outcome && intent.outcome->kind == Outcome::Kind::Done;
        if (intent.phase.startsWith(prefix) && !accepted)
            intent.givenUp = true;
    }
    if (StepProgress *step = stepOf(state, event)) {
        step->status = StepStatus::Running;
        step->endedAt.reset();
        step->retriedAt = event.at;
    }
}

void clockSet(RunState &state, const JournalEvent &event)
{
    const QString clock = event.data["clock"_L1].toString();
    const std::optional<Instant> at = fromIso(event.data["at"_L1].toString());
    if (clock == "detected"_L1) {
        state.clocks.detectedAt = at;
    } else if (clock == "serving_proven"_L1) {
        state.clocks.servingProvenAt = at;
        state.servingProven = event.data["proven"_L1].toBool();
    } else if (clock == "data_at_risk"_L1) {
        state.clocks.dataAtRisk = Duration(event.data["ms"_L1].toInteger());
    }
}

void closed(RunState &state, const JournalEvent &event)
{
    state.closedAt = event.at;
    state.result = resultFromKey(event.data["result"_L1].toString());
    state.resultSentence = event.data["sentence"_L1].toString();
    state.gate.reset();
}

const QHash<QString, Handler> &handlers()
{
    static const QHash<QString, Handler> table{
        {events::incidentOpened, opened},
        {events::t0Set, t0Set},
        {events::stepStarted, stepStarted},
        {events::evidence, evidenceSeen},
        {events::intent, intended},
        {events::outcome, concluded},
        {events::gateOpened, gateOpened},
        {events::gateAnswered, gateAnswered},
        {events::phaseDone, phaseDone},
        {events::stepDone, [](RunState &s, const JournalEvent &e) { end(s, e, StepStatus::Done, "sentence"_L1); }},
        {events::stepFailed, [](RunState &s, const JournalEvent &e) { end(s, e, StepStatus::Failed, "sentence"_L1); }},
        {events::stepSkipped, [](RunState &s, const JournalEvent &e) { end(s, e, StepStatus::Skipped, "reason"_L1); }},
        {events::stepRetried, retried},
        {events::clock, clockSet},
        {events::caughtUp,
         [](RunState &s, const JournalEvent &e) { s.caughtUp = caughtUpFromKey(e.data["verdict"_L1].toString()); }},
        {events::override,
         [](RunState &s, const JournalEvent &e) {
             s.overrides.append(e.data["rule"_L1].toString() + u": "_s + e.data["reason"_L1].toString());
         }},
        {events::paused, [](RunState &s, const JournalEvent &) { s.paused = true; }},
        {events::resumed,
         [](RunState &s, const JournalEvent &e) {
             s.paused = false;
             s.epoch = std::max(s.epoch, e.data["epoch"_L1].toInt());
         }},
        {events::incidentClosed, closed},
    };
    return table;
}

} // namespace

void apply(RunState &state, const JournalEvent &event)
{
    if (const Handler handler = handlers().value(event.kind))
        handler(state, event);
    state.lastSequence = event.sequence;
}

RunState fold(const QList<JournalEvent> &events)
{
    RunState state;
    for (const JournalEvent &event : events)
        apply(state, event);
    return state;
}

} // namespace twinlake
