// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SparkChart: the last hours of a region's gold lag. Qt Charts draws the reduced line; grid, limit and gaps are painted
// around it. Gaps are hatched and never bridged.
#pragma once

#include "models/views/lagspark.h"
#include "models/views/statesign.h"

#include <QChartView>

class QLineSeries;
class QValueAxis;

namespace twinlake {

class SparkChart : public QChartView {
    Q_OBJECT
public:
    explicit SparkChart(ToneToken tone, QWidget *parent = nullptr);

    void show(const LagSpark &spark);

protected:
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void changeEvent(QEvent *event) override;

private:
    double xOf(const Instant &instant) const;
    double yOf(double seconds) const;
    void paintHours(QPainter &painter) const;
    void addLine(const QList<QPointF> &points);

    ToneToken m_tone;
    LagSpark m_spark;
    QValueAxis *m_time;
    QValueAxis *m_lag;
};

} // namespace twinlake
