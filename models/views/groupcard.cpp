// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Silence of the serving region turns the card from "how ready" into "how long is left".
#include "models/views/groupcard.h"

#include "models/rules/reachability.h"
#include "models/views/regionrowtexts.h"

#include <QCoreApplication>

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

struct GroupCardWords {
    Q_DECLARE_TR_FUNCTIONS(GroupCard)
};

ToneToken toneFor(double used)
{
    if (used >= 1.0)
        return ToneToken::Bad;
    return used >= 0.75 ? ToneToken::Watch : ToneToken::Off;
}

double share(Duration part, Duration whole)
{
    return whole.count() > 0 ? double(part.count()) / double(whole.count()) : 0.0;
}

/// The least known watermark of a region's gold tables.
Observed<TableWatermark> slowestTable(const GroupView &view, Region region)
{
    Observed<TableWatermark> slowest;
    bool first = true;
    for (const EstatePipeline &pipeline : view.group.pipelines) {
        for (const EstateTable &table : pipeline.goldTables) {
            const auto reading = view.facts.regions[region].watermarks.value(table.names[region]);
            if (first || lessKnown(reading, slowest))
                slowest = reading;
            first = false;
        }
    }
    return slowest;
}

FigureTile servedAgeTile(const GroupCardInput &in)
{
    const GroupView &view = in.view;
    FigureTile tile{GroupCardWords::tr("Served data age"), u"–"_s, ToneToken::Off, true, {}, {}};
    const auto serving = servingOrLast(view);
    const Observed<TableWatermark> slowest = slowestTable(view, serving.value_or(Region::Primary));
    if (!slowest.value && !slowest.error) {
        tile.detail = askingText({in.now, in.askingSince, {}, false, {}});
        return tile;
    }
    if (!serving || !slowest.value || !slowest.value->watermark) {
        tile.figure = unknownSign().word;
        tile.tone = ToneToken::Unknown;
        tile.detail = GroupCardWords::tr("never read");
        return tile;
    }
    const auto lag = view.lag[*serving];
    const bool live = lag && !isSilent(view.facts.regions[*serving].reach.reach) && slowest.isLive()
        && view.serving.region.has_value();
    if (!live) { // at least as old as what we saw last
        tile.figure = GroupCardWords::tr("≥ %1").arg(humanDuration(between(*slowest.value->watermark, in.now)));
        tile.tone = ToneToken::Unknown;
        tile.detail = GroupCardWords::tr("since %1").arg(clockTime(*slowest.value->watermark, in.now));
        return tile;
    }
    const double used = share(*lag, view.group.rpo);
    tile = {tile.label,
            humanDuration(*lag),
            toneFor(used),
            false,
            used,
            GroupCardWords::tr("of %1, %2 ago").arg(humanDuration(view.group.rpo), ageText(slowest.readAt, in.now))};
    return tile;
}

FigureTile dataAtRiskTile(const GroupCardInput &in)
{
    const GroupView &view = in.view;
    FigureTile tile{GroupCardWords::tr("Data at risk"), u"–"_s, ToneToken::Off, true, {}, {}};
    const Region target = otherRegion(servingOrLast(view).value_or(Region::Primary));
    Observed<LandingNewest> oldest;
    bool named = false;
    for (const EstatePipeline &pipeline : view.group.pipelines) {
        if (pipeline.landingZones[target].isEmpty())
            continue;
        const auto reading = view.facts.regions[target].landing.value(pipeline.name);
        if (!named || lessKnown(reading, oldest))
            oldest = reading;
        named = true;
    }
    if (!named) {
        tile.detail = GroupCardWords::tr("no landing zone named");
        return tile;
    }
    const ReadingContext context{
        in.now, in.askingSince, slowFactLimit, isSilent(view.facts.regions[target].reach.reach), {}};
    const ReadingForm form = formOf(oldest, context);
    if (form == ReadingForm::Asking) {
        tile.detail = askingText(context);
        return tile;
    }
    const bool known = form == ReadingForm::Live && oldest.value && oldest.value->newestFileAt;
    if (!known) {
        tile.figure = unknownSign().word;
        tile.tone = ToneToken::Unknown;
        tile.detail = oldest.value ? GroupCardWords::tr("last read %1 ago").arg(ageText(oldest.readAt, in.now))
                                   : GroupCardWords::tr("never read");
        return tile;
    }
    const Duration risk = std::max(Duration{}, between(*oldest.value->newestFileAt, oldest.readAt));
    const double used = share(risk, view.group.rpo);
    return {tile.label,
            humanDuration(risk),
            toneFor(used),
            false,
            used,
            GroupCardWords::tr("of %1, %2 ago").arg(humanDuration(view.group.rpo), ageText(oldest.readAt, in.now))};
}

QString rangeText(const TakeoverEstimate &estimate)
{
    using std::chrono::minutes;
    const auto low = std::chrono::round<minutes>(estimate.low).count();
    const auto high = std::chrono::ceil<minutes>(estimate.high).count();
    return low == high ? GroupCardWords::tr("%1 min").arg(high) : GroupCardWords::tr("%1–%2 min").arg(low).arg(high);
}

