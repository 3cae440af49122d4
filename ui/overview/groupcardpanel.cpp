// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 114 high, inset 10/12: name, pointer, readiness, then three tiles.
#include "ui/overview/groupcardpanel.h"

#include "ui/overview/figuretilepanel.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statelabel.h"

#include <QHBoxLayout>
#include <QKeyEvent>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int cardHeight = 114;
constexpr int narrowest = 300;

} // namespace

GroupCardPanel::GroupCardPanel(QWidget *parent)
    : Panel(u"card"_s, parent)
    , m_name(new PlainLabel(TypeRole::Section, TextTone::Content, this))
    , m_pointer(new StateLabel(TypeRole::Dense, 12, this))
    , m_readiness(new StateLabel(TypeRole::DenseStrong, 14, this))
    , m_open(new ActionButton(tr("Open"), ButtonKind::Small, this))
    , m_servedAge(new FigureTilePanel(this))
    , m_dataAtRisk(new FigureTilePanel(this))
    , m_takeover(new FigureTilePanel(this))
{
    setFixedHeight(Theme::current().px(cardHeight));
    setMinimumWidth(Theme::current().px(narrowest));
    setFocusPolicy(Qt::StrongFocus);
    setProperty("focusRing", true);
    m_pointer->setQuietWord(true);
    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(m_name);
    head->addWidget(m_pointer, 1);
    head->addWidget(m_readiness);
    head->addWidget(m_open);
    head->addStrut(m_open->sizeHint().height()); // the figures stand at one height, with and without the button
    m_open->hide();
    connect(m_open, &QPushButton::clicked, this, [this] { Q_EMIT opened(m_group); });
    auto *tiles = new QHBoxLayout;
    tiles->setSpacing(12);
    for (FigureTilePanel *tile : {m_servedAge, m_dataAtRisk, m_takeover})
        tiles->addWidget(tile, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(10, 8, 10, 8);
    column->setSpacing(6);
    column->addLayout(head);
    column->addLayout(tiles);
}

void GroupCardPanel::show(const GroupCard &card)
{
    m_group = card.group;
    setObjectName(u"card/"_s + card.group);
    const StateSign &state = card.incident ? *card.incident : card.readiness;
    setAccessibleName(tr("Group %1: %2, %3").arg(card.group, card.pointer.word, state.word));
    m_open->setObjectName(u"openIncident/"_s + card.group);
    m_open->setAccessibleName(tr("Open the incident of %1").arg(card.group));
    m_open->setVisible(card.incident.has_value());
    setSelected(card.selected);
    m_name->setText(card.group);
    m_pointer->setSign(card.pointer);
    m_readiness->setSign(state);
    m_servedAge->show(card.servedAge);
    m_dataAtRisk->show(card.dataAtRisk);
    m_takeover->show(card.takeover);
}

void GroupCardPanel::mousePressEvent(QMouseEvent *)
{
    Q_EMIT chosen(m_group);
}

void GroupCardPanel::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT chosen(m_group);
        if (!m_open->isHidden())
            Q_EMIT opened(m_group);
        return;
    case Qt::Key_Space:
        Q_EMIT chosen(m_group);
        return;
    case Qt::Key_Left:
        focusPreviousChild();
        return;
    case Qt::Key_Right:
        focusNextChild();
        return;
    default:
        Panel::keyPressEvent(event);
    }
}

} // namespace twinlake
