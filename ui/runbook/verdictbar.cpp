// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Only news is tinted: a step that simply runs keeps the panel's colour.
#include "ui/runbook/verdictbar.h"

#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statepainter.h"

#include <QPainter>
#include <QVBoxLayout>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

VerdictBar::VerdictBar(QWidget *parent)
    : Panel(u"advice"_s, parent)
    , m_headline(new PlainLabel(TypeRole::Headline, TextTone::Content, this))
    , m_sentence(new PlainLabel(TypeRole::Dense, TextTone::Label, this))
{
    const Theme &theme = Theme::current();
    setMinimumHeight(theme.px(60));
    m_headline->setObjectName(u"headlineLabel"_s);
    m_sentence->setObjectName(u"sentenceLabel"_s);
    m_headline->setMaximumLines(2);
    m_sentence->setMaximumLines(4);
    auto *box = new QVBoxLayout(this);
    box->setContentsMargins(theme.px(60), theme.px(9), theme.px(16), theme.px(9));
    box->setSpacing(2);
    box->addWidget(m_headline);
    box->addWidget(m_sentence);
}

void VerdictBar::showVerdict(const StateSign &sign, const QString &headline, const QString &sentence)
{
    m_sign = sign;
    m_headline->setText(headline);
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
    const bool tinted = sign.loud && sign.token == ToneToken::Bad;
    setTint(tinted ? std::optional(sign.token) : std::nullopt);
    setAccessibleName(sign.word);
    setAccessibleDescription(headline);
    update();
}

void VerdictBar::paintEvent(QPaintEvent *event)
{
    Panel::paintEvent(event);
    const Theme &theme = Theme::current();
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, theme.px(6), height()), theme.mark(m_sign.token));
    const int size = theme.px(26);
    StatePainter::paint(painter, QRectF(theme.px(20), (height() - size) / 2.0, size, size), m_sign);
}

} // namespace twinlake
