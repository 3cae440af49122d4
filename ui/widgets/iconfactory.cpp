// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The files say currentColor; it is replaced before they are drawn.
#include "ui/widgets/iconfactory.h"

#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

QPixmap IconFactory::pixmap(const QString &name, const QColor &color, int size, double pixelRatio)
{
    QFile file(u":/icons/%1.svg"_s.arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArray drawing = file.readAll();
    drawing.replace("currentColor"_ba, color.name().toLatin1());
    QSvgRenderer renderer(drawing);
    QPixmap pixmap(QSize(size, size) * pixelRatio);
    pixmap.setDevicePixelRatio(pixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter, QRectF(0, 0, size, size));
    return pixmap;
}

QIcon IconFactory::icon(const QString &name, const QColor &normal, const QColor &chosen, int size)
{
    QIcon icon;
    for (const double ratio : {1.0, 2.0}) {
        icon.addPixmap(pixmap(name, normal, size, ratio), QIcon::Normal, QIcon::Off);
        icon.addPixmap(pixmap(name, chosen, size, ratio), QIcon::Normal, QIcon::On);
    }
    return icon;
}

} // namespace twinlake
