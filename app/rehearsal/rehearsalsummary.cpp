// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/rehearsal/rehearsalsummary.h"

#include "app/cli/exitcodes.h"
#include "models/domain/plaintext.h"

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

QStringList figuresOf(const DrivenIncident &incident, const std::optional<Duration> &floor)
{
    const RunState &state = *incident.state;
    const RunClocks &clocks = state.clocks;
    return QStringList{summaryWords("  %1 %2: %3").arg(incident.recipe, state.id.value, incident.result),
                       summaryWords("  RTO %1: of it decisions %2, machine %3 (the servers alone need %4)")
                           .arg(humanOrUnknown(clocks.rto()), humanOrUnknown(clocks.decision),
                                humanOrUnknown(clocks.machine()), humanOrUnknown(floor))}
    + outcomeLines(state);
}

} // namespace

const RunState *RehearsalSummary::first() const
{
    return !incidents.isEmpty() && incidents.constFirst().state ? &*incidents.constFirst().state : nullptr;
}

QString RehearsalSummary::result() const
{
    if (interrupted)
        return u"interrupted"_s;
    if (!trouble.isEmpty())
        return u"failed"_s;
    const QString ended = worstEnd(incidents, scenario.recipes);
    if (checks.isEmpty())
        return ended;
    const auto met = [](const ScoreCheck &check) { return check.met; };
    if (std::all_of(checks.begin(), checks.end(), met))
        return scenario.expected.verdict;
    return ended == "passed"_L1 || ended == scenario.expected.verdict ? u"failed"_s : ended;
}

int RehearsalSummary::exitCode() const
{
    const QString word = result();
    if (word == "passed"_L1)
        return toInt(ExitCode::Fine);
    return toInt(word == "inconclusive"_L1 ? ExitCode::Attention : ExitCode::Failed);
}

QJsonObject RehearsalSummary::json() const
{
    QJsonObject all = incidentFigures(first() ? *first() : RunState());
    all.remove(u"incident"_s);
    if (!first()) {
        for (const QString &unknown : {u"rto_s"_s, u"rpo_s"_s, u"decision_s"_s, u"machine_s"_s})
            all.insert(unknown, QJsonValue());
    }
    all.insert(u"event"_s, u"summary"_s);
    all.insert(u"result"_s, result());
    all.insert(u"scenario"_s, scenario.id);
    all.insert(u"seed"_s, static_cast<qint64>(seed));
    all.insert(u"floor_s"_s, secondsOf(floor));
    for (const QString &recipe : {u"failover"_s, u"switchover"_s, u"failback"_s})
        all.insert(recipe, QJsonValue());
    for (const DrivenIncident &incident : incidents) {
        if (!incident.state)
            continue;
        QJsonObject figures = incidentFigures(*incident.state);
        figures.insert(u"result"_s, incident.result);
        all.insert(incident.recipe, figures);
    }
    all.insert(u"checks"_s, toJson(checks));
    if (!trouble.isEmpty())
        all.insert(u"trouble"_s, trouble);
    return all;
}

QString RehearsalSummary::text() const
{
    QStringList lines{summaryWords("Summary of the rehearsal %1, seed %2").arg(scenario.id).arg(seed)};
    if (first())
        lines << figuresOf(incidents.constFirst(), floor);
    for (const DrivenIncident &incident : incidents.mid(1))
        lines << summaryWords("  %1 %2: %3")
                     .arg(incident.recipe, incident.state ? incident.state->id.value : QString(), incident.result);
    for (const DrivenIncident &incident : incidents) {
        if (incident.state && incident.result != "passed"_L1 && !incident.state->resultSentence.isEmpty())
            lines << u"  %1: %2"_s.arg(incident.state->id.value, incident.state->resultSentence);
    }
    for (const ScoreCheck &check : checks) {
        if (check.met)
            lines << summaryWords("  as expected: %1: %2").arg(check.what, check.found);
        else
            lines << summaryWords("  NOT AS EXPECTED: %1: %2 was expected, it was %3")
                         .arg(check.what, check.wanted, check.found);
    }
    if (!trouble.isEmpty())
        lines << u"  "_s + trouble;
    lines << result();
    return plainLines(lines);
}

} // namespace twinlake
