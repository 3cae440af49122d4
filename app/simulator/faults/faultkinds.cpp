// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/faults/faultkinds.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

const QStringList &addresses()
{
    static const QStringList all = {u"primary"_s,   u"secondary"_s, u"terraform"_s,
                                    u"consumers"_s, u"witness"_s,   u"blobs"_s};
    return all;
}

FaultKindInfo wire(FaultKind kind, const QString &name, const QStringList &options, const QString &does)
{
    return {kind, FaultFamily::Wire, name, addresses(), QStringList{u"fraction"_s} + options, does};
}

FaultKindInfo region(FaultKind kind, const QString &name, const QStringList &options, const QString &does)
{
    return {kind, FaultFamily::Region, name, {u"primary"_s, u"secondary"_s}, options, does};
}

FaultKindInfo data(FaultKind kind, const QString &name, const QStringList &options, const QString &does)
{
    const QStringList targets = {u"primary"_s, u"secondary"_s, u"source"_s};
    return {kind, FaultFamily::Data, name, targets, QStringList{u"pipeline"_s} + options, does};
}

FaultKindInfo terraform(FaultKind kind, const QString &name, const QStringList &options, const QString &does)
{
    return {kind, FaultFamily::Terraform, name, {u"terraform"_s}, QStringList{u"workspace"_s} + options, does};
}

void addWireKinds(std::vector<FaultKindInfo> &all)
{
    using K = FaultKind;
    all.push_back(wire(K::Dark, u"dark"_s, {}, u"Connections are accepted, nothing is ever read or answered."_s));
    all.push_back(wire(K::Refuse, u"refuse"_s, {}, u"The port is closed; with a match the connection is reset."_s));
    all.push_back(
        wire(K::ResetBefore, u"reset_before"_s, {}, u"The connection is reset, the request is not carried out."_s));
    all.push_back(wire(K::ResetAfter, u"reset_after"_s, {},
                       u"The request is carried out, then the connection is reset without a reply."_s));
    all.push_back(wire(K::Stall, u"stall"_s, {u"bytes"_s, u"applied"_s},
                       u"No answer comes; with \"applied\" the request is carried out, with \"bytes\" the head and so "
                       "many bytes of the body come before the silence."_s));
    all.push_back(wire(K::Drip, u"drip"_s, {u"bytes"_s},
                       u"The answer comes \"bytes\" (1) at a time, \"delay_ms\" (1000) apart."_s));
    all.push_back(wire(K::Truncate, u"truncate"_s, {u"bytes"_s, u"without_length"_s},
                       u"The body is cut after \"bytes\" (half of it); with \"without_length\" nothing shows it."_s));
    all.push_back(
        wire(K::Garbage, u"garbage"_s, {}, u"The body is no JSON and no UTF-8; the request was carried out."_s));
    all.push_back(wire(K::Html, u"html"_s, {}, u"A sign-in page with status 200, as a captive portal gives it."_s));
    all.push_back(wire(K::Status, u"status"_s, {},
                       u"The answer is \"status\" (503) with the service's own error body, with Retry-After if "
                       "\"retry_after\" is given; the request is not carried out."_s));
    all.push_back(wire(K::Throttle, u"throttle"_s, {}, u"429 with Retry-After \"retry_after\" (1)."_s));
    all.push_back(wire(K::Slow, u"slow"_s, {}, u"The answer comes \"delay_ms\" (2000) later."_s));
    all.push_back(wire(K::Redirect, u"redirect"_s, {u"location"_s}, u"302 to \"location\", another host."_s));
}

void addRegionKinds(std::vector<FaultKindInfo> &all)
{
    using K = FaultKind;
    all.push_back(region(K::RegionOutage, u"region_outage"_s, {},
                         u"The region is gone: API dark, compute and storage out, its schedules stand still."_s));
    all.push_back(region(K::ComputeOut, u"compute_out"_s, {},
                         u"No cluster and no warehouse starts, what runs stands still; the API answers."_s));
    all.push_back(region(K::StorageOut, u"storage_out"_s, {},
                         u"Landing zone and tables cannot be read or written; the feeder keeps its files."_s));
    all.push_back(region(K::ClusterSlow, u"cluster_slow"_s, {u"factor"_s},
                         u"Clusters take \"factor\" (4) times as long to start."_s));
    all.push_back(region(K::WarehouseCold, u"warehouse_cold"_s, {u"factor"_s},
                         u"The warehouse is stopped and takes \"factor\" (3) times as long to start."_s));
    all.push_back(region(K::ClockSkew, u"clock_skew"_s, {u"skew_s"_s},
                         u"The region's server clock is \"skew_s\" (90) ahead; negative: behind."_s));
}

