// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/control/consumers.h"

#include "app/simulator/control/plainjson.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

Consumers::Consumers(const Fleet &fleet, Scheduler &scheduler, SpanLog &spans, PerRegion<RegionWorld *> regions)
    : m_fleet(fleet)
    , m_scheduler(scheduler)
    , m_spans(spans)
    , m_regions(regions)
{
    for (const FleetGroup &one : fleet.groups)
        m_pointers[one.name] = {};
}

void Consumers::repoint(const QString &group, Region region)
{
    const auto move = ++m_pointers[group].moves;
    const auto span = m_spans.begin(u"canary"_s, u"consumers/"_s + group, m_scheduler.now());
    m_scheduler.after(m_fleet.timings.pointerTtl, [this, group, region, move, span] {
        m_spans.end(span, m_scheduler.now());
        if (m_pointers[group].moves == move) // else it moved again meanwhile
            m_pointers[group].serving = region;
    });
}

const FleetGroup *Consumers::group(const QString &name) const
{
    const auto found = std::find_if(m_fleet.groups.cbegin(), m_fleet.groups.cend(),
                                    [&](const FleetGroup &one) { return one.name == name; });
    return found == m_fleet.groups.cend() ? nullptr : &*found;
}

Region Consumers::serving(const QString &group) const
{
    const auto found = m_pointers.find(group);
    return found == m_pointers.end() ? Region::Primary : found->second.serving;
}

std::optional<SimTime> Consumers::watermark(const FleetGroup &group, Region region) const
{
    std::optional<SimTime> oldest;
    for (const FleetPipeline &pipeline : group.pipelines) {
        const auto one = m_regions[region]->goldWatermark(pipeline.name);
        if (!one)
            return std::nullopt;
        oldest = oldest ? std::min(*oldest, *one) : *one;
    }
    return oldest;
}

void ConsumersFace::handle(const SimRequest &request, Reply reply)
{
    reply(answer(request));
}

SimResponse ConsumersFace::answer(const SimRequest &request) const
{
    const FleetGroup *group = m_consumers.group(request.path.mid(1));
    if (!group || (request.method != "GET"_ba && request.method != "HEAD"_ba))
        return plainJson({{"error", "no such consumer"}}, 404);
    const Region region = m_consumers.serving(group->name);
    const RegionConditions conditions = m_faults.conditions(region);
    if (conditions.storageOut || m_faults.isDark(regionKey(region)))
        return plainJson({{"error", "the region behind this address does not answer"}}, 504);
    const auto watermark = m_consumers.watermark(*group, region);
    return plainJson({{"region", m_consumers.fleet().labels[region].toStdString()},
                      {"watermark", watermark ? json(isoMillis(*watermark).toStdString()) : json(nullptr)},
                      {"group", group->name.toStdString()}});
}

void WitnessFace::handle(const SimRequest &, Reply reply)
{
    reply(plainJson({{"ok", true}}));
}

} // namespace twinlake::simulator
