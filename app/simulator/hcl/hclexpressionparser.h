// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// HclExpressionParser: expressions by precedence, over the tokens of one source.
#pragma once

#include "app/simulator/hcl/hclexpression.h"
#include "app/simulator/hcl/hcllexer.h"

namespace twinlake::simulator {

class HclExpressionParser {
public:
    explicit HclExpressionParser(std::vector<HclToken> tokens)
        : m_tokens(std::move(tokens))
    {
    }

    const HclToken &peek() const { return m_tokens.at(std::min(m_at, m_tokens.size() - 1)); }
    HclToken take();
    void skipNewLines();
    HclResult<HclExpressionPtr> expression();
    tl::unexpected<HclError> wrong(const QString &text, int line) const
    {
        return tl::unexpected(HclError{text, {}, line});
    }

private:
    using Parsed = HclResult<HclExpressionPtr>;

    Parsed binary(int level);
    Parsed unary();
    Parsed postfix();
    Parsed primary();
    Parsed bracketed(HclExpressionPtr owner);
    Parsed splat(HclExpressionPtr owner, int line);
    Parsed call(const HclToken &name);
    Parsed tuple(int line);
    Parsed object(int line);
    Parsed objectEntries(std::shared_ptr<HclExpression> found);
    Parsed comprehension(bool isObject, int line);
    Parsed templateOf(const HclToken &token);
    bool accept(const QString &mark);
    bool acceptInside(const QString &mark);

    std::vector<HclToken> m_tokens;
    std::size_t m_at = 0;
    int m_brackets = 0; ///< line ends mean nothing inside
    int m_depth = 0;
};

} // namespace twinlake::simulator
