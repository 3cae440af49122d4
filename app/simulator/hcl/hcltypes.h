// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Type constraints of input variables, and the conversions they ask for.
#pragma once

#include "app/simulator/hcl/hclexpression.h"

namespace twinlake::simulator {

/// `type` is the expression of a variable's "type"; empty means any.
HclResult<> convertTo(const HclExpressionPtr &type, const nlohmann::json &value);
/// Whether a text that is not HCL may stand for a value of this type as it is.
bool isPrimitive(const HclExpressionPtr &type);

} // namespace twinlake::simulator
