// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// StepsDelegate: a 40 px row of the step list, or of the recipes when no incident is shown, or of the open incidents.
#pragma once

#include <QStyledItemDelegate>

namespace twinlake {

class StepsDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    enum class Rows { Steps, Offers, Incidents };
    static constexpr int incidentHeight = 24; ///< a failover's twelve steps fit below two of them

    explicit StepsDelegate(Rows rows, QObject *parent = nullptr)
        : QStyledItemDelegate(parent)
        , m_rows(rows)
    {
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintStep(QPainter &painter, const QRect &row, const QModelIndex &index) const;
    void paintOffer(QPainter &painter, const QRect &row, const QModelIndex &index) const;
    void paintIncident(QPainter &painter, const QRect &row, const QModelIndex &index) const;
    bool isMarked(const QModelIndex &index, bool selected) const;

    Rows m_rows;
};

} // namespace twinlake
