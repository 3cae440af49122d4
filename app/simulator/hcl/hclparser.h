// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The parser of Terraform's language, native syntax.
#pragma once

#include "app/simulator/hcl/hclexpression.h"

namespace twinlake::simulator {

HclResult<std::shared_ptr<const HclBody>> parseHclBody(const QString &source);
/// One expression, as a variable with hcl:true or a run variable holds it.
HclResult<HclExpressionPtr> parseHclExpression(const QString &source, int firstLine = 1);

} // namespace twinlake::simulator
