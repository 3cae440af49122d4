// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "ui/rehearsal/facilitatorpanel.h"

#include "ui/widgets/actionbutton.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/plainlabel.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include <array>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int panelWidth = 312;
constexpr std::array speeds{0.0, 1.0, 10.0, 60.0};

void clear(QVBoxLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
}

QVBoxLayout *section(QVBoxLayout *column)
{
    auto *layout = new QVBoxLayout;
    layout->setSpacing(2);
    column->addLayout(layout);
    return layout;
}

} // namespace

FacilitatorPanel::FacilitatorPanel(FacilitatorViewModel &viewModel, QWidget *parent)
    : QFrame(parent)
    , m_viewModel(viewModel)
    , m_column(new QVBoxLayout(this))
{
    setProperty("role", u"side"_s);
    setFixedWidth(panelWidth);
    m_column->setContentsMargins(12, 12, 12, 12);
    m_column->setSpacing(6);
    m_column->addWidget(new PlainLabel(tr("Facilitator"), TypeRole::Section, TextTone::Content));
    addTitle(tr("Virtual clock"));
    m_column->addWidget(clockRow());
    addTitle(tr("Truth, hidden from the driver"));
    m_truth = section(m_column);
    addTitle(tr("Faults now"));
    m_faults = section(m_column);
    addTitle(tr("Planned by the scenario"));
    m_planned = section(m_column);
    addTitle(tr("Ready to add"));
    m_offered = section(m_column);
    m_trouble = new PlainLabel(TypeRole::Dense, TextTone::Bad);
    m_trouble->setMaximumLines(3);
    m_column->addWidget(m_trouble);
    m_column->addStretch(1);
    connect(&m_viewModel, &FacilitatorViewModel::changed, this, &FacilitatorPanel::refresh);
    refresh();
}

void FacilitatorPanel::addTitle(const QString &text)
{
    m_column->addWidget(new PlainLabel(text, TypeRole::DenseStrong, TextTone::Content));
}

QWidget *FacilitatorPanel::clockRow()
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    for (const double speed : speeds) {
        const QString text = speed > 0 ? tr("%1x").arg(speed) : tr("Hold");
        auto *button = new ActionButton(text, ButtonKind::Small);
        button->setCheckable(true);
        button->setObjectName(u"speed%1Button"_s.arg(speed));
        button->setAccessibleName(speed > 0 ? tr("Run the world at %1 times real time").arg(speed)
                                            : tr("Hold the world's clock"));
        connect(button, &QPushButton::clicked, this, [this, speed] { m_viewModel.setSpeed(speed); });
        layout->addWidget(button);
        m_speeds.append(button);
    }
    layout->addStretch(1);
    auto *minute = new ActionButton(tr("+ 1 min"), ButtonKind::Small);
    minute->setAccessibleName(tr("Let the world run on by one minute"));
    connect(minute, &QPushButton::clicked, this, [this] { m_viewModel.advanceMinute(); });
    layout->addWidget(minute);
    return row;
}

void FacilitatorPanel::addFacts(QVBoxLayout *into, const QList<TruthRow> &rows)
{
    clear(into);
    if (rows.isEmpty())
        into->addWidget(new PlainLabel(tr("Nothing."), TypeRole::Dense, TextTone::Faint));
    for (const TruthRow &fact : rows) {
        auto *row = new QWidget;
        auto *layout = new QHBoxLayout(row);
        layout->setContentsMargins(0, 2, 0, 2);
        layout->addWidget(new PlainLabel(fact.question, TypeRole::Dense, TextTone::Label), 1);
        layout->addWidget(new PlainLabel(fact.answer, TypeRole::Dense, TextTone::Content));
        into->addWidget(row);
    }
}

void FacilitatorPanel::addFaults(QVBoxLayout *into, const QList<FaultRow> &rows, bool there)
{
    clear(into);
    if (rows.isEmpty())
        into->addWidget(new PlainLabel(there ? tr("None, the world is whole.") : tr("Nothing more."), TypeRole::Dense,
                                       TextTone::Faint));
    for (const FaultRow &fault : rows) {
        auto *row = new QWidget;
        auto *layout = new QHBoxLayout(row);
        layout->setContentsMargins(0, 2, 0, 2);
        layout->addWidget(new PlainLabel(fault.text, TypeRole::Dense, there ? TextTone::Bad : TextTone::Label), 1);
        auto *button = new ActionButton(there ? tr("Lift") : tr("Add"), ButtonKind::Small);
        button->setAccessibleName(there ? tr("Lift %1").arg(fault.text) : tr("Add %1").arg(fault.text));
        connect(button, &QPushButton::clicked, this,
                [this, fault, there] { there ? m_viewModel.lift(fault) : m_viewModel.add(fault); });
        layout->addWidget(button);
        into->addWidget(row);
    }
}

void FacilitatorPanel::refresh()
{
    for (std::size_t index = 0; index < speeds.size(); ++index)
        m_speeds.at(static_cast<qsizetype>(index))->setChecked(speeds.at(index) == m_viewModel.speed());
    m_trouble->setText(m_viewModel.trouble());
    m_trouble->setVisible(!m_viewModel.trouble().isEmpty());
    addFacts(m_truth, m_viewModel.truth());
    addFacts(m_planned, m_viewModel.planned());
    // Buttons are rebuilt only when the faults change, or a click could fall between press and release.
    QString faults;
    for (const FaultRow &fault : m_viewModel.faultsNow())
        faults += fault.id + fault.text + u'\n';
    if (faults == m_shown && m_faults->count() > 0)
        return;
    m_shown = faults;
    addFaults(m_faults, m_viewModel.faultsNow(), true);
    addFaults(m_offered, m_viewModel.faultsToAdd(), false);
}

} // namespace twinlake
