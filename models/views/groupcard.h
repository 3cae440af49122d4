// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// GroupCard: one failover group at a glance: who serves, is it ready, and three figures against their objectives.
#pragma once

#include "models/estate/estate.h"
#include "models/rules/groupview.h"
#include "models/views/readingform.h"
#include "models/views/statesign.h"

#include <QList>
#include <QString>

#include <optional>

namespace twinlake {

/// How long past runs of this group took from T0 to serving; empty lists of runs give no estimate.
struct TakeoverEstimate {
    Duration low{};
    Duration high{};
    int runs = 0;

    friend bool operator==(const TakeoverEstimate &, const TakeoverEstimate &) = default;
};

/// A figure with its limit and its age.
struct FigureTile {
    QString label;
    QString figure; ///< "42 s", ">= 7 min 10 s", "14-18 min"; a dash if nothing was measured
    ToneToken tone = ToneToken::Off; ///< Off: quiet
    bool hatched = false; ///< the used part is not known
    std::optional<double> used; ///< of the objective
    QString detail; ///< "of 15 min, 3 s ago"

    friend bool operator==(const FigureTile &, const FigureTile &) = default;
};

struct GroupCard {
    QString group;
    StateSign pointer; ///< "us-east-1 serves", "pointer: us-east-1"
    StateSign readiness; ///< READY, DISARMED, "22 min 50 s LEFT", ...
    FigureTile servedAge;
    FigureTile dataAtRisk;
    FigureTile takeover;
    bool selected = false;
    std::optional<StateSign> incident; ///< of the group's open incident: YOUR TURN, RUNNING, ...; in place of readiness

    friend bool operator==(const GroupCard &, const GroupCard &) = default;
};

struct GroupCardInput {
    const Estate &estate;
    const GroupView &view;
    std::optional<TakeoverEstimate> takeover;
    Instant now;
    Instant askingSince;
};

GroupCard groupCard(const GroupCardInput &input);

/// The region that serves, or did when that was last known.
std::optional<Region> servingOrLast(const GroupView &view);
/// T0 as the console would propose it: the slowest watermark last seen in a serving region that is silent now; empty if
/// that region answers.
std::optional<Instant> proposedT0(const GroupView &view);
/// Of a region, for its badge and edge.
ServingState servingState(const GroupView &view, Region region);

} // namespace twinlake