QString runsText(Duration rto, int runs)
{
    return runs == 1 ? GroupCardWords::tr("of %1, 1 run").arg(humanDuration(rto))
                     : GroupCardWords::tr("of %1, %2 runs").arg(humanDuration(rto)).arg(runs);
}

FigureTile takeoverTile(const GroupCardInput &in)
{
    const FailoverGroup &group = in.view.group;
    FigureTile tile{GroupCardWords::tr("Takeover now"), u"–"_s, ToneToken::Off, true, {}, {}};
    const auto t0 = proposedT0(in.view);
    const Instant deadline = t0 ? later(*t0, group.rto) : Instant();
    tile.detail = t0 ? GroupCardWords::tr("deadline %1").arg(clockTime(deadline, in.now))
                     : runsText(group.rto, in.takeover ? in.takeover->runs : 0);
    if (!in.takeover || in.takeover->runs == 0)
        return tile;
    const Duration left = t0 ? std::max(Duration(1), between(in.now, deadline)) : group.rto;
    tile.figure = rangeText(*in.takeover);
    tile.hatched = false;
    tile.used = share(in.takeover->high, left);
    tile.tone = toneFor(*tile.used);
    return tile;
}

StateSign pointerSign(const GroupCardInput &in)
{
    const ServingVerdict &serving = in.view.serving;
    if (serving.kind == ServingVerdict::Kind::Proven && serving.region
        && !isSilent(in.view.facts.regions[*serving.region].reach.reach)) {
        return {Shape::Play, ToneToken::Active, false,
                GroupCardWords::tr("%1 serves").arg(in.estate.regions[*serving.region].label)};
    }
    const auto last = servingOrLast(in.view);
    return {Shape::DiamondQuestion, ToneToken::Unknown, true,
            last ? GroupCardWords::tr("pointer: %1").arg(in.estate.regions[*last].label)
                 : GroupCardWords::tr("pointer not known")};
}

StateSign readinessSign(const GroupCardInput &in)
{
    const GroupView &view = in.view;
    if (const auto t0 = proposedT0(view)) {
        const Duration left = between(in.now, later(*t0, view.group.rto));
        if (left.count() <= 0)
            return {Shape::OctagonCross, ToneToken::Bad, true, GroupCardWords::tr("RTO PASSED")};
        const bool tight = in.takeover && 4 * in.takeover->high >= 3 * left;
        const StateSign calm{Shape::Clock, ToneToken::Off, false,
                             GroupCardWords::tr("%1 LEFT").arg(humanDuration(left))};
        return tight || 2 * left < view.group.rto ? StateSign{Shape::Triangle, ToneToken::Watch, true, calm.word}
                                                  : calm;
    }
    const auto serving = servingOrLast(view);
    if (!serving)
        return unknownSign();
    const Role standby = view.roles[otherRegion(*serving)].role;
    if (isSilent(view.facts.regions[otherRegion(*serving)].reach.reach))
        return servingSign(ServingState::NoStandby);
    if (standby == Role::Active)
        return {Shape::Triangle, ToneToken::Watch, true, GroupCardWords::tr("BOTH ACTIVE")};
    if (standby != Role::StandbyArmed)
        return roleSign(standby);
    const auto lag = view.lag[*serving];
    if (!lag || view.serving.kind != ServingVerdict::Kind::Proven)
        return {Shape::Triangle, ToneToken::Watch, true, GroupCardWords::tr("NOT PROVEN")};
    if (*lag > view.group.rpo)
        return {Shape::Triangle, ToneToken::Watch, true, GroupCardWords::tr("LAG OVER RPO")};
    return verdictSign(EvidenceVerdict::Good, GroupCardWords::tr("READY"));
}

} // namespace

std::optional<Region> servingOrLast(const GroupView &view)
{
    return view.serving.region ? view.serving.region : lastKnownServing(view.group, view.facts);
}

std::optional<Instant> proposedT0(const GroupView &view)
{
    const auto serving = servingOrLast(view);
    if (!serving || !isSilent(view.facts.regions[*serving].reach.reach))
        return std::nullopt;
    const Observed<TableWatermark> slowest = slowestTable(view, *serving);
    if (slowest.value && slowest.value->watermark)
        return slowest.value->watermark;
    return view.facts.regions[*serving].reach.silentSince;
}

ServingState servingState(const GroupView &view, Region region)
{
    if (view.serving.region) {
        if (view.serving.region != region)
            return ServingState::NotServing;
        const bool proven =
            view.serving.kind == ServingVerdict::Kind::Proven && !isSilent(view.facts.regions[region].reach.reach);
        return proven ? ServingState::Serving : ServingState::NotProven;
    }
    const auto last = lastKnownServing(view.group, view.facts);
    return last && *last != region ? ServingState::NotServing : ServingState::NotProven;
}

GroupCard groupCard(const GroupCardInput &input)
{
    return {input.view.group.name,
            pointerSign(input),
            readinessSign(input),
            servedAgeTile(input),
            dataAtRiskTile(input),
            takeoverTile(input),
            false,
            {}};
}

} // namespace twinlake
