// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// WallBrush: the few things a wall is made of: panels, lines of text, figures, bars. Lengths are px of a 1920x1080
// wall.
#pragma once

#include "ui/widgets/objectivebar.h"
#include "ui/widgets/plainlabel.h"

#include <QRectF>

class QPainter;

namespace twinlake {

class WallBrush {
public:
    explicit WallBrush(QPainter &painter)
        : m_painter(painter)
    {
    }

    void panel(const QRect &box, Token ground, bool hatched = false);
    /// Elides at the end of `line`.
    void text(const QRect &line, const QString &text, TypeRole role, TextTone tone,
              Qt::Alignment align = Qt::AlignLeft);
    void figure(const QRect &line, const QString &text, TypeRole figure, TypeRole unit, TextTone tone);
    /// Shape, then the word, elided.
    void state(const QRect &line, const StateSign &sign, TypeRole role, int shapeSize, Token ground);
    /// Empty: not known, hatched.
    void bar(const QRect &box, std::optional<double> used, std::optional<Token> fill = {});
    /// A line of values from 0 to the highest, gaps not bridged.
    void spark(const QRect &box, const QList<std::optional<double>> &values);
    void topEdge(const QRect &box, ServingState serving);

private:
    QPainter &m_painter;
};

} // namespace twinlake
