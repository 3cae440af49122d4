// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What each kind of event does to the state.
#include "models/runbook/fold.h"

#include "models/runbook/codec.h"
#include "models/runbook/events.h"
#include "models/runbook/foldwrites.h"

#include <QHash>
#include <QJsonArray>

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

using Handler = void (*)(RunState &, const JournalEvent &);

void note(RunState &state, const QJsonObject &notes)
{
    for (auto it = notes.begin(); it != notes.end(); ++it) {
        if (it.value().isNull()) // taken back
            state.notes.remove(it.key());
        else
            state.notes.insert(it.key(), it.value());
    }
}

void opened(RunState &state, const JournalEvent &event)
{
    const QJsonObject &data = event.data;
    state.id = event.incident;
    state.recipe = recipeFromKey(data["recipe"_L1].toString());
    state.recipeVersion = data["version"_L1].toString();
    state.group = data["group"_L1].toString();
    state.estatePrint = data["estate"_L1].toObject();
    state.from = regionFromKey(data["from"_L1].toString()).value_or(Region::Primary);
    state.to = regionFromKey(data["to"_L1].toString()).value_or(Region::Secondary);
    state.driver = data["driver"_L1].toString();
    state.nonce = data["nonce"_L1].toString();
    state.place = data["place"_L1].toString();
    state.epoch = data["epoch"_L1].toInt(1);
    state.dryRun = data["dry_run"_L1].toBool();
    state.openedAt = event.at;
    if (state.recipe != RecipeKind::Failover)
        state.clocks.t0 = state.clocks.detectedAt = event.at;
    for (const QJsonValue value : data["steps"_L1].toArray()) {
        const QJsonObject step = value.toObject();
        StepProgress progress;
        progress.id = StepId{step["id"_L1].toString()};
        progress.title = step["title"_L1].toString();
        progress.hasGate = step["gate"_L1].toBool();
        progress.maySkip = step["skip"_L1].toBool();
        progress.budget = Duration(step["budget_ms"_L1].toInteger());
        state.steps.append(progress);
    }
    note(state, data["notes"_L1].toObject());
}

/// The recipe was listed before anything could be read; now it is known which way it goes.
void directed(RunState &state, const JournalEvent &event)
{
    state.from = regionFromKey(event.data["from"_L1].toString()).value_or(state.from);
    state.to = otherRegion(state.from);
    const QJsonObject titles = event.data["titles"_L1].toObject();
    for (StepProgress &step : state.steps)
        step.title = titles[step.id.value].toString(step.title);
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
        step->cause = event.data["cause"_L1].toString();
        step->rule = event.data["rule"_L1].toString();
        step->evidence = evidenceFromJson(event.data["evidence"_L1].toArray());
    }
}

/// A dry run's write: noted where the real one would be listed.
void wouldSend(RunState &state, const JournalEvent &event)
{
    const QJsonObject &data = event.data;
    if (StepProgress *step = stepOf(state, event))
        step->calls.append({{data["method"_L1].toString(), data["path"_L1].toString(), data["target"_L1].toString()},
                            u"would send"_s});
}

/// A console goes on. It looks at the lock again; from another place it takes it anew, under a nonce of its own.
void resumed(RunState &state, const JournalEvent &event)
{
    const QJsonObject &data = event.data;
    state.paused = false;
    if (data["epoch"_L1].toInt() <= state.epoch)
        return; // a pause that ended
    state.epoch = data["epoch"_L1].toInt();
    state.resumedAt = event.at;
    if (data.contains("driver"_L1))
        state.driver = data["driver"_L1].toString();
    if (data.contains("place"_L1))
        state.place = data["place"_L1].toString();
    if (data.contains("nonce"_L1)) {
        QJsonArray earlier = state.notes["closed_nonces"_L1].toArray();
        earlier.append(state.nonce);
        state.notes.insert(u"closed_nonces"_s, earlier);
        state.notes.insert(u"taken_over"_s, true);
        state.nonce = data["nonce"_L1].toString();
    }
    for (StepProgress &step : state.steps)
        clearWhatBlocked(step); // what stood in the way of the console before is looked at again
    reopenPhase(state, data["reopen"_L1].toString());
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
        clearWhatBlocked(*step);
        step->sentence = event.data["sentence"_L1].toString(step->sentence);
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
        step->anew.clear();
        for (const QJsonValue phase : event.data["anew"_L1].toArray())
            step->anew.append(phase.toString());
    }
}

void clockSet(RunState &state, const JournalEvent &event)
{
    const QString clock = event.data["clock"_L1].toString();
    const std::optional<Instant> at = fromIso(event.data["at"_L1].toString());
    if (clock == "detected"_L1) {
        state.clocks.detectedAt = state.clocks.detectedAt ? state.clocks.detectedAt : at;
    } else if (clock == "serving_proven"_L1 && !state.clocks.servingProvenAt) {
        state.clocks.servingProvenAt = at;
        state.servingProven = event.data["proven"_L1].toBool();
    } else if (clock == "data_at_risk"_L1) {
        state.clocks.dataAtRisk = Duration(event.data["ms"_L1].toInteger());
    }
}

/// The way out becomes the step that runs; what had begun stays as it was seen last.
void abortBegun(RunState &state, const JournalEvent &event)
{
    state.aborting = true;
    if (event.data.contains("then"_L1))
        state.notes.insert(u"then"_s, event.data["then"_L1]);
    state.paused = false;
    state.gate.reset();
    for (StepProgress &step : state.steps) {
        const bool over = step.status == StepStatus::Done || step.status == StepStatus::ToCome
            || step.status == StepStatus::Failed || step.status == StepStatus::Skipped;
        if (!over)
            step.status = StepStatus::Skipped;
    }
    StepProgress way;
    way.id = event.step;
    way.title = event.data["title"_L1].toString();
    way.status = StepStatus::Running;
    way.startedAt = event.at;
    way.budget = Duration(event.data["budget_ms"_L1].toInteger());
    way.sentence = event.data["reason"_L1].toString();
    state.steps.append(way);
}

void closed(RunState &state, const JournalEvent &event)
{
    state.closedAt = event.at;
    state.result = resultFromKey(event.data["result"_L1].toString());
    state.resultSentence = event.data["sentence"_L1].toString();
    state.resultCause = event.data["cause"_L1].toString();
    state.gate.reset();
}

const QHash<QString, Handler> &handlers()
{
    static const QHash<QString, Handler> table{
        {events::incidentOpened, opened},
        {events::direction, directed},
        {events::t0Set, t0Set},
        {events::stepStarted, stepStarted},
        {events::evidence, evidenceSeen},
        {events::intent, intended},
        {events::outcome, concluded},
        {events::wouldSend, wouldSend},
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
             const QString rule = e.data["rule"_L1].toString();
             const QString named = rule == events::skippedRule ? rule + u' ' + e.step.value : rule;
             s.overrides.append(named + u": "_s + e.data["reason"_L1].toString());
             s.overridden[e.step.value].append(rule);
             if (rule == events::estateRule) // from now on it is the one that the incident goes on with
                 s.estatePrint = e.data["estate"_L1].toObject(s.estatePrint);
         }},
        {events::aborting, abortBegun},
        {events::paused, [](RunState &s, const JournalEvent &) { s.paused = true; }},
        {events::resumed, resumed},
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
