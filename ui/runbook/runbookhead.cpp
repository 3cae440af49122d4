// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The figures stand at the right, so that a long title elides before a number does.
#include "ui/runbook/runbookhead.h"

#include "ui/widgets/figurelabel.h"
#include "ui/widgets/objectivebar.h"

#include <QHBoxLayout>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

RunbookHead::RunbookHead(QWidget *parent)
    : Panel(u"head"_s, parent)
{
    const Theme &theme = Theme::current();
    setFixedHeight(theme.px(68));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8));
    row->setSpacing(theme.px(28));
    auto *names = new QVBoxLayout;
    names->setSpacing(0);
    m_title = new PlainLabel(TypeRole::Headline, TextTone::Content, this);
    m_title->setObjectName(u"incidentTitle"_s);
    m_subtitle = new PlainLabel(TypeRole::Dense, TextTone::Label, this);
    names->addStretch();
    names->addWidget(m_title);
    names->addWidget(m_subtitle);
    names->addStretch();
    row->addLayout(names, 1);
    m_rto = addFigure(row, true);
    auto *used = new QVBoxLayout;
    used->setSpacing(4);
    m_rtoOf = new PlainLabel(TypeRole::Dense, TextTone::Label, this);
    m_rtoBar = new ObjectiveBar(4, this);
    m_rtoBar->setFixedWidth(theme.px(96));
    used->addStretch();
    used->addWidget(m_rtoOf);
    used->addWidget(m_rtoBar);
    used->addSpacing(8);
    row->addLayout(used);
    m_dataAtRisk = addFigure(row, false);
    m_pointer = addFigure(row, false);
}

RunbookHead::Figure RunbookHead::addFigure(QHBoxLayout *row, bool clock)
{
    Figure figure{new PlainLabel(TypeRole::Caption, TextTone::Faint, this),
                  new FigureLabel(clock ? TypeRole::Clock : TypeRole::Figure, TypeRole::Unit, this)};
    auto *column = new QVBoxLayout;
    column->setSpacing(0);
    column->addStretch();
    column->addWidget(figure.caption);
    column->addWidget(figure.value);
    column->addStretch();
    row->addLayout(column);
    return figure;
}

void RunbookHead::showFigure(const Figure &figure, const HeadFigure &shown)
{
    figure.caption->setText(shown.caption);
    figure.value->setText(shown.value);
    figure.value->setTone(shown.known ? TextTone::Content : TextTone::Unknown);
    figure.value->setAccessibleName(shown.caption);
    figure.value->setAccessibleDescription(shown.value);
}

void RunbookHead::showHead(const WizardHead &head)
{
    m_title->setText(head.title);
    m_subtitle->setText(head.subtitle);
    showFigure(m_rto, head.rto);
    showFigure(m_dataAtRisk, head.dataAtRisk);
    showFigure(m_pointer, head.pointer);
    m_rtoOf->setText(head.rtoOf);
    m_rtoOf->setVisible(!head.rtoOf.isEmpty());
    m_rtoBar->setVisible(!head.rtoOf.isEmpty());
    m_rtoBar->setUsed(head.rtoShare);
}

} // namespace twinlake
