// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/world/landingzone.h"

#include <algorithm>

namespace twinlake::simulator {

namespace {

// The feeder delivers what it kept this much faster than the source had written it.
constexpr int deliveryRush = 50;
constexpr int lateEvery = 3;

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

std::optional<SimTime> LandingZone::throughWindows(SimTime time) const
{
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

std::optional<SimTime> LandingZone::arrivalInOrder(std::int64_t file) const
{
    return throughWindows(undisturbed(file));
}

std::optional<SimTime> LandingZone::arrivalOf(std::int64_t file) const
{
    const Detour *const detour = m_detours.of(file);
    if (!detour)
        return arrivalInOrder(file);
    const auto time = detour->arrivalOf(file);
    return time ? throughWindows(*time) : std::nullopt;
}

std::int64_t LandingZone::filesAt(SimTime time) const
{
    std::int64_t low = 0;
    std::int64_t high = m_source.fileAt(time) + 1;
    while (low < high) {
        const std::int64_t middle = low + (high - low) / 2;
        const auto arrival = arrivalInOrder(middle);
        if (arrival && *arrival <= time)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

// The feeder's own turn, whether it may write then or not.
std::int64_t LandingZone::turnsBy(SimTime time) const
{
    std::int64_t low = 0;
    std::int64_t high = m_source.fileAt(time) + 1;
    while (low < high) {
        const std::int64_t middle = low + (high - low) / 2;
        if (undisturbed(middle) <= time)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void LandingZone::setQuiet(bool quiet, SimTime now)
{
    if (quiet && !m_quiet)
        m_quietDecided = m_source.fileAt(now) + 1; // what has begun is finished
    m_quiet = quiet;
}

void LandingZone::setSkipping(bool skipping, SimTime now)
{
    if (!spoils())
        m_decided = turnsBy(now);
    m_skipping = skipping;
}

void LandingZone::setLate(SimDuration late, SimTime now)
{
    if (!spoils())
        m_decided = turnsBy(now);
    m_late = late;
}

void LandingZone::settle(SimTime now)
{
    if (m_quiet) {
        for (const std::int64_t begun = m_source.fileAt(now) + 1; m_quietDecided < begun; ++m_quietDecided)
            m_detours.append(m_quietDecided, std::nullopt, false);
    }
    if (!spoils())
        return;
    for (const std::int64_t turned = turnsBy(now); m_decided < turned; ++m_decided) {
        if (m_skipping)
            m_detours.append(m_decided, std::nullopt, true);
        else if (m_decided % lateEvery == 0)
            m_detours.append(m_decided, undisturbed(m_decided) + m_late, true);
    }
}

void LandingZone::backfill(SimTime now)
{
    settle(now);
    for (Detour &one : m_detours.all()) {
        if (!one.emitted || one.arrives)
            continue;
        one.arrives = now + m_delay;
        one.step = std::max(m_source.filePeriod() / deliveryRush, SimDuration(1));
    }
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
