// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a pipeline's settings must be like before the world takes them (contracts/databricks-api.md 3.1): the types that
// a strict decoder will expect when it reads them back.
#pragma once

#include "app/simulator/faces/simhttp.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>

namespace twinlake::simulator {

/// The 400; empty if the settings are fine.
std::optional<SimResponse> badPipelineSettings(const nlohmann::json &settings);

} // namespace twinlake::simulator
