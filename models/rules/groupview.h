// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// GroupView: one failover group with every judgement over its facts made once, for advice and status.
#pragma once

#include "models/estate/estate.h"
#include "models/rules/limits.h"
#include "models/rules/role.h"
#include "models/rules/serving.h"

#include <QList>

namespace twinlake {

struct GroupView {
    FailoverGroup group;
    GroupFacts facts;
    ServingVerdict serving;
    PerRegion<RoleVerdict> roles;
    PerRegion<std::optional<Duration>> lag; ///< of the slowest gold table; empty if any table is not known
};

/// One view for each group of the estate, in its order; a group without facts is all unknown.
QList<GroupView> viewGroups(const Estate &estate, const EstateSnapshot &snapshot, const Instant &now);

/// Age of what the slowest table of a region holds: its lag when it was read plus the time since; empty if any table of
/// the group was not read lately.
std::optional<Duration> groupLag(const FailoverGroup &group, const RegionFacts &facts, Region region,
                                 const Instant &now, Duration limit);

} // namespace twinlake
