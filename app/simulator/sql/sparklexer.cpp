// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/sql/sparklexer.h"

#include <QStringView>

#include <array>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int deepestNesting = 100;

class Reader {
public:
    explicit Reader(QStringView text)
        : m_text(text)
    {
    }

    /// Up to the closing parenthesis, or to the end at depth 0. Empty: it does not close, or is too deep.
    std::optional<SparkNodes> nodes(int depth);
    QString near() const { return m_at < m_text.size() ? m_text.mid(m_at, 20).toString() : u"end of input"_s; }

private:
    void skipBlank();
    std::optional<SparkNode> node(int depth);
    std::optional<SparkNode> quoted(QChar quote);
    SparkNode symbol();
    SparkNode run(SparkNode::Kind kind, bool (*belongs)(QChar));
    QChar at(qsizetype offset) const { return m_at + offset < m_text.size() ? m_text[m_at + offset] : QChar(); }

    QStringView m_text;
    qsizetype m_at = 0;
};

bool inWord(QChar letter)
{
    return letter.isLetterOrNumber() || letter == u'_';
}

bool inNumber(QChar letter)
{
    return letter.isDigit() || letter == u'.' || letter == u'e' || letter == u'E';
}

void Reader::skipBlank()
{
    while (m_at < m_text.size()) {
        if (at(0).isSpace())
            ++m_at;
        else if (at(0) == u'-' && at(1) == u'-')
            while (m_at < m_text.size() && at(0) != u'\n')
                ++m_at;
        else if (at(0) == u'/' && at(1) == u'*') {
            const qsizetype end = m_text.indexOf(u"*/", m_at + 2);
            m_at = end < 0 ? m_text.size() : end + 2;
        } else
            return;
    }
}

SparkNode Reader::run(SparkNode::Kind kind, bool (*belongs)(QChar))
{
    const qsizetype begin = m_at;
    while (m_at < m_text.size() && belongs(at(0)))
        ++m_at;
    return {kind, m_text.mid(begin, m_at - begin).toString(), {}, begin, m_at};
}

// 'text', "text" and `name`: the quote doubled or behind a backslash stands for itself.
std::optional<SparkNode> Reader::quoted(QChar quote)
{
    SparkNode node{quote == u'`' ? SparkNode::Kind::Name : SparkNode::Kind::Text, {}, {}, m_at, 0};
    for (++m_at; m_at < m_text.size(); ++m_at) {
        if (at(0) == u'\\' && quote != u'`' && m_at + 1 < m_text.size()) {
            node.text += at(1);
            ++m_at;
        } else if (at(0) != quote) {
            node.text += at(0);
        } else if (at(1) == quote) {
            node.text += quote;
            ++m_at;
        } else {
            node.end = ++m_at;
            return node;
        }
    }
    return std::nullopt;
}

SparkNode Reader::symbol()
{
    static const std::array longer{"<=>"_L1, "::"_L1, "<="_L1, ">="_L1, "<>"_L1, "!="_L1, "=="_L1, "||"_L1};
    for (const QLatin1StringView candidate : longer) {
        if (m_text.mid(m_at).startsWith(candidate)) {
            m_at += candidate.size();
            return {SparkNode::Kind::Symbol, candidate, {}, m_at - candidate.size(), m_at};
        }
    }
    ++m_at;
    return {SparkNode::Kind::Symbol, QString(m_text[m_at - 1]), {}, m_at - 1, m_at};
}

std::optional<SparkNode> Reader::node(int depth)
{
    const QChar letter = at(0);
    if (letter == u'\'' || letter == u'"' || letter == u'`')
        return quoted(letter);
    if (letter.isDigit() || (letter == u'.' && at(1).isDigit()))
        return run(SparkNode::Kind::Number, inNumber);
    if (inWord(letter))
        return run(SparkNode::Kind::Word, inWord);
    if (letter == u':' && inWord(at(1))) {
        ++m_at;
        return run(SparkNode::Kind::Marker, inWord);
    }
    if (letter != u'(')
        return symbol();
    const qsizetype begin = m_at++;
    auto children = nodes(depth + 1);
    if (!children || at(0) != u')')
        return std::nullopt;
    ++m_at;
    return SparkNode{SparkNode::Kind::Group, {}, std::move(*children), begin, m_at};
}

std::optional<SparkNodes> Reader::nodes(int depth)
{
    SparkNodes all;
    if (depth > deepestNesting)
        return std::nullopt;
    for (skipBlank(); m_at < m_text.size(); skipBlank()) {
        if (at(0) == u')')
            return depth > 0 ? std::optional(std::move(all)) : std::nullopt;
        auto next = node(depth);
        if (!next)
            return std::nullopt;
        all.push_back(std::move(*next));
    }
    return depth == 0 ? std::optional(std::move(all)) : std::nullopt;
}

} // namespace

SqlError syntaxError(const QString &near)
{
    return {u"BAD_REQUEST"_s,
            u"[PARSE_SYNTAX_ERROR] Syntax error at or near '%1'. SQLSTATE: 42601"_s.arg(near.left(80)), u"42601"_s};
}

tl::expected<SparkNodes, SqlError> readSpark(const QString &statement)
{
    Reader reader(statement);
    auto nodes = reader.nodes(0);
    if (!nodes)
        return tl::unexpected(syntaxError(reader.near()));
    while (!nodes->empty() && nodes->back().isSymbol(";"_L1))
        nodes->pop_back();
    return std::move(*nodes);
}

} // namespace twinlake::simulator
