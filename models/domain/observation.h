// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Facts with their age: what was read, when, and what the latest try said. Unknown is a state of its own; a value that
// was not read again is never passed off as a live one (design.md section 1, promise 1).
#pragma once

#include "models/domain/databricks.h"
#include "models/domain/region.h"
#include "models/domain/result.h"
#include "models/domain/terraform.h"
#include "models/domain/time.h"

#include <QList>
#include <QMap>
#include <QString>

#include <optional>

namespace twinlake {

/// The last good value with the instant it was read, and the latest try with its error if it failed.
template <typename T>
struct Observed {
    std::optional<T> value;
    Instant readAt; ///< invalid until a first value
    std::optional<Error> error; ///< of the latest try; empty if that succeeded
    Instant triedAt; ///< invalid until a first try

    /// True if the latest try gave a value: what may be shown as live.
    bool isLive() const { return value.has_value() && !error.has_value(); }
    /// True if a value was read at most `limit` before `now` and nothing has failed since.
    bool isFresh(const Instant &now, Duration limit) const { return isLive() && between(readAt, now) <= limit; }

    void succeeded(T fresh, const Instant &at)
    {
        value = std::move(fresh);
        readAt = triedAt = at;
        error.reset();
    }
    void failed(Error why, const Instant &at)
    {
        error = std::move(why);
        triedAt = at;
    }
    void record(Result<T> answer, const Instant &at)
    {
        if (answer)
            succeeded(std::move(*answer), at);
        else
            failed(std::move(answer.error()), at);
    }
    friend bool operator==(const Observed &, const Observed &) = default;
};

/// Whether a host answers; the cause of not answering is kept apart (design.md section 5).
enum class Reach { NotAsked, Reachable, Slow, Throttled, NoAnswer, Refused, Tls, Credentials, WrongHost };

/// The judgement over the latest probes of one host, with hysteresis: one failed call is not an outage.
struct Reachability {
    Reach reach = Reach::NotAsked;
    int probes = 0; ///< in the window judged
    int lost = 0;
    std::optional<Duration> medianAnswer;
    std::optional<Instant> lastAnswerAt;
    std::optional<Instant> lastProbeAt;
    std::optional<Instant> silentSince; ///< first of the unbroken row of lost probes
    QString detail; ///< the latest error in words

    friend bool operator==(const Reachability &, const Reachability &) = default;
};

/// The newest file of one landing zone.
struct LandingNewest {
    QString zone;
    std::optional<Instant> newestFileAt; ///< arrival; empty: no file
    int filesInNewestFolder = 0;

    friend bool operator==(const LandingNewest &, const LandingNewest &) = default;
};

/// What one region told us about one failover group. Maps are keyed by the estate's names.
struct RegionFacts {
    Reachability reach;
    QMap<QString, Observed<Pipeline>> pipelines; ///< by pipeline name
    QMap<JobId, Observed<Job>> jobs;
    QMap<JobId, Observed<QList<JobRun>>> activeRuns;
    Observed<Warehouse> warehouse;
    QMap<QString, Observed<TableWatermark>> watermarks; ///< by table name
    QMap<QString, Observed<LandingNewest>> landing; ///< by pipeline name

    friend bool operator==(const RegionFacts &, const RegionFacts &) = default;
};

struct WorkspaceFacts {
    Observed<TerraformWorkspace> workspace;
    Observed<TerraformVariable> variable; ///< the one the estate names

    friend bool operator==(const WorkspaceFacts &, const WorkspaceFacts &) = default;
};

struct TerraformFacts {
    Reachability reach;
    PerRegion<WorkspaceFacts> activation;
    WorkspaceFacts consumers;
    Observed<TerraformWorkspace> coordination;

    friend bool operator==(const TerraformFacts &, const TerraformFacts &) = default;
};

/// What a consumer's canary answered: which region served it, and how new the data was.
struct CanaryAnswer {
    QString regionValue; ///< as sent
    std::optional<Region> region; ///< empty: a value the estate does not name
    std::optional<Instant> watermark;

    friend bool operator==(const CanaryAnswer &, const CanaryAnswer &) = default;
};

/// Everything known about one failover group.
struct GroupFacts {
    QString group;
    PerRegion<RegionFacts> regions;
    TerraformFacts terraform;
    Observed<CanaryAnswer> canary; ///< never tried when the estate has none
    std::optional<Instant> servedUpTo; ///< S: the newest watermark that consumers have been served

    friend bool operator==(const GroupFacts &, const GroupFacts &) = default;
};

/// One moment of the whole estate, as the monitor hands it on.
struct EstateSnapshot {
    Instant at;
    QList<GroupFacts> groups;
    QMap<QString, Reachability> witnesses; ///< neutral addresses, by URL

    friend bool operator==(const EstateSnapshot &, const EstateSnapshot &) = default;
};

} // namespace twinlake
