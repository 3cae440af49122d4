// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Opening an incident from a recipe, and placing the estate's manual steps.
#include "models/runbook/recipe.h"

#include "models/runbook/codec.h"
#include "models/runbook/estateprint.h"
#include "models/runbook/events.h"

#include <QJsonArray>

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

bool Step::hasGate() const
{
    return std::any_of(lanes.begin(), lanes.end(), [](const Lane &lane) {
        return std::any_of(lane.begin(), lane.end(), [](const Phase &phase) { return phase.gate != nullptr; });
    });
}

bool maySkip(const Recipe &recipe, const StepId &step)
{
    return std::any_of(recipe.steps.begin(), recipe.steps.end(),
                       [&](const Step &one) { return one.id == step && one.maySkip; });
}

Recipe recipeFor(RecipeKind kind, const Estate &estate, const QString &group)
{
    switch (kind) {
    case RecipeKind::Failback:
        return failbackRecipe(estate, group);
    case RecipeKind::Switchover:
        return switchoverRecipe(estate, group);
    case RecipeKind::Rearm:
        return rearmRecipe(estate, group);
    case RecipeKind::SettleDebt:
        return settleDebtRecipe(estate, group);
    case RecipeKind::Failover:
        break;
    }
    return failoverRecipe(estate, group);
}

Region usualSource(RecipeKind kind)
{
    const bool forth = kind == RecipeKind::Failover || kind == RecipeKind::Switchover;
    return forth ? Region::Primary : Region::Secondary;
}

/// Titles name regions by their labels, so the recipe of an estate with its regions exchanged has the other titles.
QJsonObject titlesFrom(const Recipe &recipe, Region from)
{
    Estate estate = recipe.estate;
    if (from != usualSource(recipe.kind))
        std::swap(estate.regions.primary.label, estate.regions.secondary.label);
    QJsonObject titles;
    for (const Step &step : recipeFor(recipe.kind, estate, recipe.groupName).steps)
        titles.insert(step.id.value, step.title);
    return titles;
}

JournalEvent openingEvent(const Recipe &recipe, const Opening &opening)
{
    const Region from = opening.from.value_or(usualSource(recipe.kind));
    const QJsonObject titles = titlesFrom(recipe, from);
    QJsonArray steps;
    for (const Step &step : recipe.steps)
        steps.append(QJsonObject{{u"id"_s, step.id.value},
                                 {u"title"_s, titles[step.id.value].toString(step.title)},
                                 {u"gate"_s, step.hasGate()},
                                 {u"skip"_s, step.maySkip},
                                 {u"budget_ms"_s, static_cast<qint64>(step.budget.count())}});
    return events::make(opening.id, events::incidentOpened, {},
                        {{u"recipe"_s, recipeKey(recipe.kind)},
                         {u"version"_s, recipe.version},
                         {u"group"_s, recipe.groupName},
                         {u"from"_s, regionKey(from)},
                         {u"to"_s, regionKey(otherRegion(from))},
                         {u"driver"_s, opening.driver},
                         {u"place"_s, opening.place},
                         {u"nonce"_s, opening.nonce},
                         {u"epoch"_s, opening.epoch},
                         {u"dry_run"_s, opening.dryRun},
                         {u"estate"_s, estatePrint(recipe.estate, recipe.group())},
                         {u"steps"_s, steps},
                         {u"notes"_s, opening.notes}});
}

} // namespace twinlake
