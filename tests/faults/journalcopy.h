// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A console's journal on its way to another machine.
#pragma once

#include "tests/faults/twinlakeprocess.h"

namespace twinlake {

/// Journal and -wal as another machine gets them.
void copyJournal(const Console &from, const Console &to);

} // namespace twinlake
