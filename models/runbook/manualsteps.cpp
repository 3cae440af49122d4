// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Placing manual steps, and what their gates show.
#include "models/runbook/manualsteps.h"

#include "models/runbook/steps/common.h"

namespace twinlake {

using namespace steps;

namespace {

std::optional<GateAsk> askForManualStep(const StepContext &c)
{
    const ManualStep &manual = c.group.manualSteps.at(c.phase.number);
    GateAsk ask;
    ask.headline = manual.title;
    ask.explanation = manual.text;
    ask.primaryLabel = Words::tr("This is done");
    return ask;
}

} // namespace

void placeManualSteps(Recipe &recipe)
{
    const QList<ManualStep> manuals = recipe.group().manualSteps;
    for (qsizetype i = manuals.size() - 1; i >= 0; --i) {
        for (Step &step : recipe.steps) {
            if (step.id != manuals.at(i).before)
                continue;
            Phase phase{u"%1/manual-%2"_s.arg(step.id.value).arg(i + 1), nothing, approved, nullptr, askForManualStep};
            phase.number = i;
            step.lanes.first().prepend(phase);
        }
    }
}

} // namespace twinlake
