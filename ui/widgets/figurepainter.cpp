// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Qt 6.4 cannot switch on tabular digits of a font, so each digit gets its cell by hand.
#include "ui/widgets/figurepainter.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

double digitCell(const QFontMetricsF &metrics)
{
    double widest = 0;
    for (char16_t digit = u'0'; digit <= u'9'; ++digit)
        widest = std::max(widest, metrics.horizontalAdvance(QChar(digit)));
    return widest;
}

double paintWord(QPainter *painter, const QString &word, const QFontMetricsF &metrics, QPointF at)
{
    const double cell = digitCell(metrics);
    for (const QChar letter : word) {
        const double own = metrics.horizontalAdvance(letter);
        const double room = letter.isDigit() ? cell : own;
        if (painter)
            painter->drawText(QPointF(at.x() + (room - own) / 2, at.y()), QString(letter));
        at.rx() += room;
    }
    return at.x();
}

} // namespace

double FigurePainter::paint(QPainter *painter, const QPointF &baseline, const QString &text, const FigureLook &look)
{
    const QFontMetricsF figure(look.figure);
    const QFontMetricsF unit(look.unit);
    double x = baseline.x();
    bool figureSeen = false;
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words) {
        const bool isUnit = figureSeen && !word.front().isDigit() && word != u"≥"_s;
        if (x > baseline.x())
            x += isUnit ? unit.horizontalAdvance(u' ') : figure.horizontalAdvance(u' ');
        if (painter) {
            painter->setFont(isUnit ? look.unit : look.figure);
            painter->setPen(isUnit ? look.unitColor : look.figureColor);
        }
        if (isUnit) {
            if (painter)
                painter->drawText(QPointF(x, baseline.y()), word);
            x += unit.horizontalAdvance(word);
            continue;
        }
        x = paintWord(painter, word, figure, {x, baseline.y()});
        figureSeen = figureSeen || std::any_of(word.begin(), word.end(), [](QChar c) { return c.isDigit(); });
    }
    return x - baseline.x();
}

} // namespace twinlake
