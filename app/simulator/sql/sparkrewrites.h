// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Spark's forms that SQLite does not have, said in forms that it has. What a rewrite does not understand it leaves
// alone, so that SQLite judges it.
#pragma once

#include "app/simulator/sql/sparklexer.h"

namespace twinlake::simulator {

/// The column that a QUALIFY becomes; no result shows it.
inline const QString qualifiedColumn = QStringLiteral("_qualified");

/// GROUP BY ALL by positions, QUALIFY as a filter around its SELECT, SEMI and ANTI JOIN as EXISTS; subqueries too.
SparkNodes withSqliteForms(const SparkNodes &nodes);
/// UNION ALLs of more terms than SQLite takes in one go, in portions.
SparkNodes withShortUnions(const SparkNodes &nodes);

} // namespace twinlake::simulator
