// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Painted in one go; what does not fit elides from the right.
#include "ui/shell/statusline.h"

#include "ui/widgets/statepainter.h"
#include "ui/widgets/theme.h"

#include <QPainter>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int inset = 12;
constexpr int gap = 20;

} // namespace

StatusLine::StatusLine(QWidget *parent)
    : Panel(u"status"_s, parent)
{
    setFixedHeight(Theme::current().px(24));
}

void StatusLine::show(const QList<StatusItem> &items)
{
    if (m_items == items)
        return;
    m_items = items;
    QStringList words;
    for (const StatusItem &item : items)
        words.append(item.text);
    setAccessibleName(tr("Status"));
    setAccessibleDescription(words.join(tr(", ")));
    update();
}

void StatusLine::paintEvent(QPaintEvent *event)
{
    Panel::paintEvent(event);
    QPainter painter(this);
    const Theme &theme = Theme::current();
    painter.setFont(theme.font(TypeRole::Caption));
    painter.setPen(theme.color(Token::Text2));
    const QFontMetrics metrics = painter.fontMetrics();
    const QString keys = tr("Ctrl+K commands   ? keys");
    const int keysWidth = metrics.horizontalAdvance(keys);
    painter.drawText(rect().adjusted(0, 0, -inset, 0), Qt::AlignRight | Qt::AlignVCenter, keys);
    const int shape = theme.px(11);
    const int end = width() - inset - keysWidth - gap;
    int x = inset;
    for (const StatusItem &item : std::as_const(m_items)) {
        if (x >= end)
            break;
        if (item.sign) {
            StatePainter::paint(painter, QRectF(x, (height() - shape) / 2.0, shape, shape), *item.sign);
            x += shape + 5;
        }
        const QString text = metrics.elidedText(item.text, Qt::ElideRight, std::max(0, end - x));
        painter.setPen(item.sign ? (item.sign->loud ? theme.word(*item.sign) : theme.color(Token::Text2))
                                 : theme.color(Token::Text2));
        painter.drawText(QRect(x, 0, std::max(0, end - x), height()), Qt::AlignLeft | Qt::AlignVCenter, text);
        x += metrics.horizontalAdvance(text) + gap;
    }
}

} // namespace twinlake
