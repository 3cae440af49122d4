// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/rehearsal/rehearsalsummary.h"

#include "app/cli/exitcodes.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("RehearsalSummary", text);
}

QJsonValue seconds(const std::optional<Duration> &duration)
{
    return duration ? QJsonValue(static_cast<double>(duration->count()) / 1000.0) : QJsonValue();
}

QJsonObject figures(const RunState &state)
{
    const RunClocks &clocks = state.clocks;
    return {{u"incident"_s, state.id.value},
            {u"result"_s, resultWord(state.result)},
            {u"rto_s"_s, seconds(clocks.rto())},
            {u"rpo_s"_s, seconds(clocks.dataAtRisk)},
            {u"decision_s"_s, seconds(clocks.decision)},
            {u"machine_s"_s, seconds(clocks.machine())},
            {u"caught_up"_s, caughtUpWord(state.caughtUp)},
            {u"overrides"_s, QJsonArray::fromStringList(state.overrides)}};
}

QString human(const std::optional<Duration> &duration)
{
    return duration ? humanDuration(*duration) : say("unknown");
}

RunResult worse(RunResult a, RunResult b)
{
    for (const RunResult result :
         {RunResult::Failed, RunResult::Interrupted, RunResult::Open, RunResult::Inconclusive}) {
        if (a == result || b == result)
            return result;
    }
    return RunResult::Passed;
}

} // namespace

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

RunResult RehearsalSummary::result() const
{
    if (interrupted)
        return RunResult::Interrupted;
    if (!trouble.isEmpty())
        return RunResult::Failed;
    const RunResult there = failover ? failover->result : RunResult::Inconclusive;
    const RunResult back = failback ? failback->result : RunResult::Inconclusive;
    const RunResult both = worse(there, back);
    return both == RunResult::Open ? RunResult::Inconclusive : both;
}

int RehearsalSummary::exitCode() const
{
    switch (result()) {
    case RunResult::Passed:
        return toInt(ExitCode::Fine);
    case RunResult::Inconclusive:
    case RunResult::Open:
        return toInt(ExitCode::Attention);
    case RunResult::Failed:
    case RunResult::Interrupted:
        break;
    }
    return toInt(ExitCode::Failed);
}

QJsonObject RehearsalSummary::json() const
{
    QJsonObject all = figures(failover.value_or(RunState()));
    all.remove(u"incident"_s);
    if (!failover) {
        for (const QString &unknown : {u"rto_s"_s, u"rpo_s"_s, u"decision_s"_s, u"machine_s"_s})
            all.insert(unknown, QJsonValue());
    }
    all.insert(u"event"_s, u"summary"_s);
    all.insert(u"result"_s, resultWord(result()));
    all.insert(u"scenario"_s, scenario);
    all.insert(u"seed"_s, static_cast<qint64>(seed));
    all.insert(u"floor_s"_s, seconds(floor));
    all.insert(u"failover"_s, failover ? QJsonValue(figures(*failover)) : QJsonValue());
    all.insert(u"failback"_s, failback ? QJsonValue(figures(*failback)) : QJsonValue());
    if (!trouble.isEmpty())
        all.insert(u"trouble"_s, trouble);
    return all;
}

QString RehearsalSummary::text() const
{
    QStringList lines{say("Summary of the rehearsal %1, seed %2").arg(scenario).arg(seed)};
    if (failover) {
        const RunClocks &clocks = failover->clocks;
        lines << say("  failover %1: %2").arg(failover->id.value, resultWord(failover->result));
        lines << say("  RTO %1: of it decisions %2, machine %3 (the servers alone need %4)")
                     .arg(human(clocks.rto()), human(clocks.decision), human(clocks.machine()), human(floor));
        lines << say("  recovery point: %1 of data at risk").arg(human(clocks.dataAtRisk));
        lines << say("  caught up: %1").arg(caughtUpWord(failover->caughtUp));
        lines << (failover->overrides.isEmpty() ? say("  no rule was overridden")
                                                : say("  overridden: %1").arg(failover->overrides.join(u", "_s)));
    }
    if (failback)
        lines << say("  failback %1: %2").arg(failback->id.value, resultWord(failback->result));
    for (const auto &state : {failover, failback}) {
        if (state && state->result != RunResult::Passed && !state->resultSentence.isEmpty())
            lines << u"  %1: %2"_s.arg(state->id.value, state->resultSentence);
    }
    if (!trouble.isEmpty())
        lines << u"  "_s + trouble;
    lines << resultWord(result());
    return lines.join(u'\n');
}

} // namespace twinlake
