// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Top edge 3, head 48, rows of 28, then the chart with whatever height is left.
#include "ui/overview/regioncolumn.h"

#include "ui/overview/regionrowdelegate.h"
#include "ui/overview/sparkchart.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/regiontopedge.h"
#include "ui/widgets/servingbadge.h"
#include "ui/widgets/statelabel.h"

#include <QHBoxLayout>
#include <QListView>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int rowsInView = 8;
constexpr int headHeight = 48;
constexpr int columnInset = 12;

} // namespace

RegionColumn::RegionColumn(RegionRowsModel &rows, Region region, QWidget *parent)
    : Panel(u"panel"_s, parent)
    , m_edge(new RegionTopEdge(3, this))
    , m_label(new PlainLabel(TypeRole::Figure, TextTone::Content, this))
    , m_side(new PlainLabel(TypeRole::Dense, TextTone::Faint, this))
    , m_role(new StateLabel(TypeRole::DenseStrong, 16, this))
    , m_serving(new ServingBadge(this))
    , m_rows(new QListView(this))
    , m_title(new PlainLabel(TypeRole::Caption, TextTone::Label, this))
    , m_note(new PlainLabel(TypeRole::Caption, TextTone::Label, this))
    , m_chart(new SparkChart(region == Region::Primary ? ToneToken::Active : ToneToken::Ready, this))
{
    setObjectName(u"region/"_s + regionKey(region));
    m_rows->setModel(&rows);
    m_rows->setItemDelegate(new RegionRowDelegate(m_rows));
    m_rows->setUniformItemSizes(true);
    m_rows->setSelectionMode(QAbstractItemView::NoSelection);
    m_rows->setFrameShape(QFrame::NoFrame);
    m_rows->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_rows->setFixedHeight(rowsInView * RegionRowDelegate::rowHeight());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_edge);
    column->addWidget(buildHead());
    column->addWidget(Panel::rule(this));
    column->addWidget(m_rows);
    column->addWidget(buildChart(), 1);
}

QWidget *RegionColumn::buildHead()
{
    auto *head = new QWidget(this);
    head->setFixedHeight(Theme::current().px(headHeight));
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(columnInset, 0, columnInset, 0);
    row->setSpacing(14);
    row->addWidget(m_label);
    row->addWidget(m_side);
    row->addWidget(m_role, 1);
    row->addWidget(m_serving);
    return head;
}

QWidget *RegionColumn::buildChart()
{
    auto *area = new QWidget(this);
    auto *words = new QHBoxLayout;
    words->addWidget(m_title, 1);
    words->addWidget(m_note);
    auto *column = new QVBoxLayout(area);
    column->setContentsMargins(columnInset, 8, columnInset, 8);
    column->setSpacing(6);
    column->addLayout(words);
    column->addWidget(m_chart, 1);
    return area;
}

void RegionColumn::show(const RegionHead &head)
{
    m_edge->setServing(head.serving);
    m_label->setText(head.label);
    m_side->setText(head.side);
    m_role->setSign(head.role);
    m_role->setDetail(head.roleSentence);
    m_role->setToolTip(u"<span>%1</span>"_s.arg(head.roleSentence.toHtmlEscaped()));
    m_serving->setServing(head.serving);
    m_rows->setAccessibleName(tr("State of %1").arg(head.label));
}

void RegionColumn::showSpark(const LagSpark &spark)
{
    m_title->setText(spark.title);
    m_note->setText(spark.note);
    m_chart->show(spark);
}

} // namespace twinlake
