// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A watermark climbs in steps, one per micro-batch, so two neighbouring polls say little. The rate is the median of the
// slopes between all polls that lie well apart (Theil and Sen), and its quartiles give the interval.
#include "models/rules/catchup.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace twinlake {

namespace {

constexpr int readingsJudged = 40;

struct Point {
    qint64 at;
    qint64 watermark;
};

std::vector<Point> lastPoints(const QList<TableWatermark> &readings)
{
    std::vector<Point> points;
    for (const TableWatermark &reading : readings) {
        if (reading.watermark && *reading.watermark <= reading.serverNow)
            points.push_back({reading.serverNow.toMSecsSinceEpoch(), reading.watermark->toMSecsSinceEpoch()});
    }
    if (points.size() > readingsJudged)
        points.erase(points.begin(), points.end() - readingsJudged);
    return points;
}

/// Sorted slopes, event seconds per second, of all pairs at least a third of the whole span apart.
std::vector<double> slopesOf(const std::vector<Point> &points)
{
    std::vector<double> slopes;
    const qint64 apart = std::max<qint64>(1, (points.back().at - points.front().at) / 3);
    for (size_t i = 0; i < points.size(); ++i) {
        for (size_t j = i + 1; j < points.size(); ++j) {
            const qint64 span = points[j].at - points[i].at;
            if (span >= apart)
                slopes.push_back(static_cast<double>(points[j].watermark - points[i].watermark)
                                 / static_cast<double>(span));
        }
    }
    std::sort(slopes.begin(), slopes.end());
    return slopes;
}

double quantile(const std::vector<double> &sorted, double part)
{
    return sorted[static_cast<size_t>(std::lround(part * static_cast<double>(sorted.size() - 1)))];
}

std::optional<Instant> reachedAt(const Point &newest, qint64 missing, double rate)
{
    constexpr double longest = 30.0 * 24 * 3600 * 1000; // beyond a month no date is worth printing
    const double needed = rate > 0 ? static_cast<double>(missing) / rate : longest;
    if (needed >= longest)
        return std::nullopt;
    return fromEpoch(std::chrono::milliseconds(newest.at + static_cast<qint64>(needed)));
}

} // namespace

std::optional<CatchUpEta> catchUpEta(const QList<TableWatermark> &readings, const Instant &target)
{
    const std::vector<Point> points = lastPoints(readings);
    if (points.size() < 3 || points.back().at <= points.front().at)
        return std::nullopt;
    const std::vector<double> slopes = slopesOf(points);
    if (slopes.empty())
        return std::nullopt;
    CatchUpEta eta;
    eta.rate = quantile(slopes, 0.5);
    const Point &newest = points.back();
    const qint64 missing = target.toMSecsSinceEpoch() - newest.watermark;
    if (missing <= 0) {
        eta.earliest = eta.latest = fromEpoch(std::chrono::milliseconds(newest.at));
        return eta;
    }
    eta.never = eta.rate <= 1.0;
    eta.earliest = reachedAt(newest, missing, quantile(slopes, 0.75));
    eta.latest = reachedAt(newest, missing, quantile(slopes, 0.25));
    return eta;
}

} // namespace twinlake
