// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ScriptLock: who plays a rehearsal's script. Two consoles at one world must not both break and mend it.
#pragma once

#include "app/rehearsal/keptscript.h"
#include "app/store/locallock.h"
#include "models/estate/estate.h"

#include <memory>

namespace twinlake {

/// A script that is ours to play for as long as this lives.
struct HeldScript {
    KeptScript script;
    std::unique_ptr<LocalLock> lock;
};

/// The one that the folder of a rehearsal keeps; empty if it keeps none, or somebody who lives plays it.
std::optional<HeldScript> takeScript(const Estate &estate, const QString &folder);

} // namespace twinlake
