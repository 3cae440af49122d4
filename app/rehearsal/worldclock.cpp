// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/rehearsal/worldclock.h"

#include <qcoro/qcorotimer.h>

#include <algorithm>
#include <cmath>

namespace twinlake {

using namespace std::chrono_literals;

namespace {

// A sleeper looks again this often, so that a change of speed or a stop is noticed by whoever sleeps long.
constexpr auto longestNap = 100ms;
constexpr auto shortestDeadline = 500ms;

Instant worldAt(const WorldAnchor &anchor, std::chrono::steady_clock::time_point steady)
{
    const double real = std::chrono::duration<double, std::milli>(steady - anchor.steady).count();
    return anchor.world.addMSecs(std::llround(real * anchor.speed));
}

} // namespace

Instant WorldClock::now() const
{
    return worldAt(current(), std::chrono::steady_clock::now());
}

QCoro::Task<bool> WorldClock::after(Duration span, std::stop_token stop)
{
    const Instant due = later(now(), span);
    while (!stop.stop_requested()) {
        const double left = static_cast<double>(between(now(), due).count());
        if (left <= 0)
            co_return true;
        const double pace = speed();
        const auto real = pace > 0 ? std::chrono::milliseconds(std::llround(std::ceil(left / pace))) : longestNap;
        const std::chrono::milliseconds nap = std::clamp<std::chrono::milliseconds>(real, 1ms, longestNap);
        co_await QCoro::sleepFor(nap);
    }
    co_return false;
}

std::chrono::milliseconds WorldClock::deadline(Duration span) const
{
    const double pace = std::max(speed(), 1.0);
    return std::max(shortestDeadline,
                    std::chrono::milliseconds(std::llround(static_cast<double>(span.count()) / pace)));
}

void WorldClock::anchor(WorldAnchor anchor)
{
    const std::lock_guard lock(m_mutex);
    m_anchor = std::move(anchor);
}

double WorldClock::speed() const
{
    return current().speed;
}

WorldAnchor WorldClock::current() const
{
    const std::lock_guard lock(m_mutex);
    return m_anchor;
}

} // namespace twinlake
