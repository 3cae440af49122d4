// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/sql/semijoins.h"

#include <QStringList>

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

using Place = SparkNodes::const_iterator;

/// What begins the next joined source. LEFT and RIGHT are functions as well.
bool beginsJoin(Place at, Place end)
{
    static const QStringList words{u"JOIN"_s,  u"INNER"_s, u"LEFT"_s, u"RIGHT"_s,  u"FULL"_s,
                                   u"CROSS"_s, u"SEMI"_s,  u"ANTI"_s, u"NATURAL"_s};
    const bool call = at + 1 != end && at[1].kind == SparkNode::Kind::Group && !at->isWord("JOIN"_L1);
    return at->isSymbol(","_L1)
        || (at->kind == SparkNode::Kind::Word && words.contains(at->text, Qt::CaseInsensitive) && !call);
}

bool beginsSemiJoin(Place at, Place end)
{
    return (at->isWord("SEMI"_L1) || at->isWord("ANTI"_L1)) && at + 1 != end && at[1].isWord("JOIN"_L1);
}

/// The name by which the source is called.
SparkNode sourceName(Place at, Place end)
{
    SparkNode name;
    for (; at != end && !beginsJoin(at, end); ++at) {
        if (at->isName() && !at->isWord("AS"_L1))
            name = *at;
    }
    name.kind = SparkNode::Kind::Name;
    return name;
}

SparkNode symbolNode(const char *text)
{
    return {SparkNode::Kind::Symbol, QString::fromLatin1(text), {}, 0, 0};
}

SparkNodes equalColumns(const SparkNodes &columns, const SparkNode &left, const SparkNode &right)
{
    SparkNodes condition;
    for (const SparkNode &column : columns) {
        if (!column.isName())
            continue;
        if (!condition.empty())
            condition.push_back(sparkWord("AND"));
        append(condition, {left, symbolNode("."), column, symbolNode("="), right, symbolNode("."), column});
    }
    return condition;
}

/// The two sides of "a.x = b.y", that of `right` last; both empty: the condition is another one.
std::pair<SparkNodes, SparkNodes> equalSides(const SparkNodes &condition, const SparkNode &right)
{
    if (condition.size() != 7 || !condition[3].isSymbol("="_L1) || !condition[1].isSymbol("."_L1)
        || !condition[5].isSymbol("."_L1))
        return {};
    for (const std::size_t name : {0U, 2U, 4U, 6U}) {
        if (!condition[name].isName())
            return {};
    }
    SparkNodes first(condition.begin(), condition.begin() + 3);
    SparkNodes second(condition.begin() + 4, condition.end());
    if (first.front().text.compare(right.text, Qt::CaseInsensitive) == 0)
        std::swap(first, second);
    const bool apart = first.front().text.compare(right.text, Qt::CaseInsensitive) != 0
        && second.front().text.compare(right.text, Qt::CaseInsensitive) == 0;
    return apart ? std::pair(first, second) : std::pair<SparkNodes, SparkNodes>();
}

// SQLite makes an index of an IN, and none of an EXISTS.
SparkNodes asMembership(SparkClauses found, const SparkNode &right, bool anti)
{
    const auto [mine, theirs] = equalSides(found.where, right);
    if (mine.empty())
        return {};
    found.select = theirs;
    found.where = theirs;
    append(found.where, {sparkWord("IS"), sparkWord("NOT"), sparkWord("NULL")});
    SparkNodes member = mine;
    append(member, {sparkWord("IN"), sparkGroup(found.nodes())});
    if (!anti)
        return {sparkGroup(member)};
    append(member, {symbolNode(","), {SparkNode::Kind::Number, u"0"_s, {}, 0, 0}});
    return {sparkWord("coalesce"), sparkGroup(member), symbolNode("="), {SparkNode::Kind::Number, u"0"_s, {}, 0, 0}};
}

/// What a semi or an anti join with the source in [at, end) asks of a row: whether there is one that its ON or USING
/// takes.
SparkNodes matching(Place at, Place end, const SparkNode &left, bool anti)
{
    const Place how =
        std::find_if(at, end, [](const SparkNode &node) { return node.isWord("ON"_L1) || node.isWord("USING"_L1); });
    SparkClauses found;
    found.select = {{SparkNode::Kind::Number, u"1"_s, {}, 0, 0}};
    found.from = SparkNodes(at, how);
    if (how != end && how->isWord("ON"_L1))
        found.where = SparkNodes(how + 1, end);
    else if (how != end && how + 1 != end)
        found.where = equalColumns(how[1].children, left, sourceName(at, how));
    if (SparkNodes member = asMembership(found, sourceName(at, how), anti); !member.empty())
        return member;
    SparkNodes condition;
    if (anti)
        condition.push_back(sparkWord("NOT"));
    append(condition, {sparkWord("EXISTS"), sparkGroup(found.nodes())});
    return condition;
}

/// Takes the first of them out of `from`; empty if there is none.
SparkNodes takeSemiJoin(SparkNodes &from)
{
    const Place end = from.cend();
    Place at = from.cbegin();
    while (at != end && !beginsSemiJoin(at, end))
        ++at;
    if (at == end || at == from.cbegin())
        return {};
    const Place source = at + 2;
    Place next = source;
    while (next != end && !beginsJoin(next, end))
        ++next;
    SparkNodes condition = matching(source, next, sourceName(from.cbegin(), at), at->isWord("ANTI"_L1));
    const Place begin = (at - 1)->isWord("LEFT"_L1) ? at - 1 : at;
    from.erase(begin, next);
    return condition;
}

} // namespace

void replaceSemiJoins(SparkClauses &clauses)
{
    for (SparkNodes condition = takeSemiJoin(clauses.from); !condition.empty();
         condition = takeSemiJoin(clauses.from)) {
        if (!clauses.where.empty()) {
            condition.push_back(sparkWord("AND"));
            condition.push_back(sparkGroup(clauses.where));
        }
        clauses.where = std::move(condition);
    }
}

} // namespace twinlake::simulator
