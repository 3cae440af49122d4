// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows are 28 high, 40 with a note.
#include "ui/lag/lagtwindelegate.h"

#include "models/views/lagtwinmodel.h"
#include "ui/widgets/theme.h"

#include <QPainter>

namespace twinlake {

void LagTwinDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = Theme::current();
    painter->save();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->fillRect(option.rect, theme.color(selected ? Token::Raised : Token::Panel));
    painter->fillRect(QRect(option.rect.left(), option.rect.top(), option.rect.width(), 1), theme.color(Token::Line));
    const QRect cell = option.rect.adjusted(theme.px(8), 0, -theme.px(8), 0);
    const auto alignment = index.data(Qt::TextAlignmentRole).value<Qt::Alignment>();
    const QString note = index.data(LagTwinModel::NoteRole).toString();
    painter->setFont(theme.font(TypeRole::Dense));
    painter->setPen(theme.color(index.data(LagTwinModel::UnknownRole).toBool() ? Token::TextUnknown : Token::Text1));
    const QString text = painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, cell.width());
    const QRect line = note.isEmpty() ? cell : cell.adjusted(0, 0, 0, -theme.px(14));
    painter->drawText(line, int(alignment), text);
    if (!note.isEmpty()) {
        painter->setFont(theme.font(TypeRole::Caption));
        painter->setPen(theme.color(Token::Text3));
        painter->drawText(cell.adjusted(0, theme.px(18), 0, 0), int(Qt::AlignLeft | Qt::AlignVCenter),
                          painter->fontMetrics().elidedText(note, Qt::ElideRight, cell.width()));
    }
    painter->restore();
}

QSize LagTwinDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const QString note = index.siblingAtColumn(LagTwinModel::At).data(LagTwinModel::NoteRole).toString();
    return {80, Theme::current().px(note.isEmpty() ? 28 : 40)};
}

} // namespace twinlake
