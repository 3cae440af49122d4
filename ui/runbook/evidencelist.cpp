// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A real item view, so that a screen reader can walk it.
#include "ui/runbook/evidencelist.h"

#include "models/views/statesign.h"
#include "models/views/wizardevidencemodel.h"
#include "ui/widgets/statepainter.h"
#include "ui/widgets/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTextDocument>
#include <QToolTip>
#include <QWheelEvent>

namespace twinlake {

namespace {

constexpr int rowHeight = 26;

class EvidenceDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Theme &theme = Theme::current();
        painter->save();
        const QRect row = option.rect;
        painter->fillRect(QRect(row.left(), row.top(), row.width(), 1), theme.color(Token::Line));
        const bool wide = row.width() > theme.px(600);
        const int age = theme.px(72);
        const QString detail = index.data(WizardEvidenceModel::DetailRole).toString();
        const int share = detail.isEmpty() ? 45 : 36; // without a detail the other columns take its room
        const int question = wide ? theme.px(250) : row.width() * share / 100;
        int verdict = wide ? theme.px(152) : row.width() * 33 / 100;
        if (detail.isEmpty())
            verdict = row.width() - age - question;
        painter->setFont(theme.font(TypeRole::Dense));
        painter->setPen(theme.color(Token::Text1));
        drawElided(*painter, QRect(row.left(), row.top(), question - 8, row.height()), index.data().toString());
        StatePainter::paintWithWord(*painter, QRect(row.left() + question, row.top(), verdict - 8, row.height()),
                                    index.data(WizardEvidenceModel::SignRole).value<StateSign>(),
                                    theme.color(Token::Panel));
        painter->setFont(theme.font(TypeRole::Dense));
        painter->setPen(theme.color(Token::Text2));
        const int left = row.left() + question + verdict;
        drawElided(*painter, QRect(left, row.top(), row.right() - age - left, row.height()), detail);
        painter->setFont(theme.font(TypeRole::Caption));
        painter->setPen(theme.color(Token::Text3));
        painter->drawText(row, Qt::AlignRight | Qt::AlignVCenter, index.data(WizardEvidenceModel::AgeRole).toString());
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {200, Theme::current().px(rowHeight)};
    }

    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &,
                   const QModelIndex &index) override
    {
        const QString detail = index.data(WizardEvidenceModel::DetailRole).toString();
        QToolTip::showText(event->globalPos(), detail.isEmpty() ? QString() : Qt::convertFromPlainText(detail), view);
        return true;
    }

private:
    static void drawElided(QPainter &painter, const QRect &box, const QString &text)
    {
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(text, Qt::ElideRight, box.width()));
    }
};

} // namespace

EvidenceList::EvidenceList(QAbstractItemModel *model, QWidget *parent)
    : QListView(parent)
{
    setItemDelegate(new EvidenceDelegate(this));
    setModel(model);
    setFrameShape(NoFrame);
    setSelectionMode(NoSelection);
    setEditTriggers(NoEditTriggers);
    setFocusPolicy(Qt::TabFocus);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(model, &QAbstractItemModel::modelReset, this, [this] { updateGeometry(); });
}

QSize EvidenceList::sizeHint() const
{
    return {500, Theme::current().px(rowHeight) * model()->rowCount()};
}

void EvidenceList::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

} // namespace twinlake
