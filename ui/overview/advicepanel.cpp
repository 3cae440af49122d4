// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 64 high, 6 px left edge in the state's colour.
#include "ui/overview/advicepanel.h"

#include "ui/widgets/actionbutton.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statelabel.h"

#include <QHBoxLayout>
#include <QPainter>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int edgeWidth = 6;
constexpr int barHeight = 64;

} // namespace

AdvicePanel::AdvicePanel(QWidget *parent)
    : Panel(u"advice"_s, parent)
    , m_icon(new StateLabel(TypeRole::Headline, 26, this))
    , m_headline(new PlainLabel(TypeRole::Headline, TextTone::Content, this))
    , m_reason(new PlainLabel(TypeRole::Dense, TextTone::Label, this))
    , m_action(new ActionButton({}, ButtonKind::Plain, this))
{
    setFixedHeight(Theme::current().px(barHeight));
    m_headline->setObjectName(u"adviceHeadline"_s);
    m_reason->setObjectName(u"adviceReason"_s);
    m_action->setObjectName(u"adviceButton"_s);
    m_icon->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addStretch();
    words->addWidget(m_headline);
    words->addWidget(m_reason);
    words->addStretch();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(edgeWidth + 16, 0, 16, 0);
    row->setSpacing(16);
    row->addWidget(m_icon);
    row->addLayout(words, 1);
    row->addWidget(m_action);
    connect(m_action, &QPushButton::clicked, this, &AdvicePanel::chosen);
}

void AdvicePanel::show(const AdviceBar &advice)
{
    m_edge = advice.sign.token;
    setTint(advice.tinted ? std::optional(advice.sign.token) : std::nullopt);
    m_icon->setSign(advice.sign);
    m_icon->setAccessibleName(tr("Advice"));
    m_icon->setDetail(advice.headline);
    m_headline->setText(advice.headline);
    m_reason->setText(advice.reason);
    m_reason->setVisible(!advice.reason.isEmpty());
    m_action->setVisible(!advice.actionLabel.isEmpty());
    m_action->setText(advice.actionLabel);
    m_action->setAccessibleName(advice.actionLabel);
    m_action->setKind(advice.primary ? ButtonKind::Primary : ButtonKind::Plain);
    update();
}

void AdvicePanel::paintEvent(QPaintEvent *event)
{
    Panel::paintEvent(event);
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, edgeWidth, height()), Theme::current().mark(m_edge));
}

} // namespace twinlake
