// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The layer only knows where it is; what it shows is the chart's business.
#include "ui/lag/chartlayer.h"

#include <QPainter>

namespace twinlake {

ChartLayer::ChartLayer(QGraphicsItem *parent, double z, Paint paint)
    : QGraphicsItem(parent)
    , m_paint(std::move(paint))
{
    setZValue(z);
    setAcceptedMouseButtons(Qt::NoButton);
}

void ChartLayer::setArea(const QRectF &area)
{
    prepareGeometryChange();
    m_area = area;
}

void ChartLayer::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    painter->save();
    m_paint(*painter);
    painter->restore();
}

} // namespace twinlake
