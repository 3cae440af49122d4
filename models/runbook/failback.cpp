// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The failback recipe: the old side catches up and proves parity, the pointer moves back, only then the other side
// cools down and is armed again (recovery-model.md 3.3).
#include "models/runbook/manualsteps.h"
#include "models/runbook/recipe.h"
#include "models/runbook/steps/steps.h"

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

Recipe failbackRecipe(const Estate &estate, const QString &group)
{
    Recipe recipe{RecipeKind::Failback, u"4"_s, estate, group, {}, {}};
    const steps::Labels labels{estate.regions.secondary.label, estate.regions.primary.label};
    recipe.steps = {steps::trust(labels),
                    steps::mendFeed(labels),
                    steps::revive(labels),
                    steps::catchUpBack(labels),
                    steps::parity(labels),
                    steps::goBack(labels),
                    steps::settleDebt(labels, u"go"_s),
                    steps::repointBack(labels, recipe.group(), u"settle-debt"_s),
                    steps::soak(labels),
                    steps::demote(labels, u"soak"_s),
                    steps::close(labels)};
    recipe.abort = steps::abort();
    placeManualSteps(recipe);
    return recipe;
}

} // namespace twinlake
