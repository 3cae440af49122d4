// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a lag chart draws of one region: unbroken stretches of points, and the gaps between them. A gap is never
// bridged, and no reduction loses an extreme (baselines: never hand a chart raw data).
#pragma once

#include "models/ports/history.h"

#include <QList>
#include <QString>

#include <optional>

namespace twinlake {

struct LagPoint {
    Instant at;
    Duration lag{};

    friend bool operator==(const LagPoint &, const LagPoint &) = default;
};

/// A stretch without a reading. `asked`: the region was asked and gave no answer; else nobody asked (console closed).
struct LagGap {
    Instant from;
    Instant to;
    bool asked = true;

    friend bool operator==(const LagGap &, const LagGap &) = default;
};

struct LagLine {
    QList<QList<LagPoint>> stretches; ///< oldest first, each oldest first
    QList<LagGap> gaps;

    /// The newest point, if the line does not end in a gap.
    std::optional<LagPoint> newest() const;
    friend bool operator==(const LagLine &, const LagLine &) = default;
};

/// At most `columns` columns of equal width over [from, to]; each keeps the lowest and the highest value that falls
/// into it, and is empty only if every reading in it is.
QList<LagColumn> reduceLagColumns(const QList<LagColumn> &readings, const Instant &from, const Instant &to,
                                  int columns);

/// Two points a column where low and high differ. A silence of more than `silence` without any column is a gap too.
LagLine lagLine(const QList<LagColumn> &columns, Duration silence);

/// What the line says at an instant: a value, or the gap it lies in, or neither.
struct LagReading {
    std::optional<LagPoint> point;
    std::optional<LagGap> gap;
};
LagReading lagAt(const LagLine &line, const Instant &at);

/// Lag as a table writes it: "34 s", "no answer", "not read" or an en dash where the line has nothing.
QString lagText(const LagReading &reading);

} // namespace twinlake
