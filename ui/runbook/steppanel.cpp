// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Panels are built once; a page shows those it needs.
#include "ui/runbook/steppanel.h"

#include "ui/lag/etachart.h"
#include "ui/plan/plantree.h"
#include "ui/runbook/evidencelist.h"
#include "ui/runbook/verdictbar.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/figurelabel.h"
#include "ui/widgets/statelabel.h"

#include <QGridLayout>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

void clear(QLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

} // namespace

StepPanel::StepPanel(WizardViewModel &viewModel, QWidget *parent)
    : QScrollArea(parent)
    , m_viewModel(viewModel)
{
    const Theme &theme = Theme::current();
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    auto *content = new QWidget;
    content->setProperty("role", u"page"_s);
    setWidget(content);
    auto *page = new QVBoxLayout(content);
    page->setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12));
    page->setSpacing(theme.px(10));
    m_verdict = new VerdictBar(content);
    page->addWidget(m_verdict);
    buildOutcome(page);
    buildPlan(page);
    buildWaysOn(page);
    buildCallsAndChecks(page);
    m_eta = addPanel({}, page, &m_etaTitle);
    m_etaChart = new EtaChart(m_eta);
    m_eta->layout()->addWidget(m_etaChart);
    m_evidence = addPanel({}, page, &m_evidenceTitle);
    auto *evidence = new EvidenceList(m_viewModel.evidence(), m_evidence);
    evidence->setObjectName(u"evidenceView"_s);
    m_evidence->layout()->addWidget(evidence);
    m_stages = addPanel(tr("What it will do"), page);
    m_stageGrid = new QGridLayout;
    m_stageGrid->setHorizontalSpacing(theme.px(12));
    m_stageGrid->setColumnStretch(2, 1);
    static_cast<QVBoxLayout *>(m_stages->layout())->addLayout(m_stageGrid);
    page->addStretch(1);
}

twinlake::Panel *StepPanel::addPanel(const QString &title, QVBoxLayout *into, PlainLabel **titleLabel)
{
    const Theme &theme = Theme::current();
    auto *panel = new twinlake::Panel(u"panel"_s, widget());
    auto *box = new QVBoxLayout(panel);
    box->setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8));
    box->setSpacing(theme.px(6));
    auto *label = new PlainLabel(title, TypeRole::DenseStrong, TextTone::Content, panel);
    box->addWidget(label);
    if (titleLabel)
        *titleLabel = label;
    if (into)
        into->addWidget(panel);
    return panel;
}

void StepPanel::buildPlan(QVBoxLayout *page)
{
    const Theme &theme = Theme::current();
    m_plan = new twinlake::Panel(u"panel"_s, widget());
    m_plan->setObjectName(u"planPanel"_s);
    auto *box = new QVBoxLayout(m_plan);
    box->setContentsMargins(1, 1, 1, 1);
    box->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8));
    head->setSpacing(theme.px(10));
    m_guard = new StateLabel(TypeRole::Section, 20, m_plan);
    m_guardSentence = new PlainLabel(TypeRole::Dense, TextTone::Label, m_plan);
    m_guardSentence->setMaximumLines(2);
    m_planOrigin = new PlainLabel(TypeRole::Mono, TextTone::Label, m_plan);
    head->addWidget(m_guard);
    head->addWidget(m_guardSentence, 1);
    head->addWidget(m_planOrigin);
    box->addLayout(head);
    auto *tree = new PlanTree(m_viewModel.plan(), m_plan);
    tree->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    box->addWidget(tree);
    page->addWidget(m_plan);
}

void StepPanel::buildCallsAndChecks(QVBoxLayout *page)
{
    const Theme &theme = Theme::current();
    auto *row = new QHBoxLayout;
    row->setSpacing(theme.px(12));
    m_calls = addPanel(tr("Exact calls"), nullptr);
    m_calls->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_callGrid = new QGridLayout;
    m_callGrid->setHorizontalSpacing(theme.px(12));
    m_callGrid->setColumnStretch(2, 1);
    auto *callBox = static_cast<QVBoxLayout *>(m_calls->layout());
    callBox->addLayout(m_callGrid);
    auto *promise = new PlainLabel(tr("A write is sent once. If its answer is lost, the console looks and never sends "
                                      "again."),
                                   TypeRole::Dense, TextTone::Label, m_calls);
    promise->setMaximumLines(2);
    callBox->addWidget(promise);
    callBox->addStretch();
    m_checks = addPanel(tr("Checked again right now"), nullptr);
    m_checks->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *checks = new EvidenceList(m_viewModel.checks(), m_checks);
    checks->setObjectName(u"checksView"_s);
    m_checks->layout()->addWidget(checks);
    static_cast<QVBoxLayout *>(m_checks->layout())->addStretch();
    row->addWidget(m_calls, 1);
    row->addWidget(m_checks, 1);
    page->addLayout(row);
}

