// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/composition/systemclock.h"

#include "app/monitor/boottime.h"

#include <qcoro/qcorotimer.h>

#include <algorithm>

namespace twinlake {

using namespace std::chrono_literals;

SystemClock::SystemClock()
    : SystemClock({bootTime, QDateTime::currentDateTimeUtc})
{
}

SystemClock::SystemClock(Source source)
    : m_source(std::move(source))
    , m_bootAtStart(m_source.bootTime())
    , m_wallAtStart(m_source.wallTime())
{
}

Instant SystemClock::now() const
{
    return later(m_wallAtStart, std::chrono::duration_cast<Duration>(m_source.bootTime() - m_bootAtStart));
}

Duration SystemClock::wallCorrection() const
{
    return between(now(), m_source.wallTime());
}

QCoro::Task<bool> SystemClock::after(Duration span, std::stop_token stop)
{
    // Short naps: a stop is noticed within one, and a slept laptop wakes to the right instant.
    const Instant due = later(now(), span);
    while (!stop.stop_requested()) {
        const Duration left = between(now(), due);
        if (left <= 0ms)
            co_return true;
        const std::chrono::milliseconds nap = std::clamp<Duration>(left, 1ms, 200ms);
        co_await QCoro::sleepFor(nap);
    }
    co_return false;
}

std::chrono::milliseconds SystemClock::deadline(Duration span) const
{
    return std::max<std::chrono::milliseconds>(span, 500ms);
}

} // namespace twinlake
