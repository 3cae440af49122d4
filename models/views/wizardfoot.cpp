// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which buttons a page has. A button that is off says why beside it.
#include "models/views/wizardfoot.h"

#include "models/views/incidentturn.h"
#include "models/views/wizardoffers.h"
#include "models/views/wizardquestion.h"
#include "models/views/wizardskip.h"

#include <QCoreApplication>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

class FootWords {
    Q_DECLARE_TR_FUNCTIONS(WizardFoot)
};

QString startLabel(RecipeKind recipe)
{
    switch (recipe) {
    case RecipeKind::Failback:
        return FootWords::tr("Start the failback of %1");
    case RecipeKind::Switchover:
        return FootWords::tr("Start the switchover of %1");
    case RecipeKind::Rearm:
        return FootWords::tr("Start re-arming %1");
    case RecipeKind::SettleDebt:
        return FootWords::tr("Start settling the debt of %1");
    case RecipeKind::Failover:
        break;
    }
    return FootWords::tr("Start the failover of %1");
}

void startFoot(WizardFoot &foot, const FootInput &input)
{
    if (!input.offer) {
        foot.hint = input.refusal.isEmpty() ? FootWords::tr("Choose a recipe at the left.") : input.refusal;
        return;
    }
    foot.primaryStarts = true;
    foot.primaryLabel = startLabel(input.offer->recipe).arg(input.offer->group);
    foot.primaryEnabled = input.offer->fits && !input.opening;
    if (input.opening)
        foot.hint = FootWords::tr("Asked for once; waiting for the incident to open.");
    else if (!input.refusal.isEmpty())
        foot.hint = input.refusal;
    else if (isRepair(input.offer->recipe))
        foot.hint = FootWords::tr("Opens an incident and takes the lock.");
    else
        foot.hint =
            input.offer->fits ? FootWords::tr("Opens an incident. The first steps only read.") : input.offer->remark;
}

QString gateHint(const FootInput &input, const OpenGate &gate, bool blocked)
{
    if (blocked)
        return FootWords::tr("The guard cannot be overridden from here.");
    if (input.answered)
        return FootWords::tr("Sent once; waiting for the answer.");
    if (input.armed && gate.secondPerson)
        return FootWords::tr("Four eyes: somebody else agrees with a token of their own.");
    if (input.armed)
        return gate.kind == GateKind::TypedRegion ? QString() : FootWords::tr("It is your turn.");
    if (gate.kind == GateKind::TypedRegion)
        return {};
    return FootWords::tr("One moment, read it first.");
}

void gateFoot(WizardFoot &foot, const FootInput &input, const OpenGate &gate)
{
    const bool blocked = gate.guard && gate.guard->kind == GuardVerdict::Kind::Blocked;
    foot.declineLabel =
        gate.step.value == "declare"_L1 ? FootWords::tr("Close as false alarm...") : FootWords::tr("Decline...");
    foot.asksWord = gate.kind == GateKind::TypedRegion && !blocked;
    if (foot.asksWord && !input.run->paused)
        foot.pauseLabel.clear(); // nothing runs while the word is awaited; the field takes the room
    foot.typedWord = gate.typedWord;
    foot.fieldLabel = FootWords::tr("Type %1").arg(gate.typedWord);
    foot.hasCancel = !blocked;
    foot.primaryLabel = gate.primaryLabel.isEmpty() ? FootWords::tr("Approve") : gate.primaryLabel;
    foot.primaryEnabled = input.armed && !blocked && !input.answered;
    foot.asksSecond = gate.secondPerson;
    if (gate.secondPerson && !blocked && between(gate.openedAt, input.now) >= aloneAfter)
        foot.aloneLabel = FootWords::tr("Go on alone...");
    foot.hint = gateHint(input, gate, blocked);
}

QString leaveQuestion(WayOut out)
{
    switch (out) {
    case WayOut::EndAsItIs:
        return FootWords::tr("End the incident as it is, without looking?");
    case WayOut::Moved:
        return FootWords::tr("Abort? Nothing is cooled down; the consumers stay where they were moved to.");
    case WayOut::BothRun:
        return FootWords::tr("Abort? Both regions keep running; the consumers stay where they are.");
    case WayOut::TakeBack:
        break;
    }
    return FootWords::tr("Abort? What was only prepared is taken back; nothing that runs is changed.");
}

void leavingFoot(WizardFoot &foot, const FootInput &input)
{
    const RunState &run = *input.run;
    foot.canAbandon = !input.busy;
    foot.leaveLabel = run.aborting ? FootWords::tr("End here...") : FootWords::tr("Abort...");
    foot.leaveQuestion = leaveQuestion(wayOut(run));
    const bool planned = run.recipe == RecipeKind::Switchover && !run.intent(u"repoint/apply"_s) && !run.aborting;
    if (planned && input.kind == WizardPage::Kind::Trouble)
        foot.escalateLabel = FootWords::tr("Go on as a failover...");
}

void troubleFoot(WizardFoot &foot, const FootInput &input, const StepProgress &step)
{
    foot.canRetry = !input.busy;
    foot.whyNotSkip = whyNotSkipped(step);
    foot.canSkip = !input.busy && foot.whyNotSkip.isEmpty();
    foot.ruleInTheWay = ruleInTheWay(step);
    foot.canOverride = !input.busy && !foot.ruleInTheWay.isEmpty();
}

QString runningHint(const RunState &run)
{
    if (run.paused)
        return FootWords::tr("Paused: nothing is sent until you resume.");
    const int row = currentStepRow(run);
    if (row >= 0 && run.steps.at(row).status != StepStatus::Running)
        return {};
    for (int next = row + 1; row >= 0 && next < run.steps.size(); ++next) {
        if (run.steps.at(next).status == StepStatus::ToCome)
            return FootWords::tr("Next: %1, by itself.").arg(run.steps.at(next).title);
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
        foot.primaryLabel = FootWords::tr("Close");
        foot.hint = FootWords::tr("The incident stays in the journal.");
        return foot;
    }
    leavingFoot(foot, input);
    foot.pauseLabel = run.paused ? FootWords::tr("Resume") : FootWords::tr("Pause");
    if (input.kind == WizardPage::Kind::Look) {
        foot.hint = FootWords::tr("You are looking at another step; choose the marked one to go on.");
        return foot;
    }
    const int row = currentStepRow(run);
    if (input.kind == WizardPage::Kind::Trouble && row >= 0)
        troubleFoot(foot, input, run.steps.at(row));
    if (run.gate)
        gateFoot(foot, input, *run.gate);
    else
        foot.hint = input.busy ? FootWords::tr("Sent once; waiting for the answer.") : runningHint(run);
    return foot;
}

} // namespace twinlake
