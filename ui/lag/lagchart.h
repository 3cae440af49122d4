// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// LagChart: lag of both regions over time. Series hold reduced columns only, one series a stretch, so a gap stays a
// gap. Wheel and Shift+drag zoom, drag pans, arrow keys pan, + and - zoom, Home follows the clock again.
#pragma once

#include "ui/lag/lagpainter.h"

#include <QChartView>
#include <QLineSeries>

namespace twinlake {

class ChartLayer;

class LagChart : public QChartView {
    Q_OBJECT

public:
    /// `viewModel` must outlive the chart.
    explicit LagChart(LagViewModel &viewModel, QWidget *parent = nullptr);

    QSize minimumSizeHint() const override { return {320, 220}; }

protected:
    void resizeEvent(QResizeEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    LagPainter painterNow() const;
    void refresh();
    void layOut();
    void showLine(Region region, const LagLine &line);
    QLineSeries *seriesAt(Region region, qsizetype index);
    void zoom(const Instant &around, double factor);
    void pan(Duration by);

    LagViewModel &m_viewModel;
    ChartLayer *m_under;
    ChartLayer *m_over;
    PerRegion<QList<QLineSeries *>> m_series; ///< a pool: those without a stretch are empty
    Duration m_top = std::chrono::hours(2);
    std::optional<QPointF> m_pressedAt;
    bool m_zooming = false;
    Instant m_pressedFrom;
    Instant m_pressedTo;
};

} // namespace twinlake
