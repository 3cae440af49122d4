// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A console's journal: where it is, and its way to another machine.
#pragma once

#include "tests/faults/twinlakeprocess.h"

namespace twinlake {

/// The file of the one rehearsal that was driven from there.
QString journalOf(const Console &console);
/// Journal and -wal as another machine gets them.
void copyJournal(const Console &from, const Console &to);

} // namespace twinlake