void StepPanel::buildWaysOn(QVBoxLayout *page)
{
    const Theme &theme = Theme::current();
    m_waysOn = addPanel(tr("Ways on"), page);
    auto *grid = new QGridLayout;
    grid->setColumnStretch(1, 1);
    grid->setColumnMinimumWidth(0, theme.px(220));
    grid->setVerticalSpacing(theme.px(10));
    m_retry = new ActionButton(tr("Try again"), ButtonKind::Small, m_waysOn);
    m_retry->setObjectName(u"retryButton"_s);
    m_skip = new ActionButton(tr("Skip..."), ButtonKind::Small, m_waysOn);
    m_skip->setObjectName(u"skipButton"_s);
    m_override = new ActionButton(tr("Set aside..."), ButtonKind::Small, m_waysOn);
    m_override->setObjectName(u"overrideButton"_s);
    m_overrideTitle = new PlainLabel({}, TypeRole::DenseStrong, TextTone::Content, m_waysOn);
    const auto way = [&](int row, const QString &title, const QString &text, QWidget *button) {
        auto *head =
            row == 2 ? m_overrideTitle : new PlainLabel(title, TypeRole::DenseStrong, TextTone::Content, m_waysOn);
        grid->addWidget(head, row, 0);
        auto *label = new PlainLabel(text, TypeRole::Dense, TextTone::Label, m_waysOn);
        label->setMaximumLines(2);
        grid->addWidget(label, row, 1, Qt::AlignVCenter);
        if (button)
            grid->addWidget(button, row, 2);
        return label;
    };
    way(0, tr("Try this step again"),
        tr("Reads everything again first; what may have been received is not sent again."), m_retry);
    m_skipText = way(1, tr("Go on without it"), tr("Needs a reason, which goes into the report."), m_skip);
    m_overrideText =
        way(2, {}, tr("You answer for it: type the rule's number and why; both go into the report."), m_override);
    way(3, tr("Wait, or abort"), tr("Nothing is sent while this page waits."), nullptr);
    static_cast<QVBoxLayout *>(m_waysOn->layout())->addLayout(grid);
    connect(m_retry, &QPushButton::pressed, this, [this] { m_pressed = m_viewModel.question(); });
    connect(m_retry, &QPushButton::clicked, this, [this] { m_viewModel.retry(m_pressed); });
    connect(m_skip, &QPushButton::clicked, this, &StepPanel::skipAsked);
    connect(m_override, &QPushButton::clicked, this, &StepPanel::overrideAsked);
}

void StepPanel::buildOutcome(QVBoxLayout *page)
{
    const Theme &theme = Theme::current();
    m_outcome = addPanel({}, page, &m_result);
    m_result->setObjectName(u"resultLabel"_s);
    m_result->setRole(TypeRole::Section);
    m_outcomeGrid = new QGridLayout;
    m_outcomeGrid->setHorizontalSpacing(theme.px(28));
    m_notes = new QVBoxLayout;
    m_notes->setSpacing(theme.px(4));
    auto *box = static_cast<QVBoxLayout *>(m_outcome->layout());
    box->addLayout(m_outcomeGrid);
    box->addLayout(m_notes);
}

void StepPanel::showWaysOn(const WizardFoot &foot)
{
    m_retry->setEnabled(foot.canRetry);
    m_skip->setEnabled(foot.canSkip);
    m_skip->setVisible(foot.whyNotSkip.isEmpty());
    m_skipText->setText(foot.whyNotSkip.isEmpty() ? tr("Needs a reason, which goes into the report.")
                                                  : foot.whyNotSkip);
    for (QWidget *part : std::initializer_list<QWidget *>{m_override, m_overrideTitle, m_overrideText})
        part->setVisible(!foot.ruleInTheWay.isEmpty());
    m_override->setEnabled(foot.canOverride);
    m_overrideTitle->setText(tr("Set rule %1 aside").arg(foot.ruleInTheWay));
}

