// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One answer for the step list, the advice, the cards and the switcher.
#include "models/views/incidentturn.h"

#include <QCoreApplication>

namespace twinlake {

namespace {

class TurnWords {
    Q_DECLARE_TR_FUNCTIONS(IncidentTurn)
};

int lastWith(const QList<StepProgress> &steps, std::initializer_list<StepStatus> wanted)
{
    for (int row = int(steps.size()) - 1; row >= 0; --row) {
        for (const StepStatus status : wanted) {
            if (steps.at(row).status == status)
                return row;
        }
    }
    return -1;
}

} // namespace

StateSign resultSign(RunResult result)
{
    switch (result) {
    case RunResult::Passed:
        return verdictSign(EvidenceVerdict::Good, TurnWords::tr("PASSED"));
    case RunResult::Failed:
        return verdictSign(EvidenceVerdict::Bad, TurnWords::tr("FAILED"));
    case RunResult::Interrupted:
        return verdictSign(EvidenceVerdict::NotYet, TurnWords::tr("INTERRUPTED"));
    case RunResult::Inconclusive:
    case RunResult::Open:
        break;
    }
    return verdictSign(EvidenceVerdict::CannotKnow, TurnWords::tr("INCONCLUSIVE"));
}

int currentStepRow(const RunState &run)
{
    if (run.gate) {
        for (int row = 0; row < run.steps.size(); ++row) {
            if (run.steps.at(row).id == run.gate->step)
                return row;
        }
    }
    int row = lastWith(run.steps, {StepStatus::Failed, StepStatus::Blocked, StepStatus::OutcomeUnknown});
    if (row < 0)
        row = lastWith(run.steps, {StepStatus::YourTurn, StepStatus::Running});
    if (row < 0)
        row = lastWith(run.steps, {StepStatus::Done, StepStatus::Skipped});
    return row < 0 && !run.steps.isEmpty() ? 0 : row;
}

bool waitsForPerson(const RunState &run)
{
    if (run.result != RunResult::Open)
        return false;
    if (run.gate || run.paused)
        return true;
    const int row = currentStepRow(run);
    const StepStatus status = row < 0 ? StepStatus::Running : run.steps.at(row).status;
    return status == StepStatus::YourTurn || status == StepStatus::Failed || status == StepStatus::Blocked
        || status == StepStatus::OutcomeUnknown;
}

StateSign incidentSign(const RunState &run)
{
    if (run.result != RunResult::Open)
        return resultSign(run.result);
    if (run.paused)
        return {Shape::Bars, ToneToken::Watch, true, TurnWords::tr("PAUSED")};
    if (run.gate)
        return stepSign(StepStatus::YourTurn);
    const int row = currentStepRow(run);
    const StepStatus status = row < 0 ? StepStatus::Running : run.steps.at(row).status;
    const bool between = status == StepStatus::Done || status == StepStatus::Skipped || status == StepStatus::ToCome;
    return stepSign(between ? StepStatus::Running : status);
}

} // namespace twinlake
