// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Both are needed: the limit alone does not hold back a core that goes into a pipe, and a debugger needs no core.
#include "app/cli/privatememory.h"

#include <cstring>
#include <sys/prctl.h>
#include <sys/resource.h>

namespace twinlake {

void keepMemoryPrivate()
{
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

void wipe(QByteArray &text)
{
    if (text.isDetached())
        ::explicit_bzero(text.data(), static_cast<size_t>(text.capacity()));
    text.clear();
}

void wipe(QString &text)
{
    if (text.isDetached())
        ::explicit_bzero(text.data(), static_cast<size_t>(text.capacity()) * sizeof(QChar));
    text.clear();
}

} // namespace twinlake
