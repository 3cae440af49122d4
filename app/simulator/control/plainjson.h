// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An answer of the simulator's own addresses (control, consumers, witness): plain JSON.
#pragma once

#include "app/simulator/faces/simhttp.h"

#include <nlohmann/json_fwd.hpp>

namespace twinlake::simulator {

SimResponse plainJson(const nlohmann::json &document, int status = 200);

} // namespace twinlake::simulator
