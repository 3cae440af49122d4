// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The planned switchover: both sides healthy, both hot, the pointer moves at a level, only then the old side is cooled
// down and armed again (recovery-model.md 3.2).
#include "models/runbook/manualsteps.h"
#include "models/runbook/recipe.h"
#include "models/runbook/steps/steps.h"

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

Recipe switchoverRecipe(const Estate &estate, const QString &group)
{
    Recipe recipe{RecipeKind::Switchover, u"3"_s, estate, group, {}, {}};
    const steps::Labels labels{estate.regions.primary.label, estate.regions.secondary.label};
    recipe.steps = {steps::ready(labels),
                    steps::heat(labels),
                    steps::activate(labels, u"heat"_s),
                    steps::running(labels),
                    steps::quiet(labels),
                    steps::level(labels),
                    steps::lastCheck(labels),
                    steps::repointBack(labels, recipe.group(), u"last-check"_s),
                    steps::soak(labels),
                    steps::demote(labels, u"soak"_s),
                    steps::close(labels)};
    recipe.abort = steps::abort();
    placeManualSteps(recipe);
    return recipe;
}

} // namespace twinlake
