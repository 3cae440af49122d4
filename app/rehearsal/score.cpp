// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/rehearsal/score.h"

#include "app/rehearsal/worldchecks.h"
#include "models/runbook/codec.h"

#include <QCoreApplication>

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

struct ScoreWords {
    Q_DECLARE_TR_FUNCTIONS(Score)
};

ScoreCheck sameWords(const QString &what, const QString &wanted, const QString &found)
{
    return {what, wanted, found, wanted == found};
}

QString endOf(const RehearsedWorld &world, const QString &recipe)
{
    const auto found = std::find_if(world.incidents.begin(), world.incidents.end(),
                                    [&](const DrivenIncident &one) { return one.recipe == recipe; });
    return found == world.incidents.end() ? ScoreWords::tr("never begun") : found->result;
}

QList<ScoreCheck> incidentChecks(const simulator::Scenario &scenario, const RehearsedWorld &world)
{
    const auto &wanted = scenario.expected.incidents;
    if (wanted.empty())
        return {sameWords(ScoreWords::tr("The incidents end"), scenario.expected.verdict,
                          worstEnd(world.incidents, scenario.recipes))};
    QList<ScoreCheck> checks;
    for (const QString &recipe : scenario.recipes) {
        const auto named = wanted.find(recipe);
        checks.append(sameWords(ScoreWords::tr("The %1 ends").arg(recipe),
                                named == wanted.end() ? u"passed"_s : named->second, endOf(world, recipe)));
    }
    return checks;
}

QString stepOutcome(const RehearsedWorld &world, const QString &wanted)
{
    QString outcome = ScoreWords::tr("no such step");
    for (const DrivenIncident &incident : world.incidents) {
        if (!incident.state)
            continue;
        for (const StepProgress &step : incident.state->steps) {
            if (ScenarioPlayer::names(wanted, incident.recipe, step.id.value))
                outcome = stepStatusKey(step.status);
        }
    }
    return outcome;
}

QList<ScoreCheck> stepChecks(const simulator::ScenarioExpectation &expected, const RehearsedWorld &world)
{
    QList<ScoreCheck> checks;
    for (const auto &[step, outcome] : expected.steps)
        checks.append(sameWords(ScoreWords::tr("The step %1 is").arg(step), outcome, stepOutcome(world, step)));
    return checks;
}

QList<ScoreCheck> findingChecks(const simulator::ScenarioExpectation &expected, const RehearsedWorld &world)
{
    QList<ScoreCheck> checks;
    for (const QString &finding : expected.findings) {
        const bool said = std::any_of(world.said.begin(), world.said.end(),
                                      [&](const QString &line) { return line.contains(finding, Qt::CaseInsensitive); });
        checks.append({ScoreWords::tr("On the way it is said"), finding,
                       said ? ScoreWords::tr("said") : ScoreWords::tr("not said"), said});
    }
    return checks;
}

ScoreCheck overrideCheck(const simulator::ScenarioExpectation &expected, const RehearsedWorld &world)
{
    QStringList wanted = expected.overrides;
    QStringList found;
    for (const DrivenIncident &incident : world.incidents) {
        if (!incident.state)
            continue;
        for (const QString &override : incident.state->overrides)
            found.append(override.section(u':', 0, 0)); // behind it stands the reason
    }
    for (QStringList *list : {&wanted, &found}) {
        list->sort();
        list->removeDuplicates();
    }
    const QString none = ScoreWords::tr("none");
    return sameWords(ScoreWords::tr("Rules that were overridden"), wanted.isEmpty() ? none : wanted.join(u", "_s),
                     found.isEmpty() ? none : found.join(u", "_s));
}

QList<ScoreCheck> secondChecks(const RehearsedWorld &world)
{
    constexpr int lockedBySomebodyElse = 5;
    QList<ScoreCheck> checks;
    for (const int code : world.secondExitCodes)
        checks.append(sameWords(ScoreWords::tr("The second console ends with code"),
                                QString::number(lockedBySomebodyElse), QString::number(code)));
    return checks;
}

} // namespace

QString worstEnd(const QList<DrivenIncident> &incidents, const QStringList &recipes)
{
    for (const QString &worst : {u"failed"_s, u"interrupted"_s, u"inconclusive"_s}) {
        if (std::any_of(incidents.begin(), incidents.end(),
                        [&](const DrivenIncident &one) { return one.result == worst; }))
            return worst;
    }
    return incidents.size() < recipes.size() ? u"inconclusive"_s : u"passed"_s;
}

QList<ScoreCheck> scoreOf(const simulator::Scenario &scenario, const Estate &estate, const RehearsedWorld &world)
{
    const simulator::ScenarioExpectation &expected = scenario.expected;
    QList<ScoreCheck> checks = incidentChecks(scenario, world);
    if (!expected.caughtUp.isEmpty()) {
        const bool known = !world.incidents.isEmpty() && world.incidents.constFirst().state;
        checks.append(
            sameWords(ScoreWords::tr("Caught up"), expected.caughtUp,
                      known ? caughtUpKey(world.incidents.constFirst().state->caughtUp) : ScoreWords::tr("unknown")));
    }
    checks += stepChecks(expected, world);
    checks += findingChecks(expected, world);
    checks.append(overrideCheck(expected, world));
    checks += secondChecks(world);
    checks += worldChecks(scenario, estate, world);
    return checks;
}

QJsonArray toJson(const QList<ScoreCheck> &checks)
{
    QJsonArray list;
    for (const ScoreCheck &check : checks)
        list.append(QJsonObject{
            {u"what"_s, check.what}, {u"wanted"_s, check.wanted}, {u"found"_s, check.found}, {u"met"_s, check.met}});
    return list;
}

} // namespace twinlake
