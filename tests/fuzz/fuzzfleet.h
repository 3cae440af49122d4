// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The smallest fleet that still has everything: one group of two pipelines. A fuzzer makes a world of it for each
// input.
#pragma once

#include "app/simulator/world/fleet.h"

namespace twinlake::simulator {

inline Fleet fuzzFleet()
{
    Fleet fleet = defaultFleet(7);
    fleet.groups = QList<FleetGroup>{fleet.groups.first()};
    fleet.groups.first().jobCron = QStringLiteral("0 0 1 * * ?"); // a history of two fires, not of a hundred
    for (FleetPipeline &pipeline : fleet.groups.first().pipelines)
        pipeline.eventsPerFile = 4; // a scan of every row is over soon, on a busy machine too
    return fleet;
}

} // namespace twinlake::simulator
