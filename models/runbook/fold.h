// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// fold: the journal's events of one incident made into its state. The only way a RunState comes into being.
#pragma once

#include "models/ports/journal.h"
#include "models/runbook/runstate.h"

namespace twinlake {

/// Takes one event on; kinds that a newer version wrote are passed over.
void apply(RunState &state, const JournalEvent &event);
RunState fold(const QList<JournalEvent> &events);

} // namespace twinlake
