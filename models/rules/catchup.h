// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Catch-up proof: are we whole before T0? PROVEN, NOT YET or CANNOT KNOW, with each witness's answer, in a fixed order
// (recovery-model.md section 2, item 1). max(event_timestamp) alone is neither necessary nor sufficient (fact 9).
#pragma once

#include "models/domain/databricks.h"
#include "models/rules/evidence.h"

#include <QList>

namespace twinlake {

enum class CaughtUp { NotYet, Proven, CannotKnow };

/// One poll of one table.
struct CatchUpPoll {
    TableWatermark watermark;
    CatchUpEvidence evidence;
};

struct CatchUpInput {
    Instant t0;
    Duration lateness{}; ///< the table's allowance L
    std::optional<Instant> servedUpTo; ///< S: the target must not show consumers older data (I3)
    QList<CatchUpPoll> polls; ///< of one table, oldest first, as many as were made since RUNNING
    int stablePolls = 2; ///< how many equal counts prove that nothing is still coming
};

struct CatchUpVerdict {
    CaughtUp verdict = CaughtUp::NotYet;
    QString sentence;
    QList<Evidence> witnesses;
};

CatchUpVerdict judgeCatchUp(const CatchUpInput &input);

/// When the watermark will reach T0 at the rate of the last polls, on the server's clock: an interval, or never.
/// T0 stands still, so it may be passed although the region never gets level with its source.
struct CatchUpEta {
    bool never = false; ///< at this rate the lag does not shrink
    std::optional<Instant> earliest; ///< T0 passed at the fastest; empty if the watermark stands
    std::optional<Instant> latest; ///< T0 passed at the slowest; empty: no bound
    double rate = 0.0; ///< event-seconds per second
};
/// Empty with fewer than three readings, or if they do not span any time.
std::optional<CatchUpEta> catchUpEta(const QList<TableWatermark> &readings, const Instant &target);

} // namespace twinlake
