// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Row of visual-design.md section 7: shape 16, name 13, took and budget at the right.
#include "ui/runbook/stepsdelegate.h"

#include "models/views/wizardincidentsmodel.h"
#include "models/views/wizardoffers.h"
#include "models/views/wizardstepsmodel.h"
#include "ui/widgets/statepainter.h"
#include "ui/widgets/theme.h"

#include <QPainter>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Where the sign of a row stands: at its left, in the middle of its height.
QRectF signBox(const QRect &row, int size)
{
    const int top = row.center().y() - size / 2 + 1;
    return QRectF(row.left() + Theme::current().px(15), top, size, size);
}

} // namespace

void StepsDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = Theme::current();
    painter->save();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->fillRect(option.rect, theme.color(selected ? Token::Raised : Token::Panel));
    if (isMarked(index, selected))
        painter->fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), theme.color(Token::Text1));
    if (m_rows == Rows::Steps)
        paintStep(*painter, option.rect, index);
    else if (m_rows == Rows::Incidents)
        paintIncident(*painter, option.rect, index);
    else
        paintOffer(*painter, option.rect, index);
    if (option.state.testFlag(QStyle::State_HasFocus) && option.widget && option.widget->hasFocus()) {
        painter->setPen(QPen(theme.color(Token::Focus), 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option.rect.adjusted(1, 1, -2, -2));
    }
    painter->restore();
}

QSize StepsDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    const int height = m_rows == Rows::Steps ? 40 : m_rows == Rows::Incidents ? incidentHeight : 48;
    return {200, Theme::current().px(height)};
}

bool StepsDelegate::isMarked(const QModelIndex &index, bool selected) const
{
    switch (m_rows) {
    case Rows::Steps:
        return index.data(WizardStepsModel::CurrentRole).toBool();
    case Rows::Incidents:
        return index.data(WizardIncidentsModel::ShownRole).toBool();
    case Rows::Offers:
        break;
    }
    return selected;
}

void StepsDelegate::paintStep(QPainter &painter, const QRect &row, const QModelIndex &index) const
{
    const Theme &theme = Theme::current();
    const auto sign = index.data(WizardStepsModel::SignRole).value<StateSign>();
    const int size = theme.px(16);
    const QRectF box = signBox(row, size);
    StatePainter::paint(painter, box, sign);

    const QString took = index.data(WizardStepsModel::TookRole).toString();
    const QString budget = index.data(WizardStepsModel::BudgetRole).toString();
    const QString tail = took.isEmpty() || budget.isEmpty() ? budget : u" / "_s + budget;
    int right = row.right() - theme.px(13);
    const auto drawRight = [&](const QString &text, TypeRole role, Token token) {
        painter.setFont(theme.font(role));
        painter.setPen(theme.color(token));
        painter.drawText(QRect(row.left(), row.top(), right - row.left(), row.height()),
                         Qt::AlignRight | Qt::AlignVCenter, text);
        right -= painter.fontMetrics().horizontalAdvance(text);
    };
    drawRight(tail, TypeRole::Dense, Token::Text3);
    const bool over = index.data(WizardStepsModel::OverBudgetRole).toBool();
    drawRight(took, TypeRole::DenseStrong, over ? Token::TextWatch : Token::Text1);

    const bool current = index.data(WizardStepsModel::CurrentRole).toBool();
    const bool toCome = index.data(WizardStepsModel::ToComeRole).toBool();
    painter.setFont(theme.font(current ? TypeRole::BodyStrong : TypeRole::Body));
    painter.setPen(theme.color(toCome ? Token::Text2 : Token::Text1));
    const int left = row.left() + theme.px(43);
    const int room = right - theme.px(8) - left;
    painter.drawText(QRect(left, row.top(), room, row.height()), Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, room));
}

void StepsDelegate::paintOffer(QPainter &painter, const QRect &row, const QModelIndex &index) const
{
    const Theme &theme = Theme::current();
    const QRect text = row.adjusted(theme.px(15), theme.px(6), -theme.px(13), -theme.px(6));
    const bool fits = index.data(WizardOffersModel::FitsRole).toBool();
    painter.setFont(theme.font(TypeRole::BodyStrong));
    painter.setPen(theme.color(fits ? Token::Text1 : Token::Text3));
    painter.drawText(text, Qt::AlignLeft | Qt::AlignTop,
                     painter.fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, text.width()));
    painter.setFont(theme.font(TypeRole::Caption));
    painter.setPen(theme.color(Token::Text3));
    const QString remark = index.data(WizardOffersModel::RemarkRole).toString();
    painter.drawText(text, Qt::AlignLeft | Qt::AlignBottom,
                     painter.fontMetrics().elidedText(remark, Qt::ElideRight, text.width()));
}

/// Shape and title at the left, the state's word at the right; the title elides first.
void StepsDelegate::paintIncident(QPainter &painter, const QRect &row, const QModelIndex &index) const
{
    const Theme &theme = Theme::current();
    const auto sign = index.data(WizardIncidentsModel::SignRole).value<StateSign>();
    const int size = theme.px(14);
    StatePainter::paint(painter, signBox(row, size), sign);
    int right = row.right() - theme.px(13);
    painter.setFont(theme.font(TypeRole::DenseStrong));
    painter.setPen(theme.word(sign));
    painter.drawText(QRect(row.left(), row.top(), right - row.left(), row.height()), Qt::AlignRight | Qt::AlignVCenter,
                     sign.word);
    right -= painter.fontMetrics().horizontalAdvance(sign.word) + theme.px(8);
    const bool shown = index.data(WizardIncidentsModel::ShownRole).toBool();
    painter.setFont(theme.font(shown ? TypeRole::DenseStrong : TypeRole::Dense));
    painter.setPen(theme.color(Token::Text1));
    const int left = row.left() + theme.px(39);
    painter.drawText(QRect(left, row.top(), right - left, row.height()), Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, right - left));
}

} // namespace twinlake
