// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which way a recipe goes: from the region that serves to the other, as the consumers' pointer says; a failback from
// the region that is held since its failover.
#include "models/runbook/steps/direction.h"

#include "models/runbook/events.h"
#include "models/runbook/steps/common.h"
#include "models/runbook/steps/steps.h"
#include "models/runbook/steps/terraformswitch.h"

namespace twinlake::steps {

namespace {

std::optional<Region> heldRegion(const StepContext &c)
{
    for (const Region region : bothRegions) {
        if (isHold(c.world.facts.terraform.activation[region].workspace))
            return region;
    }
    return std::nullopt;
}

/// The region that a recipe of this kind would leave, as the world stands now; empty when nothing read says so.
std::optional<Region> sourceNow(const StepContext &c)
{
    const std::optional<Region> serving = servingRegion(c);
    const std::optional<Region> held = heldRegion(c);
    switch (c.state.recipe) {
    case RecipeKind::Failback:
        return held;
    case RecipeKind::SettleDebt:
        return held ? held : serving;
    case RecipeKind::Rearm:
        return serving ? std::optional(otherRegion(*serving)) : std::nullopt;
    case RecipeKind::Failover:
    case RecipeKind::Switchover:
        break;
    }
    return serving;
}

/// T0 and what consumers have seen were noted for another region than the one that turns out to serve.
QJsonObject notesFor(const StepContext &c, Region from)
{
    QJsonObject notes;
    const QJsonValue watermark = c.state.notes["watermarks"_L1][regionKey(from)];
    const QJsonValue known = watermark.isString() ? watermark : QJsonValue(QJsonValue::Null);
    if (c.state.notes["t0_source"_L1].toString() == "watermark"_L1) {
        notes.insert(u"proposed_t0"_s, known);
        notes.insert(u"t0_source"_s, watermark.isString() ? QJsonValue(u"watermark"_s) : known);
    }
    if (c.state.notes["served_source"_L1].toString() == "watermark"_L1)
        notes.insert(u"served_up_to"_s, known);
    return notes;
}

Verdict goes(const StepContext &c, Region from, const QString &sentence)
{
    Verdict verdict = yes(sentence);
    if (from != c.from()) {
        verdict.notes = notesFor(c, from);
        const Recipe recipe = recipeFor(c.state.recipe, c.estate, c.group.name);
        verdict.remarks = {
            {events::direction, {{u"from"_s, regionKey(from)}, {u"titles"_s, titlesFrom(recipe, from)}}}};
    }
    return verdict;
}

/// A repair of the standby goes from the region that does not serve.
Verdict standbyIsKnown(const StepContext &c)
{
    if (const std::optional<Region> standby = sourceNow(c))
        return goes(c, *standby, Words::tr("%1 serves.").arg(c.label(otherRegion(*standby))));
    if (c.group.consumers)
        return notYet(Words::tr("Reading who serves."));
    return yes(Words::tr("Who serves cannot be read; the standby is taken to be %1.").arg(c.label(c.from())));
}

/// As the configuration says, for the region may be out: it would be active too, so there is no standby.
bool isActiveByConfiguration(const StepContext &c, Region region)
{
    const auto &flag = c.world.facts.terraform.activation[region].variable;
    return flag.isLive() && sameWord(flag.value->value.value_or(QString()), u"true"_s);
}

/// Debt is what runs without Terraform knowing: in the region that took over, else in the one that serves.
Verdict debtorIsKnown(const StepContext &c)
{
    const std::optional<Region> from = sourceNow(c);
    if (!from && c.group.consumers)
        return notYet(Words::tr("Reading who serves."));
    const Region debtor = from.value_or(c.from());
    Verdict verdict = goes(c, debtor, Words::tr("%1 runs and serves.").arg(c.label(debtor)));
    verdict.notes.insert(u"was_held"_s, heldRegion(c) || isActiveByConfiguration(c, otherRegion(debtor)));
    return verdict;
}

Verdict directionIsKnown(const StepContext &c)
{
    const bool back = c.state.recipe == RecipeKind::Failback;
    if (c.state.recipe == RecipeKind::Rearm)
        return standbyIsKnown(c);
    if (c.state.recipe == RecipeKind::SettleDebt)
        return debtorIsKnown(c);
    const std::optional<Region> from = sourceNow(c);
    if (from && back)
        return goes(c, *from, Words::tr("%1 took over and is held.").arg(c.label(*from)));
    if (from)
        return goes(c, *from, Words::tr("%1 serves.").arg(c.label(*from)));
    if (c.state.recipe == RecipeKind::Switchover && c.group.consumers)
        return notYet(Words::tr("Reading who serves."));
    return yes(Words::tr("Who serves cannot be read; taken to be %1.").arg(c.label(c.from())));
}

} // namespace

std::optional<Region> servingRegion(const StepContext &c)
{
    const Observed<CanaryAnswer> &canary = c.world.facts.canary;
    if (hasCanary(c) && canary.isLive() && canary.value->region)
        return canary.value->region; // a variable may have been set for a run that never came
    return pointerRegion(c);
}

FactRequest readWhoServes(const StepContext &c)
{
    return hasCanary(c) ? facts(wholeTerraform() + QSet{FactKind::Canary}) : facts(wholeTerraform());
}

bool isOvertaken(const StepContext &c)
{
    const std::optional<Region> source = sourceNow(c);
    if (!source && c.state.recipe == RecipeKind::Failback)
        return servingRegion(c) == c.to(); // nothing is held any more, and the target serves
    return source && *source != c.from();
}

Phase findDirection(const QString &key)
{
    return {key, readWhoServes, directionIsKnown};
}

} // namespace twinlake::steps
