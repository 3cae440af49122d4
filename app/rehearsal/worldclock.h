// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// WorldClock: a rehearsal's time: an anchor plus speed x steady clock. Anchored at the control address, and again at
// each change of speed (design.md 13, Clock). Safe to use from any thread.
#pragma once

#include "models/ports/clock.h"

#include <chrono>
#include <mutex>

namespace twinlake {

/// What the control address said: at this steady instant the world showed `world`, running at `speed` (0: held).
struct WorldAnchor {
    Instant world;
    std::chrono::steady_clock::time_point steady;
    double speed = 1.0;
    bool stepped = false; ///< the world stands still until its one driver advances it
};

class WorldClock : public Clock {
public:
    explicit WorldClock(WorldAnchor anchor)
        : m_anchor(std::move(anchor))
    {
    }

    Instant now() const override;
    QCoro::Task<bool> after(Duration span, std::stop_token stop) override;
    std::chrono::milliseconds deadline(Duration span) const override;

    void anchor(WorldAnchor anchor);
    double speed() const;

private:
    WorldAnchor current() const;

    mutable std::mutex m_mutex;
    WorldAnchor m_anchor;
};

} // namespace twinlake
