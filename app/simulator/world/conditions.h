// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// RegionConditions: what world faults have broken in one region. The fault board sets them, the world lives with them.
#pragma once

namespace twinlake::simulator {

struct RegionConditions {
    bool computeOut =
        false; ///< no cluster or warehouse starts; what runs stands still, its update is retried afterwards
    bool storageOut =
        false; ///< landing zone and tables cannot be read or written; the feeder keeps its files for later
    bool feederStopped = false; ///< the feeder copies nothing to this landing zone, and catches up when it is lifted

    friend bool operator==(const RegionConditions &, const RegionConditions &) = default;
};

} // namespace twinlake::simulator
