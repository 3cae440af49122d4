// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The step list. Rows never move; what changes is told row by row.
#include "models/views/wizardstepsmodel.h"

namespace twinlake {

namespace {

bool sameSteps(const QList<StepProgress> &a, const QList<StepProgress> &b)
{
    return std::equal(a.cbegin(), a.cend(), b.cbegin(), b.cend(),
                      [](const StepProgress &left, const StepProgress &right) { return left.id == right.id; });
}

} // namespace

void WizardStepsModel::setRun(const RunState &run, const Instant &now)
{
    const bool same = sameSteps(m_steps, run.steps);
    if (!same)
        beginResetModel();
    m_steps = run.steps;
    m_gateStep = run.gate ? std::optional(run.gate->step) : std::nullopt;
    m_current = currentStepRow(run);
    m_now = now;
    if (!same)
        endResetModel();
    else if (!m_steps.isEmpty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

void WizardStepsModel::clear()
{
    if (m_steps.isEmpty())
        return;
    beginResetModel();
    m_steps.clear();
    m_current = -1;
    m_gateStep.reset();
    endResetModel();
}

void WizardStepsModel::tick(const Instant &now)
{
    m_now = now;
    for (int row = 0; row < m_steps.size(); ++row) {
        if (isUnderWay(m_steps.at(row)))
            Q_EMIT dataChanged(index(row), index(row));
    }
}

int WizardStepsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_steps.size());
}

QVariant WizardStepsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const StepProgress &step = m_steps.at(index.row());
    const auto spent = took(step);
    switch (role) {
    case Qt::DisplayRole:
        return step.title;
    case SignRole:
        return QVariant::fromValue(sign(step));
    case TookRole:
        return spent ? clockDuration(*spent) : QString();
    case BudgetRole:
        return step.budget.count() > 0 ? clockDuration(step.budget) : QString();
    case OverBudgetRole:
        return spent && step.budget.count() > 0 && *spent > step.budget;
    case CurrentRole:
        return index.row() == m_current;
    case ToComeRole:
        return step.status == StepStatus::ToCome;
    case StepRole:
        return step.id.value;
    case Qt::AccessibleTextRole:
        return tr("%1, %2").arg(step.title, sign(step).word);
    default:
        return {};
    }
}

bool WizardStepsModel::isUnderWay(const StepProgress &step) const
{
    return step.startedAt && !step.endedAt
        && (step.status == StepStatus::Running || step.status == StepStatus::YourTurn
            || step.status == StepStatus::OutcomeUnknown);
}

std::optional<Duration> WizardStepsModel::took(const StepProgress &step) const
{
    if (!step.startedAt)
        return std::nullopt;
    if (step.endedAt)
        return between(*step.startedAt, *step.endedAt);
    return isUnderWay(step) && m_now.isValid() ? std::optional(between(*step.startedAt, m_now)) : std::nullopt;
}

StateSign WizardStepsModel::sign(const StepProgress &step) const
{
    if (m_gateStep == step.id && step.status == StepStatus::Running)
        return stepSign(StepStatus::YourTurn, step.hasGate);
    return stepSign(step.status, step.hasGate);
}

} // namespace twinlake
