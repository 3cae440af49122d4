// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/world/draw.h"
#include "app/simulator/world/fleet.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct PipelinePace {
    SimDuration filePeriod;
    int eventsPerFile;
    double throughput;
};

FleetPipeline makePipeline(const Draw &draw, const PerRegion<QString> &labels, const QString &name, PipelinePace pace)
{
    FleetPipeline pipeline;
    pipeline.name = name;
    pipeline.bronzeTable = u"main.bronze."_s + name;
    pipeline.goldTable = u"main.gold."_s + name;
    for (const Region region : bothRegions) {
        pipeline.ids[region].value = draw.uuid(u"pipeline/"_s + regionKey(region) + u'/' + name, 0);
        pipeline.landingZone[region] = u"s3://acme-landing-%1/%2/"_s.arg(labels[region], name);
    }
    pipeline.filePeriod = pace.filePeriod;
    pipeline.eventsPerFile = pace.eventsPerFile;
    pipeline.throughput = pace.throughput;
    pipeline.lateness = 2min;
    return pipeline;
}

FleetGroup makeGroup(const Draw &draw, const PerRegion<QString> &labels, const QString &name)
{
    FleetGroup group;
    group.name = name;
    group.jobName = u"Job for "_s + name;
    group.jobTimeZone = u"UTC"_s;
    group.consumersWorkspace = u"consumers-"_s + name;
    for (const Region region : bothRegions) {
        group.jobs[region].value = draw.number(u"job/"_s + regionKey(region) + u'/' + name, 0);
        group.activationWorkspace[region] = name + u'-' + labels[region];
    }
    return group;
}

FleetGroup ordersGroup(const Draw &draw, const PerRegion<QString> &labels)
{
    FleetGroup group = makeGroup(draw, labels, u"orders"_s);
    group.pipelines << makePipeline(draw, labels, u"orders"_s, {10s, 12, 14.0})
                    << makePipeline(draw, labels, u"order_returns"_s, {20s, 6, 14.0});
    group.jobCron = u"0 0/30 * * * ?"_s;
    group.rto = 30min;
    group.rpo = 15min;
    return group;
}

FleetGroup paymentsGroup(const Draw &draw, const PerRegion<QString> &labels)
{
    FleetGroup group = makeGroup(draw, labels, u"payments"_s);
    group.pipelines << makePipeline(draw, labels, u"payments"_s, {15s, 15, 24.0});
    group.jobCron = u"0 0 0/2 * * ?"_s;
    group.rto = 3h;
    group.rpo = 30min;
    return group;
}

FleetGroup clickstreamGroup(const Draw &draw, const PerRegion<QString> &labels)
{
    FleetGroup group = makeGroup(draw, labels, u"clickstream"_s);
    group.pipelines << makePipeline(draw, labels, u"clickstream"_s, {30s, 40, 60.0});
    group.jobCron = u"0 0 1 * * ?"_s;
    group.jobTimeZone = u"America/New_York"_s;
    group.rto = 26h;
    group.rpo = 1h;
    return group;
}

constexpr int pipelinesPerGroup = 20;

FleetGroup extraGroup(const Draw &draw, const PerRegion<QString> &labels, int number, int pipelines)
{
    const QString name = u"fleet_%1"_s.arg(number, 3, 10, QLatin1Char('0'));
    FleetGroup group = makeGroup(draw, labels, name);
    for (int member = 1; member <= pipelines; ++member)
        group.pipelines << makePipeline(draw, labels, u"%1_%2"_s.arg(name).arg(member, 2, 10, QLatin1Char('0')),
                                        {30s, 10, 20.0});
    group.jobCron = u"0 %1 0/2 * * ?"_s.arg(number * 7 % 60);
    group.rto = 3h;
    group.rpo = 30min;
    return group;
}

} // namespace

void growFleet(Fleet &fleet, int pipelines)
{
    const Draw draw(fleet.seed);
    int left = pipelines;
    for (const FleetGroup &group : std::as_const(fleet.groups))
        left -= static_cast<int>(group.pipelines.size());
    for (int number = 1; left > 0; ++number, left -= pipelinesPerGroup)
        fleet.groups << extraGroup(draw, fleet.labels, number, std::min(left, pipelinesPerGroup));
}

Fleet defaultFleet(std::uint64_t seed)
{
    const Draw draw(seed);
    Fleet fleet;
    fleet.seed = seed;
    fleet.start = std::chrono::sys_days(std::chrono::year(2026) / 11 / 22) + 20min;
    fleet.labels = {u"us-east-1"_s, u"us-west-2"_s};
    for (const Region region : bothRegions)
        fleet.warehouses[region].value = draw.hex(u"warehouse/"_s + regionKey(region), 0, 16);
    fleet.organization = u"acme"_s;
    fleet.coordinationWorkspace = u"dr-coordination"_s;
    fleet.groups << ordersGroup(draw, fleet.labels) << paymentsGroup(draw, fleet.labels)
                 << clickstreamGroup(draw, fleet.labels);
    return fleet;
}

} // namespace twinlake::simulator
