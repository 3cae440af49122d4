// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a column's expression tells of its type. SQLite has no booleans, dates or decimals; the manifest has.
#include "app/simulator/sql/sparktranslator.h"

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

QString manifestWord(const QString &type)
{
    static const QMap<QString, QString> words{
        {u"BIGINT"_s, u"LONG"_s},     {u"LONG"_s, u"LONG"_s},           {u"INT"_s, u"INT"_s},
        {u"INTEGER"_s, u"INT"_s},     {u"SMALLINT"_s, u"SHORT"_s},      {u"SHORT"_s, u"SHORT"_s},
        {u"TINYINT"_s, u"BYTE"_s},    {u"BYTE"_s, u"BYTE"_s},           {u"STRING"_s, u"STRING"_s},
        {u"DATE"_s, u"DATE"_s},       {u"TIMESTAMP"_s, u"TIMESTAMP"_s}, {u"DOUBLE"_s, u"DOUBLE"_s},
        {u"FLOAT"_s, u"FLOAT"_s},     {u"REAL"_s, u"FLOAT"_s},          {u"BOOLEAN"_s, u"BOOLEAN"_s},
        {u"DECIMAL"_s, u"DECIMAL"_s}, {u"NUMERIC"_s, u"DECIMAL"_s},     {u"VARCHAR"_s, u"STRING"_s}};
    return words.value(type.toUpper());
}

// `type` and perhaps its "(10, 2)".
void takeType(const SparkNode &type, const SparkNode *arguments, SelectItem &item)
{
    item.type = manifestWord(type.text);
    if (item.type != u"DECIMAL")
        return;
    item.precision = 10;
    if (!arguments || arguments->kind != SparkNode::Kind::Group || arguments->children.empty())
        return;
    item.precision = arguments->children.front().text.toInt();
    item.scale = arguments->children.size() > 2 ? arguments->children[2].text.toInt() : 0;
}

void ofNumber(const QString &text, SelectItem &item)
{
    if (text.contains(u'e', Qt::CaseInsensitive)) {
        item.type = u"DOUBLE"_s;
    } else if (text.contains(u'.')) {
        item.type = u"DECIMAL"_s;
        item.scale = static_cast<int>(text.section(u'.', 1).size());
        item.precision = std::max(static_cast<int>(QString(text).remove(u'.').size()), item.scale);
    } else {
        item.type = text.size() <= 9 ? u"INT"_s : u"LONG"_s;
    }
}

bool ofCall(const SparkNodes &nodes, SelectItem &item)
{
    static const QStringList dates{u"DATE"_s, u"TO_DATE"_s, u"CURRENT_DATE"_s, u"DATE_ADD"_s, u"DATE_SUB"_s};
    static const QStringList numbers{u"YEAR"_s,       u"MONTH"_s,  u"DAY"_s,   u"HOUR"_s,       u"MINUTE"_s,
                                     u"SECOND"_s,     u"LENGTH"_s, u"HASH"_s,  u"DAYOFWEEK"_s,  u"DATEDIFF"_s,
                                     u"ROW_NUMBER"_s, u"RANK"_s,   u"INSTR"_s, u"DAYOFMONTH"_s, u"DENSE_RANK"_s};
    const bool bare = nodes.size() == 1 && nodes[0].isWord("CURRENT_DATE"_L1);
    const bool literal = nodes.size() == 2 && nodes[0].isWord("DATE"_L1) && nodes[1].kind == SparkNode::Kind::Text;
    if (bare || literal) {
        item.type = u"DATE"_s;
        return true;
    }
    if (nodes.size() < 2 || nodes[0].kind != SparkNode::Kind::Word || nodes[1].kind != SparkNode::Kind::Group)
        return false;
    if (nodes.size() > 2 && !nodes[2].isWord("OVER"_L1))
        return false;
    const QString name = nodes[0].text.toUpper();
    if (name == u"CAST" || name == u"TRY_CAST") {
        const SparkNodes &all = nodes[1].children;
        for (std::size_t at = 1; at + 1 < all.size(); ++at) {
            if (all[at].isWord("AS"_L1))
                takeType(all[at + 1], at + 2 < all.size() ? &all[at + 2] : nullptr, item);
        }
        return true;
    }
    if (dates.contains(name))
        item.type = u"DATE"_s;
    if (numbers.contains(name))
        item.type = u"INT"_s;
    return dates.contains(name) || numbers.contains(name);
}

// A comparison or a logical word outside of all parentheses and of CASE ... END.
bool isCondition(const SparkNodes &nodes)
{
    static const QStringList symbols{u"="_s, u"=="_s, u"<"_s, u"<="_s, u">"_s, u">="_s, u"<>"_s, u"!="_s, u"<=>"_s};
    static const QStringList words{u"AND"_s, u"OR"_s, u"NOT"_s, u"IN"_s, u"LIKE"_s, u"BETWEEN"_s, u"IS"_s, u"EXISTS"_s};
    int cases = 0;
    for (const SparkNode &node : nodes) {
        if (node.isWord("CASE"_L1))
            ++cases;
        else if (node.isWord("END"_L1))
            --cases;
        const bool decides = node.kind == SparkNode::Kind::Symbol
            ? symbols.contains(node.text)
            : node.kind == SparkNode::Kind::Word && words.contains(node.text, Qt::CaseInsensitive);
        if (cases == 0 && decides)
            return true;
    }
    return false;
}

// Without "AS name" or a bare name at the end.
SparkNodes withoutAlias(const SparkNodes &nodes)
{
    SparkNodes rest = nodes;
    if (rest.size() >= 3 && rest[rest.size() - 2].isWord("AS"_L1))
        rest.resize(rest.size() - 2);
    else if (rest.size() >= 2 && rest.back().isName() && !rest.back().isWord("END"_L1) && !rest.back().isWord("NULL"_L1)
             && rest[rest.size() - 2].kind != SparkNode::Kind::Symbol
             && rest[rest.size() - 2].kind != SparkNode::Kind::Word)
        rest.pop_back();
    return rest;
}

} // namespace

void hintType(const SparkNodes &expression, SelectItem &item)
{
    const SparkNodes nodes = withoutAlias(expression);
    if (nodes.empty())
        return;
    const SparkNode &first = nodes.front();
    const std::size_t size = nodes.size();
    if (size == 1 && first.kind == SparkNode::Kind::Number)
        return ofNumber(first.text, item);
    if (size == 2 && first.isSymbol("-"_L1) && nodes[1].kind == SparkNode::Kind::Number)
        return ofNumber(nodes[1].text, item);
    if (isCondition(nodes) || (size == 1 && (first.isWord("TRUE"_L1) || first.isWord("FALSE"_L1)))) {
        item.type = u"BOOLEAN"_s;
        return;
    }
    if (ofCall(nodes, item))
        return;
    if (size >= 3 && nodes[size - 2].isSymbol("::"_L1))
        return takeType(nodes[size - 1], nullptr, item);
    if (size >= 4 && nodes[size - 3].isSymbol("::"_L1))
        takeType(nodes[size - 2], &nodes[size - 1], item);
}

} // namespace twinlake::simulator
