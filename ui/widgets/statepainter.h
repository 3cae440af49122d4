// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// StatePainter: the state shapes of visual-design.md section 6, at any size from 11 to 88 px.
#pragma once

#include "models/views/statesign.h"

#include <QColor>
#include <QRectF>

class QPainter;

namespace twinlake {

class StatePainter {
public:
    /// Paints `shape` into the square `box`. `ground` is the colour behind it, which shows through knocked-out glyphs.
    /// `turn` moves the running ring by 30 degrees each.
    static void paint(QPainter &painter, const QRectF &box, Shape shape, const QColor &mark, const QColor &ground,
                      int turn = 0);
    /// The same in the theme's colours, on a panel.
    static void paint(QPainter &painter, const QRectF &box, const StateSign &sign, int turn = 0);
    /// The shape, then the word after it, vertically centred in `row`; the word elides. Both in the theme's colours.
    static void paintWithWord(QPainter &painter, const QRect &row, const StateSign &sign, const QColor &ground);
};

} // namespace twinlake
