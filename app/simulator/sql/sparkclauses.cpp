// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/sql/sparkclauses.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

void addClause(SparkNodes &nodes, std::initializer_list<const char *> words, const SparkNodes &clause)
{
    if (clause.empty())
        return;
    for (const char *const word : words)
        nodes.push_back(sparkWord(word));
    append(nodes, clause);
}

/// The clause that begins at `at`, and how many words name it; null if none does.
SparkNodes *clauseAt(SparkClauses &clauses, const SparkNodes &nodes, std::size_t at, std::size_t &words)
{
    const SparkNode &node = nodes[at];
    const bool by = at + 1 < nodes.size() && nodes[at + 1].isWord("BY"_L1);
    words = 1;
    if (node.isWord("FROM"_L1) && !nodes[at - 1].isWord("DISTINCT"_L1))
        return &clauses.from;
    if (node.isWord("WHERE"_L1))
        return &clauses.where;
    if (node.isWord("HAVING"_L1))
        return &clauses.having;
    if (node.isWord("QUALIFY"_L1))
        return &clauses.qualify;
    if (node.isWord("GROUP"_L1) && by) {
        words = 2;
        return &clauses.groupBy;
    }
    words = 0; // these words stay with what follows them
    if ((node.isWord("ORDER"_L1) && by) || node.isWord("LIMIT"_L1) || node.isWord("OFFSET"_L1)
        || node.isWord("WINDOW"_L1))
        return &clauses.tail;
    return nullptr;
}

} // namespace

SparkNode sparkWord(const char *word)
{
    return {SparkNode::Kind::Word, QString::fromLatin1(word), {}, 0, 0};
}

SparkNode sparkGroup(SparkNodes children)
{
    return {SparkNode::Kind::Group, {}, std::move(children), 0, 0};
}

void append(SparkNodes &nodes, const SparkNodes &more)
{
    nodes.insert(nodes.end(), more.begin(), more.end());
}

SparkNodes SparkClauses::nodes() const
{
    SparkNodes all{sparkWord("SELECT")};
    append(all, select);
    addClause(all, {"FROM"}, from);
    addClause(all, {"WHERE"}, where);
    addClause(all, {"GROUP", "BY"}, groupBy);
    addClause(all, {"HAVING"}, having);
    addClause(all, {"QUALIFY"}, qualify);
    append(all, tail);
    return all;
}

SparkClauses clausesOf(const SparkNodes &select)
{
    SparkClauses clauses;
    SparkNodes *current = &clauses.select;
    for (std::size_t at = 1; at < select.size(); ++at) {
        std::size_t words = 0;
        if (SparkNodes *const next = clauseAt(clauses, select, at, words)) {
            current = next;
            if (words > 0) {
                at += words - 1;
                continue;
            }
        }
        current->push_back(select[at]);
    }
    return clauses;
}

bool isSetOperation(const SparkNode &node)
{
    return node.isWord("UNION"_L1) || node.isWord("EXCEPT"_L1) || node.isWord("INTERSECT"_L1)
        || node.isWord("MINUS"_L1);
}

std::vector<SparkNodes> itemsOf(const SparkNodes &list)
{
    std::vector<SparkNodes> items(1);
    for (std::size_t at = 0; at < list.size(); ++at) {
        if (at == 0 && (list[at].isWord("DISTINCT"_L1) || list[at].isWord("ALL"_L1)))
            continue;
        if (list[at].isSymbol(","_L1))
            items.emplace_back();
        else
            items.back().push_back(list[at]);
    }
    return items;
}

} // namespace twinlake::simulator
