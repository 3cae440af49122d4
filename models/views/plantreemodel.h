// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// PlanTreeModel: a Terraform plan as resources with their changed attributes, each with the plan guard's verdict. What
// is not allowed comes first; nothing is left out (visual-design.md 7, plan tree row).
#pragma once

#include "models/rules/planguard.h"

#include <QAbstractItemModel>

#include <optional>

namespace twinlake {

struct PlanAttributeRow {
    QString path;
    QString before;
    QString after;
    bool blocked = false;
    QString reason;

    friend bool operator==(const PlanAttributeRow &, const PlanAttributeRow &) = default;
};

struct PlanResourceRow {
    QString action; ///< "update", "replace", "create", "destroy", ...
    QString address;
    bool blocked = false;
    QString reason; ///< about the resource as a whole
    QList<PlanAttributeRow> attributes;

    friend bool operator==(const PlanResourceRow &, const PlanResourceRow &) = default;
};

/// Without a verdict nothing counts as allowed.
QList<PlanResourceRow> planRows(const PlanDiff &plan, const std::optional<GuardVerdict> &verdict);

class PlanTreeModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Role {
        ActionRole = Qt::UserRole,
        BlockedRole,
        VerdictRole,
        ReasonRole,
        BeforeRole,
        AfterRole,
        IsAttributeRole
    };

    using QAbstractItemModel::QAbstractItemModel;

    void setPlan(const PlanDiff &plan, const std::optional<GuardVerdict> &verdict);
    void clear();
    /// Resources and attributes together: what a view must have room for.
    int totalRows() const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    /// DisplayRole: the address or the attribute's path. AccessibleTextRole: the whole row as a sentence.
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    QVariant resourceData(const PlanResourceRow &row, int role) const;
    QVariant attributeData(const PlanAttributeRow &row, int role) const;
    void setRows(QList<PlanResourceRow> rows);

    QList<PlanResourceRow> m_rows;
};

} // namespace twinlake
