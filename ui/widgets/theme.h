// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Theme: colours and fonts of visual-design.md sections 2 and 4, from one file a theme. Widgets ask it when they paint,
// so a change of theme needs no sheet of their own.
#pragma once

#include "models/views/statesign.h"
#include "ui/widgets/themefile.h"

#include <QColor>
#include <QFont>

class QApplication;

namespace twinlake {

enum class ThemeName { System, Dark, Light, HighContrast };

enum class TypeRole {
    Caption,
    Dense,
    DenseStrong,
    Body,
    BodyStrong,
    Section,
    Headline,
    Figure,
    Unit,
    Clock,
    Mono,
    MonoStrong,
    WallSmall,
    WallState,
    WallStrong, ///< 40, weight 600
    WallName,
    WallHeadline,
    WallFigure,
    WallClock,
};

class Theme {
public:
    /// The theme applied last; dark before the first.
    static const Theme &current();
    /// Style, palette, style sheet and default font of the whole application. `textScale` is 1.0 to 2.0.
    static void apply(QApplication &application, ThemeName name, double textScale = 1.0);

    explicit Theme(ThemeFile file, double textScale = 1.0);

    QString name() const { return m_file.name(); }
    QColor color(Token token) const { return m_file.color(token); }
    QFont font(TypeRole role) const;
    /// The mark of a state, and the words in that state.
    QColor mark(ToneToken tone) const;
    QColor word(const StateSign &sign) const;
    /// A length at the text scale.
    int px(double length) const { return qRound(length * m_textScale); }
    double textScale() const { return m_textScale; }

private:
    ThemeFile m_file;
    double m_textScale;
};

} // namespace twinlake
