// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/hcl/hcllexer.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int deepestTemplate = 20; // texts within texts; a hostile upload must not end the stack

bool beginsName(QChar one)
{
    return one.isLetter() || one == u'_';
}

bool continuesName(QChar one)
{
    return one.isLetterOrNumber() || one == u'_' || one == u'-';
}

class Lexer {
public:
    Lexer(const QString &source, int line)
        : m_source(source)
        , m_line(line)
    {
    }

    HclResult<std::vector<HclToken>> run()
    {
        while (m_at < m_source.size()) {
            if (!step())
                return tl::unexpected(m_error);
        }
        add(HclToken::Kind::NewLine, u"\n"_s);
        add(HclToken::Kind::End, {});
        return m_tokens;
    }

private:
    QChar peek(qsizetype ahead = 0) const
    {
        return m_at + ahead < m_source.size() ? m_source.at(m_at + ahead) : QChar();
    }
    void add(HclToken::Kind kind, const QString &text) { m_tokens.push_back({kind, text, m_line}); }
    bool fail(const QString &text)
    {
        m_error = {text, {}, m_line};
        return false;
    }

    bool step();
    bool comment();
    void name();
    void number();
    bool quoted();
    bool heredoc();
    bool mark();

    QString m_source;
    qsizetype m_at = 0;
    int m_line = 1;
    std::vector<HclToken> m_tokens;
    HclError m_error;
};

bool Lexer::step()
{
    const QChar one = peek();
    if (one == u'\n') {
        add(HclToken::Kind::NewLine, u"\n"_s);
        ++m_line;
        ++m_at;
        return true;
    }
    if (one.isSpace() || one == u'\ufeff') {
        ++m_at;
        return true;
    }
    if (one == u'#' || (one == u'/' && (peek(1) == u'/' || peek(1) == u'*')))
        return comment();
    if (beginsName(one)) {
        name();
        return true;
    }
    if (one.isDigit()) {
        number();
        return true;
    }
    if (one == u'"')
        return quoted();
    if (one == u'<' && peek(1) == u'<')
        return heredoc();
    return mark();
}

bool Lexer::comment()
{
    if (peek(1) == u'*') {
        const qsizetype end = m_source.indexOf(u"*/"_s, m_at + 2);
        if (end < 0)
            return fail(u"Unterminated comment"_s);
        m_line += static_cast<int>(QStringView(m_source).mid(m_at, end - m_at).count(u'\n'));
        m_at = end + 2;
        return true;
    }
    const qsizetype end = m_source.indexOf(u'\n', m_at);
    m_at = end < 0 ? m_source.size() : end;
    return true;
}

void Lexer::name()
{
    const qsizetype start = m_at;
    while (m_at < m_source.size() && continuesName(peek()))
        ++m_at;
    add(HclToken::Kind::Name, m_source.mid(start, m_at - start));
}

void Lexer::number()
{
    const qsizetype start = m_at;
    while (peek().isDigit() || (peek() == u'.' && peek(1).isDigit())
           || ((peek() == u'e' || peek() == u'E') && (peek(1).isDigit() || peek(1) == u'-' || peek(1) == u'+')))
        m_at += peek().isDigit() || peek() == u'.' ? 1 : 2;
    add(HclToken::Kind::Number, m_source.mid(start, m_at - start));
}

bool Lexer::quoted()
{
    const qsizetype start = ++m_at;
    while (m_at < m_source.size() && peek() != u'"' && peek() != u'\n') {
        const bool template_ = (peek() == u'$' || peek() == u'%') && peek(1) == u'{';
        const bool escaped = m_at > start && m_source.at(m_at - 1) == peek();
        if (peek() == u'\\') {
            m_at += 2;
        } else if (template_ && !escaped) {
            const qsizetype end = endOfInterpolation(m_source, m_at + 2);
            if (end < 0)
                return fail(u"Unterminated template interpolation"_s);
            m_at = end + 1;
        } else {
            ++m_at;
        }
    }
    if (peek() != u'"')
        return fail(u"Unterminated string"_s);
    add(HclToken::Kind::Text, m_source.mid(start, m_at - start));
    ++m_at;
    return true;
}

bool Lexer::heredoc()
{
    qsizetype at = m_at + 2;
    const bool indented = at < m_source.size() && m_source.at(at) == u'-';
    at += indented ? 1 : 0;
    const qsizetype lineEnd = m_source.indexOf(u'\n', at);
    const QString marker = lineEnd < 0 ? QString() : m_source.mid(at, lineEnd - at).trimmed();
    if (marker.isEmpty())
        return fail(u"Invalid heredoc"_s);
    QStringList lines;
    qsizetype smallest = -1;
    for (qsizetype from = lineEnd + 1; from < m_source.size();) {
        const qsizetype end = m_source.indexOf(u'\n', from);
        const QString line = m_source.mid(from, end < 0 ? -1 : end - from);
        if (line.trimmed() == marker) {
            for (QString &kept : lines)
                kept = indented ? kept.mid(std::max<qsizetype>(0, smallest)) : kept;
            add(HclToken::Kind::Heredoc, lines.isEmpty() ? QString() : lines.join(u'\n') + u'\n');
            m_line += static_cast<int>(lines.size()) + 1;
            m_at = end < 0 ? m_source.size() : end;
            return true;
        }
        lines << line;
        qsizetype indent = 0;
        while (indent < line.size() && line.at(indent).isSpace())
            ++indent;
        if (!line.trimmed().isEmpty())
            smallest = smallest < 0 ? indent : std::min(smallest, indent);
        if (end < 0)
            break;
        from = end + 1;
    }
    return fail(u"Unterminated heredoc"_s);
}

bool Lexer::mark()
{
    static const QStringList marks = {u"..."_s, u"=>"_s, u"=="_s, u"!="_s, u"<="_s, u">="_s, u"&&"_s, u"||"_s, u"="_s,
                                      u"<"_s,   u">"_s,  u"!"_s,  u"+"_s,  u"-"_s,  u"*"_s,  u"/"_s,  u"%"_s,  u"?"_s,
                                      u":"_s,   u","_s,  u"."_s,  u"("_s,  u")"_s,  u"["_s,  u"]"_s,  u"{"_s,  u"}"_s};
    for (const QString &one : marks) {
        if (QStringView(m_source).mid(m_at, one.size()) == one) {
            add(HclToken::Kind::Mark, one);
            m_at += one.size();
            return true;
        }
    }
    return fail(u"Invalid character"_s);
}

} // namespace

qsizetype endOfInterpolation(const QString &text, qsizetype at, int depth)
{
    if (depth > deepestTemplate)
        return -1;
    int open = 1;
    for (; at < text.size(); ++at) {
        const QChar one = text.at(at);
        if (one == u'"') { // a text inside, which may hold templates of its own
            for (++at; at < text.size() && text.at(at) != u'"'; ++at) {
                if (text.at(at) == u'\\') {
                    ++at;
                } else if (text.at(at) == u'$' && at + 1 < text.size() && text.at(at + 1) == u'{') {
                    at = endOfInterpolation(text, at + 2, depth + 1);
                    if (at < 0)
                        return -1;
                }
            }
        } else if (one == u'{') {
            ++open;
        } else if (one == u'}' && --open == 0) {
            return at;
        }
    }
    return -1;
}

HclResult<std::vector<HclToken>> hclTokens(const QString &source, int firstLine)
{
    return Lexer(source, firstLine).run();
}

} // namespace twinlake::simulator
