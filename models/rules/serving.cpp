// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "models/rules/serving.h"

#include <QCoreApplication>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

struct ServingWords {
    Q_DECLARE_TR_FUNCTIONS(Serving)
};

std::optional<Region> regionNamed(const EstateConsumers &consumers, const std::optional<QString> &value)
{
    for (const Region region : bothRegions) {
        if (value && consumers.values[region] == *value)
            return region;
    }
    return std::nullopt;
}

/// Why the canary proves nothing.
QString canarySilence(const EstateConsumers &consumers, const Observed<CanaryAnswer> &canary, const Instant &now)
{
    if (!consumers.canary)
        return ServingWords::tr("the estate names no canary");
    if (canary.error)
        return ServingWords::tr("the canary gave no answer: %1").arg(canary.error->message);
    if (canary.value)
        return ServingWords::tr("the canary last answered %1 ago").arg(humanDuration(between(canary.readAt, now)));
    return ServingWords::tr("the canary was not asked yet");
}

} // namespace

ServingVerdict judgeServing(const FailoverGroup &group, const GroupFacts &facts, const Instant &now, Duration limit)
{
    using Kind = ServingVerdict::Kind;
    if (!group.consumers)
        return {Kind::Unknown, {}, ServingWords::tr("The estate names no consumers for %1.").arg(group.name), {}};
    const EstateConsumers &consumers = *group.consumers;
    const Observed<CanaryAnswer> &canary = facts.canary;
    if (consumers.canary && canary.isFresh(now, limit)) {
        const auto &answer = *canary.value;
        if (answer.region) {
            return {Kind::Proven, answer.region,
                    ServingWords::tr("A consumer was served by %1.").arg(answer.regionValue), canary.readAt};
        }
        return {Kind::Unknown,
                {},
                ServingWords::tr("A consumer was served by %1, which the estate does not name.")
                    .arg(answer.regionValue.left(60)),
                canary.readAt};
    }
    const QString silence = canarySilence(consumers, canary, now);
    const Observed<TerraformVariable> &pointer = facts.terraform.consumers.variable;
    if (!pointer.isFresh(now, limit)) {
        return {Kind::Unknown,
                {},
                pointer.error ? ServingWords::tr("Not known: %1, and the pointer could not be read: %2")
                                    .arg(silence, pointer.error->message)
                              : ServingWords::tr("Not known: %1, and the pointer was not read lately.").arg(silence),
                {}};
    }
    const auto region = regionNamed(consumers, pointer.value->value);
    const QString value = pointer.value->value.value_or(ServingWords::tr("(hidden)")).left(60);
    if (!region) {
        return {Kind::Unknown,
                {},
                ServingWords::tr("The pointer says %1, which the estate does not name.").arg(value),
                pointer.readAt};
    }
    return {Kind::NotProven, region, ServingWords::tr("The pointer names %1, but %2.").arg(value, silence),
            pointer.readAt};
}

std::optional<Region> lastKnownServing(const FailoverGroup &group, const GroupFacts &facts)
{
    if (!group.consumers)
        return std::nullopt;
    const Observed<TerraformVariable> &pointer = facts.terraform.consumers.variable;
    const bool canaryIsNewer = facts.canary.value && (!pointer.value || facts.canary.readAt >= pointer.readAt);
    if (canaryIsNewer && facts.canary.value->region)
        return facts.canary.value->region;
    return pointer.value ? regionNamed(*group.consumers, pointer.value->value) : std::nullopt;
}

QString holdMark()
{
    return u"twinlake-hold"_s;
}

bool isHold(const Observed<TerraformWorkspace> &workspace)
{
    return workspace.isLive() && workspace.value->locked && workspace.value->lockedReason.contains(holdMark());
}

std::optional<Region> heldRegion(const GroupFacts &facts)
{
    for (const Region region : bothRegions) {
        if (isHold(facts.terraform.activation[region].workspace))
            return region;
    }
    return std::nullopt;
}

} // namespace twinlake
