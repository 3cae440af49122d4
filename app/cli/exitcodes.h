// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the process says when it ends (design.md section 4).
#pragma once

namespace twinlake {

enum class ExitCode {
    Fine = 0,
    Failed = 1,
    Attention = 2, ///< lag over objective, not ready, disarmed; of a run: inconclusive
    Usage = 3, ///< command line or configuration
    Authentication = 4,
    Locked = 5, ///< somebody else drives
    OutcomeUnknown = 6, ///< a person must look
    JournalUnusable = 7,
};

constexpr int toInt(ExitCode code)
{
    return static_cast<int>(code);
}

/// After a clean end because of a signal.
constexpr int exitCodeOfSignal(int signal)
{
    return 128 + signal;
}

} // namespace twinlake
