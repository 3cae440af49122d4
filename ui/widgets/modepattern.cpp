// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Each pattern is one tile, drawn once a pixel ratio and repeated.
#include "ui/widgets/modepattern.h"

#include <QBrush>
#include <QMap>
#include <QPainter>
#include <QPixmap>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

QPixmap blankTile(int size, double ratio, const QColor &field)
{
    QPixmap tile(QSize(size, size) * ratio);
    tile.setDevicePixelRatio(ratio);
    tile.fill(field);
    return tile;
}

/// Diagonals that join at the tile's edges. `width` is measured along the horizontal.
void paintDiagonals(QPainter &painter, int size, double width, const QColor &color)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    for (int shift = -size; shift <= size; shift += size) {
        const QPolygonF bar{QPointF(shift, size), QPointF(shift + width, size), QPointF(shift + width + size, 0),
                            QPointF(shift + size, 0)};
        painter.drawPolygon(bar);
    }
}

QPixmap tileOf(Mode mode, double ratio)
{
    const QColor field = ModePattern::colors(mode).field;
    const int size = mode == Mode::Rehearsal ? 28 : mode == Mode::ReadOnly ? 7 : 8;
    QPixmap tile = blankTile(size, ratio, field);
    QPainter painter(&tile);
    painter.setRenderHint(QPainter::Antialiasing);
    if (mode == Mode::DryRun)
        paintDiagonals(painter, size, 2.8, QColor(0x7c, 0x9c, 0xec));
    else if (mode == Mode::Rehearsal)
        paintDiagonals(painter, size, 14, QColor(0xf2, 0xc2, 0x00));
    if (mode == Mode::ReadOnly) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor(0x98, 0xa2, 0xad));
        painter.drawEllipse(QPointF(3.5, 3.5), 1.2, 1.2);
    }
    return tile;
}

const QPixmap &cachedTile(Mode mode, double ratio)
{
    static QMap<std::pair<int, double>, QPixmap> tiles;
    QPixmap &tile = tiles[{static_cast<int>(mode), ratio}];
    if (tile.isNull())
        tile = tileOf(mode, ratio);
    return tile;
}

} // namespace

ModeColors ModePattern::colors(Mode mode)
{
    switch (mode) {
    case Mode::Live:
        return {QColor(0x8c, 0x2a, 0x16), Qt::white, Qt::white, QColor(0x8c, 0x2a, 0x16), u"bolt"_s, false};
    case Mode::DryRun:
        return {QColor(0x24, 0x40, 0x7f), Qt::white, QColor(0xcf, 0xdc, 0xff),
                QColor(0x16, 0x29, 0x5a), u"pen"_s,  true};
    case Mode::Rehearsal:
        return {QColor(0x17, 0x19, 0x1c), QColor(0xf6, 0xf7, 0xf8), QColor(0xf2, 0xc2, 0x00),
                QColor(0x17, 0x19, 0x1c), u"rehearsal"_s,           true};
    case Mode::ReadOnly:
        break;
    }
    return {QColor(0x41, 0x49, 0x51), Qt::white, QColor(0xdf, 0xe3, 0xe7), QColor(0x1d, 0x23, 0x29), u"eye"_s, false};
}

void ModePattern::paint(QPainter &painter, const QRect &area, Mode mode)
{
    if (mode == Mode::Live) {
        painter.fillRect(area, colors(mode).field);
        return;
    }
    painter.drawTiledPixmap(area, cachedTile(mode, painter.device()->devicePixelRatioF()), area.topLeft());
}

} // namespace twinlake
