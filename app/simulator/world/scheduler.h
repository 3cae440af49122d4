// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Scheduler: virtual time and what is due in it. One world, one thread: nothing in the simulator reads another clock.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>

namespace twinlake::simulator {

using SimTime = std::chrono::sys_time<std::chrono::milliseconds>; ///< virtual, UTC
using SimDuration = std::chrono::milliseconds;

/// Runs callbacks in the order (instant, order of booking), so that the same bookings give the same world.
class Scheduler {
public:
    using TimerId = std::uint64_t;

    explicit Scheduler(SimTime start)
        : m_now(start)
    {
    }

    SimTime now() const { return m_now; }
    /// Books a callback; an instant in the past means now. It runs inside advanceTo.
    TimerId at(SimTime when, std::function<void()> what);
    TimerId after(SimDuration delay, std::function<void()> what) { return at(m_now + delay, std::move(what)); }
    void cancel(TimerId id);
    /// Carries out everything due up to and including `target`, each at its own instant, then stands at `target`.
    void advanceTo(SimTime target);
    /// When the next callback is due; empty if none is booked.
    std::optional<SimTime> nextDue() const;

private:
    using Key = std::pair<SimTime, TimerId>;

    SimTime m_now;
    TimerId m_lastId = 0;
    std::map<Key, std::function<void()>> m_due;
    std::map<TimerId, SimTime> m_whenOf;
};

} // namespace twinlake::simulator
