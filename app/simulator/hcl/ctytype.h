// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// cty's names of types, as state files and outputs carry them.
#pragma once

#include <nlohmann/json_fwd.hpp>

namespace twinlake::simulator {

/// Of a JSON value: "string", ["tuple", ["number"]], ...
nlohmann::json ctyType(const nlohmann::json &value);

} // namespace twinlake::simulator
