// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// CrashHook: kills this process without a word at the n-th boundary of an incident, as TWINLAKE_CRASH_AT=n says, or
// stops it there until it is told to go on, as TWINLAKE_STOP_AT=n says. TWINLAKE_CRASH_IN_LOCK=n kills it at the n-th
// step of taking or giving back the local lock. For the tests; without these variables there is no hook.
#pragma once

#include <memory>

namespace twinlake {

class CrashHook {
public:
    /// Null if the environment asks for nothing.
    static std::shared_ptr<CrashHook> fromEnvironment();
    static std::shared_ptr<CrashHook> ofLockFromEnvironment();

    void reached();

private:
    CrashHook(int at, int signal)
        : m_at(at)
        , m_signal(signal)
    {
    }

    int m_at;
    int m_signal;
    int m_count = 0;
};

} // namespace twinlake
