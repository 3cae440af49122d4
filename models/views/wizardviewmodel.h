// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// WizardViewModel: an incident as a wizard. It is told the run's state and says what to show; what the operator decides
// goes through OperatorCommands, each decision once, and its answer comes back as a new state.
#pragma once

#include "models/views/wizardarming.h"
#include "models/views/wizardevidencemodel.h"
#include "models/views/wizardfoot.h"
#include "models/views/wizardoffers.h"
#include "models/views/wizardstepsmodel.h"
#include "models/views/plantreemodel.h"

namespace twinlake {

class WizardViewModel : public QObject {
    Q_OBJECT

public:
    /// `commands` must outlive the view model.
    explicit WizardViewModel(OperatorCommands &commands, QObject *parent = nullptr);

    void setEstate(const Estate &estate);
    /// The name that an incident opened here carries.
    void setDriver(const QString &name);
    void setSnapshot(const EstateSnapshot &snapshot);
    void setRunState(const RunState &run);
    void tick(const Instant &now);
    /// An incident that was asked for was not opened; `sentence` says why.
    void openRefused(const QString &sentence);
    WizardArming &arming() { return m_arming; }

    bool hasIncident() const { return m_run.has_value(); }
    const std::optional<RunState> &run() const { return m_run; }
    WizardHead head() const;
    const WizardPage &page() const { return m_page; }
    WizardFoot foot() const;
    const WizardOffer *offer() const;
    int offerRow() const { return m_offerRow; }
    /// The step looked at, or the current one.
    int stepRow() const;
    WizardStepsModel *steps() { return &m_steps; }
    WizardOffersModel *offers() { return &m_offers; }
    WizardEvidenceModel *evidence() { return &m_evidence; }
    WizardEvidenceModel *checks() { return &m_checks; }
    PlanTreeModel *plan() { return &m_plan; }

    void chooseOffer(int row);
    /// Opens the chosen offer's recipe.
    void start();
    /// Looks at a step without changing anything; the current step's row ends the look.
    void look(int row);
    void type(const QString &text) { m_arming.type(text); }
    bool canConfirm() const;
    void confirm();
    /// A four-eyes gate, with the second person's token; or alone, with the reason.
    void confirmTogether(const SecondPerson &second);
    void decline(const QString &reason);
    void retry();
    void skip(const QString &reason);
    /// `typed` is the number of the rule that blocks the step; any other is refused here.
    void overrideRule(const QString &typed, const QString &reason);
    void pauseOrResume();
    /// Aborts; on the way out it ends the incident as it is.
    void leave(const QString &reason);
    void escalate(const QString &reason);
    /// Leaves the page of a closed incident for the start page.
    void dismiss();

Q_SIGNALS:
    void changed();
    /// A gate opened or another page took over: the focus goes to where nothing can happen.
    void pageTurned();

private:
    void refresh();
    void refreshGate();
    void collectReadings();
    const GroupFacts *facts() const;
    /// True if a command may be sent now; it then counts as sent until the next state arrives.
    bool claimCommand();

    OperatorCommands &m_commands;
    Estate m_estate;
    QString m_driver;
    std::optional<EstateSnapshot> m_snapshot;
    std::optional<RunState> m_run;
    std::optional<IncidentId> m_dismissed;
    QList<TableWatermark> m_readings; ///< of the region that catches up, since its catch-up began
    Instant m_now;
    int m_offerRow = 0;
    std::optional<StepId> m_looked;
    bool m_opening = false;
    QString m_refusal;
    std::optional<qint64> m_sentAfter; ///< sequence of the state that a command was sent on
    QString m_pageKey;
    WizardPage m_page;
    WizardArming m_arming;
    WizardStepsModel m_steps;
    WizardOffersModel m_offers;
    WizardEvidenceModel m_evidence;
    WizardEvidenceModel m_checks;
    PlanTreeModel m_plan;
};

} // namespace twinlake
