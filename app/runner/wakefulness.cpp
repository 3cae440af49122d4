// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A beat that came late.
#include "app/runner/wakefulness.h"

#include "app/monitor/boottime.h"

#include <utility>

namespace twinlake {

using namespace std::chrono_literals;

namespace {

constexpr auto beat = 500ms;
constexpr auto longestNap = 2s;

} // namespace

Wakefulness::Wakefulness()
    : m_lastAwake(bootTime())
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
    const std::chrono::nanoseconds now = bootTime();
    m_slept = m_slept || now - m_lastAwake > longestNap;
    m_lastAwake = now;
}

} // namespace twinlake
