// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// LandingZone: which files of a source lie in one region's bucket, and since when. While the feeder cannot write, it
// keeps the files and delivers them afterwards in their order; only the windows of such times are stored. Files that
// never come, or come behind younger ones, are its detours.
#pragma once

#include "app/simulator/world/detours.h"
#include "app/simulator/world/sourcestream.h"

#include <optional>
#include <vector>

namespace twinlake::simulator {

class LandingZone {
public:
    /// `delay`: source to landing zone, median. `entity` names the zone in draws.
    LandingZone(const SourceStream &source, const Draw &draw, const QString &entity, SimDuration delay);

    /// Empty while the feeder keeps the file back, or if it never comes.
    std::optional<SimTime> arrivalOf(std::int64_t file) const;
    /// The same of a file that has no detour: never earlier than an older one's.
    std::optional<SimTime> arrivalInOrder(std::int64_t file) const;
    /// Files before the answer have had their turn at `time`; those with a detour may lie there or not.
    std::int64_t filesAt(SimTime time) const;

    const Detours &detours() const { return m_detours; }
    Detours &detours() { return m_detours; }

    void holdFrom(SimTime time);
    void releaseAt(SimTime time);

    // What befalls the files from now on. Settle first: what has passed is decided by what held then.
    void setQuiet(bool quiet, SimTime now);
    void setSkipping(bool skipping, SimTime now);
    /// Every third file comes so much later; zero: none.
    void setLate(SimDuration late, SimTime now);
    /// Decides which of the files up to `now` have a detour.
    void settle(SimTime now);
    /// What was skipped is delivered from `now` on, quickly.
    void backfill(SimTime now);

private:
    struct Window {
        SimTime from;
        std::optional<SimTime> to;
    };

    SimTime undisturbed(std::int64_t file) const;
    std::optional<SimTime> throughWindows(SimTime time) const;
    std::int64_t turnsBy(SimTime time) const;
    bool spoils() const { return m_skipping || m_late.count() > 0; }

    const SourceStream &m_source;
    std::uint64_t m_seed;
    SimDuration m_delay;
    std::vector<Window> m_windows;
    Detours m_detours;
    bool m_quiet = false;
    bool m_skipping = false;
    SimDuration m_late{0};
    std::int64_t m_quietDecided = 0; ///< files before this have begun
    std::int64_t m_decided = 0; ///< files before this have had their turn
};

} // namespace twinlake::simulator
