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

bool PipelineData::holds(std::int64_t file) const
{
    const Detour *const detour = m_zone.detours().of(file);
    return file < m_committed.files() && (!detour || file < detour->from + detour->committed);
}

bool PipelineData::saw(std::int64_t file) const
{
    const Detour *const detour = m_zone.detours().of(file);
    return file < m_discovered.files() && (!detour || file < detour->from + detour->discovered);
}

std::vector<std::pair<std::int64_t, std::int64_t>> PipelineData::rowRuns() const
{
    std::vector<std::pair<std::int64_t, std::int64_t>> runs;
    const std::int64_t files = m_committed.files();
    std::int64_t from = 0;
    const auto add = [&](std::int64_t upTo) {
        if (upTo > from)
            runs.emplace_back(m_source.rowsBefore(from), m_source.rowsBefore(upTo));
    };
    for (const Detour &hole : m_zone.detours().all()) {
        const std::int64_t missing = hole.from + hole.committed;
        if (missing >= files)
            break;
        if (missing == hole.to)
            continue;
        add(missing);
        from = hole.to;
    }
    add(files);
    return runs;
}

std::vector<StrayRow> PipelineData::strayRows() const
{
    std::vector<StrayRow> there;
    std::copy_if(m_strays.begin(), m_strays.end(), std::back_inserter(there),
                 [this](const StrayRow &row) { return holds(row.file); });
    return there;
}

std::int64_t PipelineData::rows() const
{
    std::int64_t count = 0;
    for (const auto &[from, to] : rowRuns())
        count += to - from;
    return count + static_cast<std::int64_t>(strayRows().size());
}

std::optional<SimTime> PipelineData::watermark() const
{
    const auto runs = rowRuns();
    const auto strays = strayRows();
    std::optional<SimTime> newest;
    if (!runs.empty())
        newest = m_source.eventTime(runs.back().second - 1);
    if (!strays.empty())
        newest = std::max(newest.value_or(strays.back().eventTime), strays.back().eventTime);
    return newest;
}

std::optional<SimTime> PipelineData::landingWatermark(SimTime time) const
{
    std::optional<SimTime> newest;
    const auto lies = [&](std::int64_t file) {
        const auto arrival = m_zone.arrivalOf(file);
        return arrival && *arrival <= time;
    };
    std::int64_t file = m_zone.filesAt(time) - 1;
    while (file >= 0 && !lies(file)) {
        const Detour *const detour = m_zone.detours().of(file);
        file = detour && !detour->arrives ? detour->from - 1 : file - 1;
    }
    if (file >= 0)
        newest = m_source.eventTime(m_source.rowsBefore(file + 1) - 1);
    for (const StrayRow &row : m_strays) {
        if (lies(row.file))
            newest = std::max(newest.value_or(row.eventTime), row.eventTime);
    }
    return newest;
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
    m_zone.detours().forgetProgress();
}

void PipelineData::startFlow(SimTime at, std::optional<std::int64_t> limit)
{
    m_limit = limit;
    m_limitTime = at;
    m_credit = 0;
    m_nextBatch = at + m_trigger;
}

void PipelineData::stopFlow()
{
    m_limit.reset();
    m_nextBatch.reset();
}

void PipelineData::addStrayRow(SimTime now, SimTime time, std::uint64_t bits)
{
    const StrayRow row{time, m_zone.filesAt(now), bits};
    const auto place = std::partition_point(m_strays.begin(), m_strays.end(),
                                            [time](const StrayRow &one) { return one.eventTime <= time; });
    m_strays.insert(place, row);
}

void PipelineData::settle(SimTime now)
{
    m_zone.settle(now);
    while (m_nextBatch && *m_nextBatch <= now) {
        runBatch(*m_nextBatch);
        *m_nextBatch += m_trigger;
        passIdleBatches(now);
    }
}

// Batches that would find nothing are passed over, so that a month of a quiet table costs what its files cost. The next
// one keeps its place in the rhythm: the first that finds something, or the first after `now`.
void PipelineData::passIdleBatches(SimTime now)
{
    if (m_limit || m_stalled || anyWaiting() || !m_zone.detours().empty())
        return;
    const auto arrival = m_zone.arrivalInOrder(m_discovered.files());
    const SimTime until = arrival ? std::min(*arrival, now + SimDuration(1)) : now + SimDuration(1);
    if (until > *m_nextBatch)
        *m_nextBatch += (until - *m_nextBatch + m_trigger - SimDuration(1)) / m_trigger * m_trigger;
}

void PipelineData::discover(SimTime at)
{
    std::int64_t seen = m_discovered.files();
    for (auto arrival = m_zone.arrivalInOrder(seen); arrival && *arrival <= at && (!m_limit || seen < *m_limit);
         arrival = m_zone.arrivalInOrder(seen))
        ++seen;
    m_discovered.advanceTo(seen, at);
    const SimTime latest = m_limit ? std::min(at, m_limitTime) : at;
    for (Detour &late : m_zone.detours().all()) {
        if (late.from >= seen)
            break;
        const std::int64_t end = std::min(late.to, seen) - late.from;
        while (late.discovered < end) {
            const auto arrival = m_zone.arrivalOf(late.from + late.discovered);
            if (!arrival || *arrival > latest)
                break;
            ++late.discovered;
        }
    }
}

// Files with a detour that have come are taken before younger ones.
std::int64_t PipelineData::takeLate(std::int64_t budget)
{
    std::int64_t taken = 0;
    for (Detour &late : m_zone.detours().all()) {
        const std::int64_t reached = std::clamp<std::int64_t>(m_committed.files() - late.from, 0, late.discovered);
        const std::int64_t now = std::min(budget - taken, reached - late.committed);
        if (now > 0) {
            late.committed += now;
            taken += now;
        }
    }
    return taken;
}

// How far the tables get with so many files; those with a detour are passed over, they cost nothing.
std::int64_t PipelineData::takeInOrder(std::int64_t budget)
{
    const Detours &detours = m_zone.detours();
    const std::int64_t end = m_discovered.files();
    std::int64_t file = m_committed.files();
    while (file < end) {
        if (const Detour *const detour = detours.of(file)) {
            file = std::min(detour->to, end);
            continue;
        }
        const std::int64_t run = std::min(detours.nextFrom(file, end) - file, budget);
        if (run == 0)
            break;
        file += run;
        budget -= run;
    }
    return file;
}

bool PipelineData::anyWaiting() const
{
    const auto &all = m_zone.detours().all();
    return m_committed.files() < m_discovered.files()
        || std::any_of(all.begin(), all.end(), [](const Detour &one) { return one.committed < one.discovered; });
}

bool PipelineData::limitReached() const
{
    return m_limit && m_committed.files() >= *m_limit && !anyWaiting();
}

void PipelineData::runBatch(SimTime at)
{
    if (m_stalled)
        return;
    discover(at);
    m_credit += m_filesPerBatch;
    const auto budget = static_cast<std::int64_t>(m_credit);
    const std::int64_t late = takeLate(budget);
    const std::int64_t before = m_committed.files();
    m_committed.advanceTo(takeInOrder(budget - late), at);
    m_credit = anyWaiting() ? m_credit - static_cast<double>(std::min(budget, late + m_committed.files() - before)) : 0;
}

} // namespace twinlake::simulator
