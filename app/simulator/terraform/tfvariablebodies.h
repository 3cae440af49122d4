// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a body says of a variable, and whether it may (contracts/terraform-cloud-api.md 3.1).
#pragma once

#include "app/simulator/terraform/tfresult.h"
#include "app/simulator/terraform/tfvalues.h"

#include <nlohmann/json_fwd.hpp>

namespace twinlake::simulator {

/// `start` with what the attributes say instead.
TfVariable variableFrom(const nlohmann::json &attributes, TfVariable start);
TfResult<> admitVariable(const TfVariable &variable);
/// Takes the attributes over, unless the variable is sensitive and more than its value would change.
TfResult<> changeVariableBy(const nlohmann::json &attributes, TfVariable &variable);
TfVariable *variableIn(QList<TfVariable> &variables, const QString &id);

} // namespace twinlake::simulator
