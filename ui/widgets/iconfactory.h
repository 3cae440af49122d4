// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Icons: our own strokes (visual-design.md section 8), drawn in whatever colour the text beside them has.
#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>

namespace twinlake {

class IconFactory {
public:
    /// `name` is the file's base name under :/icons. An unknown name gives an empty pixmap.
    static QPixmap pixmap(const QString &name, const QColor &color, int size, double pixelRatio = 1.0);
    /// For a button: `normal`, and `chosen` when it is checked.
    static QIcon icon(const QString &name, const QColor &normal, const QColor &chosen, int size);
};

} // namespace twinlake
