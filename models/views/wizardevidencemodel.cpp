// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Evidence rows with an age that goes on between two readings.
#include "models/views/wizardevidencemodel.h"

#include "models/views/statesign.h"

namespace twinlake {

void WizardEvidenceModel::setEvidence(QList<Evidence> rows, const Instant &now)
{
    m_now = now;
    const bool sameSize = rows.size() == m_rows.size();
    if (sameSize && rows == m_rows) {
        tick(now);
        return;
    }
    if (!sameSize)
        beginResetModel();
    m_rows = std::move(rows);
    if (!sameSize)
        endResetModel();
    else
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

void WizardEvidenceModel::tick(const Instant &now)
{
    m_now = now;
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {AgeRole});
}

int WizardEvidenceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant WizardEvidenceModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Evidence &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row.question;
    case SignRole:
        return QVariant::fromValue(verdictSign(row.verdict, row.word));
    case DetailRole:
        return row.detail;
    case AgeRole:
        return row.readAt && m_now.isValid() ? humanDuration(between(*row.readAt, m_now)) : QStringLiteral("\u2013");
    case Qt::AccessibleTextRole:
        return tr("%1: %2. %3").arg(row.question, row.word, row.detail);
    default:
        return {};
    }
}

} // namespace twinlake
