// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// PlanTree: a Terraform plan with the guard's verdict on each row. Nothing can be collapsed, nothing is hidden.
#pragma once

#include <QTreeView>

namespace twinlake {

class PlanTreeModel;

class PlanTree : public QTreeView {
    Q_OBJECT

public:
    /// `model` is not owned and must outlive the tree.
    explicit PlanTree(PlanTreeModel *model, QWidget *parent = nullptr);

    /// As high as its rows, up to ten; beyond that it scrolls.
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

private:
    PlanTreeModel *m_plan;
};

} // namespace twinlake
