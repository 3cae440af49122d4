// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/sql/sparkrewrites.h"

#include "app/simulator/sql/semijoins.h"
#include "app/simulator/sql/sparkclauses.h"

#include <QMap>
#include <QStringList>

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int mostAliases = 50; // in one condition

bool isAggregate(const SparkNode &node)
{
    static const QStringList names{u"count"_s,
                                   u"sum"_s,
                                   u"avg"_s,
                                   u"mean"_s,
                                   u"min"_s,
                                   u"max"_s,
                                   u"count_if"_s,
                                   u"any_value"_s,
                                   u"first"_s,
                                   u"last"_s,
                                   u"bit_xor"_s,
                                   u"approx_count_distinct"_s,
                                   u"bool_and"_s,
                                   u"bool_or"_s,
                                   u"every"_s,
                                   u"some"_s,
                                   u"stddev"_s,
                                   u"variance"_s,
                                   u"max_by"_s,
                                   u"min_by"_s,
                                   u"median"_s,
                                   u"listagg"_s,
                                   u"percentile"_s,
                                   u"string_agg"_s,
                                   u"array_agg"_s,
                                   u"collect_list"_s,
                                   u"mode"_s,
                                   u"bit_and"_s,
                                   u"percentile_approx"_s,
                                   u"try_sum"_s,
                                   u"collect_set"_s,
                                   u"bit_or"_s,
                                   u"try_avg"_s,
                                   u"approx_percentile"_s};
    return node.kind == SparkNode::Kind::Word && names.contains(node.text, Qt::CaseInsensitive);
}

bool aggregates(const SparkNodes &nodes)
{
    for (std::size_t at = 0; at < nodes.size(); ++at) {
        const bool call = at + 1 < nodes.size() && nodes[at + 1].kind == SparkNode::Kind::Group;
        const bool window = at + 2 < nodes.size() && nodes[at + 2].isWord("OVER"_L1);
        if ((call && !window && isAggregate(nodes[at])) || aggregates(nodes[at].children))
            return true;
    }
    return false;
}

// Every item that aggregates nothing, by its position; if all do, the whole input is one group.
void groupByAll(SparkClauses &clauses)
{
    if (clauses.groupBy.size() != 1 || !clauses.groupBy.front().isWord("ALL"_L1))
        return;
    const std::vector<SparkNodes> items = itemsOf(clauses.select);
    if (std::any_of(items.begin(), items.end(),
                    [](const SparkNodes &item) { return !item.empty() && item.back().isSymbol("*"_L1); }))
        return; // how many columns a star stands for is not known here
    clauses.groupBy.clear();
    int position = 0;
    for (const SparkNodes &item : items) {
        ++position;
        if (aggregates(item))
            continue;
        if (!clauses.groupBy.empty())
            clauses.groupBy.push_back({SparkNode::Kind::Symbol, u","_s, {}, 0, 0});
        clauses.groupBy.push_back({SparkNode::Kind::Number, QString::number(position), {}, 0, 0});
    }
}

// A name of the SELECT list stands for its expression; in a subquery it may be another's.
SparkNodes withoutAliases(const SparkNodes &condition, const QMap<QString, SparkNodes> &aliases, int &left)
{
    SparkNodes plain;
    for (std::size_t at = 0; at < condition.size(); ++at) {
        SparkNode node = condition[at];
        if (!node.children.empty() && !node.children.front().isWord("SELECT"_L1))
            node.children = withoutAliases(node.children, aliases, left);
        const bool dotted = at > 0 && condition[at - 1].isSymbol("."_L1);
        const auto found =
            node.isName() && !dotted && left > 0 ? aliases.constFind(node.text.toLower()) : aliases.cend();
        left -= found == aliases.cend() ? 0 : 1;
        plain.push_back(found == aliases.cend() ? node : sparkGroup(*found));
    }
    return plain;
}

bool holdsQualify(const SparkNodes &nodes)
{
    return std::any_of(nodes.begin(), nodes.end(),
                       [](const SparkNode &node) { return node.isWord("QUALIFY"_L1) || holdsQualify(node.children); });
}

// The condition becomes one more column of the SELECT, and the filter of another one around it.
void qualify(SparkClauses &clauses)
{
    if (clauses.qualify.empty())
        return;
    QMap<QString, SparkNodes> aliases;
    for (const SparkNodes &item : itemsOf(clauses.select)) {
        if (item.size() >= 3 && item[item.size() - 2].isWord("AS"_L1) && !holdsQualify(item))
            aliases[item.back().text.toLower()] = SparkNodes(item.begin(), item.end() - 2);
    }
    int left = mostAliases;
    SparkClauses inner = clauses;
    inner.tail.clear();
    inner.qualify.clear();
    inner.select.push_back({SparkNode::Kind::Symbol, u","_s, {}, 0, 0});
    inner.select.push_back(sparkGroup(withoutAliases(clauses.qualify, aliases, left)));
    inner.select.push_back(sparkWord("AS"));
    inner.select.push_back({SparkNode::Kind::Name, qualifiedColumn, {}, 0, 0});
    SparkClauses outer;
    outer.select = {{SparkNode::Kind::Symbol, u"*"_s, {}, 0, 0}};
    outer.from = {sparkGroup(inner.nodes())};
    outer.where = {{SparkNode::Kind::Name, qualifiedColumn, {}, 0, 0}};
    outer.tail = clauses.tail;
    clauses = std::move(outer);
}

bool needsRewriting(const SparkNodes &nodes)
{
    for (const SparkNode &node : nodes) {
        if (node.isWord("QUALIFY"_L1) || node.isWord("SEMI"_L1) || node.isWord("ANTI"_L1) || node.isWord("GROUP"_L1))
            return true;
    }
    return false;
}

SparkNodes rewritten(const SparkNodes &select)
{
    if (!needsRewriting(select))
        return select;
    SparkClauses clauses = clausesOf(select);
    replaceSemiJoins(clauses);
    groupByAll(clauses);
    qualify(clauses);
    return clauses.nodes();
}

} // namespace

SparkNodes withSqliteForms(const SparkNodes &nodes)
{
    SparkNodes all;
    std::size_t at = 0;
    while (at < nodes.size()) {
        std::size_t end = at + 1;
        if (nodes[at].isWord("SELECT"_L1)) {
            while (end < nodes.size() && !isSetOperation(nodes[end]))
                ++end;
            append(all,
                   rewritten(SparkNodes(nodes.begin() + static_cast<std::ptrdiff_t>(at),
                                        nodes.begin() + static_cast<std::ptrdiff_t>(end))));
        } else {
            all.push_back(nodes[at]);
        }
        at = end;
    }
    for (SparkNode &node : all)
        node.children = withSqliteForms(node.children);
    return all;
}

} // namespace twinlake::simulator
