// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/composition/systemclock.h"

#include <qcoro/qcorotimer.h>

#include <algorithm>

namespace twinlake {

using namespace std::chrono_literals;

Instant SystemClock::now() const
{
    return QDateTime::currentDateTimeUtc();
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
