// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From a scenario file's JSON to a Scenario. Every key is known or an error, every break is one that the control
// address would accept.
#pragma once

#include "app/simulator/process/scenario.h"

#include <nlohmann/json_fwd.hpp>

namespace twinlake::simulator {

/// What is wrong, as a sentence; empty if nothing is.
QString readScenario(const nlohmann::json &document, Scenario &scenario);

/// The keys that an object of the file may have, "" being the file itself, "script" and so on; for the schema's test.
std::map<QString, QStringList> scenarioKeys();

} // namespace twinlake::simulator
