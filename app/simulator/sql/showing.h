// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SHOW CATALOGS, SCHEMAS (or DATABASES) and TABLES, with IN and LIKE.
#pragma once

#include "app/simulator/sql/sparklexer.h"

namespace twinlake::simulator {

class RegionWorld;

/// Whether the statement is one of these; other kinds of SHOW are not.
bool isShowing(const SparkNodes &nodes);
SqlAnswer runShowing(const SparkNodes &nodes, const SqlQuery &query, const RegionWorld &world);

} // namespace twinlake::simulator
