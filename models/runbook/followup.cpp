// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "models/runbook/followup.h"

#include "models/runbook/codec.h"

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

bool wasFollowed(const RunState &state, const QList<RunState> &incidents)
{
    return std::any_of(incidents.begin(), incidents.end(), [&](const RunState &later) {
        return later.id != state.id && later.group == state.group && !later.dryRun && later.openedAt >= *state.closedAt;
    });
}

} // namespace

std::optional<RecipeKind> followingRecipe(const RunState &state)
{
    const QString key = state.notes["then"_L1].toString();
    const StepProgress *wayOut = state.step(StepId{u"abort"_s});
    const bool isOut = wayOut && wayOut->status == StepStatus::Done;
    return isOut && isRecipeKey(key) ? std::optional(recipeFromKey(key)) : std::nullopt;
}

QList<RunState> owedFollowUps(const QList<RunState> &incidents)
{
    QList<RunState> owed;
    for (const RunState &state : incidents) {
        if (state.closedAt && !state.dryRun && followingRecipe(state) && !wasFollowed(state, incidents))
            owed.append(state);
    }
    return owed;
}

} // namespace twinlake
