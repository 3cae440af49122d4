// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Templates: what stands between quotes or in a heredoc, with ${...} inside.
#pragma once

#include "app/simulator/hcl/hclexpression.h"
#include "app/simulator/hcl/hcllexer.h"

namespace twinlake::simulator {

HclResult<HclExpressionPtr> parseHclTemplate(const HclToken &token);

} // namespace twinlake::simulator
