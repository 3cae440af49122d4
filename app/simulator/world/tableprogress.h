// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TableProgress: how far one pipeline has read its landing zone. Files are taken in their order, so a count says all;
// when each was taken is kept for the newest batches and worked out from the arrival for older ones.
#pragma once

#include "app/simulator/world/scheduler.h"

#include <deque>
#include <optional>

namespace twinlake::simulator {

class TableProgress {
public:
    struct Batch {
        std::int64_t upTo;
        SimTime at;
    };

    std::int64_t files() const { return m_files; }
    /// Everything before `files` is in the tables since `at`.
    void advanceTo(std::int64_t files, SimTime at);
    /// When a file became part of the tables; empty: not yet, or so long ago that the batch is forgotten.
    std::optional<SimTime> when(std::int64_t file) const;

    /// The newest batches, oldest first, and the ordinal of the first of them.
    const std::deque<Batch> &batches() const { return m_batches; }
    std::int64_t firstBatch() const { return m_batchCount - static_cast<std::int64_t>(m_batches.size()); }

private:
    std::int64_t m_files = 0;
    std::int64_t m_batchCount = 0;
    std::int64_t m_forgotten = 0; ///< files before this have no batch any more
    std::deque<Batch> m_batches;
};

} // namespace twinlake::simulator
