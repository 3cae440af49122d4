// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/rehearsal/rehearsalsummary.h"

#include "app/cli/exitcodes.h"

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

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
    QJsonObject all = incidentFigures(failover.value_or(RunState()));
    all.remove(u"incident"_s);
    if (!failover) {
        for (const QString &unknown : {u"rto_s"_s, u"rpo_s"_s, u"decision_s"_s, u"machine_s"_s})
            all.insert(unknown, QJsonValue());
    }
    all.insert(u"event"_s, u"summary"_s);
    all.insert(u"result"_s, resultWord(result()));
    all.insert(u"scenario"_s, scenario);
    all.insert(u"seed"_s, static_cast<qint64>(seed));
    all.insert(u"floor_s"_s, secondsOf(floor));
    all.insert(u"failover"_s, failover ? QJsonValue(incidentFigures(*failover)) : QJsonValue());
    all.insert(u"failback"_s, failback ? QJsonValue(incidentFigures(*failback)) : QJsonValue());
    if (!trouble.isEmpty())
        all.insert(u"trouble"_s, trouble);
    return all;
}

QString RehearsalSummary::text() const
{
    QStringList lines{summaryWords("Summary of the rehearsal %1, seed %2").arg(scenario).arg(seed)};
    if (failover) {
        const RunClocks &clocks = failover->clocks;
        lines << summaryWords("  failover %1: %2").arg(failover->id.value, resultWord(failover->result));
        lines << summaryWords("  RTO %1: of it decisions %2, machine %3 (the servers alone need %4)")
                     .arg(humanOrUnknown(clocks.rto()), humanOrUnknown(clocks.decision),
                          humanOrUnknown(clocks.machine()), humanOrUnknown(floor));
        lines << summaryWords("  recovery point: %1 of data at risk").arg(humanOrUnknown(clocks.dataAtRisk));
        lines << summaryWords("  caught up: %1").arg(caughtUpWord(failover->caughtUp));
        lines << (failover->overrides.isEmpty()
                      ? summaryWords("  no rule was overridden")
                      : summaryWords("  overridden: %1").arg(failover->overrides.join(u", "_s)));
    }
    if (failback)
        lines << summaryWords("  failback %1: %2").arg(failback->id.value, resultWord(failback->result));
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
