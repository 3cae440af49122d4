// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SparkClauses: one SELECT taken apart into its clauses, and put together again.
#pragma once

#include "app/simulator/sql/sparklexer.h"

namespace twinlake::simulator {

struct SparkClauses {
    SparkNodes select; ///< the list, DISTINCT included
    SparkNodes from;
    SparkNodes where;
    SparkNodes groupBy;
    SparkNodes having;
    SparkNodes qualify;
    SparkNodes tail; ///< from ORDER BY, LIMIT or OFFSET on, with that word

    SparkNodes nodes() const;
};

SparkNode sparkWord(const char *word);
SparkNode sparkGroup(SparkNodes children);
void append(SparkNodes &nodes, const SparkNodes &more);

/// `select` begins with SELECT and holds no set operation.
SparkClauses clausesOf(const SparkNodes &select);
/// UNION, EXCEPT, INTERSECT or MINUS.
bool isSetOperation(const SparkNode &node);
/// The items of a SELECT list, without DISTINCT or ALL.
std::vector<SparkNodes> itemsOf(const SparkNodes &list);

} // namespace twinlake::simulator
