// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SIGKILL: nothing is flushed, no destructor runs, no lock is given back. SIGSTOP: a laptop whose lid was closed.
#include "app/composition/crashhook.h"

#include <QtGlobal>

#include <csignal>

namespace twinlake {

std::shared_ptr<CrashHook> CrashHook::fromEnvironment()
{
    if (const int at = qEnvironmentVariableIntValue("TWINLAKE_CRASH_AT"); at > 0)
        return std::shared_ptr<CrashHook>(new CrashHook(at, SIGKILL));
    if (const int at = qEnvironmentVariableIntValue("TWINLAKE_STOP_AT"); at > 0)
        return std::shared_ptr<CrashHook>(new CrashHook(at, SIGSTOP));
    return nullptr;
}

std::shared_ptr<CrashHook> CrashHook::ofLockFromEnvironment()
{
    const int at = qEnvironmentVariableIntValue("TWINLAKE_CRASH_IN_LOCK");
    return at > 0 ? std::shared_ptr<CrashHook>(new CrashHook(at, SIGKILL)) : nullptr;
}

void CrashHook::reached()
{
    if (++m_count == m_at)
        ::raise(m_signal); // of this thread: it goes no step further
}

} // namespace twinlake
