// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SampleEstate: an estate of three groups and snapshots of it, fine or with its primary silent, for tests of what is
// shown.
#pragma once

#include "models/domain/observation.h"
#include "models/estate/estate.h"

#include <QTimeZone>

namespace twinlake::sample {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

inline Instant now()
{
    return *fromIso(u"2026-11-22T02:41:10Z"_s);
}

inline FailoverGroup group(const QString &name, Duration rto, Duration rpo, const QStringList &pipelines, qint64 jobs)
{
    FailoverGroup made;
    made.name = name;
    made.rto = rto;
    made.rpo = rpo;
    for (const QString &pipeline : pipelines) {
        EstatePipeline one;
        one.name = pipeline;
        one.pipelineIds = {{u"a-"_s + pipeline}, {u"b-"_s + pipeline}};
        one.jobIds = {{jobs}, {jobs + 1}};
        const QString table = u"main.gold."_s + pipeline;
        one.goldTables = {{{table, table}, u"event_timestamp"_s, 2min}};
        one.landingZones = {u"s3://a/"_s + pipeline, u"s3://b/"_s + pipeline};
        made.pipelines.append(one);
    }
    made.activation = {{u"dlt-us-east-1"_s, u"active_region"_s}, {u"dlt-us-west-2"_s, u"active_region"_s}};
    EstateConsumers consumers;
    consumers.variable = {u"consumers"_s, u"serving_region"_s};
    consumers.values = {u"us-east-1"_s, u"us-west-2"_s};
    consumers.canary = EstateCanary{QUrl(u"https://canary.example/"_s), u"/region"_s, u"/watermark"_s};
    made.consumers = consumers;
    return made;
}

inline Estate estate()
{
    Estate made;
    made.name = u"acme-lakehouse"_s;
    made.environment = u"production"_s;
    made.regions.primary = {u"us-east-1"_s, QUrl(u"https://a.example"_s), u"env:A"_s, {u"wa"_s}};
    made.regions.secondary = {u"us-west-2"_s, QUrl(u"https://b.example"_s), u"env:B"_s, {u"wb"_s}};
    made.groups = {group(u"orders"_s, 30min, 15min, {u"orders"_s, u"order_returns"_s}, 101),
                   group(u"payments"_s, 60min, 5min, {u"payments"_s}, 201),
                   group(u"clickstream"_s, 4h, 1h, {u"clicks"_s}, 301)};
    return made;
}

inline Reachability reachable(const Instant &at, Duration median)
{
    Reachability reach;
    reach.reach = Reach::Reachable;
    reach.probes = 12;
    reach.medianAnswer = median;
    reach.lastAnswerAt = reach.lastProbeAt = later(at, -3s);
    return reach;
}

inline Reachability silent(const Instant &at, Duration since)
{
    Reachability reach;
    reach.reach = Reach::NoAnswer;
    reach.probes = reach.lost = 12;
    reach.lastAnswerAt = later(at, -since - 10s);
    reach.silentSince = later(at, -since);
    reach.lastProbeAt = later(at, -3s);
    reach.detail = u"no answer within 10 s"_s;
    return reach;
}

inline RegionFacts regionFacts(const FailoverGroup &group, Region region, const Instant &at, bool active)
{
    RegionFacts facts;
    facts.reach = reachable(at, active ? 84ms : 141ms);
    for (const EstatePipeline &pipeline : group.pipelines) {
        Pipeline value;
        value.id = pipeline.pipelineIds[region];
        value.name = pipeline.name;
        value.continuous = active;
        value.state = active ? PipelineState::Running : PipelineState::Idle;
        const UpdateState state = active ? UpdateState::Running : UpdateState::Completed;
        value.latestUpdates = {{{u"5c1e07a2-1"_s},
                                state,
                                wireWord(state),
                                u"JOB_TASK"_s,
                                later(at, active ? Duration(-148h) : Duration(-63min))}};
        facts.pipelines[pipeline.name].succeeded(value, later(at, -3s));
        Job job;
        job.id = pipeline.jobIds[region];
        job.name = u"dr-"_s + group.name;
        job.schedule = JobSchedule{u"0 30 1/2 * * ?"_s, u"UTC"_s, active};
        job.pipelines = {value.id};
        if (facts.jobs.contains(job.id))
            job.pipelines = facts.jobs[job.id].value->pipelines + job.pipelines;
        facts.jobs[job.id].succeeded(job, later(at, -3s));
        facts.activeRuns[job.id].succeeded({}, later(at, -3s));
        const QString table = pipeline.goldTables.constFirst().names[region];
        const Instant serverNow = later(at, -12s);
        facts.watermarks[table].succeeded(
            {table, later(serverNow, active ? Duration(-30s) : Duration(-71min)), serverNow}, later(at, -12s));
        facts.landing[pipeline.name].succeeded({pipeline.landingZones[region], later(at, -27s), 14}, later(at, -9s));
    }
    facts.warehouse.succeeded(
        {{u"w"_s}, u"dr-small"_s, active ? WarehouseState::Running : WarehouseState::Stopped, {}, 10}, later(at, -3s));
    return facts;
}

inline GroupFacts groupFacts(const FailoverGroup &group, const Instant &at)
{
    GroupFacts facts;
    facts.group = group.name;
    facts.regions = {regionFacts(group, Region::Primary, at, true), regionFacts(group, Region::Secondary, at, false)};
    facts.terraform.reach = reachable(at, 90ms);
    for (const Region region : bothRegions) {
        TerraformWorkspace workspace;
        workspace.name = group.activation[region].workspace;
        TerraformVariable variable;
        variable.key = group.activation[region].variable;
        variable.value = region == Region::Primary ? u"true"_s : u"false"_s;
        facts.terraform.activation[region].workspace.succeeded(workspace, later(at, -21s));
        facts.terraform.activation[region].variable.succeeded(variable, later(at, -21s));
    }
    TerraformVariable pointer;
    pointer.value = u"us-east-1"_s;
    facts.terraform.consumers.variable.succeeded(pointer, later(at, -21s));
    facts.canary.succeeded({u"us-east-1"_s, Region::Primary, later(at, -42s)}, later(at, -5s));
    return facts;
}

inline EstateSnapshot fine(const Estate &estate, const Instant &at)
{
    EstateSnapshot snapshot;
    snapshot.at = at;
    for (const FailoverGroup &group : estate.groups)
        snapshot.groups.append(groupFacts(group, at));
    snapshot.witnesses.insert(u"https://witness.example"_s, reachable(at, 20ms));
    return snapshot;
}

/// What was read at `at`, seen `silence` later, when everything but the primary and the canary still answers.
inline EstateSnapshot outage(const Estate &estate, const Instant &at, Duration silence)
{
    const Instant later_ = later(at, silence);
    EstateSnapshot snapshot = fine(estate, later_);
    const Error timeout{Error::Kind::Timeout, u"no answer within 10 s"_s, 0, {}, {}};
    const EstateSnapshot before = fine(estate, at);
    for (int i = 0; i < snapshot.groups.size(); ++i) {
        RegionFacts &facts = snapshot.groups[i].regions.primary;
        facts = before.groups.at(i).regions.primary;
        facts.reach = silent(later_, silence);
        for (auto &pipeline : facts.pipelines)
            pipeline.failed(timeout, later_);
        for (auto &watermark : facts.watermarks)
            watermark.failed(timeout, later_);
        snapshot.groups[i].canary = before.groups.at(i).canary;
        snapshot.groups[i].canary.failed(timeout, later_);
    }
    return snapshot;
}

} // namespace twinlake::sample
