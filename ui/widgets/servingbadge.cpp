// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 24 px high, radius 2, words.
#include "ui/widgets/servingbadge.h"

#include "ui/widgets/statepainter.h"
#include "ui/widgets/theme.h"

#include <QFontMetrics>
#include <QPainter>

namespace twinlake {

namespace {

constexpr int inset = 10;

} // namespace

ServingBadge::ServingBadge(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setServing(ServingState::NotProven);
}

void ServingBadge::setServing(ServingState serving)
{
    m_serving = serving;
    setAccessibleName(servingSign(serving).word);
    updateGeometry();
    update();
}

QSize ServingBadge::sizeHint() const
{
    const Theme &theme = Theme::current();
    const QFontMetrics metrics(theme.font(TypeRole::DenseStrong));
    const int shape = m_serving == ServingState::Serving ? theme.px(18) : 0;
    return {metrics.horizontalAdvance(servingSign(m_serving).word) + shape + 2 * inset + 1, theme.px(24)};
}

void ServingBadge::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    const StateSign sign = servingSign(m_serving);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF outline = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    QRect text = rect().adjusted(inset, 0, -inset, 0);
    QColor words = theme.word(sign);
    if (m_serving == ServingState::Serving) {
        const QColor ground = theme.color(Token::StateActive);
        painter.setPen(Qt::NoPen);
        painter.setBrush(ground);
        painter.drawRoundedRect(rect(), 2, 2);
        words = theme.color(Token::Panel);
        const int size = theme.px(12);
        StatePainter::paint(painter, QRectF(inset, (height() - size) / 2.0, size, size), sign.shape, words, ground);
        text.adjust(theme.px(18), 0, 0, 0);
    } else {
        const bool proven = m_serving != ServingState::NotProven;
        painter.setBrush(Qt::NoBrush);
        painter.setPen(proven ? QPen(theme.color(Token::Edge), 1)
                              : QPen(theme.color(Token::StateUnknown), 1, Qt::DashLine));
        painter.drawRoundedRect(outline, 2, 2);
        if (m_serving == ServingState::NotServing)
            words = theme.color(Token::Text2);
    }
    painter.setPen(words);
    painter.setFont(theme.font(TypeRole::DenseStrong));
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, sign.word);
}

} // namespace twinlake
