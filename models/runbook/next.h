// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// next: what is to be done now, from the recipe, the incident's state and what was read. Pure: same inputs, same
// commands in the same order.
#pragma once

#include "models/ports/journal.h"
#include "models/runbook/recipe.h"

#include <variant>

namespace twinlake {

/// Write this event, then ask again.
struct Record {
    JournalEvent event;
};
/// Read for a phase; already in flight for the same key: nothing to do.
struct Read {
    QString key;
    FactRequest request;
};
/// Journal the intent, then send once.
struct Send {
    StepId step;
    QString phase;
    QString subject;
    Mutation mutation;
    QJsonObject seen; ///< update ids read just before, by pipeline name
};
/// Ask again at `until` at the latest.
struct Wait {
    Instant until;
};

using Command = std::variant<Record, Read, Send, Wait>;

QList<Command> next(const Recipe &recipe, const RunState &state, const World &world, const Instant &now);

} // namespace twinlake
