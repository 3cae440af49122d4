// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lines are anchored to the painter's origin, so neighbouring areas join.
#include "ui/widgets/hatchfill.h"

#include "ui/widgets/theme.h"

#include <QPainter>

namespace twinlake {

void HatchFill::paint(QPainter &painter, const QRect &area, bool strong)
{
    constexpr int step = 8;
    painter.save();
    painter.setClipRect(area, Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Theme::current().color(strong ? Token::StateUnknown : Token::Hatch), 1));
    const int first = (area.left() + area.top()) / step * step;
    for (int sum = first; sum <= area.right() + area.bottom() + step; sum += step)
        painter.drawLine(QPointF(sum - area.top(), area.top()), QPointF(sum - area.bottom() - 1, area.bottom() + 1));
    painter.restore();
}

} // namespace twinlake
