// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The access_control_list of a request body (contracts/databricks-api.md 3.6).
#pragma once

#include "app/simulator/faces/simhttp.h"
#include "app/simulator/world/accesscontrol.h"

#include <nlohmann/json_fwd.hpp>
#include <tl/expected.hpp>

namespace twinlake::simulator {

/// Empty without a list; the error is the 400.
tl::expected<std::vector<AclEntry>, SimResponse> aclFrom(const nlohmann::json &body, const QString &segment);
/// "user_name", "group_name" or "service_principal_name".
const char *aclField(AclEntry::Kind kind);

} // namespace twinlake::simulator
