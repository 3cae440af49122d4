// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The built-in functions of Terraform's language that the simulator knows. One that it does not know is an error.
#pragma once

#include "app/simulator/hcl/hclevaluator.h"

namespace twinlake::simulator {

HclResult<> callHclFunction(const QString &name, const std::vector<nlohmann::json> &arguments, const HclScope &scope);

} // namespace twinlake::simulator
