// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Layout of mockup 08: title and choices, chart, table twin 276 wide.
#include "ui/lag/lagpage.h"

#include "ui/lag/choicebar.h"
#include "ui/lag/lagchart.h"
#include "ui/lag/lagtwindelegate.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/plainlabel.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QTableView>

namespace twinlake {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Duration ranges[] = {1h, 6h, 24h, 168h};

QString shortName(const QString &table)
{
    return table.section(u'.', -2);
}

} // namespace

LagPage::LagPage(LagViewModel &viewModel, QWidget *parent)
    : QWidget(parent)
    , m_viewModel(viewModel)
{
    setObjectName(u"lagPage"_s);
    setProperty("role", u"page"_s);
    const Theme &theme = Theme::current();
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12));
    page->setSpacing(theme.px(12));
    page->addWidget(buildHead());
    auto *body = new QHBoxLayout;
    body->setSpacing(theme.px(10));
    body->addWidget(buildChart(), 1);
    body->addWidget(buildTwin());
    page->addLayout(body, 1);
    connect(&m_viewModel, &LagViewModel::changed, this, &LagPage::refresh);
    connect(&m_viewModel, &LagViewModel::selectionChanged, this, &LagPage::showSelection);
    refresh();
}

QWidget *LagPage::buildHead()
{
    auto *head = new QWidget(this);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    m_title = new PlainLabel(TypeRole::Headline, TextTone::Content, head);
    m_title->setObjectName(u"lagTitle"_s);
    m_groups = new ChoiceBar(tr("Failover group"), head);
    m_tables = new ActionButton(tr("Slowest table"), ButtonKind::Small, head);
    m_tables->setObjectName(u"tableButton"_s);
    m_notice = new PlainLabel(TypeRole::Caption, TextTone::Faint, head);
    m_notice->setObjectName(u"lagNotice"_s);
    m_ranges = new ChoiceBar(tr("Range"), head);
    m_ranges->setChoices({tr("1 h"), tr("6 h"), tr("24 h"), tr("7 d")});
    row->addWidget(m_title);
    row->addWidget(m_groups);
    row->addWidget(m_tables);
    row->addWidget(m_notice, 1);
    row->addWidget(m_ranges);
    connect(m_groups, &ChoiceBar::chosen, this,
            [this](int index) { m_viewModel.chooseGroup(m_viewModel.groups().value(index)); });
    connect(m_ranges, &ChoiceBar::chosen, this, [this](int index) { m_viewModel.chooseRange(ranges[index]); });
    connect(m_tables, &QPushButton::clicked, this, [this] {
        QMenu menu(this);
        menu.addAction(tr("Slowest table"), this, [this] { m_viewModel.chooseTable({}); });
        for (const QString &table : m_viewModel.tables())
            menu.addAction(table, this, [this, table] { m_viewModel.chooseTable(table); });
        menu.exec(m_tables->mapToGlobal(QPoint(0, m_tables->height())));
    });
    return head;
}

QWidget *LagPage::buildChart()
{
    auto *panel = new Panel(u"panel"_s, this);
    auto *box = new QVBoxLayout(panel);
    box->setContentsMargins(4, 4, 4, 4);
    box->addWidget(new LagChart(m_viewModel, panel));
    return panel;
}

QWidget *LagPage::buildTwin()
{
    const Theme &theme = Theme::current();
    auto *panel = new Panel(u"panel"_s, this);
    panel->setFixedWidth(theme.px(276));
    auto *box = new QVBoxLayout(panel);
    box->setContentsMargins(1, 8, 1, 1);
    auto *title = new QHBoxLayout;
    title->setContentsMargins(8, 0, 8, 0);
    title->addWidget(new PlainLabel(tr("As a table"), TypeRole::DenseStrong, TextTone::Content, panel));
    title->addStretch();
    title->addWidget(new PlainLabel(tr("marks and changes"), TypeRole::Caption, TextTone::Faint, panel));
    box->addLayout(title);
    m_twin = new QTableView(panel);
    m_twin->setObjectName(u"lagTwin"_s);
    m_twin->setAccessibleName(tr("Lag as a table"));
    m_twin->setModel(m_viewModel.twin());
    m_twin->setItemDelegate(new LagTwinDelegate(m_twin));
    m_twin->setShowGrid(false);
    m_twin->setFrameShape(QFrame::NoFrame);
    m_twin->setSelectionBehavior(QTableView::SelectRows);
    m_twin->setSelectionMode(QTableView::SingleSelection);
    m_twin->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_twin->verticalHeader()->hide();
    m_twin->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_twin->verticalHeader()->setMinimumSectionSize(theme.px(26));
    m_twin->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_twin->horizontalHeader()->setHighlightSections(false);
    connect(m_twin, &QTableView::clicked, this, [this](const QModelIndex &index) {
        m_viewModel.select(index.data(LagTwinModel::InstantRole).toDateTime());
    });
    box->addWidget(m_twin, 1);
    return panel;
}

void LagPage::refresh()
{
    m_title->setText(tr("Lag of %1").arg(m_viewModel.group()));
    m_groups->setChoices(m_viewModel.groups());
    m_groups->setChosen(int(m_viewModel.groups().indexOf(m_viewModel.group())));
    m_groups->setVisible(m_viewModel.groups().size() > 1);
    m_tables->setText(m_viewModel.table().isEmpty() ? tr("Slowest table") : shortName(m_viewModel.table()));
    int range = -1;
    for (int i = 0; m_viewModel.isFollowing() && i < int(std::size(ranges)); ++i) {
        if (m_viewModel.range() == ranges[i])
            range = i;
    }
    m_ranges->setChosen(range);
    const bool troubled = !m_viewModel.trouble().isEmpty();
    m_notice->setTone(troubled ? TextTone::Content : TextTone::Faint);
    if (!m_viewModel.hasAnswer())
        m_notice->setText(tr("Asking the history."));
    else if (troubled)
        m_notice->setText(m_viewModel.trouble());
    else
        m_notice->setText(m_viewModel.isFollowing() ? tr("Log scale, follows the clock.")
                                                    : tr("Log scale, stands still. Home follows the clock."));
}

void LagPage::showSelection()
{
    const auto selected = m_viewModel.selected();
    const int row = selected ? m_viewModel.twin()->rowNearest(*selected) : -1;
    if (row < 0)
        m_twin->clearSelection();
    else
        m_twin->selectRow(row);
}

} // namespace twinlake
