// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A beat that came late.
#include "app/runner/wakefulness.h"

#include <time.h>

#include <utility>

namespace twinlake {

using namespace std::chrono_literals;

namespace {

constexpr auto beat = 500ms;
constexpr auto longestNap = 2s;

/// Goes on while the machine sleeps, where the system tells it.
std::chrono::nanoseconds realTime()
{
#ifdef CLOCK_BOOTTIME
    timespec now{};
    if (clock_gettime(CLOCK_BOOTTIME, &now) == 0)
        return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
#endif
    return std::chrono::steady_clock::now().time_since_epoch();
}

} // namespace

Wakefulness::Wakefulness()
    : m_lastAwake(realTime())
{
    QObject::connect(&m_beat, &QTimer::timeout, &m_beat, [this] { look(); });
    m_beat.start(beat);
}

bool Wakefulness::sleptSinceLastAsked()
{
    look();
    return std::exchange(m_slept, false);
}

void Wakefulness::look()
{
    const std::chrono::nanoseconds now = realTime();
    m_slept = m_slept || now - m_lastAwake > longestNap;
    m_lastAwake = now;
}

} // namespace twinlake
