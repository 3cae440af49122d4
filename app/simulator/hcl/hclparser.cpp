// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/hcl/hclparser.h"

#include "app/simulator/hcl/hclexpressionparser.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int deepestBlock = 40; // blocks in blocks; a hostile upload must not end the stack

class BodyParser {
public:
    explicit BodyParser(HclExpressionParser &expressions)
        : m_expressions(expressions)
    {
    }

    HclResult<std::shared_ptr<const HclBody>> body(bool nested, int depth = 0);

private:
    HclResult<HclBlock> block(const HclToken &type, int depth);

    HclExpressionParser &m_expressions;
};

HclResult<std::shared_ptr<const HclBody>> BodyParser::body(bool nested, int depth)
{
    auto found = std::make_shared<HclBody>();
    while (true) {
        m_expressions.skipNewLines();
        const HclToken token = m_expressions.take();
        if (token.kind == HclToken::Kind::End && !nested)
            return found;
        if (token.is(u"}"_s) && nested)
            return found;
        if (token.kind != HclToken::Kind::Name)
            return m_expressions.wrong(u"Argument or block definition required"_s, token.line);
        if (!m_expressions.peek().is(u"="_s)) {
            HclResult<HclBlock> inner = block(token, depth + 1);
            if (!inner)
                return tl::unexpected(inner.error());
            found->blocks.push_back(std::move(*inner));
            continue;
        }
        m_expressions.take();
        HclResult<HclExpressionPtr> value = m_expressions.expression();
        if (!value)
            return tl::unexpected(value.error());
        if (!found->attributes.emplace(token.text, *value).second)
            return m_expressions.wrong(u"Attribute redefined: \"%1\" was already set"_s.arg(token.text), token.line);
        const HclToken &next = m_expressions.peek();
        if (next.kind != HclToken::Kind::NewLine && !next.is(u"}"_s))
            return m_expressions.wrong(u"Missing newline after argument"_s, next.line);
    }
}

HclResult<HclBlock> BodyParser::block(const HclToken &type, int depth)
{
    if (depth > deepestBlock)
        return m_expressions.wrong(u"Blocks are nested too deeply"_s, type.line);
    HclBlock found;
    found.type = type.text;
    found.line = type.line;
    HclToken token = m_expressions.take();
    while (token.kind == HclToken::Kind::Text || token.kind == HclToken::Kind::Name) {
        found.labels << token.text;
        token = m_expressions.take();
    }
    if (!token.is(u"{"_s))
        return m_expressions.wrong(u"Invalid block definition"_s, token.line);
    const auto inner = body(true, depth);
    if (!inner)
        return tl::unexpected(inner.error());
    found.body = *inner;
    return found;
}

} // namespace

HclResult<std::shared_ptr<const HclBody>> parseHclBody(const QString &source)
{
    const auto tokens = hclTokens(source);
    if (!tokens)
        return tl::unexpected(tokens.error());
    HclExpressionParser expressions(*tokens);
    return BodyParser(expressions).body(false);
}

HclResult<HclExpressionPtr> parseHclExpression(const QString &source, int firstLine)
{
    const auto tokens = hclTokens(source, firstLine);
    if (!tokens)
        return tl::unexpected(tokens.error());
    HclExpressionParser expressions(*tokens);
    expressions.skipNewLines();
    HclResult<HclExpressionPtr> found = expressions.expression();
    expressions.skipNewLines();
    if (found && expressions.peek().kind != HclToken::Kind::End)
        return expressions.wrong(u"Extra characters after expression"_s, expressions.peek().line);
    return found;
}

} // namespace twinlake::simulator
