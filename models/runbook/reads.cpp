// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Comparing and joining read requests.
#include "models/runbook/reads.h"

namespace twinlake {

QSet<FactKind> wholeTerraform()
{
    return {FactKind::PrimaryActivation, FactKind::SecondaryActivation, FactKind::Consumers, FactKind::Coordination};
}

bool FactRequest::covers(const FactRequest &other) const
{
    return facts.contains(other.facts) && regions.contains(other.regions) && runs.contains(other.runs)
        && plans.contains(other.plans) && unfinishedIn.contains(other.unfinishedIn)
        && runsByNonce.contains(other.runsByNonce) && jobRuns.contains(other.jobRuns)
        && runsOfJobs.contains(other.runsOfJobs) && (!other.counts || counts == other.counts);
}

FactRequest &FactRequest::add(const FactRequest &other)
{
    facts.unite(other.facts);
    regions.unite(other.regions);
    runs.unite(other.runs);
    plans.unite(other.plans);
    unfinishedIn.unite(other.unfinishedIn);
    runsByNonce.unite(other.runsByNonce);
    jobRuns.unite(other.jobRuns);
    runsOfJobs.unite(other.runsOfJobs);
    if (other.counts)
        counts = other.counts;
    return *this;
}

} // namespace twinlake
