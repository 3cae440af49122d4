// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// WizardEvidenceModel: questions with verdict, answer and age, in the order they were given.
#pragma once

#include "models/rules/evidence.h"

#include <QAbstractListModel>

namespace twinlake {

class WizardEvidenceModel : public QAbstractListModel {
    Q_OBJECT

public:
    /// DisplayRole is the question. AgeRole: "4 s", an en dash where nothing was read.
    enum Role { SignRole = Qt::UserRole, DetailRole, AgeRole };

    using QAbstractListModel::QAbstractListModel;

    void setEvidence(QList<Evidence> rows, const Instant &now);
    void tick(const Instant &now);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    QList<Evidence> m_rows;
    Instant m_now;
};

} // namespace twinlake
