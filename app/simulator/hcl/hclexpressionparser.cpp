// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/hcl/hclexpressionparser.h"

#include "app/simulator/hcl/hclnodes.h"
#include "app/simulator/hcl/hcltemplate.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int deepestExpression = 60; // a hostile upload must not end the stack

// From loose to tight.
const std::vector<QStringList> levels = {{u"||"_s},          {u"&&"_s},
                                         {u"=="_s, u"!="_s}, {u"<"_s, u">"_s, u"<="_s, u">="_s},
                                         {u"+"_s, u"-"_s},   {u"*"_s, u"/"_s, u"%"_s}};

} // namespace

HclToken HclExpressionParser::take()
{
    const HclToken token = peek();
    m_at = std::min(m_at + 1, m_tokens.size() - 1);
    return token;
}

void HclExpressionParser::skipNewLines()
{
    while (peek().kind == HclToken::Kind::NewLine)
        take();
}

bool HclExpressionParser::accept(const QString &mark)
{
    if (m_brackets > 0)
        skipNewLines();
    if (!peek().is(mark))
        return false;
    take();
    return true;
}

bool HclExpressionParser::acceptInside(const QString &mark)
{
    skipNewLines();
    return accept(mark);
}

HclResult<HclExpressionPtr> HclExpressionParser::expression()
{
    const int line = peek().line;
    if (++m_depth > deepestExpression)
        return wrong(u"Expressions are nested too deeply"_s, line);
    Parsed condition = binary(0);
    if (condition && accept(u"?"_s)) {
        const Parsed yes = expression();
        if (!yes)
            return yes;
        if (!accept(u":"_s))
            return wrong(u"Missing false expression in conditional"_s, line);
        const Parsed no = expression();
        if (!no)
            return no;
        condition = node(HclKind::Conditional, line, {*condition, *yes, *no});
    }
    --m_depth;
    return condition;
}

HclExpressionParser::Parsed HclExpressionParser::binary(int level)
{
    if (level == static_cast<int>(levels.size()))
        return unary();
    Parsed left = binary(level + 1);
    while (left) {
        if (m_brackets > 0)
            skipNewLines();
        const HclToken &token = peek();
        if (token.kind != HclToken::Kind::Mark || !levels.at(static_cast<std::size_t>(level)).contains(token.text))
            return left;
        const HclToken operation = take();
        const Parsed right = binary(level + 1);
        if (!right)
            return right;
        left = node(HclKind::Binary, operation.line, {*left, *right}, operation.text);
    }
    return left;
}

HclExpressionParser::Parsed HclExpressionParser::unary()
{
    if (m_brackets > 0)
        skipNewLines();
    const HclToken token = peek();
    if (!token.is(u"!"_s) && !token.is(u"-"_s))
        return postfix();
    take();
    if (++m_depth > deepestExpression)
        return wrong(u"Expressions are nested too deeply"_s, token.line);
    const Parsed operand = unary();
    --m_depth;
    return operand ? Parsed(node(HclKind::Unary, token.line, {*operand}, token.text)) : operand;
}

HclExpressionParser::Parsed HclExpressionParser::postfix()
{
    Parsed found = primary();
    while (found) {
        const int line = peek().line;
        if (accept(u"."_s)) {
            const HclToken next = take();
            if (next.is(u"*"_s)) {
                found = splat(*found, line);
            } else if (next.kind == HclToken::Kind::Number) {
                found = node(HclKind::Index, line, {*found, literal(next.text.toInt(), line)});
            } else if (next.kind == HclToken::Kind::Name) {
                found = node(HclKind::Attribute, line, {*found}, next.text);
            } else {
                return wrong(u"Invalid attribute name"_s, line);
            }
        } else if (peek().is(u"["_s)) {
            take();
            found = bracketed(*found);
        } else {
            return found;
        }
    }
    return found;
}

HclExpressionParser::Parsed HclExpressionParser::bracketed(HclExpressionPtr owner)
{
    const int line = peek().line;
    ++m_brackets;
    if (accept(u"*"_s)) {
        const bool closed = accept(u"]"_s);
        --m_brackets;
        return closed ? splat(std::move(owner), line) : Parsed(wrong(u"Missing close bracket on splat"_s, line));
    }
    const Parsed key = expression();
    const bool closed = key && accept(u"]"_s);
    --m_brackets;
    if (!key)
        return key;
    return closed ? Parsed(node(HclKind::Index, line, {owner, *key}))
                  : wrong(u"Missing close bracket on index"_s, line);
}

// Everything behind the [*] belongs to each element.
HclExpressionParser::Parsed HclExpressionParser::splat(HclExpressionPtr owner, int line)
{
    const QString element = u"*"_s;
    HclExpressionPtr each = node(HclKind::Name, line, {}, element);
    while (peek().is(u"."_s) || peek().is(u"["_s)) {
        if (take().is(u"["_s)) {
            const Parsed inner = bracketed(each);
            if (!inner)
                return inner;
            each = *inner;
            continue;
        }
        const HclToken name = take();
        if (name.kind != HclToken::Kind::Name)
            return wrong(u"Invalid attribute name"_s, line);
        each = node(HclKind::Attribute, line, {each}, name.text);
    }
    return node(HclKind::Splat, line, {std::move(owner), each}, element);
}

HclExpressionParser::Parsed HclExpressionParser::primary()
{
    if (m_brackets > 0)
        skipNewLines();
    const HclToken token = take();
    if (token.kind == HclToken::Kind::Number)
        return literal(numberValue(token.text.toDouble()), token.line);
    if (token.kind == HclToken::Kind::Text || token.kind == HclToken::Kind::Heredoc)
        return templateOf(token);
    if (token.is(u"["_s))
        return tuple(token.line);
    if (token.is(u"{"_s))
        return object(token.line);
    if (token.is(u"("_s)) {
        ++m_brackets;
        const Parsed inner = expression();
        const bool closed = inner && accept(u")"_s);
        --m_brackets;
        return !inner || closed ? inner : Parsed(wrong(u"Unbalanced parentheses"_s, token.line));
    }
    if (token.kind != HclToken::Kind::Name)
        return wrong(u"Invalid expression"_s, token.line);
    if (token.text == u"true"_s || token.text == u"false"_s)
        return literal(token.text == u"true"_s, token.line);
    if (token.text == u"null"_s)
        return literal(nullptr, token.line);
    if (peek().is(u"("_s))
        return call(token);
    return node(HclKind::Name, token.line, {}, token.text);
}

HclExpressionParser::Parsed HclExpressionParser::call(const HclToken &name)
{
    take();
    ++m_brackets;
    const auto found = node(HclKind::Call, name.line, {}, name.text);
    while (!accept(u")"_s)) {
        const Parsed argument = expression();
        if (!argument)
            return argument;
        found->parts.push_back(*argument);
        found->flag = accept(u"..."_s);
        if (accept(u","_s) && !found->flag)
            continue;
        if (accept(u")"_s))
            break;
        return wrong(u"Missing argument separator"_s, peek().line);
    }
    --m_brackets;
    return found;
}

HclExpressionParser::Parsed HclExpressionParser::templateOf(const HclToken &token)
{
    if (++m_depth > deepestExpression)
        return wrong(u"Expressions are nested too deeply"_s, token.line);
    Parsed found = parseHclTemplate(token);
    --m_depth;
    return found;
}

} // namespace twinlake::simulator
