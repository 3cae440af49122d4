// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Layout of mockups 04 to 07: head 68, steps 296, foot 56.
#include "ui/runbook/runbookpage.h"

#include "ui/runbook/runbookfoot.h"
#include "ui/runbook/runbookhead.h"
#include "ui/runbook/steppanel.h"
#include "ui/runbook/stepsdelegate.h"
#include "ui/widgets/plainlabel.h"

#include <QHBoxLayout>
#include <QListView>
#include <QStackedWidget>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int mostIncidentRows = 5; ///< more than these scroll

void prepareList(QListView &list, QAbstractItemModel *model, const QString &name, StepsDelegate::Rows rows)
{
    list.setObjectName(name);
    list.setModel(model);
    list.setItemDelegate(new StepsDelegate(rows, &list));
    list.setFrameShape(QFrame::NoFrame);
    list.setSelectionMode(QListView::SingleSelection);
    list.setEditTriggers(QListView::NoEditTriggers);
    list.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list.setVerticalScrollMode(QListView::ScrollPerPixel);
}

} // namespace

RunbookPage::RunbookPage(WizardViewModel &viewModel, QWidget *parent)
    : QWidget(parent)
    , m_viewModel(viewModel)
    , m_head(new RunbookHead(this))
    , m_panel(new StepPanel(viewModel, this))
    , m_foot(new RunbookFoot(viewModel, this))
{
    setObjectName(u"runbookPage"_s);
    setProperty("role", u"page"_s);
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(0);
    page->addWidget(m_head);
    auto *body = new QHBoxLayout;
    body->setSpacing(0);
    body->addWidget(buildSide());
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_panel, 1);
    right->addWidget(buildNotice());
    right->addWidget(m_foot);
    body->addLayout(right, 1);
    page->addLayout(body, 1);
    connect(&m_viewModel, &WizardViewModel::changed, this, &RunbookPage::refresh);
    connect(&m_viewModel, &WizardViewModel::pageTurned, this, [this] {
        refresh();
        focusSafely();
    });
    connect(m_panel, &StepPanel::skipAsked, m_foot, &RunbookFoot::askSkip);
    connect(m_panel, &StepPanel::overrideAsked, m_foot, &RunbookFoot::askOverride);
    refresh();
    focusSafely();
}

/// Never on a button that sends something: what is one key away must be harmless.
void RunbookPage::focusSafely()
{
    if (!m_foot->focusSafely())
        m_lists->currentWidget()->setFocus();
}

QWidget *RunbookPage::buildSide()
{
    const Theme &theme = Theme::current();
    auto *side = new Panel(u"side"_s, this);
    side->setFixedWidth(theme.px(296));
    auto *box = new QVBoxLayout(side);
    box->setContentsMargins(0, theme.px(9), 1, 0);
    box->setSpacing(theme.px(4));
    buildSwitcher(box);
    auto *title = new QHBoxLayout;
    title->setContentsMargins(theme.px(15), 0, theme.px(13), 0);
    m_sideTitle = new PlainLabel(TypeRole::Caption, TextTone::Faint, side);
    m_sideUnit = new PlainLabel(TypeRole::Caption, TextTone::Faint, side);
    title->addWidget(m_sideTitle);
    title->addStretch();
    title->addWidget(m_sideUnit);
    box->addLayout(title);
    m_lists = new QStackedWidget(side);
    m_steps = buildList(m_viewModel.steps(), u"stepsView"_s, int(StepsDelegate::Rows::Steps));
    m_steps->setAccessibleName(tr("Steps"));
    m_offers = buildList(m_viewModel.offers(), u"offersView"_s, int(StepsDelegate::Rows::Offers));
    m_offers->setAccessibleName(tr("Recipes"));
    box->addWidget(m_lists, 1);
    connect(m_steps, &QListView::clicked, this, [this](const QModelIndex &index) { m_viewModel.look(index.row()); });
    connect(m_steps, &QListView::activated, this, [this](const QModelIndex &index) { m_viewModel.look(index.row()); });
    connect(m_offers->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &index) { m_viewModel.chooseOffer(index.row()); });
    return side;
}

/// Every incident that can be shown, with its state; hidden while there is nothing to switch to.
void RunbookPage::buildSwitcher(QVBoxLayout *box)
{
    m_incidents = new QListView(this);
    prepareList(*m_incidents, m_viewModel.incidents(), u"incidentsView"_s, StepsDelegate::Rows::Incidents);
    m_incidents->setAccessibleName(tr("Incidents"));
    box->addWidget(m_incidents);
    const auto show = [this](const QModelIndex &index) { m_viewModel.show(index.row()); };
    connect(m_incidents, &QListView::clicked, this, show);
    connect(m_incidents, &QListView::activated, this, show);
}

/// Says why a click sent nothing; it stands over the foot, where the eye is after the click.
QWidget *RunbookPage::buildNotice()
{
    const Theme &theme = Theme::current();
    auto *bar = new Panel(u"panel"_s, this);
    bar->setTint(ToneToken::Watch);
    bar->setFixedHeight(theme.px(28));
    m_notice = new PlainLabel(TypeRole::Dense, TextTone::Content, bar);
    m_notice->setObjectName(u"noticeLabel"_s);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(theme.px(16), 0, theme.px(16), 0);
    row->addWidget(m_notice);
    bar->hide();
    m_noticeBar = bar;
    return bar;
}

QListView *RunbookPage::buildList(QAbstractItemModel *model, const QString &name, int rows)
{
    auto *list = new QListView(m_lists);
    prepareList(*list, model, name, StepsDelegate::Rows(rows));
    m_lists->addWidget(list);
    return list;
}

void RunbookPage::refreshSwitcher()
{
    const WizardIncidentsModel &incidents = *m_viewModel.incidents();
    const int rows = incidents.rowCount();
    m_incidents->setVisible(rows > 1);
    m_incidents->setFixedHeight(Theme::current().px(StepsDelegate::incidentHeight) * std::min(rows, mostIncidentRows));
    if (m_incidents->currentIndex().row() != incidents.shownRow())
        m_incidents->setCurrentIndex(incidents.index(incidents.shownRow(), 0));
}

void RunbookPage::refresh()
{
    refreshSwitcher();
    m_notice->setText(m_viewModel.notice());
    m_noticeBar->setVisible(!m_viewModel.notice().isEmpty());
    const bool incident = m_viewModel.hasIncident();
    m_head->showHead(m_viewModel.head());
    m_sideTitle->setText(incident ? tr("Steps") : tr("Recipes"));
    m_sideUnit->setText(incident ? tr("took / budget") : QString());
    m_lists->setCurrentWidget(incident ? m_steps : m_offers);
    QListView *list = incident ? m_steps : m_offers;
    const int row = incident ? m_viewModel.stepRow() : m_viewModel.offerRow();
    if (list->currentIndex().row() != row)
        list->setCurrentIndex(list->model()->index(row, 0));
    m_panel->refresh();
    m_foot->refresh();
}

} // namespace twinlake
