// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// RowsCursor: where a scan of a gold or bronze table stands. Rows are read in the order of their event timestamps: runs
// of the source's rows, and stray rows between them.
#pragma once

#include "app/simulator/world/pipelinedata.h"

#include <sqlite3.h>

#include <vector>

namespace twinlake::simulator {

/// The rows that comparisons of event_timestamp leave.
struct RowsRange {
    std::int64_t from = 0; ///< rows of the source
    std::int64_t to = 0;
    SimTime earliest = SimTime::min(); ///< of stray rows
    SimTime latest = SimTime::max();

    /// `letter`: '=', '<', '>', 'L' for <=, 'G' for >=.
    void narrow(char letter, SimTime time, const SourceStream &source);
};

struct RowsCursor {
    enum Plan { Ascending = 0, Descending = 1, Summary = 2 };

    sqlite3_vtab_cursor base{};
    std::vector<std::pair<std::int64_t, std::int64_t>> runs; ///< [first, second) of the source's rows that are read
    std::vector<StrayRow> strays; ///< by event timestamp
    std::int64_t place = 0; ///< of the source's rows: how many have been read
    std::int64_t strayPlace = 0;
    std::int64_t count = 0; ///< of the source's rows
    std::size_t run = 0; ///< where `place` stands
    std::int64_t row = 0;
    std::int64_t position = 0; ///< of all rows: the row's number
    int plan = Ascending;
    bool onStray = false;
    bool ended = true;

    void open(int newPlan, const PipelineData &data, const RowsRange &range);
    void next(const SourceStream &source);
    /// The stray row on which it stands; null: a row of the source.
    const StrayRow *stray() const { return onStray ? &strays[static_cast<std::size_t>(strayPlace)] : nullptr; }

private:
    void choose(const PipelineData &data, const RowsRange &range);
    void step();
    void settle(const SourceStream &source);
};

} // namespace twinlake::simulator
