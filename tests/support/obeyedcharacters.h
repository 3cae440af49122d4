// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A corpus of what a terminal or a text layout obeys, and the search for it in an output. It has a list of its own, so
// that it does not trust the function that it tests.
#pragma once

#include <QByteArray>
#include <QChar>
#include <QString>
#include <QStringList>

namespace twinlake {

inline bool isInCorpus(char32_t c)
{
    return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0xad || c == 0x61c || (c >= 0x200b && c <= 0x200f)
        || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb)
        || (c >= 0xe0000 && c <= 0xe007f);
}

/// Whole sequences: CSI, OSC 8 and 52, DCS, a line of its own, and every single character of the corpus. No NUL: no
/// argument can hold it.
inline QString hostileText()
{
    QString text =
        QStringLiteral("a\x1b[31m\x1b[2J\x1b]8;;http://evil.example\x07link\x1b]8;;\x1b\\\x1b]52;c;ZXZpbA==\x07"
                       "\x1bPq#0\x1b\\\nFORGED by a line feed\rFORGED by a return\r\nFORGED\b\b");
    for (char32_t c = 1; c <= 0xe007f; ++c) {
        if (isInCorpus(c))
            text += QChar::fromUcs4(c);
    }
    return text + u'z';
}

/// What of it stands in an output where line feeds may stand; empty if nothing does.
inline QString obeyedIn(const QByteArray &output)
{
    const QString text = QString::fromUtf8(output);
    if (text.toUtf8() != output)
        return QStringLiteral("bytes that are no UTF-8");
    qsizetype at = 0;
    for (const char32_t c : text.toUcs4()) {
        if (c != U'\n' && isInCorpus(c))
            return QStringLiteral("U+%1 in: %2").arg(QString::number(c, 16), text.mid(qMax(0, at - 60), 120));
        at += QChar::requiresSurrogates(c) ? 2 : 1;
    }
    for (const QString &line : text.split(u'\n')) {
        if (line.startsWith(QStringLiteral("FORGED")))
            return QStringLiteral("a forged line: ") + line.left(100);
    }
    return {};
}

} // namespace twinlake
