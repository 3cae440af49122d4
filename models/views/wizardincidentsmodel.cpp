// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows keep their place: what changes is told row by row.
#include "models/views/wizardincidentsmodel.h"

namespace twinlake {

void WizardIncidentsModel::setRows(QList<WizardIncidentRow> rows)
{
    const bool sameSize = rows.size() == m_rows.size();
    if (sameSize && rows == m_rows)
        return;
    if (!sameSize)
        beginResetModel();
    m_rows = std::move(rows);
    if (!sameSize)
        endResetModel();
    else
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

int WizardIncidentsModel::shownRow() const
{
    for (int row = 0; row < m_rows.size(); ++row) {
        if (m_rows.at(row).shown)
            return row;
    }
    return -1;
}

int WizardIncidentsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant WizardIncidentsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const WizardIncidentRow &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row.title;
    case SignRole:
        return QVariant::fromValue(row.sign);
    case ShownRole:
        return row.shown;
    case Qt::AccessibleTextRole:
        return row.sign.word.isEmpty() ? row.title : tr("%1, %2").arg(row.title, row.sign.word);
    default:
        return {};
    }
}

} // namespace twinlake
