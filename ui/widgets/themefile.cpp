// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The theme files are resources of this program, so what is wrong in them stops it at once.
#include "ui/widgets/themefile.h"

#include <QFile>
#include <QRegularExpression>

#include <nlohmann/json.hpp>

#include <array>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array tokenNames{
    "bg.window",    "bg.panel",     "bg.raised",    "line",        "edge",         "text.1",        "text.2",
    "text.3",       "state.active", "state.ready",  "state.watch", "state.bad",    "state.unknown", "state.off",
    "text.watch",   "text.bad",     "text.unknown", "text.link",   "text.link.b",  "tint.bad",      "tint.watch",
    "tint.unknown", "tint.ok",      "hatch",        "primary",     "primary.text", "focus",
};

QByteArray resource(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s is not in this program", qPrintable(path));
    return file.readAll();
}

} // namespace

QList<Token> ThemeFile::tokens()
{
    QList<Token> all;
    for (std::size_t i = 0; i < tokenNames.size(); ++i)
        all.append(static_cast<Token>(i));
    return all;
}

QString ThemeFile::tokenName(Token token)
{
    return QString::fromLatin1(tokenNames.at(static_cast<std::size_t>(token)));
}

ThemeFile ThemeFile::load(const QString &name)
{
    const QByteArray text = resource(u":/themes/%1.json"_s.arg(name));
    const auto document = nlohmann::json::parse(text.constBegin(), text.constEnd(), nullptr, false);
    if (!document.is_object() || !document.contains("tokens") || !document.at("tokens").is_object())
        qFatal("theme %s has no tokens", qPrintable(name));
    const auto &values = document.at("tokens");
    ThemeFile theme;
    theme.m_name = name;
    for (const Token token : tokens()) {
        const auto found = values.find(tokenName(token).toStdString());
        const auto *value = found == values.end() ? nullptr : found->get_ptr<const std::string *>();
        const QColor color = value ? QColor(QString::fromStdString(*value)) : QColor();
        if (!color.isValid())
            qFatal("theme %s has no colour %s", qPrintable(name), qPrintable(tokenName(token)));
        theme.m_colors.insert(token, color);
    }
    return theme;
}

QString ThemeFile::styleSheet(double textScale) const
{
    const QString sheet = QString::fromUtf8(resource(u":/themes/style.qss"_s));
    static const QRegularExpression place(u"@(px\\((\\d+)\\)|[a-z]+(?:\\.[a-z0-9]+)*)"_s);
    QMap<QString, QColor> byName;
    for (const Token token : tokens())
        byName.insert(tokenName(token), color(token));
    QString filled;
    qsizetype from = 0;
    for (auto it = place.globalMatch(sheet); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        filled += QStringView(sheet).mid(from, match.capturedStart() - from);
        if (match.hasCaptured(2))
            filled += u"%1px"_s.arg(qRound(match.captured(2).toInt() * textScale));
        else
            filled += byName.contains(match.captured(1)) ? byName.value(match.captured(1)).name() : match.captured();
        from = match.capturedEnd();
    }
    return filled + sheet.mid(from);
}

} // namespace twinlake
