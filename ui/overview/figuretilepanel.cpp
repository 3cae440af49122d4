// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Four lines of fixed height, so nothing moves when a state changes.
#include "ui/overview/figuretilepanel.h"

#include "ui/widgets/figurelabel.h"
#include "ui/widgets/objectivebar.h"

#include <QVBoxLayout>

namespace twinlake {

FigureTilePanel::FigureTilePanel(QWidget *parent)
    : QWidget(parent)
    , m_label(new PlainLabel(TypeRole::Caption, TextTone::Label, this))
    , m_figure(new FigureLabel(TypeRole::Figure, TypeRole::Unit, this))
    , m_bar(new ObjectiveBar(4, this))
    , m_detail(new PlainLabel(TypeRole::Caption, TextTone::Faint, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(2);
    column->addWidget(m_label);
    column->addWidget(m_figure);
    column->addWidget(m_bar);
    column->addSpacing(2);
    column->addWidget(m_detail);
}

void FigureTilePanel::show(const FigureTile &tile)
{
    m_label->setText(tile.label);
    m_figure->setText(tile.figure);
    const bool quiet = tile.tone == ToneToken::Off || tile.tone == ToneToken::Ready || tile.tone == ToneToken::Active;
    m_figure->setTone(wordTone({Shape::DotRing, tile.tone, !quiet, {}}));
    m_figure->setAccessibleName(tr("%1: %2").arg(tile.label, tile.figure));
    m_figure->setAccessibleDescription(tile.detail);
    m_bar->setUsed(tile.hatched ? std::nullopt : tile.used);
    m_detail->setText(tile.detail);
}

} // namespace twinlake
