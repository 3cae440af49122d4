// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/hcl/hcltexts.h"

#include <QCryptographicHash>
#include <QDir>
#include <QRegularExpression>

#include <algorithm>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

using TextStep = QString (*)(const QString &);

HclFunction ofText(TextStep step)
{
    return [step](const HclArguments &given) -> HclResult<> {
        const auto text = given.text(0);
        return text ? HclResult<>(textValue(step(*text))) : tl::unexpected(text.error());
    };
}

using TextPair = json (*)(const QString &, const QString &);

HclFunction ofTexts(TextPair step)
{
    return [step](const HclArguments &given) -> HclResult<> {
        const auto first = given.text(0);
        const auto second = given.text(1);
        if (!first || !second)
            return tl::unexpected(first ? second.error() : first.error());
        return step(*first, *second);
    };
}

HclFunction hashed(QCryptographicHash::Algorithm algorithm)
{
    return [algorithm](const HclArguments &given) -> HclResult<> {
        const auto text = given.text(0);
        if (!text)
            return tl::unexpected(text.error());
        return textValue(QString::fromLatin1(QCryptographicHash::hash(text->toUtf8(), algorithm).toHex()));
    };
}

QString trimmedOf(const QString &text, const QString &signs)
{
    qsizetype from = 0;
    qsizetype to = text.size();
    while (from < to && signs.contains(text.at(from)))
        ++from;
    while (to > from && signs.contains(text.at(to - 1)))
        --to;
    return text.mid(from, to - from);
}

QString titled(const QString &text)
{
    QString found = text;
    for (qsizetype at = 0; at < found.size(); ++at) {
        if (at == 0 || !found.at(at - 1).isLetterOrNumber())
            found[at] = found.at(at).toUpper();
    }
    return found;
}

QString reversed(const QString &text)
{
    QString back = text;
    std::reverse(back.begin(), back.end());
    return back;
}

HclResult<> replaced(const HclArguments &given)
{
    const auto text = given.text(0);
    const auto from = given.text(1);
    const auto to = given.text(2);
    if (!text || !from || !to)
        return hclWrong(u"three strings are needed"_s);
    if (from->size() < 2 || !from->startsWith(u'/') || !from->endsWith(u'/'))
        return textValue(QString(*text).replace(*from, *to));
    const QRegularExpression pattern(from->mid(1, from->size() - 2));
    if (!pattern.isValid())
        return hclWrong(u"the pattern is not valid"_s);
    static const QRegularExpression reference(u"\\$\\{?([0-9]+)\\}?"_s);
    return textValue(QString(*text).replace(pattern, QString(*to).replace(reference, u"\\\\\\1"_s)));
}

HclResult<> substringed(const HclArguments &given)
{
    const auto text = given.text(0);
    const auto from = given.number(1);
    const auto length = given.number(2);
    if (!text || !from || !length)
        return hclWrong(u"a string and two numbers are needed"_s);
    const auto start = static_cast<qsizetype>(*from < 0 ? static_cast<double>(text->size()) + *from : *from);
    return textValue(text->mid(start, static_cast<qsizetype>(*length)));
}

// %s %d %v %q %% and widths for numbers; the verb list of fmt is longer.
HclResult<> formatted(const HclArguments &given)
{
    const auto pattern = given.text(0);
    if (!pattern)
        return tl::unexpected(pattern.error());
    static const QRegularExpression verb(u"%(0?)([0-9]*)(?:\\.([0-9]+))?([a-z%])"_s);
    QString text;
    qsizetype last = 0;
    std::size_t place = 1;
    for (auto matches = verb.globalMatch(*pattern); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        text += pattern->mid(last, match.capturedStart() - last);
        last = match.capturedEnd();
        const QString kind = match.captured(4);
        if (kind == u"%"_s) {
            text += u'%';
            continue;
        }
        if (place >= given.size())
            return hclWrong(u"not enough arguments for the format"_s);
        const json value = given.at(place++);
        const auto number = numberOfValue(value);
        QString piece;
        if ((kind == u"d"_s || kind == u"f"_s || kind == u"x"_s) && !number)
            return hclWrong(u"unsupported value for \"%1\": a number is required"_s.arg(kind));
        if (kind == u"d"_s || kind == u"x"_s)
            piece = QString::number(static_cast<qint64>(*number), kind == u"x"_s ? 16 : 10);
        else if (kind == u"f"_s)
            piece = QString::number(*number, 'f', match.captured(3).isEmpty() ? 6 : match.captured(3).toInt());
        else if (kind == u"q"_s || (kind == u"v"_s && value.is_structured()))
            piece = QString::fromStdString(value.dump());
        else if (const auto plain = textOfValue(value); plain && (kind == u"s"_s || kind == u"v"_s))
            piece = *plain;
        else
            return hclWrong(u"unsupported verb or value at \"%1\""_s.arg(match.captured()));
        text += piece.rightJustified(match.captured(2).toInt(), match.captured(1).isEmpty() ? u' ' : u'0');
    }
    return textValue(text + pattern->mid(last));
}

