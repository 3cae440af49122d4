// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What TerraformWorld forgets, so that a month of runs does not fill the memory. A run itself is never forgotten: who
// sent it may look for it after any time.
#include "app/simulator/terraform/terraformworld.h"

namespace twinlake::simulator {

namespace {

constexpr qsizetype plansKept = 50; // of each workspace: logs and plan documents; older ones are empty
constexpr qsizetype durationsKept = 50; // of each workspace, for its statistics

void forgetBody(TfRun &run)
{
    run.planJson = {};
    run.planJsonRedacted = {};
    run.plan.log = {};
    run.apply.log = {};
}

} // namespace

void TerraformWorld::trimRuns(TfWorkspace &workspace)
{
    for (QList<qint64> *durations : {&workspace.planDurations, &workspace.applyDurations}) {
        if (durations->size() > durationsKept)
            durations->remove(0, durations->size() - durationsKept);
    }
    for (qsizetype place = workspace.runs.size() - plansKept - 1; place >= 0; --place) {
        TfRun *const old = mutableRun(workspace.runs.at(place));
        if (!old || old->plan.log.isEmpty())
            return; // and so are those before it
        if (isFinal(*old))
            forgetBody(*old);
    }
}

} // namespace twinlake::simulator
