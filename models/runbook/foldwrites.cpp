// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the events about writes do to the state.
#include "models/runbook/foldwrites.h"

#include "models/runbook/codec.h"

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

StepProgress *stepOf(RunState &state, const JournalEvent &event)
{
    const auto found = std::find_if(state.steps.begin(), state.steps.end(),
                                    [&](const StepProgress &one) { return one.id == event.step; });
    return found == state.steps.end() ? nullptr : &*found;
}

void clearWhatBlocked(StepProgress &step)
{
    step.cause.clear();
    step.rule.clear();
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
    record.epoch = data["epoch"_L1].toInt(1);
    state.intents.append(record);
    if (StepProgress *step = stepOf(state, event))
        step->calls.append({{data["method"_L1].toString(), data["path"_L1].toString(), data["target"_L1].toString()},
                            u"write"_s,
                            record.id});
}

namespace {

/// Lanes write side by side, so the answer need not be that of the last call.
void noteOutcome(StepProgress &step, const QString &intent, const QString &outcome)
{
    for (StepCall &call : step.calls) {
        if (call.intent == intent)
            call.note = outcome;
    }
}

/// Another lane's write of the same step that nobody knows the end of.
bool hasUnknownWrite(const RunState &state, const StepId &step)
{
    return std::any_of(state.intents.begin(), state.intents.end(), [&](const IntentRecord &one) {
        return one.phase.section(u'/', 0, 0) == step.value && !one.givenUp && one.outcome
            && one.outcome->kind == Outcome::Kind::Unknown;
    });
}

} // namespace

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
    const bool neverLeft = outcome.kind == Outcome::Kind::NotSent;
    found->givenUp = found->givenUp || neverLeft || event.data["given_up"_L1].toBool();
    StepProgress *step = stepOf(state, event);
    if (!step)
        return;
    noteOutcome(*step, id, event.data["kind"_L1].toString());
    if (outcome.kind == Outcome::Kind::Unknown)
        step->status = StepStatus::OutcomeUnknown;
    else if (step->status == StepStatus::OutcomeUnknown && !hasUnknownWrite(state, event.step))
        step->status = StepStatus::Running;
}

/// A phase of another step that the retried one depends on; that step's budget begins again too.
void reopenElsewhere(RunState &state, const QString &phase, const Instant &at)
{
    reopenPhase(state, phase);
    for (StepProgress &step : state.steps) {
        if (step.id.value == phase.section(u'/', 0, 0))
            step.retriedAt = at;
    }
}

void retried(RunState &state, const JournalEvent &event)
{
    const QString prefix = event.step.value + u'/';
    const QStringList anew = stepOf(state, event) ? stepOf(state, event)->anew : QStringList();
    for (const QString &phase : anew) {
        if (phase.startsWith(prefix))
            state.phases.remove(phase);
        else
            reopenElsewhere(state, phase, event.at);
    }
    for (auto it = state.phases.begin(); it != state.phases.end(); ++it) {
        if (it.key().startsWith(prefix) && it->gateAnsweredAt && !it->approved)
            it->gateAnsweredAt.reset();
    }
    for (IntentRecord &intent : state.intents) {
        const bool accepted = intent.outcome && intent.outcome->kind == Outcome::Kind::Done;
        if (intent.phase.startsWith(prefix) && (!accepted || anew.contains(intent.phase)))
            intent.givenUp = true;
    }
    if (StepProgress *step = stepOf(state, event)) {
        step->status = StepStatus::Running;
        clearWhatBlocked(*step);
        step->anew.clear();
        step->endedAt.reset();
        step->retriedAt = event.at;
    }
}

void reopenPhase(RunState &state, const QString &phase)
{
    if (phase.isEmpty())
        return;
    state.phases[phase].doneAt.reset();
    for (IntentRecord &intent : state.intents) { // in force no longer: it may be sent again if need be
        if (intent.phase == phase && intent.outcome)
            intent.givenUp = true;
    }
    for (StepProgress &step : state.steps) {
        if (step.id.value != phase.section(u'/', 0, 0) || step.status == StepStatus::ToCome)
            continue;
        step.status = StepStatus::Running;
        step.endedAt.reset();
    }
}

} // namespace twinlake
