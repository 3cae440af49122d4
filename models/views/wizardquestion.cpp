// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Everything here is worked out from the run's state alone.
#include "models/views/wizardquestion.h"

#include "models/views/incidentturn.h"

#include <QStringList>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

WayOut wayOut(const RunState &run)
{
    if (run.aborting)
        return WayOut::EndAsItIs;
    if (run.intent(u"repoint/apply"_s))
        return WayOut::Moved;
    const StepProgress *activate = run.step(StepId{u"activate"_s});
    return activate && activate->status == StepStatus::Done ? WayOut::BothRun : WayOut::TakeBack;
}

WizardQuestion questionOf(const RunState &run)
{
    WizardQuestion question;
    if (run.result != RunResult::Open)
        return question;
    question.incident = run.id;
    question.out = wayOut(run);
    question.paused = run.paused;
    if (run.gate) {
        question.gate = run.gate->id;
        question.gateOpenedAt = run.gate->openedAt;
    }
    const int row = currentStepRow(run);
    if (row < 0)
        return question;
    question.step = run.steps.at(row).id;
    question.stepTitle = run.steps.at(row).title;
    question.rule = ruleInTheWay(run.steps.at(row));
    return question;
}

/// I4 and I5 are no judgement of a situation, so nobody sets them aside.
QString ruleInTheWay(const StepProgress &step)
{
    static const QStringList judged{u"I1"_s, u"I2"_s, u"I3"_s, u"I8"_s};
    return step.status == StepStatus::Blocked && judged.contains(step.rule) ? step.rule : QString();
}

} // namespace twinlake
