// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// CrashHook: kills this process without a word at the n-th boundary of an incident, as TWINLAKE_CRASH_AT=n says. For
// the crash matrix; without that variable there is no hook.
#pragma once

#include <memory>

namespace twinlake {

class CrashHook {
public:
    /// Null if the environment asks for no crash.
    static std::shared_ptr<CrashHook> fromEnvironment();

    void reached();

private:
    explicit CrashHook(int at)
        : m_at(at)
    {
    }

    int m_at;
    int m_count = 0;
};

} // namespace twinlake
