// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/world/sourcestream.h"

#include <algorithm>
#include <bit>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

// A cheap stable mixing step: rows are drawn by the hundred thousand when a table is read.
std::uint64_t stir(std::uint64_t seed, std::uint64_t ordinal)
{
    std::uint64_t value = seed + ordinal * 0x9e3779b97f4a7c15ULL;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31);
}

} // namespace

SourceStream::SourceStream(const Draw &draw, const FleetPipeline &pipeline, SimTime origin)
    : m_origin(origin)
    , m_period(std::max(pipeline.filePeriod, SimDuration(1)))
    , m_rowsPerFile(std::max(pipeline.eventsPerFile, 1))
    , m_seed(draw.bits(u"source/"_s + pipeline.name, 0))
{
}

SimTime SourceStream::fileCloses(std::int64_t file) const
{
    const auto slack = static_cast<std::uint64_t>(m_period.count() / 4 + 1);
    const std::uint64_t drawn = stir(std::rotl(m_seed, 21), static_cast<std::uint64_t>(file)) % slack;
    return fileBegins(file + 1) + SimDuration(static_cast<std::int64_t>(drawn));
}

std::int64_t SourceStream::fileAt(SimTime time) const
{
    return time <= m_origin ? 0 : (time - m_origin).count() / m_period.count();
}

// Files come in pairs, one as much above the median as the other is below, so that sums need no table.
int SourceStream::rowsIn(std::int64_t file) const
{
    const int swing = m_rowsPerFile * 3 / 10;
    const std::uint64_t drawn = stir(std::rotl(m_seed, 42), static_cast<std::uint64_t>(file / 2));
    const int more = static_cast<int>(drawn % static_cast<std::uint64_t>(2 * swing + 1)) - swing;
    return file % 2 == 0 ? m_rowsPerFile + more : m_rowsPerFile - more;
}

std::int64_t SourceStream::rowsBefore(std::int64_t file) const
{
    if (file <= 0)
        return 0;
    const std::int64_t even = file * m_rowsPerFile;
    return file % 2 == 0 ? even : even + rowsIn(file - 1) - m_rowsPerFile;
}

std::int64_t SourceStream::fileOfRow(std::int64_t row) const
{
    std::int64_t file = std::max<std::int64_t>(row / m_rowsPerFile, 0);
    while (file > 0 && rowsBefore(file) > row)
        --file;
    while (rowsBefore(file + 1) <= row)
        ++file;
    return file;
}

SimTime SourceStream::eventTime(std::int64_t row) const
{
    const std::int64_t file = fileOfRow(row);
    const std::int64_t index = row - rowsBefore(file);
    const std::int64_t rows = rowsIn(file);
    const std::int64_t from = index * m_period.count() / rows;
    const std::int64_t upTo = std::max((index + 1) * m_period.count() / rows, from + 1);
    const auto within = static_cast<std::int64_t>(rowBits(row) % static_cast<std::uint64_t>(upTo - from));
    return fileBegins(file) + SimDuration(from + within);
}

std::int64_t SourceStream::rowsEarlierThan(SimTime time) const
{
    if (time <= m_origin)
        return 0;
    const std::int64_t file = fileAt(time);
    std::int64_t row = rowsBefore(file);
    const std::int64_t end = rowsBefore(file + 1);
    while (row < end && eventTime(row) < time)
        ++row;
    return row;
}

std::uint64_t SourceStream::rowBits(std::int64_t row) const
{
    return stir(m_seed, static_cast<std::uint64_t>(row));
}

} // namespace twinlake::simulator
