// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SourceStream: what the source database emits for one pipeline. Every file and row is a function of (seed, pipeline,
// ordinal), so nothing is stored however long the world runs. Rows are numbered in the order of their event timestamps.
#pragma once

#include "app/simulator/world/draw.h"
#include "app/simulator/world/fleet.h"

namespace twinlake::simulator {

class SourceStream {
public:
    /// `origin`: the first instant with an event; nothing exists before it.
    SourceStream(const Draw &draw, const FleetPipeline &pipeline, SimTime origin);

    SimTime origin() const { return m_origin; }
    SimDuration filePeriod() const { return m_period; }
    /// Where the events of a file begin; the next file's begin where they end.
    SimTime fileBegins(std::int64_t file) const { return m_origin + file * m_period; }
    /// When the source hands the file over: after its last event.
    SimTime fileCloses(std::int64_t file) const;
    /// The file that holds the events of that instant; 0 for anything earlier than the origin.
    std::int64_t fileAt(SimTime time) const;
    int rowsIn(std::int64_t file) const;
    std::int64_t rowsBefore(std::int64_t file) const;

    std::int64_t fileOfRow(std::int64_t row) const;
    SimTime eventTime(std::int64_t row) const;
    /// How many rows have an event timestamp earlier than `time`.
    std::int64_t rowsEarlierThan(SimTime time) const;
    /// Stable bits of a row, for its id and its amount.
    std::uint64_t rowBits(std::int64_t row) const;

private:
    SimTime m_origin;
    SimDuration m_period;
    int m_rowsPerFile;
    std::uint64_t m_seed;
};

} // namespace twinlake::simulator
