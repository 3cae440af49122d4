// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A statement over hundreds of tables is one long UNION ALL; SQLite takes 500 terms at once.
#include "app/simulator/sql/sparkclauses.h"
#include "app/simulator/sql/sparkrewrites.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t termsInOneGo = 400;

/// The SELECTs from `at` on. Empty: there is another set operation, and the terms cannot be grouped at will.
std::vector<SparkNodes> unionTerms(SparkNodes::const_iterator at, SparkNodes::const_iterator end)
{
    std::vector<SparkNodes> terms(1);
    for (; at != end; ++at) {
        if (!isSetOperation(*at)) {
            terms.back().push_back(*at);
            continue;
        }
        if (!at->isWord("UNION"_L1) || at + 1 == end || !at[1].isWord("ALL"_L1))
            return {};
        terms.emplace_back();
        ++at;
    }
    const bool plain = std::all_of(terms.begin(), terms.end(), [](const SparkNodes &term) {
        return !term.empty() && term.front().isWord("SELECT"_L1);
    });
    return plain ? terms : std::vector<SparkNodes>();
}

SparkNodes joinedByUnion(const std::vector<SparkNodes> &terms)
{
    SparkNodes all;
    for (const SparkNodes &term : terms) {
        if (!all.empty())
            append(all, {sparkWord("UNION"), sparkWord("ALL")});
        append(all, term);
    }
    return all;
}

SparkNodes inPortions(const std::vector<SparkNodes> &terms)
{
    std::vector<SparkNodes> portions;
    for (auto at = terms.begin(); at != terms.end();) {
        const auto end = at + std::min<std::ptrdiff_t>(terms.end() - at, termsInOneGo);
        SparkClauses portion;
        portion.select = {{SparkNode::Kind::Symbol, u"*"_s, {}, 0, 0}};
        portion.from = {sparkGroup(joinedByUnion({at, end}))};
        portions.push_back(portion.nodes());
        at = end;
    }
    return joinedByUnion(portions);
}

} // namespace

SparkNodes withShortUnions(const SparkNodes &nodes)
{
    SparkNodes all = nodes;
    for (SparkNode &node : all)
        node.children = withShortUnions(node.children);
    const auto first =
        std::find_if(all.cbegin(), all.cend(), [](const SparkNode &node) { return node.isWord("SELECT"_L1); });
    std::vector<SparkNodes> terms = unionTerms(first, all.cend());
    if (terms.size() <= termsInOneGo)
        return all;
    SparkClauses last = clausesOf(terms.back());
    const SparkNodes tail = std::exchange(last.tail, {}); // orders the whole
    terms.back() = last.nodes();
    SparkNodes portioned(all.cbegin(), first);
    append(portioned, inPortions(terms));
    append(portioned, tail);
    return portioned;
}

} // namespace twinlake::simulator
