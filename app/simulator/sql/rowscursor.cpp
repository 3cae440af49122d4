// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/sql/rowscursor.h"

#include <algorithm>

namespace twinlake::simulator {

void RowsRange::narrow(char letter, SimTime time, const SourceStream &source)
{
    const std::int64_t before = source.rowsEarlierThan(time);
    const std::int64_t upTo = source.rowsEarlierThan(time + SimDuration(1));
    if (letter == 'G' || letter == '=') {
        from = std::max(from, before);
        earliest = std::max(earliest, time);
    }
    if (letter == '>') {
        from = std::max(from, upTo);
        earliest = std::max(earliest, time + SimDuration(1));
    }
    if (letter == '<') {
        to = std::min(to, before);
        latest = std::min(latest, time - SimDuration(1));
    }
    if (letter == 'L' || letter == '=') {
        to = std::min(to, upTo);
        latest = std::min(latest, time);
    }
}

void RowsCursor::open(int newPlan, const PipelineData &data, const RowsRange &range)
{
    plan = newPlan;
    choose(data, range);
    settle(data.source());
    if (plan == Summary)
        ended = false;
}

void RowsCursor::next(const SourceStream &source)
{
    ++position;
    if (onStray)
        ++strayPlace;
    else
        step();
    if (plan == Summary)
        ended = true;
    else
        settle(source);
}

void RowsCursor::choose(const PipelineData &data, const RowsRange &range)
{
    runs.clear();
    count = 0;
    for (const auto &[from, to] : data.rowRuns()) {
        const std::int64_t first = std::max(from, range.from);
        const std::int64_t last = std::min(to, range.to);
        if (first < last) {
            runs.emplace_back(first, last);
            count += last - first;
        }
    }
    strays = data.strayRows();
    std::erase_if(strays, [&range](const StrayRow &one) {
        return one.eventTime < range.earliest || one.eventTime > range.latest;
    });
    if (plan == Descending) {
        std::reverse(runs.begin(), runs.end());
        std::reverse(strays.begin(), strays.end());
    }
    place = strayPlace = position = 0;
    run = 0;
    if (!runs.empty())
        row = plan == Descending ? runs.front().second - 1 : runs.front().first;
}

/// Whether the next row is a stray one, or there is none at all.
void RowsCursor::settle(const SourceStream &source)
{
    const bool anyStray = strayPlace < static_cast<std::int64_t>(strays.size());
    const bool anyRow = place < count;
    ended = !anyStray && !anyRow;
    onStray = anyStray;
    if (!anyStray || !anyRow)
        return;
    const SimTime strayTime = stray()->eventTime;
    const SimTime rowTime = source.eventTime(row);
    onStray = plan == Descending ? strayTime > rowTime : strayTime < rowTime;
}

void RowsCursor::step()
{
    ++place;
    if (place >= count)
        return;
    const bool down = plan == Descending;
    row += down ? -1 : 1;
    if (row >= runs[run].first && row < runs[run].second)
        return;
    ++run;
    row = down ? runs[run].second - 1 : runs[run].first;
}

} // namespace twinlake::simulator
