// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// WizardStepsModel: the steps of an incident in the order of running, each with its state and what it took.
#pragma once

#include "models/views/incidentturn.h"

#include <QAbstractListModel>

namespace twinlake {

class WizardStepsModel : public QAbstractListModel {
    Q_OBJECT

public:
    /// DisplayRole is the title. TookRole and BudgetRole are clock texts, empty where there is nothing to say.
    enum Role { SignRole = Qt::UserRole, TookRole, BudgetRole, OverBudgetRole, CurrentRole, ToComeRole, StepRole };

    using QAbstractListModel::QAbstractListModel;

    void setRun(const RunState &run, const Instant &now);
    void clear();
    /// Lets the clocks of running steps go on.
    void tick(const Instant &now);
    /// The step that waits for a person or runs; the last finished one when all is done; -1 without steps.
    int currentRow() const { return m_current; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    bool isUnderWay(const StepProgress &step) const;
    std::optional<Duration> took(const StepProgress &step) const;
    StateSign sign(const StepProgress &step) const;

    QList<StepProgress> m_steps;
    std::optional<StepId> m_gateStep;
    int m_current = -1;
    Instant m_now;
};

} // namespace twinlake
