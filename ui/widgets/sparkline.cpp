// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From zero to twice the usual, or to the highest value if that is more.
#include "ui/widgets/sparkline.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace twinlake {

Sparkline::Sparkline(ToneToken tone, QWidget *parent)
    : QWidget(parent)
    , m_tone(tone)
{
}

void Sparkline::setValues(QList<std::optional<double>> values)
{
    m_values = std::move(values);
    update();
}

void Sparkline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = Theme::current();
    const double base = height() - 1.5;
    painter.setPen(QPen(theme.color(Token::Edge), 2));
    painter.drawLine(QPointF(0, base), QPointF(width(), base));
    double highest = 0;
    for (const auto &value : std::as_const(m_values))
        highest = std::max(highest, value.value_or(0));
    if (highest <= 0 || m_values.size() < 2)
        return;
    QPainterPath line;
    bool drawing = false;
    for (qsizetype i = 0; i < m_values.size(); ++i) {
        const auto &value = m_values.at(i);
        if (value) {
            const QPointF point(double(i) * width() / double(m_values.size() - 1),
                                base - 3 - *value / highest * (base - 6));
            drawing ? line.lineTo(point) : line.moveTo(point);
        }
        drawing = value.has_value();
    }
    painter.strokePath(line, QPen(theme.mark(m_tone), 2.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
}

} // namespace twinlake
