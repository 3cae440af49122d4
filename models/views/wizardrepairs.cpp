// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A standby that would not start, and a region that runs without Terraform knowing.
#include "models/views/wizardrepairs.h"

#include "models/rules/limits.h"
#include "models/rules/role.h"
#include "models/views/statesign.h"

#include <QCoreApplication>

namespace twinlake {

namespace {

class RepairWords {
    Q_DECLARE_TR_FUNCTIONS(WizardRepairs)
};

std::optional<Region> servingNow(const GroupFacts &facts)
{
    return facts.canary.isLive() ? facts.canary.value->region : std::nullopt;
}

std::optional<QString> standbyTrouble(const Estate &estate, const GroupFacts &facts, const Instant &now)
{
    const std::optional<Region> serving = servingNow(facts);
    if (!serving)
        return std::nullopt;
    const Region standby = otherRegion(*serving);
    const QString label = estate.regions[standby].label;
    switch (judgeRole(facts.regions[standby], now, fastFactLimit).role) {
    case Role::Disarmed:
        return RepairWords::tr("%1 is disarmed").arg(label);
    case Role::Partial:
        return RepairWords::tr("%1 is armed in part").arg(label);
    case Role::Active: // both are hot: an abort's safe state, or a switchover that was left behind
        if (judgeRole(facts.regions[*serving], now, fastFactLimit).role == Role::Active)
            return RepairWords::tr("%1 runs too").arg(label);
        break;
    case Role::StandbyArmed:
    case Role::Unknown:
        break;
    }
    return std::nullopt;
}

/// The serving region runs although its variable says that it should not: the next apply would cool it down.
std::optional<QString> hiddenDebt(const Estate &estate, const FailoverGroup &group, const GroupFacts &facts,
                                  const Instant &now)
{
    const std::optional<Region> serving = servingNow(facts);
    if (!serving || judgeRole(facts.regions[*serving], now, fastFactLimit).role != Role::Active)
        return std::nullopt;
    const Observed<TerraformVariable> &flag = facts.terraform.activation[*serving].variable;
    const bool known = flag.isLive() && between(flag.readAt, now) <= fastFactLimit;
    if (!known || flag.value->value.value_or(QString()) != QLatin1String("false"))
        return std::nullopt;
    return RepairWords::tr("%1 is false in %2")
        .arg(group.activation[*serving].variable, estate.regions[*serving].label);
}

} // namespace

std::optional<QString> repairReason(RecipeKind repair, const Estate &estate, const FailoverGroup &group,
                                    const GroupFacts &facts, const Instant &now)
{
    if (repair == RecipeKind::SettleDebt)
        return hiddenDebt(estate, group, facts, now);
    return repair == RecipeKind::Rearm ? standbyTrouble(estate, facts, now) : std::nullopt;
}

QString repairSentence(RecipeKind repair)
{
    if (repair == RecipeKind::SettleDebt)
        return RepairWords::tr("Starting takes the lock and reads. Each plan is shown before it is applied.");
    return RepairWords::tr(
        "Starting takes the lock. A job that was left paused is unpaused at once; what runs beside the serving region "
        "is cooled down. A plan is shown before it is applied.");
}

QList<QPair<QString, QString>> repairStages(RecipeKind repair)
{
    if (repair == RecipeKind::SettleDebt) {
        return {
            {RepairWords::tr("Take the lock"), RepairWords::tr("One driver; the hold lock is lifted only for this.")},
            {RepairWords::tr("Settle"),
             RepairWords::tr("Queued runs are discarded, variables set to what runs, a plan shows no difference.")},
            {RepairWords::tr("Give back"), RepairWords::tr("The hold lock is set again where there was one.")}};
    }
    return {{RepairWords::tr("Take the lock"), RepairWords::tr("One driver; the other region has to be running.")},
            {RepairWords::tr("Re-arm"), RepairWords::tr("The pipelines become triggered and the job is unpaused.")},
            {RepairWords::tr("Test"), RepairWords::tr("The job runs once and has to complete.")}};
}

} // namespace twinlake