void addDataKinds(std::vector<FaultKindInfo> &all)
{
    using K = FaultKind;
    all.push_back(data(K::FeederStopped, u"feeder_stopped"_s, {},
                       u"No file reaches the landing zone; all are delivered afterwards, in order."_s));
    all.push_back(data(K::FeederSkips, u"feeder_skips"_s, {},
                       u"The files of that time never reach the landing zone: a hole that max() does not see, until a "
                       "POST /control/backfill."_s));
    all.push_back(data(K::SourceQuiet, u"source_quiet"_s, {},
                       u"The source emits nothing, so neither landing zone gets a file."_s));
    all.push_back(data(K::FutureRow, u"future_row"_s, {u"ahead_s"_s},
                       u"A row dated \"ahead_s\" (7200) beyond now arrives, and stays when the fault is lifted."_s));
    all.push_back(data(K::LateRows, u"late_rows"_s, {u"late_s"_s},
                       u"Every third file of that time arrives \"late_s\" (900) late, behind younger ones."_s));
}

void addTerraformKinds(std::vector<FaultKindInfo> &all)
{
    using K = FaultKind;
    all.push_back(terraform(K::ApplyFailsMidway, u"apply_fails_midway"_s, {},
                            u"An apply writes its pipelines, then ends with an error before its job."_s));
    all.push_back(terraform(K::PlanSurprise, u"plan_surprise"_s, {u"change"_s},
                            u"A plan also has a change that nobody asked for: \"change\" is replace (default) or "
                            "notebook."_s));
    all.push_back(terraform(K::PolicySoftFail, u"policy_soft_fail"_s, {},
                            u"A soft-mandatory policy fails: the run waits in policy_override."_s));
    all.push_back(terraform(K::QueueStuck, u"queue_stuck"_s, {}, u"Runs stay plan_queued."_s));
    all.push_back(terraform(K::ForeignLock, u"foreign_lock"_s, {u"reason"_s},
                            u"Somebody else holds the lock of the workspace (without a name: of every one but the "
                            "coordination workspace), or takes it as soon as it is free."_s));
    all.push_back({K::TokenRevoked,
                   FaultFamily::Access,
                   u"token_revoked"_s,
                   {u"primary"_s, u"secondary"_s, u"terraform"_s},
                   {},
                   u"Every token is refused, as one that was revoked."_s});
}

} // namespace

const std::vector<FaultKindInfo> &faultKinds()
{
    static const std::vector<FaultKindInfo> table = [] {
        std::vector<FaultKindInfo> all;
        addWireKinds(all);
        addRegionKinds(all);
        addDataKinds(all);
        addTerraformKinds(all);
        return all;
    }();
    return table;
}

const FaultKindInfo &infoOf(FaultKind kind)
{
    const auto found = std::find_if(faultKinds().cbegin(), faultKinds().cend(),
                                    [kind](const FaultKindInfo &one) { return one.kind == kind; });
    return *found; // the table has every kind: tst_faults
}

const FaultKindInfo *faultKindNamed(const QString &name)
{
    const auto found = std::find_if(faultKinds().cbegin(), faultKinds().cend(),
                                    [&](const FaultKindInfo &one) { return one.name == name; });
    return found == faultKinds().cend() ? nullptr : &*found;
}

QStringList faultKindNames()
{
    QStringList names;
    for (const FaultKindInfo &one : faultKinds())
        names << one.name;
    return names;
}

QStringList faultTargets()
{
    return addresses() + QStringList{u"source"_s};
}

QStringList commonFaultOptions()
{
    return {u"target"_s,  u"kind"_s,   u"match"_s,       u"count"_s,   u"for_s"_s,
            u"after_s"_s, u"status"_s, u"retry_after"_s, u"delay_ms"_s};
}

json faultKindsDocument()
{
    const auto strings = [](const QStringList &list) {
        json array = json::array();
        for (const QString &one : list)
            array.push_back(one.toStdString());
        return array;
    };
    json kinds = json::array();
    for (const FaultKindInfo &one : faultKinds()) {
        kinds.push_back({{"kind", one.name.toStdString()},
                         {"targets", strings(one.targets)},
                         {"options", strings(commonFaultOptions() + one.options)},
                         {"does", one.does.toStdString()}});
    }
    return kinds;
}

} // namespace twinlake::simulator
