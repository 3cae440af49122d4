// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// FigurePainter: writes a figure with its units, digits in cells as wide as the widest digit.
#pragma once

#include <QColor>
#include <QFont>
#include <QPointF>
#include <QString>

class QPainter;

namespace twinlake {

struct FigureLook {
    QFont figure;
    QFont unit;
    QColor figureColor;
    QColor unitColor;
};

class FigurePainter {
public:
    /// Writes `text` from `baseline` on; returns its width. Without a painter it only measures. A word is a unit if a
    /// figure stands before it; a word alone ("BLOCKED") is the figure.
    static double paint(QPainter *painter, const QPointF &baseline, const QString &text, const FigureLook &look);
};

} // namespace twinlake
