// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// RegionConditions: what world faults have broken in one region. The fault board sets them, the world lives with them.
#pragma once

#include <chrono>

namespace twinlake::simulator {

struct RegionConditions {
    bool computeOut =
        false; ///< no cluster or warehouse starts; what runs stands still, its update is retried afterwards
    bool storageOut =
        false; ///< landing zone and tables cannot be read or written; the feeder keeps its files for later
    bool tokensRevoked = false; ///< every credential is refused
    bool warehouseCold = false; ///< stopped, and nobody's dashboards wake it
    double clusterFactor = 1.0; ///< times the usual cluster start
    double warehouseFactor = 1.0; ///< times the usual warehouse start
    std::chrono::milliseconds clockSkew{0}; ///< the server's clock ahead of the world's

    friend bool operator==(const RegionConditions &, const RegionConditions &) = default;
};

/// What can befall the data of one pipeline on its way into one region.
enum class DataTrouble { FeederStopped, FeederSkips, SourceQuiet, LateRows };

} // namespace twinlake::simulator
