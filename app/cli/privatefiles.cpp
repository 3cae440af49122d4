// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One call of the operating system.
#include "app/cli/privatefiles.h"

#include <sys/stat.h>

namespace twinlake {

void keepFilesPrivate()
{
    ::umask(S_IRWXG | S_IRWXO);
}

} // namespace twinlake
