// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The estate fixes which rows there are; another group is another set and resets the model.
#include "models/views/regionrowsmodel.h"

namespace twinlake {

RegionRowsModel::RegionRowsModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

void RegionRowsModel::setRows(QList<RegionRow> rows)
{
    const bool sameKeys = std::equal(rows.cbegin(), rows.cend(), m_rows.cbegin(), m_rows.cend(),
                                     [](const RegionRow &a, const RegionRow &b) { return a.key == b.key; });
    if (!sameKeys) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    for (int i = 0; i < rows.size(); ++i) {
        if (rows.at(i) == m_rows.at(i))
            continue;
        m_rows[i] = rows.at(i);
        Q_EMIT dataChanged(index(i), index(i));
    }
}

int RegionRowsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant RegionRowsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RegionRow &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return tr("%1: %2").arg(row.name, row.sign.word);
    case Qt::AccessibleDescriptionRole:
        return row.age.isEmpty() ? row.detail : tr("%1, read %2 ago").arg(row.detail, row.age);
    case NameRole:
        return row.name;
    case WordRole:
        return row.sign.word;
    case SignRole:
        return QVariant::fromValue(row.sign);
    case DetailRole:
        return row.detail;
    case AgeRole:
        return row.age;
    case ToneRole:
        return static_cast<int>(row.ageState);
    case HatchedRole:
        return row.isHatched();
    default:
        return {};
    }
}

QHash<int, QByteArray> RegionRowsModel::roleNames() const
{
    return {{NameRole, "name"}, {WordRole, "word"}, {SignRole, "sign"},      {DetailRole, "detail"},
            {AgeRole, "age"},   {ToneRole, "tone"}, {HatchedRole, "hatched"}};
}

} // namespace twinlake
