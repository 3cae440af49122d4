// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A line as wide as its column.
#include "ui/widgets/regiontopedge.h"

#include "ui/widgets/theme.h"

#include <QPainter>

namespace twinlake {

RegionTopEdge::RegionTopEdge(int thickness, QWidget *parent)
    : QWidget(parent)
{
    setFixedHeight(thickness);
}

void RegionTopEdge::setServing(ServingState serving)
{
    m_serving = serving;
    update();
}

void RegionTopEdge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = Theme::current();
    if (m_serving != ServingState::NotProven) {
        const bool serves = m_serving == ServingState::Serving;
        painter.fillRect(rect(), theme.color(serves ? Token::StateActive : Token::Edge));
        return;
    }
    QPen pen(theme.color(Token::StateUnknown), height(), Qt::CustomDashLine, Qt::FlatCap);
    pen.setDashPattern({7.0 / height(), 4.0 / height()});
    painter.setPen(pen);
    painter.drawLine(QPointF(0, height() / 2.0), QPointF(width(), height() / 2.0));
}

} // namespace twinlake
