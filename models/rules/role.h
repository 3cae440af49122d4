// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Role table: what a region is for one failover group, from live APIs alone; Terraform is never the witness
// (recovery-model.md 3.0 and section 2, item 4).
#pragma once

#include "models/domain/observation.h"

#include <QString>

namespace twinlake {

enum class Role { Active, StandbyArmed, Partial, Disarmed, Unknown };

struct RoleVerdict {
    Role role = Role::Unknown;
    QString sentence; ///< why, for the operator
    QString repair; ///< the one repair, or empty
    std::optional<Instant> readAt; ///< of the oldest input

    friend bool operator==(const RoleVerdict &, const RoleVerdict &) = default;
};

/// The word on screen: ACTIVE, STANDBY ARMED, PARTIAL, DISARMED, UNKNOWN.
QString roleWord(Role role);

/// Judges all pipelines of the group with every job that targets them; the worst one decides. An input that is missing,
/// failed or older than `limit` makes the role Unknown.
RoleVerdict judgeRole(const RegionFacts &facts, const Instant &now, Duration limit);

} // namespace twinlake