HclResult<> matched(const HclArguments &given)
{
    const auto pattern = given.text(0);
    const auto text = given.text(1);
    if (!pattern || !text)
        return hclWrong(u"a pattern and a string are needed"_s);
    const QRegularExpressionMatch match = QRegularExpression(*pattern).match(*text);
    if (!match.hasMatch())
        return hclWrong(u"pattern did not match any part of the given string"_s);
    if (match.lastCapturedIndex() == 0)
        return textValue(match.captured());
    json groups = json::array();
    for (int group = 1; group <= match.lastCapturedIndex(); ++group)
        groups.push_back(textValue(match.captured(group)));
    return groups;
}

HclResult<> fileContent(const HclArguments &given)
{
    const auto path = given.text(0);
    if (!path)
        return tl::unexpected(path.error());
    const QString clean = QDir::cleanPath(QDir(given.scope.directory()).filePath(*path));
    const auto found =
        given.scope.files().find(path->startsWith(given.scope.directory()) ? QDir::cleanPath(*path) : clean);
    if (found == given.scope.files().end())
        return hclWrong(u"no file exists at \"%1\""_s.arg(*path));
    return textValue(QString::fromUtf8(found->second));
}

HclResult<> decodedJson(const HclArguments &given)
{
    const auto text = given.text(0);
    const json value = text ? json::parse(text->toStdString(), nullptr, false) : json(json::value_t::discarded);
    return value.is_discarded() ? HclResult<>(hclWrong(u"not valid JSON"_s)) : HclResult<>(value);
}

HclResult<> splitText(const HclArguments &given)
{
    const auto separator = given.text(0);
    const auto text = given.text(1);
    if (!separator || !text)
        return hclWrong(u"two strings are needed"_s);
    json parts = json::array();
    for (const QString &part : text->split(*separator))
        parts.push_back(textValue(part));
    return parts;
}

HclResult<> joinedText(const HclArguments &given)
{
    const auto separator = given.text(0);
    if (!separator)
        return tl::unexpected(separator.error());
    QStringList parts;
    for (std::size_t place = 1; place < given.size(); ++place) {
        for (const auto &[key, value] : hclItems(given.at(place))) {
            const auto part = textOfValue(value);
            if (!part)
                return tl::unexpected(part.error());
            parts << *part;
        }
    }
    return textValue(parts.join(*separator));
}

} // namespace

std::map<QString, HclFunction> hclTextFunctions()
{
    const auto decoded = [](const QString &text) { return QString::fromUtf8(QByteArray::fromBase64(text.toUtf8())); };
    const auto encoded = [](const QString &text) { return QString::fromLatin1(text.toUtf8().toBase64()); };
    return {
        {u"upper"_s, ofText([](const QString &text) { return text.toUpper(); })},
        {u"lower"_s, ofText([](const QString &text) { return text.toLower(); })},
        {u"title"_s, ofText(titled)},
        {u"trimspace"_s, ofText([](const QString &text) { return text.trimmed(); })},
        {u"chomp"_s,
         ofText([](const QString &text) { return QString(text).remove(QRegularExpression(u"[\r\n]+$"_s)); })},
        {u"strrev"_s, ofText(reversed)},
        {u"base64encode"_s, ofText(encoded)},
        {u"base64decode"_s, ofText(decoded)},
        {u"trim"_s, ofTexts([](const QString &a, const QString &b) { return textValue(trimmedOf(a, b)); })},
        {u"trimprefix"_s,
         ofTexts([](const QString &a, const QString &b) { return textValue(a.startsWith(b) ? a.mid(b.size()) : a); })},
        {u"trimsuffix"_s, ofTexts([](const QString &a, const QString &b) {
             return textValue(a.endsWith(b) ? a.chopped(b.size()) : a);
         })},
        {u"startswith"_s, ofTexts([](const QString &a, const QString &b) { return json(a.startsWith(b)); })},
        {u"endswith"_s, ofTexts([](const QString &a, const QString &b) { return json(a.endsWith(b)); })},
        {u"strcontains"_s, ofTexts([](const QString &a, const QString &b) { return json(a.contains(b)); })},
        {u"replace"_s, replaced},
        {u"substr"_s, substringed},
        {u"format"_s, formatted},
        {u"regex"_s, matched},
        {u"split"_s, splitText},
        {u"join"_s, joinedText},
        {u"file"_s, fileContent},
        {u"jsondecode"_s, decodedJson},
        {u"jsonencode"_s, [](const HclArguments &given) -> HclResult<> { return json(given.at(0).dump()); }},
        {u"md5"_s, hashed(QCryptographicHash::Md5)},
        {u"sha1"_s, hashed(QCryptographicHash::Sha1)},
        {u"sha256"_s, hashed(QCryptographicHash::Sha256)},
        {u"sha512"_s, hashed(QCryptographicHash::Sha512)},
    };
}

} // namespace twinlake::simulator
