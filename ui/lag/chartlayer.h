// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ChartLayer: one layer of a chart that is painted by hand: grid and gaps under the series, marks and labels over them.
#pragma once

#include <QGraphicsItem>

#include <functional>

namespace twinlake {

/// Depths of the two layers: between the chart library's plot area and its series, and above everything it draws.
constexpr double underSeries = 1.5;
constexpr double overSeries = 50.0;

class ChartLayer : public QGraphicsItem {
public:
    using Paint = std::function<void(QPainter &)>;

    /// `parent` is the chart; coordinates are the chart's own.
    ChartLayer(QGraphicsItem *parent, double z, Paint paint);

    void setArea(const QRectF &area);
    QRectF boundingRect() const override { return m_area; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    QRectF m_area;
    Paint m_paint;
};

} // namespace twinlake
