// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// WorldContext: what every part of one region shares. SimTime in the forms the APIs write it.
#pragma once

#include "app/simulator/world/conditions.h"
#include "app/simulator/world/draw.h"
#include "app/simulator/world/fleet.h"
#include "app/simulator/world/scheduler.h"
#include "app/simulator/world/spans.h"

#include <QString>

#include <optional>

namespace twinlake::simulator {

struct WorldContext {
    Region region;
    const Fleet &fleet;
    Scheduler &scheduler;
    const Draw &draw;
    SpanLog &spans;
    RegionConditions conditions;
    std::optional<SimTime> cut;

    /// "secondary/<name>": the entity of a draw and the target of a span.
    QString entity(const QString &name) const;
    /// The median within +-30 %.
    SimDuration drawn(SimDuration median, const QString &what, std::uint64_t ordinal) const;
    SimTime now() const { return scheduler.now(); }
    /// What the region's own servers take for now: what they stamp and what current_timestamp() says.
    SimTime serverNow() const { return scheduler.now() + conditions.clockSkew; }
    /// Nothing of the region answers or runs, its own schedules included.
    bool regionOut() const { return conditions.computeOut && conditions.storageOut; }
};

/// Events of the world are kept for this long before the world opens.
inline constexpr std::chrono::hours worldHistory{48};

SimDuration scaled(SimDuration time, double factor);
std::int64_t epochMillis(SimTime time);
/// "2026-11-22T00:20:00.000Z", always with milliseconds.
QString isoMillis(SimTime time);
SimTime simTime(std::int64_t epochMillis);

} // namespace twinlake::simulator
