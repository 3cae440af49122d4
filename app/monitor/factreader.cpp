// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/monitor/factreader.h"

#include "models/rules/limits.h"
#include "models/rules/serving.h"

#include <algorithm>

namespace twinlake {

namespace {

constexpr int callsAtOnce = 8; ///< to one host, for one group

template <typename Key, typename T>
void adoptMap(QMap<Key, Observed<T>> &mine, const QMap<Key, Observed<T>> &earlier)
{
    for (auto it = earlier.cbegin(); it != earlier.cend(); ++it) {
        if (!mine.value(it.key()).value)
            mine[it.key()] = it.value();
    }
}

template <typename T>
void adoptOne(Observed<T> &mine, const Observed<T> &earlier)
{
    if (!mine.value)
        mine = earlier;
}

FailoverGroup groupNamed(const Estate &estate, const QString &name)
{
    const FailoverGroup *found = estate.group(name);
    return found ? *found : FailoverGroup{};
}

} // namespace

FactReader::FactReader(const Estate &estate, const QString &group, PerRegion<DatabricksReads *> databricks,
                       TerraformReads *terraform, NeutralReads *neutral, Clock &clock, int silentAfter)
    : m_estate(estate)
    , m_group(groupNamed(estate, group))
    , m_databricks(databricks)
    , m_terraform(terraform)
    , m_neutral(neutral)
    , m_clock(clock)
    , m_windows{ReachabilityWindow(12, silentAfter), ReachabilityWindow(12, silentAfter)}
    , m_terraformWindow(12, silentAfter)
    , m_silentAfter(silentAfter)
{
    m_facts.group = group;
}

QCoro::Task<> FactReader::read(FactParts parts, std::stop_token stop)
{
    std::vector<Question> questions;
    for (const Region region : std::as_const(parts.regions))
        questions.push_back([this, region, parts, stop] { return readRegion(region, parts, stop); });
    const bool pingsTerraform = parts.reach && parts.regions.size() == static_cast<qsizetype>(bothRegions.size());
    if (parts.asksTerraform() || pingsTerraform)
        questions.push_back([this, parts, stop] { return readTerraform(parts, stop); });
    if (parts.canary && m_neutral && m_group.consumers && m_group.consumers->canary)
        questions.push_back([this, parts, stop] { return readCanary(parts.canaryOnce, stop); });
    if (parts.witnesses && m_neutral) {
        for (const QUrl &url : m_estate.witnesses)
            questions.push_back([this, url, stop] { return readWitness(url, stop); });
    }
    const int all = static_cast<int>(questions.size());
    co_await askAll(std::move(questions), all);
    noteServed();
}

QCoro::Task<> FactReader::readRegion(Region region, FactParts parts, std::stop_token stop)
{
    const auto round = std::make_shared<ReadRound>();
    std::vector<Question> questions;
    const bool wasSilent = isSilent(in(region).reach.reach);
    if (parts.reach && wasSilent) { // a silent host gets one question; the rest would only wait for their deadlines
        co_await readWhoAmI(region, round, stop);
        const auto probe = round->probe(m_clock.now());
        if (!probe || probe->error) {
            if (probe) {
                m_windows[region].add(*probe);
                failRegion(region, parts, *probe->error);
            }
            in(region).reach = m_windows[region].judge();
            co_return;
        }
    } else if (parts.reach) {
        questions.push_back([=, this] { return readWhoAmI(region, round, stop); });
    }
    if (parts.pipelines) {
        for (const EstatePipeline &pipeline : m_group.pipelines)
            questions.push_back([=, this] { return readPipeline(region, pipeline, round, stop); });
    }
    if (parts.jobs) {
        for (const JobId id : m_group.jobs(region)) {
            questions.push_back([=, this] { return readJob(region, id, round, stop); });
            questions.push_back([=, this] { return readActiveRuns(region, id, round, stop); });
        }
    }
    if (parts.watermarks || parts.landing)
        questions.push_back([=, this] { return readTables(region, parts, round, stop); });
    else if (parts.warehouse)
        questions.push_back([=, this] { return readWarehouse(region, round, stop); });
    co_await askAll(std::move(questions), callsAtOnce);
    if (const auto probe = round->probe(m_clock.now()))
        m_windows[region].add(*probe);
    in(region).reach = m_windows[region].judge();
}

/// What was asked and could not be: it failed with its host, and its last value keeps its age.
void FactReader::failRegion(Region region, const FactParts &parts, const Error &error)
{
    const Instant now = m_clock.now();
    if (parts.pipelines) {
        for (const EstatePipeline &pipeline : m_group.pipelines)
            in(region).pipelines[pipeline.name].failed(error, now);
    }
    if (parts.jobs) {
        for (const JobId id : m_group.jobs(region)) {
            in(region).jobs[id].failed(error, now);
            in(region).activeRuns[id].failed(error, now);
        }
    }
    if (parts.warehouse)
        in(region).warehouse.failed(error, now);
    failTables(region, parts, error);
}

void FactReader::failTables(Region region, const FactParts &parts, const Error &error)
{
    const Instant now = m_clock.now();
    for (const EstatePipeline &pipeline : m_group.pipelines) {
        if (parts.watermarks) {
            for (const EstateTable &table : pipeline.goldTables)
                in(region).watermarks[table.names[region]].failed(error, now);
        }
        if (parts.landing && !pipeline.landingZones[region].isEmpty())
            in(region).landing[pipeline.name].failed(error, now);
    }
}

/// S moves only forward, and only by what the serving region's slowest table held when it was serving.
void FactReader::noteServed()
{
    const auto advance = [this](const Instant &to) {
        if (!m_facts.servedUpTo || to > *m_facts.servedUpTo)
            m_facts.servedUpTo = to;
    };
    const Instant now = m_clock.now();
    const ServingVerdict serving = judgeServing(m_group, m_facts, now, fastFactLimit);
    if (!serving.region)
        return;
    if (serving.kind == ServingVerdict::Kind::Proven && m_facts.canary.value && m_facts.canary.value->watermark
        && *m_facts.canary.value->watermark <= now) {
        advance(*m_facts.canary.value->watermark);
    }
    std::optional<Instant> slowest;
    for (const EstatePipeline &pipeline : m_group.pipelines) {
        for (const EstateTable &table : pipeline.goldTables) {
            const auto reading = in(*serving.region).watermarks.value(table.names[*serving.region]);
            if (!reading.isLive() || !reading.value->watermark || *reading.value->watermark > reading.value->serverNow)
                return; // one table unknown, or hidden behind a row from the future: the slowest is not known
            slowest = std::min(slowest.value_or(*reading.value->watermark), *reading.value->watermark);
        }
    }
    if (slowest)
        advance(*slowest);
}

void FactReader::adopt(const GroupFacts &earlier)
{
    for (const Region region : bothRegions) {
        const RegionFacts &theirs = earlier.regions[region];
        adoptMap(in(region).pipelines, theirs.pipelines);
        adoptMap(in(region).jobs, theirs.jobs);
        adoptMap(in(region).activeRuns, theirs.activeRuns);
        adoptOne(in(region).warehouse, theirs.warehouse);
        adoptMap(in(region).watermarks, theirs.watermarks);
        adoptMap(in(region).landing, theirs.landing);
        adoptOne(workspaceFacts(region).workspace, earlier.terraform.activation[region].workspace);
        adoptOne(workspaceFacts(region).variable, earlier.terraform.activation[region].variable);
    }
    adoptOne(m_facts.terraform.consumers.workspace, earlier.terraform.consumers.workspace);
    adoptOne(m_facts.terraform.consumers.variable, earlier.terraform.consumers.variable);
    adoptOne(m_facts.terraform.coordination, earlier.terraform.coordination);
    adoptOne(m_facts.canary, earlier.canary);
    if (earlier.servedUpTo && (!m_facts.servedUpTo || *earlier.servedUpTo > *m_facts.servedUpTo))
        m_facts.servedUpTo = earlier.servedUpTo;
}

} // namespace twinlake
