// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/world/pipelinedata.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

SimTime originOf(const Fleet &fleet, const FleetPipeline &pipeline)
{
    return pipeline.origin.value_or(std::chrono::floor<std::chrono::hours>(fleet.start - worldHistory));
}

} // namespace

PipelineData::PipelineData(const WorldContext &context, const FleetPipeline &pipeline)
    : m_source(context.draw, pipeline, originOf(context.fleet, pipeline))
    , m_zone(m_source, context.draw, context.entity(u"feeder/"_s + pipeline.name), context.fleet.timings.feederDelay)
    , m_trigger(std::max(context.fleet.timings.trigger, SimDuration(1)))
    , m_filesPerBatch(pipeline.throughput * static_cast<double>(m_trigger.count())
                      / static_cast<double>(m_source.filePeriod().count()))
{
}

std::optional<SimTime> PipelineData::watermark() const
{
    const std::int64_t count = rows();
    return count == 0 ? std::nullopt : std::optional(m_source.eventTime(count - 1));
}

std::optional<SimTime> PipelineData::landingWatermark(SimTime time) const
{
    const std::int64_t count = m_source.rowsBefore(m_zone.filesAt(time));
    return count == 0 ? std::nullopt : std::optional(m_source.eventTime(count - 1));
}

void PipelineData::recall(std::int64_t files, SimTime at)
{
    m_discovered.advanceTo(files, at);
    m_committed.advanceTo(files, at);
}

void PipelineData::reset()
{
    m_committed = {};
    m_discovered = {};
}

void PipelineData::startFlow(SimTime at, std::optional<std::int64_t> limit)
{
    m_limit = limit;
    m_credit = 0;
    m_nextBatch = at + m_trigger;
}

void PipelineData::stopFlow()
{
    m_limit.reset();
    m_nextBatch.reset();
}

void PipelineData::settle(SimTime now)
{
    while (m_nextBatch && *m_nextBatch <= now) {
        runBatch(*m_nextBatch);
        *m_nextBatch += m_trigger;
    }
}

void PipelineData::runBatch(SimTime at)
{
    if (m_stalled)
        return;
    std::int64_t seen = m_discovered.files();
    for (auto arrival = m_zone.arrivalOf(seen); arrival && *arrival <= at && (!m_limit || seen < *m_limit);
         arrival = m_zone.arrivalOf(seen))
        ++seen;
    m_discovered.advanceTo(seen, at);

    m_credit += m_filesPerBatch;
    const std::int64_t waiting = m_discovered.files() - m_committed.files();
    const std::int64_t taken = std::min(waiting, static_cast<std::int64_t>(m_credit));
    m_committed.advanceTo(m_committed.files() + taken, at);
    m_credit = taken == waiting ? 0 : m_credit - static_cast<double>(taken);
}

} // namespace twinlake::simulator
