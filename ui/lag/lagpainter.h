// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// LagPainter: what the lag chart paints around its series: grid, band, gaps and axes under them; thresholds, marks,
// names and crosshair over them.
#pragma once

#include "models/views/lagviewmodel.h"
#include "ui/lag/chartscale.h"

class QPainter;

namespace twinlake {

struct LagPainter {
    const LagViewModel &viewModel;
    TimeScale time;
    LagScale lag;
    QRectF plot;

    void paintUnder(QPainter &painter) const;
    void paintOver(QPainter &painter) const;

private:
    void paintGrid(QPainter &painter) const;
    void paintGaps(QPainter &painter) const;
    void paintThreshold(QPainter &painter, Duration limit, const QString &text, bool dotted) const;
    void paintMarks(QPainter &painter) const;
    void paintNames(QPainter &painter) const;
    void paintCrosshair(QPainter &painter) const;
    void paintBox(QPainter &painter, double x, const PerRegion<LagReading> &readings) const;
};

} // namespace twinlake
