// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The JSON plan as a PlanDiff, from either document: json-output or json-output-redacted (contract 5.2).
#pragma once

#include "models/domain/result.h"
#include "models/domain/terraform.h"

#include <nlohmann/json_fwd.hpp>

namespace twinlake {

/// Kind Protocol for anything that is not a plan of format 1.x.
Result<PlanDiff> planDiffFrom(const nlohmann::json &document);

/// What differs between a change's before and after, attribute by attribute. An unknown or sensitive attribute is
/// listed where it differs; a sensitive one that decides about activation is listed even if it looks equal.
QList<AttributeChange> attributeChanges(const nlohmann::json &change);

} // namespace twinlake
