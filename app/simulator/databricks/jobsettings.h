// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a job's settings must be like before the world takes them (contracts/databricks-api.md section 4).
#pragma once

#include "app/simulator/faces/simhttp.h"

#include <nlohmann/json.hpp>

#include <optional>

namespace twinlake::simulator {

/// Without the fields that are no setting of a job: the service passes over them (a whole GET answer changes nothing).
nlohmann::json knownJobSettings(const nlohmann::json &settings);
/// The 400; empty if the settings are fine.
std::optional<SimResponse> badJobSettings(const nlohmann::json &settings);

} // namespace twinlake::simulator
