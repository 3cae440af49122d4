// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A word is a unit if a figure stands before it; a word alone ("BLOCKED") is the figure.
#include "ui/widgets/figurelabel.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

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

double paintFigure(QPainter *painter, const QString &word, const QFontMetricsF &metrics, double x, double baseline)
{
    const double cell = digitCell(metrics);
    for (const QChar letter : word) {
        const double own = metrics.horizontalAdvance(letter);
        const double room = letter.isDigit() ? cell : own;
        if (painter)
            painter->drawText(QPointF(x + (room - own) / 2, baseline), QString(letter));
        x += room;
    }
    return x;
}

} // namespace

FigureLabel::FigureLabel(TypeRole figure, TypeRole unit, QWidget *parent)
    : QWidget(parent)
    , m_figure(figure)
    , m_unit(unit)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void FigureLabel::setText(const QString &text)
{
    if (m_text == text)
        return;
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void FigureLabel::setTone(TextTone tone)
{
    m_tone = tone;
    update();
}

void FigureLabel::setUnitTone(TextTone tone)
{
    m_unitTone = tone;
    update();
}

double FigureLabel::layOut(QPainter *painter) const
{
    const Theme &theme = Theme::current();
    const QFont figure = theme.font(m_figure);
    const QFont unit = theme.font(m_unit);
    const QFontMetricsF figureMetrics(figure);
    const QFontMetricsF unitMetrics(unit);
    const double baseline = (height() + figureMetrics.ascent() - figureMetrics.descent()) / 2;
    double x = 0;
    bool figureSeen = false;
    const QStringList words = m_text.split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words) {
        const bool isUnit = figureSeen && !word.front().isDigit() && word != u"≥"_s;
        if (x > 0)
            x += isUnit ? unitMetrics.horizontalAdvance(u' ') : figureMetrics.horizontalAdvance(u' ');
        if (painter) {
            painter->setFont(isUnit ? unit : figure);
            painter->setPen(toneColor(isUnit ? m_unitTone.value_or(m_tone) : m_tone));
        }
        if (isUnit) {
            if (painter)
                painter->drawText(QPointF(x, baseline), word);
            x += unitMetrics.horizontalAdvance(word);
        } else {
            x = paintFigure(painter, word, figureMetrics, x, baseline);
            figureSeen = figureSeen || std::any_of(word.begin(), word.end(), [](QChar c) { return c.isDigit(); });
        }
    }
    return x;
}

QSize FigureLabel::sizeHint() const
{
    const QFontMetrics metrics(Theme::current().font(m_figure));
    return {int(std::ceil(layOut(nullptr))) + 1, metrics.height()};
}

QSize FigureLabel::minimumSizeHint() const
{
    return sizeHint();
}

void FigureLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    layOut(&painter);
}

} // namespace twinlake
