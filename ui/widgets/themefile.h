// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ThemeFile: the colour tokens of one theme as its JSON file says them, and the style sheet filled with them.
#pragma once

#include <QColor>
#include <QList>
#include <QMap>
#include <QString>

namespace twinlake {

/// visual-design.md section 2, in its order.
enum class Token {
    Window,
    Panel,
    Raised,
    Line,
    Edge,
    Text1,
    Text2,
    Text3,
    StateActive,
    StateReady,
    StateWatch,
    StateBad,
    StateUnknown,
    StateOff,
    TextWatch,
    TextBad,
    TextUnknown,
    Link,
    LinkB,
    TintBad,
    TintWatch,
    TintUnknown,
    TintOk,
    Hatch,
    Primary,
    PrimaryText,
    Focus,
};

class ThemeFile {
public:
    /// Reads ":/themes/<name>.json": dark, light or high-contrast. A missing token is a programming error.
    static ThemeFile load(const QString &name);
    static QList<Token> tokens();
    static QString tokenName(Token token);

    QString name() const { return m_name; }
    QColor color(Token token) const { return m_colors.value(token); }
    /// ":/themes/style.qss" with each @token replaced by its colour and each @px(n) by n at `textScale`.
    QString styleSheet(double textScale) const;

private:
    QString m_name;
    QMap<Token, QColor> m_colors;
};

} // namespace twinlake
