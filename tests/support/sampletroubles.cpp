// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sampletroubles.h"

#include "tests/support/sampleruns.h"

namespace twinlake::samples {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

RunState switchoverWhoseSourceIsSilent()
{
    RunState run = failoverAt(u"catch-up"_s, StepStatus::Blocked);
    run.recipe = RecipeKind::Switchover;
    for (StepProgress &step : run.steps) {
        if (step.id.value == "catch-up"_L1) {
            step.title = u"Level both regions"_s;
            step.sentence =
                u"us-east-1 does not answer any more, so the regions cannot be compared. Wait for it, or go on "
                "as a failover."_s;
        }
    }
    return run;
}

RunState runOfALostConsole()
{
    RunState run = failoverAt(u"activate"_s, StepStatus::YourTurn);
    OpenGate gate;
    gate.id = u"activate/left-runs"_s;
    gate.step = StepId{u"activate"_s};
    gate.primaryLabel = u"Discard it"_s;
    gate.headline = u"A lost console has left the run run-Kq7vZ2mT behind."_s;
    gate.explanation =
        u"It belongs to an incident that nobody drives: the coordination lock is ours. Nothing can run before "
        "it is gone; its purpose is planned again."_s;
    gate.run = TerraformRunId{u"run-Kq7vZ2mT"_s};
    gate.checks = {{u"run-Kq7vZ2mT"_s, EvidenceVerdict::Bad, u"planned"_s,
                    u"Twinlake INC-20261122-010000-orders activate twinlake/0123456789abcdef"_s, t0()}};
    gate.openedAt = later(t0(), 10min);
    run.gate = gate;
    return run;
}

RunState planThatSurprises()
{
    RunState run = failoverAt(u"assess"_s, StepStatus::Failed);
    for (StepProgress &step : run.steps) {
        if (step.id.value == "assess"_L1)
            step.sentence = u"3 changes, 2 not allowed. Nothing was applied."_s;
    }
    return run;
}

RunState lockIsUnsure()
{
    RunState run = failoverAt(u"declare"_s, StepStatus::Blocked);
    run.steps.front().rule = u"I8"_s;
    run.steps.front().sentence =
        u"I8: this incident asked for the coordination lock, was interrupted for a minute or more before it knew the "
        "answer, and the lock is free now. Another console may have ended the incident meanwhile. Nothing is written. "
        "If it was ended, abort it here: only what it prepared itself is taken back. If nobody went on with it, set "
        "rule I8 aside to go on."_s;
    return run;
}

} // namespace twinlake::samples
