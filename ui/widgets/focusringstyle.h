// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// FocusRingStyle: Fusion with the focus ring of visual-design.md section 9: 2 px, 2 px outside a control, inside a row.
#pragma once

#include <QProxyStyle>

class QApplication;

namespace twinlake {

class FocusRingStyle : public QProxyStyle {
    Q_OBJECT
public:
    FocusRingStyle();

    /// Keeps one ring around whichever control has the focus.
    static void follow(QApplication &application);
    /// The ring of a row that a delegate paints: inside `row`.
    static void drawInside(QPainter &painter, const QRect &row);

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *returnData) const override;
};

} // namespace twinlake
