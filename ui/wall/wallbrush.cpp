// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Everything elides or shrinks to its line, nothing is cut.
#include "ui/wall/wallbrush.h"

#include "ui/widgets/figurepainter.h"
#include "ui/widgets/hatchfill.h"
#include "ui/widgets/statepainter.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace twinlake {

namespace {

constexpr int smallestText = 36; // only where a font is wider than the one the wall is drawn for

} // namespace

void WallBrush::panel(const QRect &box, Token ground, bool hatched)
{
    const Theme &theme = Theme::current();
    m_painter.setPen(QPen(theme.color(Token::Line), 2));
    m_painter.setBrush(theme.color(ground));
    m_painter.drawRoundedRect(box, 4, 4);
    if (hatched)
        HatchFill::paint(m_painter, box.adjusted(2, 2, -2, -2));
}

void WallBrush::text(const QRect &line, const QString &text, TypeRole role, TextTone tone, Qt::Alignment align)
{
    if (text.isEmpty() || line.width() <= 0)
        return;
    // A line that is a little too long is written smaller before it elides.
    QFont font = Theme::current().font(role);
    const int wide = QFontMetrics(font).horizontalAdvance(text);
    if (wide > line.width())
        font.setPixelSize(std::max(smallestText, font.pixelSize() * line.width() / wide));
    while (font.pixelSize() > smallestText && QFontMetrics(font).horizontalAdvance(text) > line.width())
        font.setPixelSize(font.pixelSize() - 1); // whole pixels: the width does not shrink in proportion
    m_painter.setFont(font);
    m_painter.setPen(toneColor(tone));
    m_painter.drawText(line, int(align | Qt::AlignVCenter) | Qt::TextSingleLine,
                       m_painter.fontMetrics().elidedText(text, Qt::ElideRight, line.width()));
}

void WallBrush::figure(const QRect &line, const QString &text, TypeRole figure, TypeRole unit, TextTone tone)
{
    const Theme &theme = Theme::current();
    const FigureLook look{theme.font(figure), theme.font(unit), toneColor(tone), toneColor(tone)};
    const QFontMetricsF metrics(look.figure);
    const double wide = FigurePainter::paint(nullptr, {}, text, look);
    const double fit = wide > line.width() ? line.width() / wide : 1.0;
    m_painter.save();
    m_painter.translate(line.left(), line.center().y());
    m_painter.scale(fit, fit);
    FigurePainter::paint(&m_painter, {0, (metrics.ascent() - metrics.descent()) / 2}, text, look);
    m_painter.restore();
}

void WallBrush::state(const QRect &line, const StateSign &sign, TypeRole role, int shapeSize, Token ground)
{
    const Theme &theme = Theme::current();
    const QRectF box(line.left(), line.center().y() - shapeSize / 2.0, shapeSize, shapeSize);
    StatePainter::paint(m_painter, box, sign.shape, theme.mark(sign.token), theme.color(ground));
    text(line.adjusted(shapeSize * 7 / 5, 0, 0, 0), sign.word, role, wordTone(sign));
}

void WallBrush::bar(const QRect &box, std::optional<double> used, std::optional<Token> fill)
{
    const Theme &theme = Theme::current();
    m_painter.fillRect(box, theme.color(used ? Token::Raised : Token::TintUnknown));
    if (!used) {
        HatchFill::paint(m_painter, box, true);
        return;
    }
    QRect filled = box;
    filled.setWidth(qRound(std::clamp(*used, 0.0, 1.0) * box.width()));
    m_painter.fillRect(filled, theme.color(fill.value_or(ObjectiveBar::fillFor(*used))));
}

void WallBrush::spark(const QRect &box, const QList<std::optional<double>> &values)
{
    const Theme &theme = Theme::current();
    m_painter.setPen(QPen(theme.color(Token::Edge), 2));
    m_painter.drawLine(box.bottomLeft(), box.bottomRight());
    double highest = 0;
    for (const auto &value : values)
        highest = std::max(highest, value.value_or(0));
    if (highest <= 0 || values.size() < 2)
        return;
    QPainterPath line;
    bool drawing = false;
    for (qsizetype i = 0; i < values.size(); ++i) {
        if (values.at(i)) {
            const QPointF point(box.left() + double(i) * box.width() / double(values.size() - 1),
                                box.bottom() - 4 - *values.at(i) / highest * (box.height() - 8));
            drawing ? line.lineTo(point) : line.moveTo(point);
        }
        drawing = values.at(i).has_value();
    }
    m_painter.strokePath(line, QPen(theme.mark(ToneToken::Active), 3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
}

void WallBrush::topEdge(const QRect &box, ServingState serving)
{
    const Theme &theme = Theme::current();
    if (serving != ServingState::NotProven) {
        m_painter.fillRect(box, theme.color(serving == ServingState::Serving ? Token::StateActive : Token::Edge));
        return;
    }
    m_painter.setPen(QPen(theme.color(Token::StateUnknown), box.height(), Qt::DashLine, Qt::FlatCap));
    m_painter.drawLine(box.left(), box.center().y(), box.right(), box.center().y());
}

} // namespace twinlake
