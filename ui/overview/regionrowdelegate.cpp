// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Columns of 104, 138, the rest and 64.
#include "ui/overview/regionrowdelegate.h"

#include "models/views/regionrowsmodel.h"
#include "ui/widgets/focusringstyle.h"
#include "ui/widgets/hatchfill.h"
#include "ui/widgets/statepainter.h"
#include "ui/widgets/theme.h"

#include <QPainter>

namespace twinlake {

namespace {

constexpr int rowInset = 12;
constexpr int nameWidth = 104;
constexpr int stateWidth = 138;
constexpr int ageWidth = 64;

void write(QPainter &painter, const QRect &cell, TypeRole role, Token color, const QString &text, Qt::Alignment align)
{
    const Theme &theme = Theme::current();
    painter.setFont(theme.font(role));
    painter.setPen(theme.color(color));
    const QString shown = painter.fontMetrics().elidedText(text, Qt::ElideRight, cell.width());
    painter.drawText(cell, int(align | Qt::AlignVCenter) | Qt::TextSingleLine, shown);
}

Token ageColor(AgeState age)
{
    return age == AgeState::Ageing ? Token::Text1 : Token::Text3;
}

} // namespace

int RegionRowDelegate::rowHeight()
{
    return Theme::current().px(28);
}

QSize RegionRowDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {0, rowHeight()};
}

void RegionRowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = Theme::current();
    const QRect row = option.rect;
    const auto sign = index.data(RegionRowsModel::SignRole).value<StateSign>();
    const auto age = static_cast<AgeState>(index.data(RegionRowsModel::ToneRole).toInt());
    const bool hatched = index.data(RegionRowsModel::HatchedRole).toBool();
    const Token ground = hatched                         ? Token::TintUnknown
        : option.state.testFlag(QStyle::State_MouseOver) ? Token::Raised
                                                         : Token::Panel;
    painter->save();
    painter->fillRect(row, theme.color(ground));
    if (hatched)
        HatchFill::paint(*painter, row);
    painter->fillRect(QRect(row.left(), row.bottom(), row.width(), 1), theme.color(Token::Line));

    QRect cell = row.adjusted(rowInset, 0, -rowInset, -1);
    const QRect ageCell(cell.right() - theme.px(ageWidth) + 1, cell.top(), theme.px(ageWidth), cell.height());
    cell.setWidth(theme.px(nameWidth) - 8);
    write(*painter, cell, TypeRole::Dense, Token::Text2, index.data(RegionRowsModel::NameRole).toString(),
          Qt::AlignLeft);
    cell.moveLeft(row.left() + rowInset + theme.px(nameWidth));
    cell.setWidth(theme.px(stateWidth) - 8);
    StatePainter::paintWithWord(*painter, cell, sign, theme.color(ground));
    cell.moveLeft(row.left() + rowInset + theme.px(nameWidth + stateWidth));
    cell.setRight(ageCell.left() - 8);
    const bool stale = age == AgeState::Stale || age == AgeState::NeverRead;
    write(*painter, cell, TypeRole::Dense, stale ? Token::Text3 : Token::Text2,
          index.data(RegionRowsModel::DetailRole).toString(), Qt::AlignLeft);
    write(*painter, ageCell, TypeRole::Caption, ageColor(age), index.data(RegionRowsModel::AgeRole).toString(),
          Qt::AlignRight);
    if (option.state.testFlag(QStyle::State_HasFocus))
        FocusRingStyle::drawInside(*painter, row);
    painter->restore();
}

} // namespace twinlake
