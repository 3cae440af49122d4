// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// PlanTreeModel: two levels; an attribute's index carries its resource's row plus one as internal id.
#include "models/views/plantreemodel.h"

namespace twinlake {

void PlanTreeModel::setPlan(const PlanDiff &plan, const std::optional<GuardVerdict> &verdict)
{
    setRows(planRows(plan, verdict));
}

void PlanTreeModel::clear()
{
    setRows({});
}

void PlanTreeModel::setRows(QList<PlanResourceRow> rows)
{
    if (rows == m_rows)
        return; // a state pushed again must not move what the operator is reading
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int PlanTreeModel::totalRows() const
{
    int total = 0;
    for (const PlanResourceRow &row : m_rows)
        total += 1 + int(row.attributes.size());
    return total;
}

QModelIndex PlanTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, quintptr(parent.isValid() ? parent.row() + 1 : 0));
}

QModelIndex PlanTreeModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == 0)
        return {};
    return createIndex(int(child.internalId()) - 1, 0, quintptr(0));
}

int PlanTreeModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_rows.size());
    if (parent.column() != 0 || parent.internalId() != 0)
        return 0;
    return int(m_rows.at(parent.row()).attributes.size());
}

int PlanTreeModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant PlanTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (index.internalId() == 0)
        return resourceData(m_rows.at(index.row()), role);
    return attributeData(m_rows.at(int(index.internalId()) - 1).attributes.at(index.row()), role);
}

QVariant PlanTreeModel::resourceData(const PlanResourceRow &row, int role) const
{
    const QString verdict = row.blocked ? tr("NOT ALLOWED") : tr("allowed");
    switch (role) {
    case Qt::DisplayRole:
        return row.address;
    case ActionRole:
        return row.action;
    case BlockedRole:
        return row.blocked;
    case VerdictRole:
        return verdict;
    case IsAttributeRole:
        return false;
    case ReasonRole:
        return row.reason;
    case Qt::AccessibleTextRole:
        return tr("%1 %2, %3. %4").arg(row.action, row.address, verdict, row.reason);
    default:
        return {};
    }
}

QVariant PlanTreeModel::attributeData(const PlanAttributeRow &row, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return row.path;
    case BeforeRole:
        return row.before;
    case AfterRole:
        return row.after;
    case BlockedRole:
        return row.blocked;
    case VerdictRole:
        return row.reason;
    case IsAttributeRole:
        return true;
    case Qt::AccessibleTextRole:
        return tr("%1 changes from %2 to %3, %4").arg(row.path, row.before, row.after, row.reason);
    default:
        return {};
    }
}

} // namespace twinlake
