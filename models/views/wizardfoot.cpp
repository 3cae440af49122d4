// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which buttons a page has. A button that is off says why beside it.
#include "models/views/wizardfoot.h"

#include "models/views/wizardoffers.h"
#include "models/views/wizardstepsmodel.h"

#include <QCoreApplication>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(WizardFoot)
};

QString startLabel(RecipeKind recipe)
{
    switch (recipe) {
    case RecipeKind::Failback:
        return Words::tr("Start the failback of %1");
    case RecipeKind::Switchover:
        return Words::tr("Start the switchover of %1");
    case RecipeKind::Failover:
        break;
    }
    return Words::tr("Start the failover of %1");
}

void startFoot(WizardFoot &foot, const FootInput &input)
{
    if (!input.offer) {
        foot.hint = Words::tr("The estate names no failover group.");
        return;
    }
    foot.primaryStarts = true;
    foot.primaryLabel = startLabel(input.offer->recipe).arg(input.offer->group);
    foot.primaryEnabled = input.offer->fits && !input.opening;
    if (input.opening)
        foot.hint = Words::tr("Asked for once; waiting for the incident to open.");
    else if (!input.refusal.isEmpty())
        foot.hint = input.refusal;
    else
        foot.hint =
            input.offer->fits ? Words::tr("Opens an incident. The first steps only read.") : input.offer->remark;
}

QString gateHint(const FootInput &input, const OpenGate &gate, bool blocked)
{
    if (blocked)
        return Words::tr("The guard cannot be overridden from here.");
    if (input.answered)
        return Words::tr("Sent once; waiting for the answer.");
    if (input.armed)
        return gate.kind == GateKind::TypedRegion ? QString() : Words::tr("It is your turn.");
    if (gate.kind == GateKind::TypedRegion)
        return {};
    return Words::tr("One moment, read it first.");
}

void gateFoot(WizardFoot &foot, const FootInput &input, const OpenGate &gate)
{
    const bool blocked = gate.guard && gate.guard->kind == GuardVerdict::Kind::Blocked;
    foot.declineLabel =
        gate.step.value == "declare"_L1 ? Words::tr("Close as false alarm...") : Words::tr("Decline...");
    foot.asksWord = gate.kind == GateKind::TypedRegion && !blocked;
    if (foot.asksWord && !input.run->paused)
        foot.pauseLabel.clear(); // nothing runs while the word is awaited; the field takes the room
    foot.typedWord = gate.typedWord;
    foot.fieldLabel = Words::tr("Type %1").arg(gate.typedWord);
    foot.hasCancel = !blocked;
    foot.primaryLabel = gate.primaryLabel.isEmpty() ? Words::tr("Approve") : gate.primaryLabel;
    foot.primaryEnabled = input.armed && !blocked && !input.answered;
    foot.hint = gateHint(input, gate, blocked);
}

QString runningHint(const RunState &run)
{
    if (run.paused)
        return Words::tr("Paused: nothing is sent until you resume.");
    const int row = currentStepRow(run);
    if (row >= 0 && run.steps.at(row).status != StepStatus::Running)
        return {};
    for (int next = row + 1; row >= 0 && next < run.steps.size(); ++next) {
        if (run.steps.at(next).status == StepStatus::ToCome)
            return Words::tr("Next: %1, by itself.").arg(run.steps.at(next).title);
    }
    return {};
}

} // namespace

WizardFoot wizardFoot(const FootInput &input)
{
    WizardFoot foot;
    if (!input.run) {
        startFoot(foot, input);
        return foot;
    }
    const RunState &run = *input.run;
    if (run.result != RunResult::Open) {
        foot.primaryCloses = true;
        foot.primaryEnabled = true;
        foot.primaryLabel = Words::tr("Close");
        foot.hint = Words::tr("The incident stays in the journal.");
        return foot;
    }
    foot.canAbandon = !input.busy;
    foot.pauseLabel = run.paused ? Words::tr("Resume") : Words::tr("Pause");
    if (input.kind == WizardPage::Kind::Look) {
        foot.hint = Words::tr("You are looking at another step; choose the marked one to go on.");
        return foot;
    }
    const int row = currentStepRow(run);
    if (input.kind == WizardPage::Kind::Trouble && row >= 0) {
        const StepStatus status = run.steps.at(row).status;
        foot.canRetry = !input.busy;
        foot.canSkip = !input.busy && status == StepStatus::Failed;
    }
    if (run.gate)
        gateFoot(foot, input, *run.gate);
    else
        foot.hint = input.busy ? Words::tr("Sent once; waiting for the answer.") : runningHint(run);
    return foot;
}

} // namespace twinlake
