// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// HclExpressionParser's composites: tuples, objects and for expressions.
#include "app/simulator/hcl/hclexpressionparser.h"
#include "app/simulator/hcl/hclnodes.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

HclExpressionParser::Parsed HclExpressionParser::tuple(int line)
{
    ++m_brackets;
    skipNewLines();
    if (peek().kind == HclToken::Kind::Name && peek().text == u"for"_s) {
        Parsed loop = comprehension(false, line);
        --m_brackets;
        return loop;
    }
    const auto found = node(HclKind::Tuple, line);
    while (!accept(u"]"_s)) {
        const Parsed item = expression();
        if (!item)
            return item;
        found->parts.push_back(*item);
        if (accept(u","_s))
            continue;
        if (accept(u"]"_s))
            break;
        return wrong(u"Missing item separator"_s, peek().line);
    }
    --m_brackets;
    return found;
}

HclExpressionParser::Parsed HclExpressionParser::object(int line)
{
    const int outside = m_brackets;
    m_brackets = 0; // entries end at a line end
    skipNewLines();
    Parsed found = Parsed(nullptr);
    if (peek().kind == HclToken::Kind::Name && peek().text == u"for"_s) {
        ++m_brackets;
        found = comprehension(true, line);
    } else {
        found = objectEntries(node(HclKind::Object, line));
    }
    m_brackets = outside;
    return found;
}

HclExpressionParser::Parsed HclExpressionParser::objectEntries(std::shared_ptr<HclExpression> found)
{
    while (!acceptInside(u"}"_s)) {
        Parsed key = expression();
        if (!key)
            return key;
        if ((*key)->kind == HclKind::Name) // a bare word is the key itself
            key = literal(textValue((*key)->name), (*key)->line);
        if (!accept(u"="_s) && !accept(u":"_s))
            return wrong(u"Missing attribute value"_s, peek().line);
        const Parsed value = expression();
        if (!value)
            return value;
        found->parts.push_back(*key);
        found->parts.push_back(*value);
        const bool ended = accept(u","_s) || peek().kind == HclToken::Kind::NewLine;
        if (!ended && !peek().is(u"}"_s))
            return wrong(u"Missing attribute separator"_s, peek().line);
    }
    return found;
}

HclExpressionParser::Parsed HclExpressionParser::comprehension(bool isObject, int line)
{
    take(); // for
    const auto found = node(isObject ? HclKind::ForObject : HclKind::ForTuple, line);
    do {
        found->names << take().text;
    } while (accept(u","_s));
    if (take().text != u"in"_s || found->names.size() > 2)
        return wrong(u"Invalid for expression"_s, line);
    const auto next = [this, &found]() -> Parsed {
        Parsed part = expression();
        if (part)
            found->parts.push_back(*part);
        return part;
    };
    if (const Parsed collection = next(); !collection)
        return collection;
    if (!accept(u":"_s))
        return wrong(u"Invalid for expression"_s, line);
    if (const Parsed first = next(); !first)
        return first;
    if (isObject) {
        if (!accept(u"=>"_s))
            return wrong(u"Invalid for expression"_s, line);
        if (const Parsed value = next(); !value)
            return value;
        found->flag = accept(u"..."_s);
    }
    skipNewLines();
    if (peek().kind == HclToken::Kind::Name && peek().text == u"if"_s) {
        take();
        if (const Parsed condition = next(); !condition)
            return condition;
    }
    if (!accept(isObject ? u"}"_s : u"]"_s))
        return wrong(u"Invalid for expression"_s, line);
    return found;
}

} // namespace twinlake::simulator
