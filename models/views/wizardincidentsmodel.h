// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// WizardIncidentsModel: the incidents that can be shown, each with its state, and a last row to start another.
#pragma once

#include "models/domain/ids.h"
#include "models/views/statesign.h"

#include <QAbstractListModel>

namespace twinlake {

struct WizardIncidentRow {
    IncidentId id; ///< empty: the start page
    QString title; ///< "Fail over orders to us-west-2"
    StateSign sign; ///< YOUR TURN, RUNNING, PASSED, ...
    bool shown = false;

    friend bool operator==(const WizardIncidentRow &, const WizardIncidentRow &) = default;
};

class WizardIncidentsModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { SignRole = Qt::UserRole, ShownRole };

    using QAbstractListModel::QAbstractListModel;

    void setRows(QList<WizardIncidentRow> rows);
    const QList<WizardIncidentRow> &rows() const { return m_rows; }
    /// Of the page on show; -1 if it is not in the list.
    int shownRow() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    QList<WizardIncidentRow> m_rows;
};

} // namespace twinlake
