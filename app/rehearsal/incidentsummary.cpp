// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Figures and words.
#include "app/rehearsal/incidentsummary.h"

#include "models/domain/plaintext.h"
#include "models/runbook/codec.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

QJsonValue secondsOf(const std::optional<Duration> &duration)
{
    return duration ? QJsonValue(static_cast<double>(duration->count()) / 1000.0) : QJsonValue();
}

QString humanOrUnknown(const std::optional<Duration> &duration)
{
    return duration ? humanDuration(*duration) : summaryWords("unknown");
}

QJsonObject incidentFigures(const RunState &state)
{
    const RunClocks &clocks = state.clocks;
    return {{u"incident"_s, state.id.value},
            {u"result"_s, resultWord(state.result)},
            {u"rto_s"_s, secondsOf(clocks.rto())},
            {u"rpo_s"_s, secondsOf(clocks.dataAtRisk)},
            {u"decision_s"_s, secondsOf(clocks.decision)},
            {u"machine_s"_s, secondsOf(clocks.machine())},
            {u"caught_up"_s, caughtUpWord(state.caughtUp)},
            {u"overrides"_s, QJsonArray::fromStringList(state.overrides)}};
}

QString resultWord(RunResult result)
{
    switch (result) {
    case RunResult::Passed:
        return u"passed"_s;
    case RunResult::Failed:
        return u"failed"_s;
    case RunResult::Interrupted:
        return u"interrupted"_s;
    case RunResult::Open:
    case RunResult::Inconclusive:
        break;
    }
    return u"inconclusive"_s;
}

QString caughtUpWord(CaughtUp verdict)
{
    switch (verdict) {
    case CaughtUp::Proven:
        return u"proven"_s;
    case CaughtUp::CannotKnow:
        return u"cannot_know"_s;
    case CaughtUp::NotYet:
        break;
    }
    return u"not_yet"_s;
}

QJsonObject IncidentSummary::json() const
{
    QJsonObject all = incidentFigures(state.value_or(RunState()));
    if (!state) {
        for (const QString &unknown : {u"incident"_s, u"decision_s"_s})
            all.insert(unknown, QJsonValue());
    }
    all.insert(u"event"_s, u"summary"_s);
    all.insert(u"result"_s, resultWord(result));
    all.insert(u"recipe"_s, state ? QJsonValue(recipeKey(state->recipe)) : QJsonValue());
    all.insert(u"group"_s, state ? QJsonValue(state->group) : QJsonValue());
    all.insert(u"open"_s, state && !state->closedAt);
    all.insert(u"dry_run"_s, state && state->dryRun);
    all.insert(u"epoch"_s, state ? QJsonValue(state->epoch) : QJsonValue());
    all.insert(u"floor_s"_s, QJsonValue()); // only a rehearsal that owns its world knows it
    if (state && state->notes.contains("safe_state"_L1)) // where an abort has led
        all.insert(u"safe_state"_s, state->notes["safe_state"_L1]);
    const QString sentence = trouble.isEmpty() && state ? state->resultSentence : trouble;
    if (!sentence.isEmpty())
        all.insert(u"sentence"_s, sentence);
    return all;
}

QString IncidentSummary::text() const
{
    QStringList lines;
    if (state) {
        const RunClocks &clocks = state->clocks;
        lines << summaryWords("Summary of %1, %2 of %3").arg(state->id.value, recipeKey(state->recipe), state->group);
        if (!isRepair(state->recipe)) // moves nobody and catches up with nothing
            lines << summaryWords("  RTO %1: of it decisions %2, machine %3")
                         .arg(humanOrUnknown(clocks.rto()), humanDuration(clocks.decision),
                              humanOrUnknown(clocks.machine()));
        lines << outcomeLines(*state);
        if (!state->resultSentence.isEmpty())
            lines << u"  "_s + state->resultSentence;
        if (!state->closedAt)
            lines << summaryWords("  The incident is still open: twinlake resume %1").arg(state->id.value);
    }
    if (!trouble.isEmpty())
        lines << u"  "_s + trouble;
    lines << resultWord(result);
    return plainLines(lines);
}

QStringList outcomeLines(const RunState &state)
{
    QStringList lines;
    if (!isRepair(state.recipe)) {
        lines << summaryWords("  recovery point: %1 of data at risk").arg(humanOrUnknown(state.clocks.dataAtRisk));
        lines << summaryWords("  caught up: %1").arg(caughtUpWord(state.caughtUp));
    }
    lines << (state.overrides.isEmpty() ? summaryWords("  no rule was overridden")
                                        : summaryWords("  overridden: %1").arg(state.overrides.join(u", "_s)));
    return lines;
}

QString summaryWords(const char *text)
{
    return QCoreApplication::translate("RehearsalSummary", text);
}

} // namespace twinlake
