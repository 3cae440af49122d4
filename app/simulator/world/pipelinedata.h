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

class PipelineData {
public:
    PipelineData(const WorldContext &context, const FleetPipeline &pipeline);

    const SourceStream &source() const { return m_source; }
    const LandingZone &zone() const { return m_zone; }
    LandingZone &zone() { return m_zone; }
    /// Files whose rows are in the tables, and files that Auto Loader has seen.
    const TableProgress &committed() const { return m_committed; }
    const TableProgress &discovered() const { return m_discovered; }
    std::int64_t rows() const { return m_source.rowsBefore(m_committed.files()); }
    std::optional<SimTime> watermark() const;
    /// The newest event that lies in the landing zone at `time`.
    std::optional<SimTime> landingWatermark(SimTime time) const;

    /// History: everything before `files` was committed at `at`.
    void recall(std::int64_t files, SimTime at);
    /// A full refresh: the tables and the checkpoint are empty again.
    void reset();
    /// Flows run from now on; with a limit (triggered) they take no file numbered `limit` or more.
    void startFlow(SimTime at, std::optional<std::int64_t> limit);
    void stopFlow();
    /// While stalled (compute or storage out) batches come to nothing.
    void setStalled(bool stalled) { m_stalled = stalled; }
    bool limitReached() const { return m_limit && m_committed.files() >= *m_limit; }
    /// Carries out the batches due up to and including `now`.
    void settle(SimTime now);
    std::optional<SimTime> nextBatch() const { return m_nextBatch; }

private:
    void runBatch(SimTime at);

    SourceStream m_source;
    LandingZone m_zone;
    TableProgress m_committed;
    TableProgress m_discovered;
    SimDuration m_trigger;
    double m_filesPerBatch;
    double m_credit = 0;
    std::optional<std::int64_t> m_limit;
    std::optional<SimTime> m_nextBatch;
    bool m_stalled = false;
};

} // namespace twinlake::simulator
