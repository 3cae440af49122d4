// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// PipelineData: the data side of one pipeline in one region: its source, its landing zone, and micro-batches that move
// files into bronze and gold with finite throughput. Batches are carried out when somebody looks, at their own
// instants.
#pragma once

#include "app/simulator/world/landingzone.h"
#include "app/simulator/world/sourcestream.h"
#include "app/simulator/world/tableprogress.h"
#include "app/simulator/world/worldcontext.h"

namespace twinlake::simulator {

/// A row that the source never gave in its order: dated into the future. It lies in a file among ordinary rows.
struct StrayRow {
    SimTime eventTime;
    std::int64_t file = 0;
    std::uint64_t bits = 0;
};

class PipelineData {
public:
    PipelineData(const WorldContext &context, const FleetPipeline &pipeline);

    const SourceStream &source() const { return m_source; }
    const LandingZone &zone() const { return m_zone; }
    LandingZone &zone() { return m_zone; }
    /// Files whose turn in the tables has been, and files that Auto Loader has passed; see holds() and saw().
    const TableProgress &committed() const { return m_committed; }
    const TableProgress &discovered() const { return m_discovered; }
    /// Whether the file's rows are in the tables, and whether Auto Loader has seen it.
    bool holds(std::int64_t file) const;
    bool saw(std::int64_t file) const;
    std::int64_t rows() const;
    std::optional<SimTime> watermark() const;
    /// The newest event that lies in the landing zone at `time`.
    std::optional<SimTime> landingWatermark(SimTime time) const;
    /// Rows of the source that are in the tables: [first, second), in order. One run as long as nothing was skipped.
    std::vector<std::pair<std::int64_t, std::int64_t>> rowRuns() const;
    /// Beside those; by event timestamp.
    std::vector<StrayRow> strayRows() const;

    /// History: everything before `files` was committed at `at`.
    void recall(std::int64_t files, SimTime at);
    /// A full refresh: the tables and the checkpoint are empty again.
    void reset();
    /// Flows run from now on; with a limit (triggered) they take no file numbered `limit` or more, nor a late one that
    /// comes after `at`.
    void startFlow(SimTime at, std::optional<std::int64_t> limit);
    void stopFlow();
    /// While stalled (compute or storage out) batches come to nothing.
    void setStalled(bool stalled) { m_stalled = stalled; }
    /// Puts a row dated `time` into the next file.
    void addStrayRow(SimTime now, SimTime time, std::uint64_t bits);
    bool limitReached() const;
    /// Carries out the batches due up to and including `now`.
    void settle(SimTime now);
    std::optional<SimTime> nextBatch() const { return m_nextBatch; }

private:
    void runBatch(SimTime at);
    void passIdleBatches(SimTime now);
    void discover(SimTime at);
    std::int64_t takeLate(std::int64_t budget);
    std::int64_t takeInOrder(std::int64_t budget);
    bool anyWaiting() const;

    SourceStream m_source;
    LandingZone m_zone;
    TableProgress m_committed;
    TableProgress m_discovered;
    std::vector<StrayRow> m_strays; ///< by event timestamp
    SimDuration m_trigger;
    double m_filesPerBatch;
    double m_credit = 0;
    std::optional<std::int64_t> m_limit;
    SimTime m_limitTime;
    std::optional<SimTime> m_nextBatch;
    bool m_stalled = false;
};

} // namespace twinlake::simulator
