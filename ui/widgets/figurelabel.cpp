// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A figure that is wider than its place is painted smaller, never cut.
#include "ui/widgets/figurelabel.h"

#include "ui/widgets/figurepainter.h"

#include <QFontMetrics>
#include <QPainter>

#include <cmath>

namespace twinlake {

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

FigureLook FigureLabel::look() const
{
    const Theme &theme = Theme::current();
    return {theme.font(m_figure), theme.font(m_unit), toneColor(m_tone), toneColor(m_unitTone.value_or(m_tone))};
}

QSize FigureLabel::sizeHint() const
{
    const FigureLook own = look();
    return {int(std::ceil(FigurePainter::paint(nullptr, {}, m_text, own))) + 1, QFontMetrics(own.figure).height()};
}

QSize FigureLabel::minimumSizeHint() const
{
    return {sizeHint().width() / 2, sizeHint().height()};
}

void FigureLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const FigureLook own = look();
    const QFontMetricsF metrics(own.figure);
    const double wide = sizeHint().width();
    const double fit = wide > width() ? width() / wide : 1.0;
    painter.translate(0, height() / 2.0);
    painter.scale(fit, fit);
    FigurePainter::paint(&painter, {0, (metrics.ascent() - metrics.descent()) / 2}, m_text, own);
}

} // namespace twinlake
