// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// PlanDelegate: one row of the plan tree: action tag and address, or an attribute's old and new value, verdict right.
#pragma once

#include <QStyledItemDelegate>

namespace twinlake {

class PlanDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintResource(QPainter &painter, const QRect &row, const QModelIndex &index) const;
    void paintAttribute(QPainter &painter, const QRect &row, const QModelIndex &index) const;
};

} // namespace twinlake
