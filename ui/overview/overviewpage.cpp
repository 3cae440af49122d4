// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Advice, cards, two columns: left is the primary, right is the secondary, always.
#include "ui/overview/overviewpage.h"

#include "ui/overview/advicepanel.h"
#include "ui/overview/groupcardpanel.h"
#include "ui/overview/regioncolumn.h"

#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int sideMargin = 16;

} // namespace

OverviewPage::OverviewPage(OverviewViewModel &viewModel, QWidget *parent)
    : QWidget(parent)
    , m_viewModel(viewModel)
    , m_advice(new AdvicePanel(this))
    , m_columns{new RegionColumn(viewModel.rows(Region::Primary), Region::Primary, this),
                new RegionColumn(viewModel.rows(Region::Secondary), Region::Secondary, this)}
{
    setProperty("role", u"page"_s);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(12);
    columns->addWidget(m_columns.primary, 1);
    columns->addWidget(m_columns.secondary, 1);
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(sideMargin, 12, sideMargin, 12);
    page->setSpacing(12);
    page->addWidget(m_advice);
    page->addWidget(buildCards());
    page->addLayout(columns, 1);
    connect(m_advice, &AdvicePanel::chosen, &m_viewModel, &OverviewViewModel::chooseAction);
    connect(&m_viewModel, &OverviewViewModel::changed, this, &OverviewPage::refresh);
    connect(&m_viewModel, &OverviewViewModel::sparksChanged, this, &OverviewPage::refreshSparks);
    refresh();
    refreshSparks();
}

// More groups than fit scroll sideways; the cards keep their size.
QWidget *OverviewPage::buildCards()
{
    m_cardScroll = new QScrollArea(this);
    QScrollArea *scroll = m_cardScroll;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setAccessibleName(tr("Failover groups"));
    auto *row = new QWidget;
    row->setProperty("role", u"page"_s);
    m_cardRow = new QHBoxLayout(row);
    m_cardRow->setContentsMargins({});
    m_cardRow->setSpacing(12);
    scroll->setWidget(row);
    return scroll;
}

void OverviewPage::refreshCards()
{
    const QList<GroupCard> &cards = m_viewModel.cards();
    while (m_cards.size() > cards.size())
        delete m_cards.takeLast();
    while (m_cards.size() < cards.size()) {
        auto *card = new GroupCardPanel;
        connect(card, &GroupCardPanel::chosen, &m_viewModel, &OverviewViewModel::selectGroup);
        connect(card, &GroupCardPanel::opened, &m_viewModel, &OverviewViewModel::openIncident);
        m_cardRow->addWidget(card, 1);
        m_cards.append(card);
    }
    for (int i = 0; i < cards.size(); ++i)
        m_cards.at(i)->show(cards.at(i));
    fitCards();
}

// The scroll bar stands under the cards, never over them.
void OverviewPage::fitCards()
{
    const QWidget *row = m_cardRow->parentWidget();
    const bool overflows = row->minimumSizeHint().width() > contentsRect().width() - 2 * sideMargin;
    const int bar = overflows ? m_cardScroll->horizontalScrollBar()->sizeHint().height() : 0;
    m_cardScroll->setFixedHeight(row->sizeHint().height() + bar);
}

void OverviewPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitCards();
}

void OverviewPage::refresh()
{
    m_advice->show(m_viewModel.advice());
    refreshCards();
    for (const Region region : bothRegions)
        m_columns[region]->show(m_viewModel.head(region));
}

void OverviewPage::refreshSparks()
{
    for (const Region region : bothRegions)
        m_columns[region]->showSpark(m_viewModel.spark(region));
}

} // namespace twinlake
