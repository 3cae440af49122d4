// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The repairs: the region that does not serve becomes an armed standby again; Terraform's configuration says what runs
// (recovery-model.md 2, item 4 and 6).
#include "models/runbook/manualsteps.h"
#include "models/runbook/recipe.h"
#include "models/runbook/steps/steps.h"

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

Recipe rearmRecipe(const Estate &estate, const QString &group)
{
    Recipe recipe{RecipeKind::Rearm, u"2"_s, estate, group, {}, {}};
    const steps::Labels labels{estate.regions.secondary.label, estate.regions.primary.label};
    recipe.steps = {steps::take(labels), steps::unpause(labels), steps::demote(labels, u"unpause"_s),
                    steps::close(labels)};
    recipe.steps[2].lanes.first().append(steps::releaseHold(u"demote/release"_s));
    recipe.abort = steps::abort();
    placeManualSteps(recipe);
    return recipe;
}

Recipe settleDebtRecipe(const Estate &estate, const QString &group)
{
    Recipe recipe{RecipeKind::SettleDebt, u"2"_s, estate, group, {}, {}};
    const steps::Labels labels{estate.regions.secondary.label, estate.regions.primary.label};
    recipe.steps = {steps::take(labels), steps::settleDebt(labels, u"take"_s), steps::hold(labels, u"settle-debt"_s)};
    recipe.abort = steps::abort();
    placeManualSteps(recipe);
    return recipe;
}

} // namespace twinlake
