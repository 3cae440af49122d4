// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/world/landingzone.h"

#include <algorithm>

namespace twinlake::simulator {

namespace {

// The feeder delivers what it kept this much faster than the source had written it.
constexpr int deliveryRush = 50;

} // namespace

LandingZone::LandingZone(const SourceStream &source, const Draw &draw, const QString &entity, SimDuration delay)
    : m_source(source)
    , m_seed(draw.bits(entity, 0))
    , m_delay(delay)
{
}

SimTime LandingZone::undisturbed(std::int64_t file) const
{
    // At most half a file period of spread beside the source's quarter, so that files keep their order.
    const std::int64_t spread = std::min(m_delay.count() * 3 / 10, m_source.filePeriod().count() / 4);
    const Draw draw(m_seed);
    const std::int64_t swing = draw.between({}, static_cast<std::uint64_t>(file), -spread, spread);
    return m_source.fileCloses(file) + m_delay + SimDuration(swing);
}

std::optional<SimTime> LandingZone::arrivalOf(std::int64_t file) const
{
    SimTime time = undisturbed(file);
    for (const Window &window : m_windows) {
        if (time < window.from)
            break;
        if (!window.to)
            return std::nullopt;
        if (time < *window.to)
            time = *window.to + (time - window.from) / deliveryRush;
        else
            time = std::max(time, *window.to + (*window.to - window.from) / deliveryRush);
    }
    return time;
}

std::int64_t LandingZone::filesAt(SimTime time) const
{
    std::int64_t low = 0;
    std::int64_t high = m_source.fileAt(time) + 1;
    while (low < high) {
        const std::int64_t middle = low + (high - low) / 2;
        const auto arrival = arrivalOf(middle);
        if (arrival && *arrival <= time)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void LandingZone::holdFrom(SimTime time)
{
    if (m_windows.empty() || m_windows.back().to)
        m_windows.push_back({time, std::nullopt});
}

void LandingZone::releaseAt(SimTime time)
{
    if (m_windows.empty() || m_windows.back().to)
        return;
    m_windows.back().to = time;
    if (m_windows.back().from == time)
        m_windows.pop_back();
}

} // namespace twinlake::simulator
