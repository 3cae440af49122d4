// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Fault: one thing that is broken on purpose, as a value (design.md section 4). What each kind takes and does is
// faultkinds.cpp's table.
#pragma once

#include "app/simulator/world/scheduler.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace twinlake::simulator {

enum class FaultKind {
    // On the wire, request by request.
    Dark,
    Refuse,
    ResetBefore,
    ResetAfter,
    Stall,
    Drip,
    Truncate,
    Garbage,
    Html,
    Status,
    Throttle,
    Slow,
    Redirect,
    // In a region.
    RegionOutage,
    ComputeOut,
    StorageOut,
    ClusterSlow,
    WarehouseCold,
    ClockSkew,
    // On the way of the data.
    FeederStopped,
    FeederSkips,
    SourceQuiet,
    FutureRow,
    LateRows,
    // In HCP Terraform.
    ApplyFailsMidway,
    PlanSurprise,
    PolicySoftFail,
    QueueStuck,
    ForeignLock,
    // For whoever asks.
    TokenRevoked,
};

struct Fault {
    QString id;
    QString target; ///< primary, secondary, terraform, consumers, witness, blobs, source
    FaultKind kind = FaultKind::Dark;
    QByteArray method; ///< empty: any
    QString path; ///< part of the path; empty: any
    QString workspace; ///< Terraform kinds: its name, or part of it; empty: every one
    QString pipeline; ///< kinds of the data: its name; empty: every one
    std::optional<int> left; ///< requests or runs it still strikes; empty: until it is lifted
    std::optional<SimDuration> lasts; ///< from its beginning
    SimDuration after{0}; ///< from the wish to its beginning
    double fraction = 1.0; ///< of the requests that match
    int status = 503;
    std::optional<double> retryAfter; ///< seconds
    std::optional<SimDuration> delay; ///< slow: of the answer; drip: between two pieces
    std::optional<int> bytes; ///< stall, truncate: how much of the body goes out; drip: of a piece
    bool applied = false; ///< stall: the request is carried out first
    bool withoutLength = false; ///< truncate: nothing says that more should come
    QString location; ///< redirect
    std::optional<double> factor; ///< cluster_slow, warehouse_cold: times the usual start
    SimDuration skew{90'000}; ///< clock_skew: what the region's clock is ahead
    SimDuration ahead{7'200'000}; ///< future_row: its event timestamp beyond now
    SimDuration late{900'000}; ///< late_rows: how much later than they should
    QString change; ///< plan_surprise: "replace" or "notebook"
    QString reason; ///< foreign_lock: what its holder says
    SimTime since; ///< its beginning
    bool begun = false;
    std::uint64_t considered = 0; ///< requests that matched, for `fraction`

    /// Every request to its target, until it is lifted.
    bool matchesAll() const { return method.isEmpty() && path.isEmpty() && !left && fraction >= 1.0; }
};

} // namespace twinlake::simulator
