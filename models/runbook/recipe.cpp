// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Opening an incident from a recipe, and placing the estate's manual steps.
#include "models/runbook/recipe.h"

#include "models/runbook/codec.h"
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

Recipe recipeFor(RecipeKind kind, const Estate &estate, const QString &group)
{
    return kind == RecipeKind::Failover ? failoverRecipe(estate, group) : failbackRecipe(estate, group);
}

JournalEvent openingEvent(const Recipe &recipe, const IncidentId &id, const QString &driver, const QString &nonce,
                          const QJsonObject &notes)
{
    const Region from = recipe.kind == RecipeKind::Failover ? Region::Primary : Region::Secondary;
    QJsonArray steps;
    for (const Step &step : recipe.steps)
        steps.append(QJsonObject{{u"id"_s, step.id.value},
                                 {u"title"_s, step.title},
                                 {u"gate"_s, step.hasGate()},
                                 {u"budget_ms"_s, static_cast<qint64>(step.budget.count())}});
    return events::make(id, events::incidentOpened, {},
                        {{u"recipe"_s, recipeKey(recipe.kind)},
                         {u"version"_s, recipe.version},
                         {u"group"_s, recipe.groupName},
                         {u"from"_s, regionKey(from)},
                         {u"to"_s, regionKey(otherRegion(from))},
                         {u"driver"_s, driver},
                         {u"nonce"_s, nonce},
                         {u"steps"_s, steps},
                         {u"notes"_s, notes}});
}

} // namespace twinlake
