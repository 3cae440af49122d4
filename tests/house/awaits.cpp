// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads a file as words, expression by expression; comments and texts are left out.
#include "awaits.h"

#include <QRegularExpression>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What has been seen of one expression: it ends at ; { } and where the condition of a statement ends.
struct Expression {
    int awaitLine = 0;
    bool branches = false;
};

class Reader {
public:
    explicit Reader(const SourceFile &file)
        : m_file(file)
    {
    }
    QList<Finding> read();

private:
    void take(const QString &word, int line);
    void end();

    const SourceFile &m_file;
    QList<Finding> m_findings;
    Expression m_now;
    QList<bool> m_parentheses; ///< the open ones: true where a condition of a statement stands in it
    QString m_before;
};

QList<Finding> Reader::read()
{
    static const QRegularExpression texts(u"\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)+'"_s);
    static const QRegularExpression words(u"\\w+|&&|\\|\\||[?;{}()]"_s);
    for (qsizetype i = 0; i < m_file.lines.size(); ++i) {
        const QString code = codeOf(QString(m_file.lines.at(i)).replace(texts, u"_"_s));
        for (const QRegularExpressionMatch &match : words.globalMatch(code))
            take(match.captured(), static_cast<int>(i) + 1);
    }
    end();
    return m_findings;
}

void Reader::take(const QString &word, int line)
{
    static const QStringList statements{u"if"_s, u"while"_s, u"for"_s, u"switch"_s};
    if (word == "co_await"_L1)
        m_now.awaitLine = line;
    else if (word == "&&"_L1 || word == "||"_L1 || word == "?"_L1)
        m_now.branches = true;
    else if (word == "("_L1)
        m_parentheses.append(statements.contains(m_before));
    else if (word == ";"_L1 || word == "{"_L1 || word == "}"_L1
             || (word == ")"_L1 && !m_parentheses.isEmpty() && m_parentheses.takeLast()))
        end();
    m_before = word;
}

void Reader::end()
{
    if (m_now.awaitLine > 0 && m_now.branches)
        m_findings.append({m_file.path, m_now.awaitLine,
                           u"co_await beside &&, || or ?: write it as a statement of its own, inside an if"_s});
    m_now = {};
}

} // namespace

QList<Finding> conditionalAwaits(const SourceFile &file)
{
    return Reader(file).read();
}

} // namespace twinlake
