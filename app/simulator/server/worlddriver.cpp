// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/server/worlddriver.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace std::chrono_literals;

namespace {

constexpr auto longestSleep = 20ms;
constexpr auto patience = 2min; // longer than any client waits for an answer

} // namespace

WorldDriver::WorldDriver(Scheduler &scheduler, std::optional<double> speed)
    : m_scheduler(scheduler)
    , m_speed(speed)
{
    m_anchorClient = m_scheduler.now();
    m_anchorReal = std::chrono::steady_clock::now();
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &WorldDriver::catchUp);
    anchor();
    arm();
}

SimTime WorldDriver::clientNow() const
{
    if (m_speed.value_or(0) <= 0)
        return m_anchorClient;
    return m_anchorClient + std::chrono::duration_cast<SimDuration>(std::chrono::steady_clock::now() - m_anchorReal);
}

void WorldDriver::anchor()
{
    m_anchorClient = clientNow();
    m_anchorVirtual = m_scheduler.now();
    m_anchorReal = std::chrono::steady_clock::now();
}

void WorldDriver::arm()
{
    if (m_speed.value_or(0) <= 0)
        return m_timer.stop();
    std::chrono::milliseconds sleep = longestSleep;
    if (const auto due = m_scheduler.nextDue()) {
        const auto wait = std::chrono::duration<double, std::milli>(*due - m_scheduler.now()) / *m_speed;
        sleep = std::clamp(std::chrono::ceil<std::chrono::milliseconds>(wait), 1ms, sleep);
    }
    m_timer.start(sleep);
}

void WorldDriver::catchUp()
{
    if (m_advancing)
        return;
    if (m_speed.value_or(0) > 0) {
        const auto elapsed = std::chrono::steady_clock::now() - m_anchorReal;
        const auto virtualElapsed = std::chrono::duration<double, std::milli>(elapsed) * *m_speed;
        m_advancing = true;
        m_scheduler.advanceTo(m_anchorVirtual + std::chrono::floor<SimDuration>(virtualElapsed));
        m_advancing = false;
    }
    arm();
}

void WorldDriver::setSpeed(double speed)
{
    catchUp();
    anchor();
    m_speed = std::max(0.0, speed);
    arm();
}

void WorldDriver::advance(SimDuration by)
{
    catchUp();
    m_advancing = true;
    m_scheduler.advanceTo(m_scheduler.now() + std::max(by, SimDuration(0)));
    m_advancing = false;
    anchor();
    m_anchorClient += std::max(by, SimDuration(0));
    arm();
}

void WorldDriver::advanceWhile(SimTime limit, const std::function<bool()> &holds)
{
    catchUp();
    const SimTime from = m_scheduler.now();
    m_advancing = true;
    while (m_scheduler.now() < limit && holds())
        m_scheduler.advanceTo(std::min(m_scheduler.nextDue().value_or(limit), limit));
    m_advancing = false;
    anchor();
    m_anchorClient += m_scheduler.now() - from;
    arm();
}

void WorldDriver::runUntil(const std::function<bool()> &ready)
{
    if (m_speed || m_advancing)
        return;
    const SimTime limit = m_scheduler.now() + patience;
    m_advancing = true;
    while (!ready()) {
        const auto due = m_scheduler.nextDue();
        if (!due || *due > limit)
            break;
        m_anchorClient += *due - m_scheduler.now();
        m_scheduler.advanceTo(*due);
    }
    m_advancing = false;
}

} // namespace twinlake::simulator
