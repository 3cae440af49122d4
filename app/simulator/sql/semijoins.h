// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// LEFT SEMI JOIN and LEFT ANTI JOIN, which SQLite does not have, as what they mean.
#pragma once

#include "app/simulator/sql/sparkclauses.h"

namespace twinlake::simulator {

/// Each goes from FROM to WHERE, as EXISTS or NOT EXISTS.
void replaceSemiJoins(SparkClauses &clauses);

} // namespace twinlake::simulator
