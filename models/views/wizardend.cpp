// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The end page says what is so, never more: a clock that did not run stays unknown.
#include "models/views/wizardend.h"

#include "models/views/incidentturn.h"

#include <QCoreApplication>

namespace twinlake {

namespace {

class EndWords {
    Q_DECLARE_TR_FUNCTIONS(WizardEnd)
};

HeadFigure figure(const QString &caption, const std::optional<Duration> &value)
{
    return {caption, value ? humanDuration(*value) : EndWords::tr("not known"), value.has_value()};
}

QList<HeadFigure> clocks(const RunState &run, const FailoverGroup *group)
{
    const std::optional<Duration> detecting = run.clocks.t0 && run.clocks.detectedAt
        ? std::optional(between(*run.clocks.t0, *run.clocks.detectedAt))
        : std::nullopt;
    const QString rtoCaption = group && group->rto.count() > 0
        ? EndWords::tr("RTO, objective %1").arg(humanDuration(group->rto))
        : EndWords::tr("RTO");
    return {figure(rtoCaption, run.clocks.rto()), figure(EndWords::tr("of it detecting"), detecting),
            figure(EndWords::tr("of it deciding"), run.clocks.decision),
            figure(EndWords::tr("of it machine"), run.clocks.machine()),
            figure(EndWords::tr("Recovery point, bound"), run.clocks.dataAtRisk)};
}

QString stillOpen(const RunState &run, const Estate &estate)
{
    const QString from = regionLabel(estate, run.from);
    const QString to = regionLabel(estate, run.to);
    if (run.result != RunResult::Passed)
        return EndWords::tr("Look at both roles on the overview before anything else is started.");
    if (run.recipe == RecipeKind::Failover)
        return EndWords::tr("Still open: there is no standby until %1 is back and caught up. Then fail back to it from "
                            "this page.")
            .arg(from);
    return EndWords::tr("Nothing is open: %1 serves, %2 is its standby again.").arg(to, from);
}

} // namespace

WizardPage endPage(const RunState &run, const Estate &estate)
{
    WizardPage page;
    page.kind = WizardPage::Kind::Ended;
    page.sign = resultSign(run.result);
    page.headline = run.result == RunResult::Passed && run.servingProven
        ? EndWords::tr("%1. %2 serves %3.").arg(page.sign.word, regionLabel(estate, run.to), run.group)
        : EndWords::tr("%1. %2").arg(page.sign.word, incidentTitle(run.recipe, run.group, regionLabel(estate, run.to)));
    page.sentence = run.resultSentence;
    page.outcome = clocks(run, estate.group(run.group));
    page.notes.append(EndWords::tr("Caught up: %1. Serving: %2.")
                          .arg(catchUpSign(run.caughtUp).word,
                               run.servingProven ? EndWords::tr("proven by the canary") : EndWords::tr("not proven")));
    page.notes.append(run.overrides.isEmpty()
                          ? EndWords::tr("Overrides: none.")
                          : EndWords::tr("Overrides: %1.").arg(run.overrides.join(QStringLiteral("; "))));
    page.notes.append(stillOpen(run, estate));
    return page;
}

} // namespace twinlake
