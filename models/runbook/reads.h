// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// FactRequest: what a phase wants to have read, as data. The runner carries it out and puts the answers into a World.
#pragma once

#include "models/domain/ids.h"
#include "models/domain/region.h"
#include "models/domain/time.h"

#include <QList>
#include <QPair>
#include <QSet>
#include <QString>

#include <optional>

namespace twinlake {

/// Of Terraform by workspace: its rate limit is shared by everybody, and a reading of all takes a second of it.
enum class FactKind {
    Reach,
    Pipelines,
    Jobs,
    Warehouse,
    Watermarks,
    Landing,
    PrimaryActivation,
    SecondaryActivation,
    Consumers,
    Coordination,
    Canary,
    Witnesses
};
inline size_t qHash(FactKind kind, size_t seed = 0)
{
    return ::qHash(static_cast<int>(kind), seed);
}

inline FactKind activationOf(Region region)
{
    return region == Region::Primary ? FactKind::PrimaryActivation : FactKind::SecondaryActivation;
}
/// Every workspace of the group.
QSet<FactKind> wholeTerraform();

/// Rows up to `t0`, not older than `from`, of every gold table in `regions`.
struct CountRequest {
    Instant t0;
    Instant from;
    QList<Region> regions;
    bool asCatchUp = false; ///< keep the polls for the catch-up proof, with the watermarks read beside

    friend bool operator==(const CountRequest &, const CountRequest &) = default;
};

struct FactRequest {
    QSet<FactKind> facts;
    QSet<Region> regions; ///< of the facts that belong to a region
    QSet<TerraformRunId> runs;
    QSet<TerraformRunId> plans; ///< the plan JSON of these runs, once it is there
    QSet<QString> unfinishedIn; ///< workspace names
    QSet<QPair<QString, QString>> runsByNonce; ///< workspace name, nonce: after a lost answer
    QSet<QPair<Region, JobRunId>> jobRuns;
    QSet<QPair<Region, JobId>> runsOfJobs; ///< the newest runs of these jobs, active or over
    std::optional<CountRequest> counts;

    /// Whether everything in `other` is asked here too.
    bool covers(const FactRequest &other) const;
    FactRequest &add(const FactRequest &other);
    friend bool operator==(const FactRequest &, const FactRequest &) = default;
};

inline size_t qHash(Region region, size_t seed = 0)
{
    return ::qHash(static_cast<int>(region), seed);
}

} // namespace twinlake