void StepPanel::refresh()
{
    const WizardPage &page = m_viewModel.page();
    showWaysOn(m_viewModel.foot());
    if (m_shown == page)
        return;
    m_shown = page;
    m_verdict->showVerdict(page.sign, page.headline, page.sentence);
    m_plan->setVisible(page.hasPlan);
    m_guard->setSign(page.guard);
    m_guardSentence->setText(page.guardSentence);
    m_planOrigin->setText(page.planOrigin);
    m_plan->setTint(std::nullopt);
    m_calls->setVisible(!page.calls.isEmpty());
    showCalls(page.calls);
    m_checks->setVisible(!page.checks.isEmpty());
    m_eta->setVisible(page.catchUp.has_value());
    if (page.catchUp) {
        m_etaTitle->setText(tr("Gold watermark, slowest of %n table(s): %1", nullptr, page.catchUp->otherTables + 1)
                                .arg(page.catchUp->table));
        m_etaChart->setCatchUp(*page.catchUp, page.catchUp->readings.last().serverNow);
    }
    m_evidence->setVisible(!page.evidence.isEmpty());
    m_evidenceTitle->setText(page.evidenceTitle);
    m_waysOn->setVisible(page.kind == WizardPage::Kind::Trouble);
    showStages(m_viewModel.hasIncident() ? nullptr : m_viewModel.offer());
    showOutcome(page);
}

void StepPanel::showCalls(const QList<StepCall> &calls)
{
    clear(m_callGrid);
    for (int row = 0; row < calls.size(); ++row) {
        const StepCall &call = calls.at(row);
        const bool write = call.call.method != "GET"_L1;
        const TypeRole role = write ? TypeRole::MonoStrong : TypeRole::Mono;
        const TextTone tone = write ? TextTone::Content : TextTone::Faint;
        const QStringList cells{QString::number(row + 1), call.call.method, call.call.path, call.note};
        for (int column = 0; column < cells.size(); ++column) {
            auto *label = new PlainLabel(cells.at(column), column == 0 ? TypeRole::Mono : role,
                                         column == 0 ? TextTone::Faint : tone, m_calls);
            m_callGrid->addWidget(label, row, column);
        }
    }
}

void StepPanel::showStages(const WizardOffer *offer)
{
    m_stages->setVisible(offer != nullptr);
    clear(m_stageGrid);
    for (int row = 0; offer && row < offer->stages.size(); ++row) {
        const auto &[title, text] = offer->stages.at(row);
        m_stageGrid->addWidget(new PlainLabel(QString::number(row + 1), TypeRole::Mono, TextTone::Faint, m_stages), row,
                               0);
        m_stageGrid->addWidget(new PlainLabel(title, TypeRole::DenseStrong, TextTone::Content, m_stages), row, 1);
        m_stageGrid->addWidget(new PlainLabel(text, TypeRole::Dense, TextTone::Label, m_stages), row, 2);
    }
}

void StepPanel::showOutcome(const WizardPage &page)
{
    m_outcome->setVisible(page.kind == WizardPage::Kind::Ended);
    m_result->setText(page.kind == WizardPage::Kind::Ended ? page.sign.word : QString());
    clear(m_outcomeGrid);
    clear(m_notes);
    for (int column = 0; column < page.outcome.size(); ++column) {
        const HeadFigure &figure = page.outcome.at(column);
        m_outcomeGrid->addWidget(new PlainLabel(figure.caption, TypeRole::Caption, TextTone::Faint, m_outcome), 0,
                                 column);
        auto *value = new FigureLabel(TypeRole::Figure, TypeRole::Unit, m_outcome);
        value->setText(figure.value);
        value->setTone(figure.known ? TextTone::Content : TextTone::Unknown);
        m_outcomeGrid->addWidget(value, 1, column);
    }
    for (const QString &note : page.notes) {
        auto *label = new PlainLabel(note, TypeRole::Dense, TextTone::Label, m_outcome);
        label->setMaximumLines(3);
        m_notes->addWidget(label);
    }
}

} // namespace twinlake
