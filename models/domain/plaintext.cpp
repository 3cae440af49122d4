// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "models/domain/plaintext.h"

#include <QChar>

#include <algorithm>
#include <array>

namespace twinlake {

namespace {

/// Drawn as nothing although Unicode calls them letters or marks.
constexpr std::array<char32_t, 8> invisible{0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0, 0x2800};

QString escaped(char32_t character)
{
    QString text;
    for (const char16_t unit : QChar::fromUcs4(character))
        text += QStringLiteral("\\u") + QString::number(unit, 16).rightJustified(4, u'0');
    return text;
}

QString shown(const QString &text, bool feedsStay)
{
    const auto stays = [feedsStay](char32_t character) {
        return (feedsStay && character == U'\n') || !isObeyed(character);
    };
    const auto units = text.toUcs4();
    if (std::all_of(units.begin(), units.end(), stays))
        return text;
    QString all;
    for (const char32_t character : units)
        if (stays(character))
            all += QChar::fromUcs4(character);
        else
            all += escaped(character);
    return all;
}

} // namespace

bool isObeyed(char32_t character)
{
    // Two blocks of format characters have holes that a newer Unicode may fill.
    if ((character >= 0x2060 && character <= 0x206F) || (character >= 0xE0000 && character <= 0xE007F))
        return true;
    switch (QChar::category(character)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return std::find(invisible.begin(), invisible.end(), character) != invisible.end();
    }
}

QString withoutObeyed(const QString &foreign)
{
    QString all;
    bool inRun = false;
    for (const char32_t character : foreign.toUcs4()) {
        const bool obeyed = isObeyed(character);
        if (!obeyed)
            all += QChar::fromUcs4(character);
        else if (!inRun)
            all += u' ';
        inRun = obeyed;
    }
    return all;
}

QString plainLine(const QString &foreign)
{
    return shown(foreign, false);
}

QString plainLines(const QStringList &foreign)
{
    QStringList lines;
    for (const QString &line : foreign)
        lines.append(plainLine(line));
    return lines.join(u'\n');
}

QString plainLines(const QString &foreign)
{
    return shown(foreign, true);
}

QByteArray plainLines(const QByteArray &utf8)
{
    return shown(QString::fromUtf8(utf8), true).toUtf8();
}

} // namespace twinlake
