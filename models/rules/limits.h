// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How old a fact may be before a judgement calls it unknown, in the monitor's own rhythm. The runner, which reads
// seconds before it writes, has limits of its own.
#pragma once

#include "models/domain/time.h"

namespace twinlake {

/// Facts of the fast loop (every 10 s): three missed polls of a host that lets each of them run into its deadline.
inline constexpr Duration fastFactLimit = std::chrono::seconds(90);
/// Watermarks and landing zones (every 30 s while the warehouse runs; every 15 min while it sleeps).
inline constexpr Duration slowFactLimit = std::chrono::minutes(18);

} // namespace twinlake
