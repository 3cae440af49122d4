// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The failover recipe: heat the new side, prove, move the pointer, hold (recovery-model.md 3.1).
#include "models/runbook/manualsteps.h"
#include "models/runbook/recipe.h"
#include "models/runbook/steps/glass.h"
#include "models/runbook/steps/steps.h"

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

Recipe failoverRecipe(const Estate &estate, const QString &group)
{
    Recipe recipe{RecipeKind::Failover, u"4"_s, estate, group, {}, {}};
    const steps::Labels labels{estate.regions.primary.label, estate.regions.secondary.label};
    recipe.steps = {steps::declare(labels),
                    steps::warm(labels),
                    steps::assess(labels),
                    steps::go(labels),
                    steps::breakGlass(labels),
                    steps::activate(labels, u"go"_s),
                    steps::running(labels),
                    steps::quiet(labels),
                    steps::catchUp(labels),
                    steps::lastLook(labels),
                    steps::repoint(labels, recipe.group()),
                    steps::serve(labels),
                    steps::hold(labels, u"serve"_s)};
    recipe.abort = steps::abort();
    placeManualSteps(recipe);
    return recipe;
}

} // namespace twinlake
