// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// floor_s: the longest chain, along the recipe's needs, of the simulator's own waits between the end of detection and
// serving proven. What passes between the end of a wait and our next request is ours, never the floor's (design.md 13).
#pragma once

#include "models/domain/time.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace twinlake {

/// Which waits belong to the chain; names as in /control/state.
struct FloorQuestion {
    QString group;
    QString target; ///< "primary" or "secondary": the region that takes over
    QString activationWorkspace; ///< empty: no activation in this recipe (failback)
    QString consumersWorkspace;
    Instant from; ///< detection ended
    Instant to; ///< serving proven
};

/// Sum of the server-side waits on the critical path; empty if the spans do not hold the chain.
std::optional<Duration> serverFloor(const QJsonObject &controlState, const FloorQuestion &question);

} // namespace twinlake
