// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// LIST 's3://...' [LIMIT n]: one level of a landing zone (contracts/databricks-api.md section 7).
#pragma once

#include "app/simulator/sql/sparklexer.h"

namespace twinlake::simulator {

class RegionWorld;

/// `nodes` begin with the word LIST.
SqlAnswer runListing(const SparkNodes &nodes, const RegionWorld &world);

} // namespace twinlake::simulator
