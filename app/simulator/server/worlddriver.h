// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// WorldDriver: makes virtual time pass. At a running speed it follows the steady clock; in step mode the world stands
// still until somebody advances it (design.md 13, speed). The only place of the simulator that reads a real clock.
#pragma once

#include "app/simulator/world/scheduler.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

namespace twinlake::simulator {

class WorldDriver : public QObject {
    Q_OBJECT

public:
    /// An empty speed is step mode, 0 holds.
    WorldDriver(Scheduler &scheduler, std::optional<double> speed);

    SimTime now() const { return m_scheduler.now(); }
    std::optional<double> speed() const { return m_speed; }
    /// What a clock on a client's wall shows: real time while the world runs at any speed, and each jump in full.
    SimTime clientNow() const;
    std::optional<SimTime> nextDue() const { return m_scheduler.nextDue(); }
    /// Brings the world to virtual now. To be called before each request.
    void catchUp();
    /// Books a callback in virtual time.
    void after(SimDuration delay, std::function<void()> what) { m_scheduler.after(delay, std::move(what)); }
    void setSpeed(double speed);
    void advance(SimDuration by);
    /// From one due timer to the next up to `limit`, as long as `holds()`.
    void advanceWhile(SimTime limit, const std::function<bool()> &holds);
    /// In step mode only: lets the world run from one due timer to the next until `ready()`. At most two minutes
    /// of virtual time: by then a client would have hung up, and a reply that never comes must not hang the process.
    void runUntil(const std::function<bool()> &ready);

private:
    void anchor();
    void arm();

    Scheduler &m_scheduler;
    std::optional<double> m_speed;
    SimTime m_anchorVirtual;
    SimTime m_anchorClient;
    std::chrono::steady_clock::time_point m_anchorReal;
    QTimer m_timer;
    bool m_advancing = false;
};

} // namespace twinlake::simulator
