// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The bar is progress, so it may move; it stops with the delay.
#include "ui/runbook/armbutton.h"

#include "ui/widgets/theme.h"

#include <QPainter>

namespace twinlake {

ArmButton::ArmButton(WizardArming &arming, QWidget *parent)
    : ActionButton({}, ButtonKind::Primary, parent)
    , m_arming(arming)
{
    m_frames.setInterval(std::chrono::milliseconds(50));
    connect(&m_frames, &QTimer::timeout, this, [this] { update(); });
}

void ArmButton::paintEvent(QPaintEvent *event)
{
    ActionButton::paintEvent(event);
    const double progress = m_arming.progress();
    const bool filling = progress > 0.0 && progress < 1.0;
    if (filling != m_frames.isActive())
        filling ? m_frames.start() : m_frames.stop();
    if (!filling)
        return;
    QPainter painter(this);
    const QRectF bar(3, height() - 6, (width() - 6) * progress, 3);
    painter.fillRect(bar, Theme::current().color(Token::Text1));
}

} // namespace twinlake
