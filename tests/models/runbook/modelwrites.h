// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a write does to a Scene, and what the invariants of reliability.md section 3 say of it, judged on the scene.
#pragma once

#include "models/runbook/next.h"
#include "models/runbook/runstate.h"
#include "tests/models/runbook/modelscene.h"

#include <QStringList>

namespace twinlake {

struct ModelState;

/// The services' answer; what took effect is counted in `accepted`.
Outcome writeTo(Scene &scene, QMap<QString, int> &accepted, const Mutation &mutation);
/// The invariants that this write would break if the services let it through; empty if none.
QStringList objectionsTo(const ModelState &state, const Send &send);

} // namespace twinlake
