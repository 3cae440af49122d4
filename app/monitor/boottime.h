// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Time since the machine started. It goes on while the machine sleeps, and nobody can set it.
#pragma once

#include <chrono>
#include <ctime>

namespace twinlake {

/// Where the system has no such clock, a sleep does not count.
inline std::chrono::nanoseconds bootTime()
{
#ifdef CLOCK_BOOTTIME
    timespec now{};
    if (clock_gettime(CLOCK_BOOTTIME, &now) == 0)
        return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
#endif
    return std::chrono::steady_clock::now().time_since_epoch();
}

} // namespace twinlake
