// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a scenario file says of its end.
#pragma once

#include "app/simulator/process/scenario.h"

#include <nlohmann/json_fwd.hpp>

namespace twinlake::simulator {

QStringList scenarioExpectationKeys();
QStringList expectedRequestKeys();
/// What is wrong, as a sentence; empty if nothing is.
QString readExpectation(const nlohmann::json &expected, ScenarioExpectation &into);

} // namespace twinlake::simulator
