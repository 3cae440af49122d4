// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A QFocusFrame goes with the focus; this style paints it. Item views paint their own ring, inside the row.
#include "ui/widgets/focusringstyle.h"

#include "ui/widgets/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QFocusFrame>
#include <QLineEdit>
#include <QPainter>
#include <QPointer>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int ringWidth = 2;
constexpr int ringGap = 2;

bool wantsRing(const QWidget *widget)
{
    if (!widget || qobject_cast<const QAbstractItemView *>(widget))
        return false;
    return qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLineEdit *>(widget)
        || qobject_cast<const QComboBox *>(widget) || widget->property("focusRing").toBool();
}

void moveRing(QWidget *focused)
{
    static QPointer<QFocusFrame> ring;
    if (!wantsRing(focused)) {
        if (ring)
            ring->setWidget(nullptr);
        return;
    }
    if (!ring)
        ring = new QFocusFrame(focused);
    ring->setWidget(focused);
}

} // namespace

FocusRingStyle::FocusRingStyle()
    : QProxyStyle(u"Fusion"_s)
{
}

void FocusRingStyle::follow(QApplication &application)
{
    QObject::connect(&application, &QApplication::focusChanged, qApp->style(),
                     [](QWidget *, QWidget *now) { moveRing(now); });
}

void FocusRingStyle::drawInside(QPainter &painter, const QRect &row)
{
    painter.save();
    painter.setPen(QPen(Theme::current().color(Token::Focus), ringWidth));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(row.adjusted(1, 1, -1, -1));
    painter.restore();
}

void FocusRingStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                   const QWidget *widget) const
{
    if (element != PE_FrameFocusRect) {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        return;
    }
    if (qobject_cast<const QAbstractItemView *>(widget))
        drawInside(*painter, option->rect);
}

void FocusRingStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                                 const QWidget *widget) const
{
    if (element != CE_FocusFrame) {
        QProxyStyle::drawControl(element, option, painter, widget);
        return;
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(Theme::current().color(Token::Focus), ringWidth));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(QRectF(option->rect).adjusted(1, 1, -1, -1), 5, 5);
    painter->restore();
}

int FocusRingStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    if (metric == PM_FocusFrameHMargin || metric == PM_FocusFrameVMargin)
        return ringWidth + ringGap;
    return QProxyStyle::pixelMetric(metric, option, widget);
}

int FocusRingStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                              QStyleHintReturn *returnData) const
{
    if (hint == SH_FocusFrame_AboveWidget)
        return 1;
    if (hint == SH_FocusFrame_Mask)
        return 0;
    return QProxyStyle::styleHint(hint, option, widget, returnData);
}

} // namespace twinlake
