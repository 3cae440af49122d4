// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sizes of visual-design.md section 7: row 26, tag 64x18, attributes indented 44.
#include "ui/plan/plandelegate.h"

#include "models/views/plantreemodel.h"
#include "ui/widgets/statepainter.h"
#include "ui/widgets/theme.h"

#include <QPainter>

namespace twinlake {

namespace {

/// Draws `text` elided between `left` and `right` and says where it ended.
int drawText(QPainter &painter, const QRect &row, int left, int right, const QString &text)
{
    const int room = qMax(0, right - left);
    const QString shown = painter.fontMetrics().elidedText(text, Qt::ElideMiddle, room);
    painter.drawText(QRect(left, row.top(), room, row.height()), Qt::AlignLeft | Qt::AlignVCenter, shown);
    return left + painter.fontMetrics().horizontalAdvance(shown);
}

void drawTag(QPainter &painter, const QRect &row, const QString &text, const QColor &color)
{
    const Theme &theme = Theme::current();
    const int height = theme.px(18);
    const QRect tag(row.left() + theme.px(12), row.center().y() - height / 2, theme.px(64), height);
    painter.setPen(color);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(tag).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
    painter.setFont(theme.font(TypeRole::Caption));
    painter.drawText(tag, Qt::AlignCenter, painter.fontMetrics().elidedText(text, Qt::ElideRight, tag.width() - 4));
}

} // namespace

void PlanDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = Theme::current();
    painter->save();
    const bool blocked = index.data(PlanTreeModel::BlockedRole).toBool();
    painter->fillRect(option.rect, theme.color(blocked ? Token::TintBad : Token::Panel));
    painter->fillRect(QRect(option.rect.left(), option.rect.top(), option.rect.width(), 1), theme.color(Token::Line));
    painter->setRenderHint(QPainter::Antialiasing);
    if (index.data(PlanTreeModel::IsAttributeRole).toBool())
        paintAttribute(*painter, option.rect, index);
    else
        paintResource(*painter, option.rect, index);
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(QPen(theme.color(Token::Focus), 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option.rect.adjusted(1, 1, -2, -2));
    }
    painter->restore();
}

QSize PlanDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {200, Theme::current().px(26)};
}

void PlanDelegate::paintResource(QPainter &painter, const QRect &row, const QModelIndex &index) const
{
    const Theme &theme = Theme::current();
    const bool blocked = index.data(PlanTreeModel::BlockedRole).toBool();
    drawTag(painter, row, index.data(PlanTreeModel::ActionRole).toString(),
            theme.color(blocked ? Token::TextBad : Token::Text1));

    StateSign sign = guardSign(blocked ? GuardVerdict::Kind::Blocked : GuardVerdict::Kind::Allowed);
    sign.word = index.data(PlanTreeModel::VerdictRole).toString();
    const QFontMetrics metrics(theme.font(TypeRole::DenseStrong));
    const int width = metrics.horizontalAdvance(sign.word) + theme.px(28);
    const QRect verdict(row.right() - theme.px(12) - width, row.top(), width, row.height());
    StatePainter::paintWithWord(painter, verdict, sign, theme.color(blocked ? Token::TintBad : Token::Panel));

    painter.setPen(theme.color(Token::Text1));
    painter.setFont(theme.font(TypeRole::MonoStrong));
    const int end = drawText(painter, row, row.left() + theme.px(84), verdict.left() - theme.px(12),
                             index.data(Qt::DisplayRole).toString());
    const QString reason = index.data(PlanTreeModel::ReasonRole).toString();
    if (reason.isEmpty())
        return;
    painter.setFont(theme.font(TypeRole::Caption));
    painter.setPen(theme.color(blocked ? Token::TextBad : Token::Text3));
    const int room = verdict.left() - theme.px(12) - end - theme.px(16);
    const QString shown = painter.fontMetrics().elidedText(reason, Qt::ElideRight, qMax(0, room));
    painter.drawText(QRect(end + theme.px(16), row.top(), qMax(0, room), row.height()),
                     Qt::AlignRight | Qt::AlignVCenter, shown);
}

void PlanDelegate::paintAttribute(QPainter &painter, const QRect &row, const QModelIndex &index) const
{
    const Theme &theme = Theme::current();
    const bool blocked = index.data(PlanTreeModel::BlockedRole).toBool();
    QFont reasonFont = theme.font(TypeRole::Caption);
    reasonFont.setBold(blocked);
    painter.setFont(reasonFont);
    const QString reason = painter.fontMetrics().elidedText(index.data(PlanTreeModel::VerdictRole).toString(),
                                                            Qt::ElideRight, row.width() * 2 / 5);
    const int right = row.right() - theme.px(12) - painter.fontMetrics().horizontalAdvance(reason);
    painter.setPen(theme.color(blocked ? Token::TextBad : Token::Text3));
    painter.drawText(row.adjusted(0, 0, -theme.px(12), 0), Qt::AlignRight | Qt::AlignVCenter, reason);

    const QFont mono = theme.font(TypeRole::Mono);
    const int last = right - theme.px(16);
    painter.setFont(mono);
    painter.setPen(theme.color(Token::Text2));
    int x = drawText(painter, row, row.left() + theme.px(44), last, index.data(Qt::DisplayRole).toString());
    QFont struck = mono;
    struck.setStrikeOut(true);
    painter.setFont(struck);
    painter.setPen(theme.color(Token::Text3));
    x = qMax(x + theme.px(16), row.left() + theme.px(192));
    x = drawText(painter, row, x, qMin(last, x + (last - x) / 2), index.data(PlanTreeModel::BeforeRole).toString());
    painter.setFont(mono);
    x = drawText(painter, row, x + theme.px(10), last, QStringLiteral("\u2192"));
    painter.setFont(theme.font(TypeRole::MonoStrong));
    painter.setPen(theme.color(Token::Text1));
    drawText(painter, row, x + theme.px(10), last, index.data(PlanTreeModel::AfterRole).toString());
}

} // namespace twinlake
