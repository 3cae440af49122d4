// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 72 wide, 56 high.
#include "ui/shell/navbutton.h"

#include "ui/widgets/iconfactory.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QPainter>

namespace twinlake {

NavButton::NavButton(const QString &title, const QString &icon, QWidget *parent)
    : QToolButton(parent)
    , m_icon(icon)
{
    setText(title);
    setAccessibleName(title);
    setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::StrongFocus);
    setFixedHeight(Theme::current().px(56));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    drawIcon();
}

void NavButton::drawIcon()
{
    const Theme &theme = Theme::current();
    setIconSize({theme.px(20), theme.px(20)});
    setIcon(IconFactory::icon(m_icon, theme.color(Token::Text2), theme.color(Token::Text1), theme.px(20)));
}

void NavButton::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::StyleChange)
        drawIcon();
    QToolButton::changeEvent(event);
}

void NavButton::setBadge(int count)
{
    m_badge = count;
    setAccessibleDescription(count > 0 ? tr("Needs attention: %1").arg(count) : QString());
    update();
}

void NavButton::paintEvent(QPaintEvent *event)
{
    QToolButton::paintEvent(event);
    if (m_badge <= 0)
        return;
    const Theme &theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QFont font = theme.font(TypeRole::Caption);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    const QString count = QString::number(m_badge);
    const int wide = std::max(theme.px(14), painter.fontMetrics().horizontalAdvance(count) + 6);
    const QRect badge(width() / 2 + theme.px(9), theme.px(5), wide, theme.px(14));
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Token::StateWatch));
    painter.drawRoundedRect(badge, 2, 2);
    painter.setPen(Qt::black); // on amber in every theme
    painter.drawText(badge, Qt::AlignCenter, count);
}

} // namespace twinlake
