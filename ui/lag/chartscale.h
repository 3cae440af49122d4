// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ChartScale: instants and durations to pixels and back, and where an axis puts its ticks.
#pragma once

#include "models/domain/time.h"

#include <QList>
#include <QRectF>
#include <QString>

namespace twinlake {

/// Time left to right.
struct TimeScale {
    Instant from;
    Instant to;
    double left = 0.0;
    double width = 1.0;

    double x(const Instant &at) const;
    Instant at(double x) const;
    /// Whole steps of the day, at most about `most`.
    QList<Instant> ticks(int most) const;
    QString label(const Instant &tick) const;
};

/// Lag upwards on a logarithmic scale from 15 s.
struct LagScale {
    static constexpr Duration floor = std::chrono::seconds(15);

    Duration top = std::chrono::hours(2);
    double upper = 0.0; ///< pixel of `top`
    double height = 1.0;

    /// The axis value of a lag: log10 of seconds, never below that of 15 s.
    static double value(Duration lag);
    double y(Duration lag) const;
    QList<Duration> ticks() const;
};

/// Which instant steps read well: seconds to months.
Duration niceStep(Duration span, int most);

} // namespace twinlake
