// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a scenario says of its world: durations of the servers, size, pace, schedule, and what had gone wrong before.
#pragma once

#include "app/simulator/process/scenario.h"

#include <nlohmann/json_fwd.hpp>

namespace twinlake::simulator {

QStringList scenarioWorldKeys();
/// What is wrong, as a sentence; empty if nothing is.
QString readScenarioWorld(const nlohmann::json &world, Scenario &scenario);

} // namespace twinlake::simulator
