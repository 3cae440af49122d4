// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// When a job fires next, as status and overview say it.
#pragma once

#include "models/domain/databricks.h"

#include <QString>

#include <optional>

namespace twinlake {

/// The next fire of an unpaused schedule; empty if it is paused, cannot be read or never fires again.
std::optional<Instant> nextFire(const Job &job, const Instant &now);
/// "PAUSED" or "UNPAUSED" of the schedule or of the continuous trigger; empty for a job that only people start.
QString pauseWord(const Job &job);

} // namespace twinlake
