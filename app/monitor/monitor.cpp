// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/monitor/monitor.h"

#include "app/http/inflight.h"

#include <QElapsedTimer>
#include <QTimer>

#include <qcoro/qcorotimer.h>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

Monitor::Monitor(const Estate &estate, MonitorPorts ports, MonitorSettings settings,
                 std::function<void(EstateSnapshot)> publish)
    : m_estate(estate)
    , m_ports(ports)
    , m_settings(settings)
    , m_publish(std::move(publish))
{
    for (const FailoverGroup &group : estate.groups) {
        m_readers.push_back(std::make_unique<FactReader>(estate, group.name, ports.databricks, ports.terraform,
                                                         ports.neutral, *ports.clock));
    }
}

Monitor::~Monitor()
{
    m_stop.request_stop();
    m_waiting.request_stop();
}

void Monitor::readNow()
{
    std::exchange(m_waiting, std::stop_source()).request_stop();
}

/// Each region has loops of its own, so that a dark one does not make the other one's facts old.
void Monitor::start()
{
    bool first = true;
    for (const auto &reader : m_readers) {
        for (const Region region : bothRegions) {
            FactParts fast;
            fast.reach = fast.pipelines = fast.jobs = fast.warehouse = true;
            fast.regions = {region};
            loop(reader.get(), fast, m_settings.fast);
            FactParts slow;
            slow.watermarks = slow.landing = true;
            slow.regions = {region};
            slow.wakeEvery = m_settings.wakeEvery;
            loop(reader.get(), slow, m_settings.slow);
        }
        FactParts shared;
        shared.reach = shared.canary = true;
        shared.askWholeTerraform();
        shared.regions = {};
        shared.witnesses = std::exchange(first, false); // they are the estate's, one reader asks them
        loop(reader.get(), shared, m_settings.fast);
    }
}

QCoro::Task<> Monitor::loop(FactReader *reader, FactParts parts, Duration every)
{
    ++m_loops;
    const std::stop_token stop = m_stop.get_token();
    while (!stop.stop_requested()) {
        co_await reader->read(parts, stop);
        if (stop.stop_requested())
            break;
        arrived(*reader, parts);
        const std::stop_token waiting = m_waiting.get_token();
        co_await m_ports.clock->after(every, waiting);
    }
    --m_loops;
}

void Monitor::arrived(const FactReader &reader, const FactParts &parts)
{
    if (parts.watermarks && m_ports.history)
        keepLag(reader.facts(), parts.regions);
    publishSoon();
}

/// One sample for each try; what was not tried, because the warehouse sleeps, leaves none.
void Monitor::keepLag(const GroupFacts &facts, const QList<Region> &regions)
{
    QList<LagSample> samples;
    const FailoverGroup *group = m_estate.group(facts.group);
    for (const Region region : regions) {
        for (const EstatePipeline &pipeline : group->pipelines) {
            for (const EstateTable &table : pipeline.goldTables) {
                const auto reading = facts.regions[region].watermarks.value(table.names[region]);
                const QString key = u"%1/%2/%3"_s.arg(facts.group, regionKey(region), table.names.primary);
                const bool notAsked = reading.error && reading.error->kind == Error::Kind::Sql && !reading.value;
                if (!reading.triedAt.isValid() || notAsked || m_keptTries.value(key) == reading.triedAt)
                    continue;
                m_keptTries.insert(key, reading.triedAt);
                LagSample sample{reading.triedAt, region, facts.group, table.names.primary, {}, {}};
                if (reading.isLive()) {
                    sample.lag = reading.value->lag();
                    sample.watermark = reading.value->watermark;
                }
                samples.append(sample);
            }
        }
    }
    if (!samples.isEmpty())
        m_ports.history->append(samples);
}

void Monitor::publishSoon()
{
    if (std::exchange(m_publishing, true))
        return;
    // A stepped world must not run on before somebody has looked at it.
    QTimer::singleShot(0, this, [this, world = std::make_shared<InFlight>(m_ports.activity)] {
        m_publishing = false;
        m_publish(snapshot());
    });
}

EstateSnapshot Monitor::snapshot() const
{
    EstateSnapshot all;
    all.at = m_ports.clock->now();
    for (const auto &reader : m_readers) {
        all.groups.append(reader->facts());
        all.witnesses.insert(reader->witnesses());
    }
    return all;
}

QCoro::Task<bool> Monitor::stop(std::chrono::milliseconds bound)
{
    m_stop.request_stop();
    m_waiting.request_stop();
    QElapsedTimer waited;
    waited.start();
    while (m_loops > 0 && std::chrono::milliseconds(waited.elapsed()) < bound)
        co_await QCoro::sleepFor(std::chrono::milliseconds(5));
    co_return m_loops == 0;
}

} // namespace twinlake
