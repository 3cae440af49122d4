// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Own drawings; one function a family of shapes.
#include "ui/widgets/stateshapes.h"

#include <QPolygonF>

namespace twinlake::stateshapes {

namespace {

QPainterPath closed(const QPolygonF &points)
{
    QPainterPath path;
    path.addPolygon(points);
    path.closeSubpath();
    return path;
}

QPainterPath line(const QPolygonF &points)
{
    QPainterPath path;
    path.addPolygon(points);
    return path;
}

QPainterPath circle(double radius)
{
    QPainterPath path;
    path.addEllipse(QPointF(8, 8), radius, radius);
    return path;
}

QPainterPath shield()
{
    QPainterPath path(QPointF(8, 1.4));
    path.lineTo(13.8, 3.4);
    path.lineTo(13.8, 7.6);
    path.cubicTo(13.8, 11.2, 11.4, 13.6, 8, 14.9);
    path.cubicTo(4.6, 13.6, 2.2, 11.2, 2.2, 7.6);
    path.lineTo(2.2, 3.4);
    path.closeSubpath();
    return path;
}

QPainterPath diamond()
{
    return closed({{8, 1}, {15, 8}, {8, 15}, {1, 8}});
}

QPainterPath octagon()
{
    return closed({{5, 1}, {11, 1}, {15, 5}, {15, 11}, {11, 15}, {5, 15}, {1, 11}, {1, 5}});
}

QPainterPath dot(const QPointF &centre, double radius)
{
    QPainterPath path;
    path.addEllipse(centre, radius, radius);
    return path;
}

Paths shieldPaths(Shape shape)
{
    Paths paths;
    paths.stroked = shield();
    if (shape == Shape::ShieldTick)
        paths.stroked.addPath(line({{5.4, 8}, {7.3, 9.9}, {10.8, 6.2}}));
    else
        paths.stroked.addPath(line({{1.6, 14.6}, {14.4, 1.4}}));
    return paths;
}

Paths diamondPaths(Shape shape)
{
    Paths paths;
    paths.stroked = diamond();
    paths.strokeWidth = 1.3;
    if (shape == Shape::DiamondDot) {
        paths.strokeWidth = 1.6;
        paths.filled = dot({8, 8}, 2);
        return paths;
    }
    QPainterPath question(QPointF(6.2, 6.6));
    question.cubicTo(6.2, 5.4, 7, 4.8, 8, 4.8);
    question.cubicTo(9, 4.8, 9.8, 5.5, 9.8, 6.4);
    question.cubicTo(9.8, 7.6, 8, 7.7, 8, 9.2);
    paths.stroked.addPath(question);
    paths.filled = dot({8, 11.2}, 0.85);
    return paths;
}

Paths octagonPaths(Shape shape)
{
    Paths paths;
    paths.filled = octagon();
    if (shape == Shape::OctagonBar) {
        paths.knockedOut = line({{4, 8}, {12, 8}});
        paths.knockWidth = 2.6;
        return paths;
    }
    paths.knockedOut = line({{5.6, 5.6}, {10.4, 10.4}});
    paths.knockedOut.addPath(line({{10.4, 5.6}, {5.6, 10.4}}));
    paths.knockWidth = 2;
    return paths;
}

Paths circlePaths(Shape shape)
{
    Paths paths;
    switch (shape) {
    case Shape::TickCircle:
        paths.filled = circle(7);
        paths.knockedOut = line({{4.8, 8.2}, {7.1, 10.4}, {11.2, 5.9}});
        paths.knockWidth = 2;
        break;
    case Shape::HalfCircle: {
        paths.stroked = circle(6.2);
        paths.filled.moveTo(8, 1.8);
        paths.filled.arcTo(QRectF(1.8, 1.8, 12.4, 12.4), 90, -180);
        paths.filled.closeSubpath();
        break;
    }
    case Shape::Clock:
        paths.stroked = circle(6.2);
        paths.stroked.addPath(line({{8, 4.4}, {8, 8.2}, {10.6, 9.8}}));
        break;
    case Shape::SmallRing:
        paths.stroked = circle(4.2);
        break;
    default:
        paths.stroked = circle(2.8);
        break;
    }
    return paths;
}

Paths barsPaths()
{
    Paths paths;
    paths.filled.addRect(4.6, 2.8, 2.4, 10.4);
    paths.filled.addRect(9, 2.8, 2.4, 10.4);
    return paths;
}

Paths trianglePaths()
{
    Paths paths;
    paths.filled = closed({{8, 1.2}, {15.4, 14.4}, {0.6, 14.4}});
    paths.knockedOut = line({{8, 6}, {8, 9.6}});
    paths.knockedOut.addPath(line({{8, 12.2}, {8, 12.25}}));
    paths.knockWidth = 1.9;
    return paths;
}

} // namespace

Paths pathsOf(Shape shape)
{
    Paths paths;
    switch (shape) {
    case Shape::ShieldTick:
    case Shape::ShieldStruck:
        return shieldPaths(shape);
    case Shape::DiamondQuestion:
    case Shape::DiamondDot:
        return diamondPaths(shape);
    case Shape::OctagonCross:
    case Shape::OctagonBar:
        return octagonPaths(shape);
    case Shape::Triangle:
        return trianglePaths();
    case Shape::Bars:
        return barsPaths();
    case Shape::Play:
        paths.filled = closed({{3.2, 2.4}, {13.6, 8}, {3.2, 13.6}});
        return paths;
    case Shape::Tick:
        paths.stroked = line({{2.4, 8.6}, {6.2, 12.2}, {13.6, 4.2}});
        paths.strokeWidth = 2;
        return paths;
    case Shape::Chevrons:
        paths.stroked = line({{2.6, 3.6}, {7, 8}, {2.6, 12.4}});
        paths.stroked.addPath(line({{8.6, 3.6}, {13, 8}, {8.6, 12.4}}));
        return paths;
    default:
        return circlePaths(shape);
    }
}

} // namespace twinlake::stateshapes
