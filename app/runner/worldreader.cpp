// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reading side by side whatever does not need another answer first.
#include "app/runner/worldreader.h"

#include <vector>

namespace twinlake {

using namespace std::chrono_literals;

namespace {

constexpr qsizetype pollsKept = 60; // of one table: enough for a rate and for stability

FactParts partsOf(const FactRequest &request, bool sparing)
{
    FactParts parts;
    parts.reach = request.facts.contains(FactKind::Reach);
    parts.pipelines = request.facts.contains(FactKind::Pipelines);
    parts.jobs = request.facts.contains(FactKind::Jobs);
    parts.warehouse = request.facts.contains(FactKind::Warehouse);
    parts.watermarks = request.facts.contains(FactKind::Watermarks);
    parts.landing = request.facts.contains(FactKind::Landing);
    for (const Region region : bothRegions)
        parts.activation[region] = request.facts.contains(activationOf(region));
    parts.consumers = request.facts.contains(FactKind::Consumers);
    parts.coordination = request.facts.contains(FactKind::Coordination);
    parts.canary = request.facts.contains(FactKind::Canary);
    parts.canaryOnce = true; // phases poll it by the second
    parts.witnesses = request.facts.contains(FactKind::Witnesses);
    parts.regions = QList<Region>(request.regions.begin(), request.regions.end());
    parts.wakeWarehouse = !sparing; // an incident is not the time to save a warehouse's minutes
    return parts;
}

} // namespace

WorldReader::WorldReader(const RunnerPorts &ports, const QString &group)
    : m_ports(ports)
    , m_group(*ports.estate.group(group))
    , m_facts(ports.estate, group, ports.reads, ports.terraformReads, ports.neutral, *ports.clock)
{
    m_world.facts.group = group;
}

void WorldReader::adopt(const GroupFacts &earlier)
{
    m_facts.adopt(earlier);
    m_world.facts = m_facts.facts();
}

QCoro::Task<> WorldReader::read(QString key, FactRequest request, std::stop_token stop)
{
    Poll poll;
    poll.startedAt = m_ports.clock->now();
    poll.request = request;
    poll.count = m_world.polls.value(key).count + 1;
    auto facts = readFacts(request, stop);
    auto runs = readRuns(request, stop);
    auto jobRuns = readJobRuns(request, stop);
    auto latestRuns = readLatestRuns(request, stop);
    auto counts = readCounts(request.counts, stop);
    co_await facts;
    auto queues = readQueues(request, stop); // needs the workspaces' ids
    co_await runs;
    co_await jobRuns;
    co_await latestRuns;
    co_await counts;
    co_await queues;
    if (request.counts && request.counts->asCatchUp)
        keepPolls(*request.counts);
    poll.endedAt = m_ports.clock->now();
    m_world.polls.insert(key, poll);
}

QCoro::Task<> WorldReader::readFacts(FactRequest request, std::stop_token stop)
{
    if (request.facts.isEmpty())
        co_return;
    const FactParts parts = partsOf(request, m_sparing);
    co_await m_facts.read(parts, stop);
    m_world.facts = m_facts.facts();
    m_world.witnesses = m_facts.witnesses();
    m_world.rememberReach();
}

QCoro::Task<> WorldReader::readRun(TerraformRunId id, bool withPlan, std::stop_token stop)
{
    const Observed<TerraformRun> known = m_world.runs.value(id);
    const bool over = known.isLive()
        && (known.value->phase() == RunPhase::FinishedOk || known.value->phase() == RunPhase::FinishedFailed);
    if (over && (!withPlan || m_world.plans.value(id).value || known.value->phase() == RunPhase::FinishedFailed))
        co_return; // it never changes again; its age tells which facts were read after its end
    Result<TerraformRun> run = co_await m_ports.terraformReads->run(id, stop);
    m_world.runs[id].record(run, m_ports.clock->now());
    const bool planned = run && (run->isConfirmable || run->phase() == RunPhase::FinishedOk);
    if (!withPlan || !planned || run->plan.isEmpty() || m_world.plans.value(id).value)
        co_return; // a plan never changes: one reading is enough
    const PlanId planId = run->plan;
    Result<PlanDiff> plan = co_await m_ports.terraformReads->planDiff(planId, stop);
    m_world.plans[id].record(plan, m_ports.clock->now());
}

QCoro::Task<> WorldReader::readRuns(FactRequest request, std::stop_token stop)
{
    QSet<TerraformRunId> ids = request.runs;
    ids.unite(request.plans);
    std::vector<QCoro::Task<>> tasks;
    for (const TerraformRunId &id : ids) {
        if (!id.isEmpty())
            tasks.push_back(readRun(id, request.plans.contains(id), stop));
    }
    for (auto &task : tasks)
        co_await task;
}

WorkspaceId WorldReader::workspaceId(const QString &name) const
{
    const TerraformFacts &facts = m_world.facts.terraform;
    for (const auto *workspace : {&facts.activation.primary.workspace, &facts.activation.secondary.workspace,
                                  &facts.consumers.workspace, &facts.coordination}) {
        if (workspace->value && workspace->value->name == name)
            return workspace->value->id;
    }
    return {};
}

QCoro::Task<> WorldReader::readQueues(FactRequest request, std::stop_token stop)
{
    for (const QString &name : request.unfinishedIn) {
        const WorkspaceId id = workspaceId(name);
        if (id.isEmpty())
            continue;
        Result<QList<TerraformRun>> runs = co_await m_ports.terraformReads->unfinishedRuns(id, stop);
        m_world.unfinished[name].record(runs, m_ports.clock->now());
    }
    for (const auto &[name, nonce] : request.runsByNonce) {
        const WorkspaceId id = workspaceId(name);
        if (id.isEmpty())
            continue;
        Result<QList<TerraformRun>> runs = co_await m_ports.terraformReads->runsByMessage(id, nonce, stop);
        m_world.found[{name, nonce}].record(runs, m_ports.clock->now());
    }
}

QCoro::Task<> WorldReader::readJobRuns(FactRequest request, std::stop_token stop)
{
    for (const auto &[region, id] : request.jobRuns) {
        Result<JobRun> run = co_await m_ports.reads[region]->run(id, stop);
        m_world.jobRuns[id].record(run, m_ports.clock->now());
    }
}

QCoro::Task<> WorldReader::readLatestRuns(FactRequest request, std::stop_token stop)
{
    for (const auto &[region, id] : request.runsOfJobs) {
        Result<QList<JobRun>> runs = co_await m_ports.reads[region]->latestRuns(id, stop);
        m_world.latestRuns[{region, id}].record(runs, m_ports.clock->now());
    }
}

QCoro::Task<> WorldReader::countTable(Region region, EstateTable table, CatchUpQuestion question, std::stop_token stop)
{
    const WarehouseId warehouse = m_ports.estate.regions[region].warehouse;
    Result<CatchUpEvidence> evidence = co_await m_ports.reads[region]->catchUp(warehouse, question, stop);
    m_world.counted[region][table.names[region]].record(evidence, m_ports.clock->now());
}

QCoro::Task<> WorldReader::readCounts(std::optional<CountRequest> counts, std::stop_token stop)
{
    if (!counts)
        co_return;
    std::vector<QCoro::Task<>> tasks;
    for (const Region region : counts->regions) {
        const Observed<Warehouse> &warehouse = m_world.facts.regions[region].warehouse;
        if (m_sparing && !(warehouse.isLive() && warehouse.value->state == WarehouseState::Running))
            continue;
        for (const EstatePipeline &pipeline : m_group.pipelines) {
            for (const EstateTable &table : pipeline.goldTables) {
                CatchUpQuestion question;
                question.goldTable = table.names[region];
                question.timestampColumn = table.eventTimestamp;
                question.bronzeTable = pipeline.bronzeTables.value(0);
                question.t0 = counts->t0;
                question.from = counts->from;
                question.slack = table.lateness;
                question.futureAllowance = 2min;
                tasks.push_back(countTable(region, table, question, stop));
            }
        }
    }
    for (auto &task : tasks)
        co_await task;
}

/// A poll of the proof is a watermark and a count, both just read; a failed one is left out.
void WorldReader::keepPolls(const CountRequest &counts)
{
    for (const Region region : counts.regions) {
        for (auto it = m_world.counted[region].begin(); it != m_world.counted[region].end(); ++it) {
            const Observed<TableWatermark> watermark = m_world.facts.regions[region].watermarks.value(it.key());
            if (!it->isLive() || !watermark.isLive())
                continue;
            QList<CatchUpPoll> &polls = m_world.catchUp[region][it.key()];
            polls.append({*watermark.value, *it->value});
            if (polls.size() > pollsKept)
                polls.removeFirst();
        }
    }
}

} // namespace twinlake
