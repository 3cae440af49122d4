// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The head of the wizard, worked out from the run's state and the newest facts.
#include "models/views/wizardhead.h"

#include <QCoreApplication>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

class HeadWords {
    Q_DECLARE_TR_FUNCTIONS(WizardHead)
};

void fillRto(WizardHead &head, const RunState &run, const FailoverGroup *group, const Instant &now)
{
    if (!run.clocks.t0) {
        head.rto = {HeadWords::tr("RTO clock"), HeadWords::tr("starts with T0"), false};
        return;
    }
    const Instant end = run.clocks.servingProvenAt.value_or(run.closedAt.value_or(now));
    const Duration elapsed = between(*run.clocks.t0, end);
    head.rto = {HeadWords::tr("RTO clock"), clockDuration(elapsed), true};
    if (!group || group->rto.count() <= 0)
        return;
    head.rto.caption = run.clocks.servingProvenAt
        ? HeadWords::tr("RTO, served %1").arg(timeOfDay(*run.clocks.servingProvenAt))
        : HeadWords::tr("RTO clock, ends %1").arg(timeOfDay(later(*run.clocks.t0, group->rto)));
    head.rtoOf = HeadWords::tr("of %1").arg(clockDuration(group->rto));
    head.rtoShare = double(elapsed.count()) / double(group->rto.count());
}

QString subtitle(const RunState &run)
{
    const QString driver = run.driver.isEmpty() ? HeadWords::tr("nobody by name") : run.driver;
    QString text = HeadWords::tr("%1, opened %2 by %3").arg(run.id.value, timeOfDay(run.openedAt), driver);
    if (run.paused)
        text += HeadWords::tr(", paused");
    return text;
}

} // namespace

QString timeOfDay(const Instant &at)
{
    return at.isValid() ? at.toUTC().toString(u"HH:mm:ss'Z'") : u"\u2013"_s;
}

QString regionLabel(const Estate &estate, Region region)
{
    const QString label = estate.regions[region].label;
    return label.isEmpty() ? regionKey(region) : label;
}

QString incidentTitle(RecipeKind recipe, const QString &group, const QString &toLabel)
{
    switch (recipe) {
    case RecipeKind::Failback:
        return HeadWords::tr("Fail back %1 to %2").arg(group, toLabel);
    case RecipeKind::Switchover:
        return HeadWords::tr("Switch %1 over to %2").arg(group, toLabel);
    case RecipeKind::Rearm:
        return HeadWords::tr("Re-arm the standby of %1").arg(group);
    case RecipeKind::SettleDebt:
        return HeadWords::tr("Settle the Terraform debt of %1").arg(group);
    case RecipeKind::Failover:
        break;
    }
    return HeadWords::tr("Fail over %1 to %2").arg(group, toLabel);
}

HeadFigure pointerFigure(const Estate &estate, const GroupFacts *facts, const Instant &now)
{
    if (!facts || !facts->canary.value || !facts->canary.value->region)
        return {HeadWords::tr("Pointer not read"), HeadWords::tr("not known"), false};
    const CanaryAnswer &answer = *facts->canary.value;
    const QString label = regionLabel(estate, *answer.region);
    if (!facts->canary.isLive())
        return {
            HeadWords::tr("Pointer %1, last seen %2 ago").arg(label, humanDuration(between(facts->canary.readAt, now))),
            HeadWords::tr("not known now"), false};
    if (!answer.watermark)
        return {HeadWords::tr("Pointer %1, read %2 ago").arg(label, humanDuration(between(facts->canary.readAt, now))),
                HeadWords::tr("data age not told"), false};
    return {HeadWords::tr("Pointer %1, data from").arg(label),
            HeadWords::tr("%1 or older").arg(timeOfDay(*answer.watermark)), true};
}

WizardHead wizardHead(const RunState &run, const Estate &estate, const GroupFacts *facts, const Instant &now)
{
    WizardHead head;
    head.title = incidentTitle(run.recipe, run.group, regionLabel(estate, run.to));
    head.subtitle = subtitle(run);
    fillRto(head, run, estate.group(run.group), now);
    head.dataAtRisk = run.clocks.dataAtRisk
        ? HeadFigure{HeadWords::tr("Data at risk at T0"), humanDuration(*run.clocks.dataAtRisk), true}
        : HeadFigure{HeadWords::tr("Data at risk at T0"), HeadWords::tr("not known yet"), false};
    head.pointer = pointerFigure(estate, facts, now);
    return head;
}

} // namespace twinlake
