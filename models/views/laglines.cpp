// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Columns become lines: extremes kept, gaps kept.
#include "models/views/laglines.h"

#include <QCoreApplication>

#include <algorithm>

namespace twinlake {

namespace {

void mergeInto(LagColumn &column, const LagColumn &reading)
{
    if (!reading.low || !reading.high)
        return;
    column.low = column.low ? std::min(*column.low, *reading.low) : *reading.low;
    column.high = column.high ? std::max(*column.high, *reading.high) : *reading.high;
}

class LineBuilder {
public:
    explicit LineBuilder(Duration silence)
        : m_silence(silence)
    {
    }

    void add(const LagColumn &column)
    {
        if (m_last.isValid() && between(m_last, column.at) > m_silence && !m_gapFrom)
            openGap(m_last, false);
        if (column.low && column.high)
            addValue(column);
        else if (!m_gapFrom)
            openGap(m_lastValue.isValid() ? m_lastValue : column.at, true);
        else
            m_gapAsked = true;
        m_last = column.at;
    }

    LagLine finish()
    {
        if (m_gapFrom)
            closeGap(m_last);
        endStretch();
        return m_line;
    }

private:
    void addValue(const LagColumn &column)
    {
        if (m_gapFrom)
            closeGap(column.at);
        // Which of the two came first is not known; the one nearer to the last point keeps the line short.
        const bool risingFirst = m_stretch.isEmpty() || m_stretch.last().lag <= *column.low;
        m_stretch.append({column.at, risingFirst ? *column.low : *column.high});
        if (*column.low != *column.high)
            m_stretch.append({column.at, risingFirst ? *column.high : *column.low});
        m_lastValue = column.at;
    }
    void openGap(const Instant &from, bool asked)
    {
        endStretch();
        m_gapFrom = from;
        m_gapAsked = asked;
    }
    void closeGap(const Instant &to)
    {
        m_line.gaps.append({*m_gapFrom, to, m_gapAsked});
        m_gapFrom.reset();
    }
    void endStretch()
    {
        if (!m_stretch.isEmpty())
            m_line.stretches.append(m_stretch);
        m_stretch.clear();
    }

    Duration m_silence;
    LagLine m_line;
    QList<LagPoint> m_stretch;
    Instant m_last;
    Instant m_lastValue;
    std::optional<Instant> m_gapFrom;
    bool m_gapAsked = false;
};

} // namespace

std::optional<LagPoint> LagLine::newest() const
{
    if (stretches.isEmpty())
        return std::nullopt;
    const LagPoint point = stretches.last().last();
    if (!gaps.isEmpty() && gaps.last().to > point.at)
        return std::nullopt;
    return point;
}

QList<LagColumn> reduceLagColumns(const QList<LagColumn> &readings, const Instant &from, const Instant &to, int columns)
{
    const qint64 span = from.msecsTo(to);
    if (span <= 0 || columns <= 0)
        return {};
    QList<LagColumn> reduced;
    qint64 lastIndex = -1;
    for (const LagColumn &reading : readings) {
        if (reading.at < from || reading.at > to)
            continue;
        const qint64 index = std::min<qint64>(columns - 1, from.msecsTo(reading.at) * columns / span);
        if (index != lastIndex)
            reduced.append({reading.at, reading.low, reading.high});
        else
            mergeInto(reduced.last(), reading);
        lastIndex = index;
    }
    return reduced;
}

LagLine lagLine(const QList<LagColumn> &columns, Duration silence)
{
    LineBuilder builder(silence);
    for (const LagColumn &column : columns)
        builder.add(column);
    return builder.finish();
}

LagReading lagAt(const LagLine &line, const Instant &at)
{
    LagReading reading;
    for (const LagGap &gap : line.gaps) {
        if (at > gap.from && at < gap.to)
            reading.gap = gap;
    }
    if (reading.gap)
        return reading;
    for (const QList<LagPoint> &stretch : line.stretches) {
        if (at < stretch.first().at || at > stretch.last().at)
            continue;
        const auto after = std::lower_bound(stretch.cbegin(), stretch.cend(), at,
                                            [](const LagPoint &point, const Instant &when) { return point.at < when; });
        const auto before = after == stretch.cbegin() ? after : std::prev(after);
        reading.point = between(before->at, at) < between(at, after->at) ? *before : *after;
    }
    if (!reading.point && !line.gaps.isEmpty() && at == line.gaps.last().to)
        reading.gap = line.gaps.last();
    return reading;
}

QString lagText(const LagReading &reading)
{
    if (reading.point)
        return humanDuration(reading.point->lag);
    if (!reading.gap)
        return QStringLiteral("\u2013");
    return reading.gap->asked ? QCoreApplication::translate("LagLines", "no answer")
                              : QCoreApplication::translate("LagLines", "not read");
}

} // namespace twinlake
