// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the command line and the estate demand of each other.
#pragma once

#include "app/cli/commandline.h"
#include "models/estate/estate.h"

#include <optional>

namespace twinlake {

/// Empty if they agree: a named group exists, `run` knows its group, and nobody answers a real estate's gates with
/// "auto" unless nothing is sent (design.md section 13).
std::optional<UsageError> disagreementWith(const CommandLine &line, const Estate &estate);

/// The group that was named, or the only one; nullptr if that cannot be told.
const FailoverGroup *chosenGroup(const CommandLine &line, const Estate &estate);

} // namespace twinlake
