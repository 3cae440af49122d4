// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// LandingZone: which files of a source lie in one region's bucket, and since when. While the feeder cannot write, it
// keeps the files and delivers them afterwards in their order; only the windows of such times are stored.
#pragma once

#include "app/simulator/world/sourcestream.h"

#include <optional>
#include <vector>

namespace twinlake::simulator {

class LandingZone {
public:
    /// `delay`: source to landing zone, median. `entity` names the zone in draws.
    LandingZone(const SourceStream &source, const Draw &draw, const QString &entity, SimDuration delay);

    /// Empty while the feeder keeps the file back. Never earlier than an older file's arrival.
    std::optional<SimTime> arrivalOf(std::int64_t file) const;
    /// How many files lie there at `time`: those numbered 0 to one less than the answer.
    std::int64_t filesAt(SimTime time) const;

    void holdFrom(SimTime time);
    void releaseAt(SimTime time);

private:
    struct Window {
        SimTime from;
        std::optional<SimTime> to;
    };

    SimTime undisturbed(std::int64_t file) const;

    const SourceStream &m_source;
    std::uint64_t m_seed;
    SimDuration m_delay;
    std::vector<Window> m_windows;
};

} // namespace twinlake::simulator
