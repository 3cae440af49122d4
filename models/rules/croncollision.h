// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// When a job's schedule fires next, and whether that is into a switch that would begin now (recovery-model.md 2, item
// 11).
#pragma once

#include "models/domain/databricks.h"
#include "models/domain/time.h"

#include <optional>

namespace twinlake {

/// The next fire of the schedule, paused or not; empty if it never fires again or cannot be read.
std::optional<Instant> nextFire(const JobSchedule &schedule, const Instant &now);

/// How long a switch takes until the job rests: a fire within it meets an update that is starting.
constexpr Duration switchSpan = std::chrono::minutes(10);

/// How soon an unpaused schedule fires into a switch that begins now; empty if it does not.
std::optional<Duration> cronCollision(const JobSchedule &schedule, const Instant &now);

} // namespace twinlake
