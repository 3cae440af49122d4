// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// HCP Terraform's JSON:API documents as domain values (contracts/terraform-cloud-api.md 2.3, 3.1, 4.3).
#pragma once

#include "models/domain/result.h"
#include "models/domain/terraform.h"

#include <nlohmann/json_fwd.hpp>

namespace twinlake {

/// Documents: an object with "data".
Result<TerraformWorkspace> workspaceFrom(const nlohmann::json &document);
Result<QList<TerraformVariable>> variablesFrom(const nlohmann::json &document);
Result<TerraformRun> runFrom(const nlohmann::json &document);
Result<QList<TerraformRun>> runsFrom(const nlohmann::json &document);

} // namespace twinlake
