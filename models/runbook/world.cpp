// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How long each region has been answering without a gap.
#include "models/runbook/world.h"

#include "models/rules/reachability.h"

namespace twinlake {

void World::rememberReach()
{
    for (const Region region : bothRegions) {
        const Reachability &reach = facts.regions[region].reach;
        std::optional<Instant> &since = answeringSince[region];
        if (!reach.lastAnswerAt || reach.silentSince || isSilent(reach.reach))
            since.reset();
        else if (!since)
            since = reach.lastAnswerAt;
    }
}

} // namespace twinlake
