// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SystemClock: the time of everything that is not a rehearsal: the wall clock as it stood when the clock was made, plus
// the boot time since. Durations never jump: NTP or a person may set the wall clock by an hour, and polls, dwells, rate
// limits and ages go on as if nothing had happened. now() keeps the offset of the beginning until the process ends;
// wallCorrection() says by how much the wall clock was set since, for a window to show. A sleep counts as time.
#pragma once

#include "models/ports/clock.h"

#include <functional>

namespace twinlake {

class SystemClock : public Clock {
public:
    /// What the machine says; tests put in their own. Called from any thread.
    struct Source {
        std::function<std::chrono::nanoseconds()> bootTime;
        std::function<Instant()> wallTime;
    };
    SystemClock();
    explicit SystemClock(Source source);

    Instant now() const override;
    QCoro::Task<bool> after(Duration span, std::stop_token stop) override;
    std::chrono::milliseconds deadline(Duration span) const override;

    /// The wall clock minus now(): positive if it was set forward.
    Duration wallCorrection() const;

private:
    const Source m_source;
    const std::chrono::nanoseconds m_bootAtStart;
    const Instant m_wallAtStart;
};

} // namespace twinlake
