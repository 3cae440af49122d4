// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// LagSpark: the last hours of one region's gold lag, ready to be drawn: points, gaps, a scale and its words.
#pragma once

#include "models/ports/history.h"

#include <QList>
#include <QPointF>
#include <QString>

#include <optional>

namespace twinlake {

struct LagSparkGap {
    Instant from;
    Instant to;

    friend bool operator==(const LagSparkGap &, const LagSparkGap &) = default;
};

struct LagSpark {
    Instant from;
    Instant to;
    QList<QList<QPointF>> lines; ///< x: ms since the epoch, y: lag in seconds; a new list after each gap
    QList<LagSparkGap> gaps; ///< "no answer", never bridged
    double top = 60; ///< seconds at the upper edge
    double gridLine = 30; ///< seconds of the one labelled line
    QString gridLabel;
    std::optional<double> objective; ///< seconds of a dashed line, if it is on the scale
    QString title; ///< "Gold lag of orders, last 6 h"
    QString note; ///< what the scale means

    bool isEmpty() const { return lines.isEmpty(); }
    friend bool operator==(const LagSpark &, const LagSpark &) = default;
};

struct LagSparkInput {
    QString group;
    Instant from;
    Instant to;
    Duration objective{};
    QString objectiveName; ///< "objective", "RTO"
};

LagSpark lagSpark(const LagSparkInput &input, const QList<LagColumn> &columns);

} // namespace twinlake
