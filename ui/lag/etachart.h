// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// EtaChart: a catch-up on its way to T0: event time up, wall time right, two rays to the stretch in which it arrives.
#pragma once

#include "models/views/wizardcatchup.h"
#include "ui/lag/chartscale.h"

#include <QChartView>

class QLineSeries;

namespace twinlake {

class ChartLayer;

class EtaChart : public QChartView {
    Q_OBJECT

public:
    explicit EtaChart(QWidget *parent = nullptr);

    void setCatchUp(const WizardCatchUp &catchUp, const Instant &now);
    QSize sizeHint() const override { return {600, 210}; }
    QSize minimumSizeHint() const override { return {300, 180}; }

protected:
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    struct EventScale { // event time upwards
        Instant low;
        Instant high;
        QRectF plot;
        double y(const Instant &at) const;
    };
    TimeScale timeScale() const;
    EventScale eventScale() const;
    void showSeries();
    void paintUnder(QPainter &painter) const;
    void paintOver(QPainter &painter) const;
    void paintEta(QPainter &painter, const TimeScale &time, const EventScale &events) const;
    void paintNow(QPainter &painter, const TimeScale &time, const EventScale &events) const;

    WizardCatchUp m_catchUp;
    Instant m_now;
    QLineSeries *m_series;
    ChartLayer *m_under;
    ChartLayer *m_over;
};

} // namespace twinlake
