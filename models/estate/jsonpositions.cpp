// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One pass over the text: strings and comments are jumped over, everything else starts where it starts.
#include "models/estate/jsonpositions.h"

#include <algorithm>

namespace twinlake {

namespace {

constexpr QByteArrayView byteOrderMark("\xEF\xBB\xBF");

bool separates(char c)
{
    return QByteArrayView(" \t\r\n,:]}").contains(c);
}

} // namespace

JsonPositions::JsonPositions(const QByteArray &text)
    : m_text(text)
{
    m_lines.append(m_text.startsWith(byteOrderMark) ? byteOrderMark.size() : 0);
    for (qsizetype i = m_text.indexOf('\n'); i >= 0; i = m_text.indexOf('\n', i + 1))
        m_lines.append(i + 1);
    m_mark.byte = m_lines.first();
    findStarts();
}

TextPosition JsonPositions::next()
{
    const qsizetype start = m_next < m_starts.size() ? m_starts.at(m_next++) : m_text.size();
    m_mark = markFrom(m_mark, start);
    return m_mark.place;
}

TextPosition JsonPositions::at(qsizetype byte) const
{
    return markFrom(m_mark, byte).place;
}

JsonPositions::Mark JsonPositions::markFrom(const Mark &known, qsizetype byte) const
{
    const qsizetype place = std::clamp<qsizetype>(byte, m_lines.first(), m_text.size());
    const auto after = std::upper_bound(m_lines.begin(), m_lines.end(), place);
    const auto line = static_cast<int>(after - m_lines.begin());
    const bool goesOn = known.place.line == line && known.byte <= place;
    const qsizetype from = goesOn ? known.byte : *(after - 1);
    const auto isCharacter = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
    const auto characters = std::count_if(m_text.begin() + from, m_text.begin() + place, isCharacter);
    m_counted += place - from;
    return {place, {line, (goesOn ? known.place.column : 1) + static_cast<int>(characters)}};
}

qsizetype JsonPositions::tokenStart(qsizetype byte) const
{
    const qsizetype place = std::clamp<qsizetype>(byte, 0, std::max<qsizetype>(0, m_text.size() - 1));
    const bool punctuation = !m_text.isEmpty() && QByteArrayView(",:[]{}").contains(m_text.at(place));
    const auto after = std::upper_bound(m_starts.begin(), m_starts.end(), place);
    return punctuation || after == m_starts.begin() ? place : *(after - 1);
}

void JsonPositions::findStarts()
{
    qsizetype i = m_lines.first();
    while (i < m_text.size()) {
        const char c = m_text.at(i);
        if (c == '/') {
            i = skipComment(i);
        } else if (separates(c)) {
            ++i;
        } else {
            m_starts.append(i);
            if (c == '"') {
                i = skipString(i);
            } else if (c == '{' || c == '[') {
                ++i;
            } else {
                while (i < m_text.size() && !separates(m_text.at(i)) && m_text.at(i) != '/')
                    ++i;
            }
        }
    }
}

qsizetype JsonPositions::skipComment(qsizetype from) const
{
    const bool block = m_text.mid(from, 2) == "/*";
    const qsizetype end = block ? m_text.indexOf("*/", from + 2) : m_text.indexOf('\n', from);
    return end < 0 ? m_text.size() : end + (block ? 2 : 1);
}

qsizetype JsonPositions::skipString(qsizetype from) const
{
    qsizetype i = from + 1;
    while (i < m_text.size() && m_text.at(i) != '"')
        i += m_text.at(i) == '\\' ? 2 : 1;
    return std::min(i + 1, m_text.size());
}

} // namespace twinlake
