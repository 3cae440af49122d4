// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/sql/countshortcut.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

using Iterator = SparkNodes::iterator;

bool isEmptyCallOf(const SparkNode &function, const SparkNode &arguments)
{
    return (function.isWord("current_timestamp"_L1) || function.isWord("now"_L1)) && arguments.children.empty()
        && arguments.kind == SparkNode::Kind::Group;
}

bool isEventTime(const SparkNode &node)
{
    return node.isName() && node.text.compare("event_timestamp"_L1, Qt::CaseInsensitive) == 0;
}

/// count(*), max(event_timestamp), min(event_timestamp)
bool isSummary(const SparkNode &function, const SparkNode &arguments)
{
    if (arguments.kind != SparkNode::Kind::Group || arguments.children.size() != 1)
        return false;
    const SparkNode &only = arguments.children.front();
    if (function.isWord("count"_L1))
        return only.isSymbol("*"_L1) || only.text == u"1";
    return (function.isWord("max"_L1) || function.isWord("min"_L1)) && isEventTime(only);
}

bool isLiteral(const SparkNode &node)
{
    return node.kind == SparkNode::Kind::Text || node.kind == SparkNode::Kind::Number
        || node.kind == SparkNode::Kind::Marker;
}

bool isAlias(Iterator at, Iterator end)
{
    return at == end || (at->isName() && at + 1 == end) || (at->isWord("AS"_L1) && at + 1 != end && at + 2 == end);
}

/// One item of the list: a summary, a literal or the present instant, with or without an alias.
bool itemQualifies(Iterator at, Iterator end, bool &counts)
{
    if (at == end)
        return false;
    if (isLiteral(*at))
        return isAlias(at + 1, end);
    if (at + 1 == end || !(isSummary(*at, at[1]) || isEmptyCallOf(*at, at[1])))
        return false;
    counts = counts || at->isWord("count"_L1);
    return isAlias(at + 2, end);
}

bool listQualifies(Iterator at, Iterator end)
{
    bool counts = false;
    while (true) {
        const Iterator comma = std::find_if(at, end, [](const SparkNode &node) { return node.isSymbol(","_L1); });
        if (!itemQualifies(at, comma, counts))
            return false;
        if (comma == end)
            return counts;
        at = comma + 1;
    }
}

/// event_timestamp compared with one value, and so on, joined by AND.
bool rangeQualifies(Iterator at, Iterator end)
{
    while (true) {
        if (end - at < 3 || !isEventTime(*at) || at[1].kind != SparkNode::Kind::Symbol)
            return false;
        static const QStringList comparisons{u"<"_s, u"<="_s, u">"_s, u">="_s, u"="_s};
        if (!comparisons.contains(at[1].text))
            return false;
        at += 2;
        const Iterator conjunction = std::find_if(at, end, [](const SparkNode &node) { return node.isWord("AND"_L1); });
        const bool literal = conjunction - at == 1 && isLiteral(*at);
        const bool typed = conjunction - at == 2 && at->isWord("TIMESTAMP"_L1) && at[1].kind == SparkNode::Kind::Text;
        if (!literal && !typed)
            return false;
        if (conjunction == end)
            return true;
        at = conjunction + 1;
    }
}

/// After FROM: one dotted name, perhaps a WHERE with a range, nothing else.
bool sourceQualifies(Iterator at, Iterator end)
{
    if (at == end || !at->isName())
        return false;
    int parts = 1;
    for (++at; end - at >= 2 && at->isSymbol("."_L1) && at[1].isName(); at += 2)
        ++parts;
    if (parts != 3) // a common table of this name would have no summary row
        return false;
    return at == end || (at->isWord("WHERE"_L1) && rangeQualifies(at + 1, end));
}

void useSummary(Iterator at, Iterator end)
{
    for (; end - at >= 2; ++at) {
        if (!isSummary(*at, at[1]))
            continue;
        const bool counts = at->isWord("count"_L1);
        const QString column = counts ? countedColumn : (at->isWord("max"_L1) ? newestColumn : oldestColumn);
        if (counts)
            at->text = u"total_counted"_s;
        at[1].children.front() = {SparkNode::Kind::Word, column, {}, at[1].begin, at[1].end};
    }
}

void shorten(Iterator begin, Iterator end)
{
    if (begin == end || !begin->isWord("SELECT"_L1))
        return;
    const Iterator from = std::find_if(begin, end, [](const SparkNode &node) { return node.isWord("FROM"_L1); });
    if (from != end && listQualifies(begin + 1, from) && sourceQualifies(from + 1, end))
        useSummary(begin + 1, from);
}

} // namespace

SparkNodes withCountShortcut(const SparkNodes &nodes)
{
    SparkNodes quick = nodes;
    Iterator begin = quick.begin();
    while (begin != quick.end()) {
        const Iterator end = std::find_if(begin, quick.end(), [](const SparkNode &node) {
            return node.isWord("UNION"_L1) || node.isWord("ORDER"_L1) || node.isWord("LIMIT"_L1);
        });
        shorten(begin, end);
        if (end == quick.end() || !end->isWord("UNION"_L1))
            break;
        begin = end + 1;
        if (begin != quick.end() && begin->isWord("ALL"_L1))
            ++begin;
    }
    for (SparkNode &node : quick) {
        if (node.kind == SparkNode::Kind::Group)
            node.children = withCountShortcut(node.children);
    }
    return quick;
}

} // namespace twinlake::simulator
