// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Extremes are kept: each column gives its low and its high.
#include "models/views/lagspark.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace twinlake {

namespace {

struct LagSparkWords {
    Q_DECLARE_TR_FUNCTIONS(LagSpark)
};

/// The next round scale above `seconds`.
double niceTop(double seconds)
{
    constexpr std::array steps{60.,   120.,  240.,   600.,   1200.,  2400., 3600.,
                               7200., 9600., 14400., 28800., 57600., 86400.};
    const auto *found = std::find_if(steps.begin(), steps.end(), [seconds](double step) { return step >= seconds; });
    return found == steps.end() ? seconds * 1.1 : *found;
}

QString spanText(double seconds)
{
    return humanDuration(Duration(qint64(seconds * 1000)));
}

double collect(LagSpark &spark, const QList<LagColumn> &columns)
{
    double highest = 0;
    QList<QPointF> line;
    std::optional<Instant> gapSince;
    for (const LagColumn &column : columns) {
        if (!column.high) {
            if (!line.isEmpty())
                spark.lines.append(std::exchange(line, {}));
            gapSince = gapSince.value_or(column.at);
            continue;
        }
        if (gapSince)
            spark.gaps.append({*gapSince, column.at});
        gapSince.reset();
        const double x = double(column.at.toMSecsSinceEpoch());
        const double low = double(column.low.value_or(*column.high).count()) / 1000;
        const double high = double(column.high->count()) / 1000;
        line.append({x, low});
        if (high > low)
            line.append({x, high});
        highest = std::max(highest, high);
    }
    if (!line.isEmpty())
        spark.lines.append(line);
    // What was not recorded before the first column is not a gap: the history begins there.
    if (gapSince && !spark.lines.isEmpty())
        spark.gaps.append({*gapSince, spark.to});
    return highest;
}

} // namespace

LagSpark lagSpark(const LagSparkInput &input, const QList<LagColumn> &columns)
{
    LagSpark spark;
    spark.from = input.from;
    spark.to = input.to;
    const double highest = collect(spark, columns);
    if (spark.lines.isEmpty())
        spark.gaps.clear();
    else if (!spark.gaps.isEmpty()
             && spark.gaps.constFirst().to.toMSecsSinceEpoch() <= qint64(spark.lines.constFirst().constFirst().x()))
        spark.gaps.removeFirst();
    spark.top = niceTop(highest * 1.05);
    spark.gridLine = spark.top / 2;
    spark.gridLabel = spanText(spark.gridLine);
    spark.title =
        LagSparkWords::tr("Gold lag of %1, last %2").arg(input.group, humanDuration(between(input.from, input.to)));
    const double objective = double(input.objective.count()) / 1000;
    const QString limit = humanDuration(input.objective);
    if (spark.lines.isEmpty()) {
        spark.note = LagSparkWords::tr("no reading yet, the line begins with the first");
    } else if (objective > spark.top) {
        spark.note =
            LagSparkWords::tr("scale to %1, %2 %3 is above").arg(spanText(spark.top), input.objectiveName, limit);
    } else {
        spark.objective = objective;
        spark.note =
            LagSparkWords::tr("scale to %1, line marks %2 %3").arg(spanText(spark.top), input.objectiveName, limit);
    }
    return spark;
}

} // namespace twinlake
