// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Detours: the runs of files that do not reach a landing zone in their turn: skipped by the feeder, never emitted by a
// quiet source, or late. Each knows how far the pipeline has taken it, so that holes and late rows are really there.
#pragma once

#include "app/simulator/world/scheduler.h"

#include <optional>
#include <vector>

namespace twinlake::simulator {

struct Detour {
    std::int64_t from = 0; ///< files [from, to)
    std::int64_t to = 0;
    std::optional<SimTime> arrives; ///< the first of them; empty: never
    SimDuration step{0}; ///< between two of them
    bool emitted = true; ///< false: the source made no such file
    std::int64_t discovered = 0; ///< how many of them the pipeline has seen, and taken
    std::int64_t committed = 0;

    std::optional<SimTime> arrivalOf(std::int64_t file) const
    {
        return arrives ? std::optional(*arrives + (file - from) * step) : std::nullopt;
    }
};

class Detours {
public:
    const std::vector<Detour> &all() const { return m_all; } ///< by file, disjoint
    std::vector<Detour> &all() { return m_all; }
    bool empty() const { return m_all.empty(); }
    /// Null if the file comes in its turn.
    const Detour *of(std::int64_t file) const;
    /// Adds a file behind all others; it joins the run before it if that is of the same kind and has not moved yet.
    void append(std::int64_t file, std::optional<SimTime> arrives, bool emitted);
    /// Where the next file with a detour stands at or after `file`; `otherwise` if none does.
    std::int64_t nextFrom(std::int64_t file, std::int64_t otherwise) const;
    /// The pipeline begins again.
    void forgetProgress();

private:
    std::vector<Detour> m_all;
};

} // namespace twinlake::simulator
