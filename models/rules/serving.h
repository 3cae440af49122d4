// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which region serves the consumers: proven by a canary that names it; the pointer's own configuration alone is not
// proof (design.md 13, "Serving proven").
#pragma once

#include "models/domain/observation.h"
#include "models/estate/estate.h"

#include <QString>

#include <optional>

namespace twinlake {

struct ServingVerdict {
    enum class Kind { Proven, NotProven, Unknown };
    Kind kind = Kind::Unknown;
    std::optional<Region> region; ///< empty if Unknown
    QString sentence;
    std::optional<Instant> readAt; ///< of what decided

    friend bool operator==(const ServingVerdict &, const ServingVerdict &) = default;
};

/// The canary first; if it says nothing fresh, the pointer's variable makes it NotProven.
ServingVerdict judgeServing(const FailoverGroup &group, const GroupFacts &facts, const Instant &now, Duration limit);

/// The last region that the pointer or the canary named, however old: for sentences about what was, never as a state.
std::optional<Region> lastKnownServing(const FailoverGroup &group, const GroupFacts &facts);

/// What the reason of a hold lock says that is ours: it is set in the region that took over, until a failback.
QString holdMark();
/// Whether the workspace is held with it, as just read.
bool isHold(const Observed<TerraformWorkspace> &workspace);
/// The region that took over in a failover and was not left since.
std::optional<Region> heldRegion(const GroupFacts &facts);

} // namespace twinlake
