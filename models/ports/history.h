// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// History: lag over time, kept across restarts. Charts ask for a window at pixel width and are answered later.
#pragma once

#include "models/domain/observation.h"

#include <QObject>
#include <QString>

#include <functional>

namespace twinlake {

/// One reading of one table's lag, or one try that gave none (drawn as a gap).
struct LagSample {
    Instant at; ///< the console's clock
    Region region = Region::Primary;
    QString group;
    QString table;
    std::optional<Duration> lag; ///< server's now minus watermark; empty: no answer
    std::optional<Instant> watermark;
};

struct LagQuestion {
    QString group;
    QString table; ///< empty: the slowest table of the group
    Instant from;
    Instant to;
    int columns = 600; ///< at most this many points a region
};

/// Reduced to the asked columns, extremes kept (min and max of each column); gaps are columns without a value.
struct LagColumn {
    Instant at;
    std::optional<Duration> low;
    std::optional<Duration> high;
};

struct LagWindow {
    LagQuestion question;
    PerRegion<QList<LagColumn>> columns;
    QString trouble = {}; ///< a sentence: why this is not, or may not be, all there is; empty if all is well
};

class History {
public:
    virtual ~History() = default;
    virtual void append(QList<LagSample> samples) = 0;
    /// `answer` is called later on the asker's thread, or never if the asker is gone.
    virtual void lagWindow(LagQuestion question, QObject *asker, std::function<void(LagWindow)> answer) = 0;
};

} // namespace twinlake
