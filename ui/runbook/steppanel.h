// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// StepPanel: the right side of the wizard: verdict, plan, exact calls, checks, catch-up, evidence, and the ways on.
#pragma once

#include "models/views/wizardviewmodel.h"

#include <QScrollArea>

class QGridLayout;
class QVBoxLayout;

namespace twinlake {

class ActionButton;
class EtaChart;
class Panel;
class PlainLabel;
class StateLabel;
class VerdictBar;

class StepPanel : public QScrollArea {
    Q_OBJECT

public:
    /// `viewModel` must outlive the panel.
    explicit StepPanel(WizardViewModel &viewModel, QWidget *parent = nullptr);

    void refresh();

Q_SIGNALS:
    void skipAsked();
    void overrideAsked();

private:
    // qualified, since QFrame has an enumerator of that name
    twinlake::Panel *addPanel(const QString &title, QVBoxLayout *into, PlainLabel **titleLabel = nullptr);
    void buildPlan(QVBoxLayout *page);
    void buildCallsAndChecks(QVBoxLayout *page);
    void buildWaysOn(QVBoxLayout *page);
    void showWaysOn(const WizardFoot &foot);
    void buildOutcome(QVBoxLayout *page);
    void showCalls(const QList<StepCall> &calls);
    void showStages(const WizardOffer *offer);
    void showOutcome(const WizardPage &page);

    WizardViewModel &m_viewModel;
    std::optional<WizardPage> m_shown;
    WizardQuestion m_pressed; ///< what was on show when "Try again" was pressed
    VerdictBar *m_verdict = nullptr;
    twinlake::Panel *m_plan = nullptr;
    StateLabel *m_guard = nullptr;
    PlainLabel *m_guardSentence = nullptr;
    PlainLabel *m_planOrigin = nullptr;
    twinlake::Panel *m_calls = nullptr;
    QGridLayout *m_callGrid = nullptr;
    twinlake::Panel *m_checks = nullptr;
    twinlake::Panel *m_eta = nullptr;
    PlainLabel *m_etaTitle = nullptr;
    EtaChart *m_etaChart = nullptr;
    twinlake::Panel *m_evidence = nullptr;
    PlainLabel *m_evidenceTitle = nullptr;
    twinlake::Panel *m_stages = nullptr;
    QGridLayout *m_stageGrid = nullptr;
    twinlake::Panel *m_waysOn = nullptr;
    ActionButton *m_retry = nullptr;
    ActionButton *m_skip = nullptr;
    PlainLabel *m_skipText = nullptr;
    ActionButton *m_override = nullptr;
    PlainLabel *m_overrideTitle = nullptr;
    PlainLabel *m_overrideText = nullptr;
    twinlake::Panel *m_outcome = nullptr;
    PlainLabel *m_result = nullptr;
    QGridLayout *m_outcomeGrid = nullptr;
    QVBoxLayout *m_notes = nullptr;
};

} // namespace twinlake
