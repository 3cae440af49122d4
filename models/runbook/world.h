// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// World: what the runner has read for one incident, with the age of each reading. Not in the journal: after a restart
// everything is read anew (promise 4).
#pragma once

#include "models/domain/observation.h"
#include "models/rules/catchup.h"
#include "models/runbook/reads.h"

#include <QMap>
#include <QSet>

namespace twinlake {

/// The last finished reading for one phase.
struct Poll {
    Instant startedAt;
    Instant endedAt;
    FactRequest request;
    int count = 0;
};

struct World {
    GroupFacts facts;
    QMap<QString, Reachability> witnesses; ///< neutral addresses, by URL
    QMap<TerraformRunId, Observed<TerraformRun>> runs;
    QMap<TerraformRunId, Observed<PlanDiff>> plans;
    QMap<QString, Observed<QList<TerraformRun>>> unfinished; ///< by workspace name
    QMap<QPair<QString, QString>, Observed<QList<TerraformRun>>> found; ///< by workspace name and nonce
    QMap<JobRunId, Observed<JobRun>> jobRuns;
    QMap<QPair<Region, JobId>, Observed<QList<JobRun>>> latestRuns;
    PerRegion<QMap<QString, QList<CatchUpPoll>>> catchUp; ///< by table, oldest first
    PerRegion<QMap<QString, Observed<CatchUpEvidence>>> counted; ///< by table: the last count of parity
    PerRegion<std::optional<Instant>> answeringSince; ///< unbroken answers since
    QMap<QString, Poll> polls; ///< by phase key
    QSet<QString> sending; ///< intents in flight in this process

    void rememberReach();
};

} // namespace twinlake
