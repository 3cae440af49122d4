// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Consumers: who reads which region. They follow the pointer that Terraform moves after its time to live, and their
// canary says which region served it and how fresh that was.
#pragma once

#include "app/simulator/faces/simhttp.h"
#include "app/simulator/faults/faultboard.h"
#include "app/simulator/world/regionworld.h"

#include <map>

namespace twinlake::simulator {

class Consumers {
public:
    Consumers(const Fleet &fleet, Scheduler &scheduler, SpanLog &spans, PerRegion<RegionWorld *> regions);

    /// The pointer moved: consumers follow after the time to live.
    void repoint(const QString &group, Region region);
    const FleetGroup *group(const QString &name) const;
    Region serving(const QString &group) const;
    /// The oldest gold watermark of the group's pipelines in a region; empty if one of them has no row.
    std::optional<SimTime> watermark(const FleetGroup &group, Region region) const;
    const Fleet &fleet() const { return m_fleet; }

private:
    struct Pointer {
        Region serving = Region::Primary;
        std::uint64_t moves = 0;
    };

    const Fleet &m_fleet;
    Scheduler &m_scheduler;
    SpanLog &m_spans;
    PerRegion<RegionWorld *> m_regions;
    std::map<QString, Pointer> m_pointers;
};

/// GET /<group>: {"region": "us-west-2", "watermark": "...", "group": "orders"}; 504 while the serving region is out.
class ConsumersFace : public Face {
public:
    ConsumersFace(const Consumers &consumers, const FaultBoard &faults)
        : m_consumers(consumers)
        , m_faults(faults)
    {
    }

    void handle(const SimRequest &request, Reply reply) override;
    bool isMutating(const SimRequest &) const override { return false; }

private:
    SimResponse answer(const SimRequest &request) const;

    const Consumers &m_consumers;
    const FaultBoard &m_faults;
};

/// A neutral host: GET / -> 200.
class WitnessFace : public Face {
public:
    void handle(const SimRequest &request, Reply reply) override;
    bool isMutating(const SimRequest &) const override { return false; }
};

} // namespace twinlake::simulator
