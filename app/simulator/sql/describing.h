// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// DESCRIBE HISTORY, DESCRIBE DETAIL and DESCRIBE [TABLE] of a pipeline's table (contracts/databricks-api.md section 7).
#pragma once

#include "app/simulator/sql/sparklexer.h"

namespace twinlake::simulator {

class RegionWorld;

/// `nodes` begin with the word DESCRIBE or DESC.
SqlAnswer runDescribing(const SparkNodes &nodes, const SqlQuery &query, const RegionWorld &world);

} // namespace twinlake::simulator
