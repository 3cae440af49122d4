// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A tree that is always open.
#include "ui/plan/plantree.h"

#include "models/views/plantreemodel.h"
#include "ui/plan/plandelegate.h"
#include "ui/widgets/theme.h"

#include <QHeaderView>

namespace twinlake {

namespace {

constexpr int planRowHeight = 26;
constexpr int mostRowsShown = 10;
constexpr int fewestRowsShown = 3;

} // namespace

PlanTree::PlanTree(PlanTreeModel *model, QWidget *parent)
    : QTreeView(parent)
    , m_plan(model)
{
    setObjectName(QStringLiteral("planTree"));
    setAccessibleName(tr("Terraform plan"));
    setItemDelegate(new PlanDelegate(this));
    setModel(model);
    header()->hide();
    setRootIsDecorated(false);
    setIndentation(0);
    setItemsExpandable(false);
    setExpandsOnDoubleClick(false);
    setUniformRowHeights(true);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(NoSelection);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    expandAll();
    connect(model, &QAbstractItemModel::modelReset, this, [this] {
        expandAll();
        updateGeometry();
    });
}

QSize PlanTree::sizeHint() const
{
    return {600, Theme::current().px(planRowHeight) * qMin(mostRowsShown, m_plan->totalRows())};
}

QSize PlanTree::minimumSizeHint() const
{
    return {300, Theme::current().px(planRowHeight) * qMin(fewestRowsShown, m_plan->totalRows())};
}

} // namespace twinlake
