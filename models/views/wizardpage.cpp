// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which of the pages stands for a run's state.
#include "models/views/wizardpage.h"

#include "models/views/incidentturn.h"
#include "models/views/wizardcalls.h"
#include "models/views/wizardend.h"

#include <QCoreApplication>

namespace twinlake {

namespace {

class PageWords {
    Q_DECLARE_TR_FUNCTIONS(WizardPage)
};

bool isTrouble(StepStatus status)
{
    return status == StepStatus::Failed || status == StepStatus::Blocked || status == StepStatus::OutcomeUnknown;
}

WizardPage stepPage(const RunState &run, const StepProgress &step)
{
    WizardPage page;
    page.kind = isTrouble(step.status) ? WizardPage::Kind::Trouble : WizardPage::Kind::Working;
    page.sign = stepSign(step.status, step.hasGate);
    page.headline =
        page.kind == WizardPage::Kind::Trouble ? PageWords::tr("%1. %2").arg(page.sign.word, step.title) : step.title;
    page.sentence = step.sentence;
    page.calls = wizardCalls(run, step);
    page.evidence = step.evidence;
    page.evidenceTitle = PageWords::tr("What was read");
    page.catchUp = wizardCatchUp(run, step);
    if (page.catchUp && page.kind == WizardPage::Kind::Working) {
        page.sign = catchUpSign(run.caughtUp);
        page.headline = PageWords::tr("%1. %2").arg(page.sign.word, step.title);
        page.sentence = catchUpSentence(*page.catchUp);
        page.evidenceTitle = PageWords::tr("Witnesses, all needed for PROVEN");
    }
    return page;
}

/// The worst check decides the bar's colour; without any it is simply the operator's turn.
StateSign gateSign(const OpenGate &gate)
{
    StateSign sign = stepSign(StepStatus::YourTurn);
    if (gate.guard && gate.guard->kind == GuardVerdict::Kind::Blocked)
        return guardSign(gate.guard->kind);
    bool allGood = !gate.checks.isEmpty();
    for (const Evidence &check : gate.checks) {
        if (check.verdict == EvidenceVerdict::Bad)
            return verdictSign(check.verdict, check.word);
        allGood = allGood && check.verdict == EvidenceVerdict::Good;
    }
    return allGood ? verdictSign(EvidenceVerdict::Good, sign.word) : sign;
}

void addGate(WizardPage &page, const OpenGate &gate)
{
    page.kind = WizardPage::Kind::Gate;
    page.sign = gateSign(gate);
    if (!gate.headline.isEmpty())
        page.headline = gate.headline;
    if (!gate.explanation.isEmpty())
        page.sentence = gate.explanation;
    page.checks = gate.checks;
    if (!gate.plan)
        return;
    page.hasPlan = true;
    page.guard = gate.guard ? guardSign(gate.guard->kind) : unknownSign();
    page.guardSentence = gate.guard ? gate.guard->sentence : PageWords::tr("The plan guard has not judged this plan.");
    page.planOrigin = gate.run.value;
    if (gate.guard && gate.guard->kind == GuardVerdict::Kind::Blocked)
        page.kind = WizardPage::Kind::Trouble;
}

} // namespace

WizardPage currentPage(const RunState &run, const Estate &estate)
{
    if (run.result != RunResult::Open)
        return endPage(run, estate);
    const int row = currentStepRow(run);
    if (row < 0) {
        WizardPage page;
        page.kind = WizardPage::Kind::Working;
        page.sign = stepSign(StepStatus::Running);
        page.headline = PageWords::tr("The incident is being opened.");
        return page;
    }
    WizardPage page = stepPage(run, run.steps.at(row));
    if (run.gate && run.gate->step == run.steps.at(row).id)
        addGate(page, *run.gate);
    return page;
}

WizardPage lookPage(const RunState &run, const StepProgress &step)
{
    WizardPage page = stepPage(run, step);
    page.kind = WizardPage::Kind::Look;
    page.headline = PageWords::tr("%1: %2").arg(step.title, stepSign(step.status, step.hasGate).word);
    page.sign = stepSign(step.status, step.hasGate);
    if (page.sentence.isEmpty() && step.status == StepStatus::ToCome)
        page.sentence = PageWords::tr("Not started yet. What it will read and call is shown when its turn comes.");
    return page;
}

} // namespace twinlake
