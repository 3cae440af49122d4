// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "models/rules/groupview.h"

#include <algorithm>

namespace twinlake {

std::optional<Duration> groupLag(const FailoverGroup &group, const RegionFacts &facts, Region region,
                                 const Instant &now, Duration limit)
{
    std::optional<Duration> slowest;
    for (const EstatePipeline &pipeline : group.pipelines) {
        for (const EstateTable &table : pipeline.goldTables) {
            const auto reading = facts.watermarks.value(table.names[region]);
            if (!reading.isFresh(now, limit) || !reading.value->lag())
                return std::nullopt;
            slowest = std::max(slowest.value_or(Duration{}), *reading.value->lag() + between(reading.readAt, now));
        }
    }
    return slowest;
}

QList<GroupView> viewGroups(const Estate &estate, const EstateSnapshot &snapshot, const Instant &now)
{
    QList<GroupView> views;
    for (const FailoverGroup &group : estate.groups) {
        const auto found = std::find_if(snapshot.groups.cbegin(), snapshot.groups.cend(),
                                        [&group](const GroupFacts &facts) { return facts.group == group.name; });
        GroupView view;
        view.group = group;
        if (found != snapshot.groups.cend())
            view.facts = *found;
        view.serving = judgeServing(group, view.facts, now, fastFactLimit);
        for (const Region region : bothRegions) {
            view.roles[region] = judgeRole(view.facts.regions[region], now, fastFactLimit);
            view.lag[region] = groupLag(group, view.facts.regions[region], region, now, slowFactLimit);
        }
        views.append(view);
    }
    return views;
}

} // namespace twinlake
