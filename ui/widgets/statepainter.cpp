// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Scales the paths of the grid into a box.
#include "ui/widgets/statepainter.h"

#include "ui/widgets/stateshapes.h"
#include "ui/widgets/theme.h"

#include <QFontMetrics>
#include <QPainter>

namespace twinlake {

namespace {

constexpr double grid = 16;
constexpr int degreesOfATurn = 30;

void paintRing(QPainter &painter, const QColor &mark, int turn)
{
    const QRectF circle(2.2, 2.2, 11.6, 11.6);
    QColor faint = mark;
    faint.setAlphaF(0.4F);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(faint, 2));
    painter.drawEllipse(circle);
    painter.setPen(QPen(mark, 2.6, Qt::SolidLine, Qt::FlatCap));
    painter.drawArc(circle, (90 - turn * degreesOfATurn) * 16, -270 * 16); // sixteenths of a degree
}

} // namespace

void StatePainter::paint(QPainter &painter, const QRectF &box, Shape shape, const QColor &mark, const QColor &ground,
                         int turn)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(box.topLeft());
    painter.scale(box.width() / grid, box.height() / grid);
    if (shape == Shape::Ring) {
        paintRing(painter, mark, turn);
        painter.restore();
        return;
    }
    const stateshapes::Paths paths = stateshapes::pathsOf(shape);
    painter.fillPath(paths.filled, mark);
    painter.strokePath(paths.stroked, QPen(mark, paths.strokeWidth, Qt::SolidLine, Qt::RoundCap, Qt::MiterJoin));
    painter.strokePath(paths.knockedOut, QPen(ground, paths.knockWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.restore();
}

void StatePainter::paint(QPainter &painter, const QRectF &box, const StateSign &sign, int turn)
{
    const Theme &theme = Theme::current();
    paint(painter, box, sign.shape, theme.mark(sign.token), theme.color(Token::Panel), turn);
}

void StatePainter::paintWithWord(QPainter &painter, const QRect &row, const StateSign &sign, const QColor &ground)
{
    const Theme &theme = Theme::current();
    const int size = theme.px(14);
    const QRectF box(row.left(), row.top() + (row.height() - size) / 2.0, size, size);
    paint(painter, box, sign.shape, theme.mark(sign.token), ground);
    painter.setFont(theme.font(TypeRole::DenseStrong));
    painter.setPen(theme.word(sign));
    const QRect text = row.adjusted(size + theme.px(6), 0, 0, 0);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(sign.word, Qt::ElideRight, text.width()));
}

} // namespace twinlake
