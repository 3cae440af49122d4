// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/hcl/hcltemplate.h"

#include "app/simulator/hcl/hclparser.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

// Templates within templates are parsed within each other.
struct Depth {
    Depth() { ++now; }
    ~Depth() { --now; }
    static thread_local int now;
};
thread_local int Depth::now = 0;

constexpr int deepestEvaluation = 20;

std::shared_ptr<HclExpression> literal(const QString &text, int line)
{
    auto made = std::make_shared<HclExpression>();
    made->value = textValue(text);
    made->line = line;
    return made;
}

// "\\n" and its kin; in a heredoc a backslash is a backslash.
QString unescaped(const QString &text, qsizetype *at)
{
    const QChar next = *at + 1 < text.size() ? text.at(*at + 1) : QChar();
    static const std::map<QChar, QString> plain = {
        {u'n', u"\n"_s}, {u'r', u"\r"_s}, {u't', u"\t"_s}, {u'"', u"\""_s}, {u'\\', u"\\"_s}};
    if (const auto found = plain.find(next); found != plain.end()) {
        *at += 2;
        return found->second;
    }
    const qsizetype digits = next == u'u' ? 4 : next == u'U' ? 8 : 0;
    bool isCode = false;
    const uint code = text.mid(*at + 2, digits).toUInt(&isCode, 16);
    if (digits == 0 || !isCode) {
        ++*at;
        return u"\\"_s;
    }
    *at += 2 + digits;
    const char32_t sign = code;
    return QString::fromUcs4(&sign, 1);
}

} // namespace

HclResult<HclExpressionPtr> parseHclTemplate(const HclToken &token)
{
    const Depth depth;
    if (Depth::now > deepestEvaluation)
        return tl::unexpected(HclError{u"Templates are nested too deeply"_s, {}, token.line});
    const auto made = std::make_shared<HclExpression>();
    made->kind = HclExpression::Kind::Template;
    made->line = token.line;
    const QString &text = token.text;
    QString plain;
    for (qsizetype at = 0; at < text.size();) {
        const QStringView rest = QStringView(text).mid(at);
        if (rest.startsWith(u"$${") || rest.startsWith(u"%%{")) {
            plain += rest.mid(1, 2);
            at += 3;
        } else if (rest.startsWith(u"%{")) {
            return tl::unexpected(
                HclError{u"Template directives (%{ if }, %{ for }) are beyond the simulator"_s, {}, token.line});
        } else if (rest.startsWith(u"${")) {
            const qsizetype end = endOfInterpolation(text, at + 2);
            if (end < 0)
                return tl::unexpected(HclError{u"Unterminated template interpolation"_s, {}, token.line});
            const auto inner = parseHclExpression(text.mid(at + 2, end - at - 2), token.line);
            if (!inner)
                return inner;
            made->parts.push_back(literal(plain, token.line));
            made->parts.push_back(*inner);
            plain.clear();
            at = end + 1;
        } else if (text.at(at) == u'\\' && token.kind == HclToken::Kind::Text) {
            plain += unescaped(text, &at);
        } else {
            plain += text.at(at++);
        }
    }
    if (made->parts.empty())
        return literal(plain, token.line);
    if (!plain.isEmpty())
        made->parts.push_back(literal(plain, token.line));
    // "${x}" alone is x itself, not text.
    if (made->parts.size() == 2 && made->parts.front()->value == nlohmann::json(""))
        return made->parts.back();
    return made;
}

} // namespace twinlake::simulator
