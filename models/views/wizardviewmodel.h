// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// WizardViewModel: the incidents as a wizard, one at a time. It is told each run's state and says what to show; what
// the operator decides goes through OperatorCommands, each decision once, and its answer comes back as a new state.
#pragma once

#include "models/rules/advice.h"
#include "models/views/wizardarming.h"
#include "models/views/wizardevidencemodel.h"
#include "models/views/wizardfoot.h"
#include "models/views/wizardincidents.h"
#include "models/views/wizardincidentsmodel.h"
#include "models/views/wizardoffers.h"
#include "models/views/wizardquestion.h"
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
    /// The first one is shown, and one that comes while none that is open is on show; every other waits in incidents().
    void setRunState(const RunState &run);
    void tick(const Instant &now);
    /// A command was not carried out; `sentence` says why.
    void refused(const QString &sentence);
    WizardArming &arming() { return m_arming; }

    /// The incident on show; empty on the start page.
    const std::optional<RunState> &run() const { return m_run; }
    bool hasIncident() const { return m_run.has_value(); }
    WizardHead head() const;
    const WizardPage &page() const { return m_page; }
    WizardFoot foot() const;
    /// Why the last click sent nothing; empty: it did, or there was none on this page.
    const QString &notice() const { return m_notice; }
    /// What the page on show asks about, to be handed back with the answer.
    WizardQuestion question() const;
    /// Null: nothing is chosen, or what was chosen is no longer offered.
    const WizardOffer *offer() const;
    int offerRow() const;
    /// The step looked at, or the current one.
    int stepRow() const;
    WizardIncidentsModel *incidents() { return &m_incidentRows; }
    WizardStepsModel *steps() { return &m_steps; }
    WizardOffersModel *offers() { return &m_offers; }
    WizardEvidenceModel *evidence() { return &m_evidence; }
    WizardEvidenceModel *checks() { return &m_checks; }
    PlanTreeModel *plan() { return &m_plan; }

    /// A row of incidents(): another incident, or the start page beside those that are open.
    void show(int row);
    /// The page that an advice means: an incident, or the recipe that it names, and never another one.
    void openAdvice(Advice::Action action, const QString &group);
    void chooseOffer(int row);
    /// Opens the chosen offer's recipe.
    void start();
    /// Looks at a step without changing anything; the current step's row ends the look.
    void look(int row);
    void type(const QString &text) { m_arming.type(text); }
    bool canConfirm() const;
    void confirm();
    // Each answer names the question that it answers; if that is not asked any more, notice() says so and nothing is
    // sent.
    /// A four-eyes gate, with the second person's token; or alone, with the reason.
    void confirmTogether(const WizardQuestion &asked, const SecondPerson &second);
    void decline(const WizardQuestion &asked, const QString &reason);
    void retry(const WizardQuestion &asked);
    void skip(const WizardQuestion &asked, const QString &reason);
    /// `typed` is the number of the rule that blocks the step; any other is refused here.
    void overrideRule(const WizardQuestion &asked, const QString &typed, const QString &reason);
    void pauseOrResume(const WizardQuestion &asked);
    /// Aborts; on the way out it ends the incident as it is.
    void leave(const WizardQuestion &asked, const QString &reason);
    void escalate(const WizardQuestion &asked, const QString &reason);
    /// Leaves the page of a closed incident for the next one, or for the start page.
    void dismiss();

Q_SIGNALS:
    void changed();
    /// A gate opened or another page took over: the focus goes to where nothing can happen.
    void pageTurned();

private:
    using Offered = QPair<RecipeKind, QString>;

    void refresh();
    void refreshIncident();
    void refreshStart();
    void refreshSwitcher();
    void refreshGate();
    void showIncident(const std::optional<IncidentId> &id);
    void chooseRecipe(RecipeKind recipe, const QString &group);
    const GroupFacts *facts() const;
    WizardFoot footOf(const WizardIncident &incident, WizardPage::Kind kind) const;
    /// As if its own page were on show and nothing were on its way.
    WizardFoot footNow(const WizardIncident &incident) const;
    /// The incident that was asked about, if it is open; null, with a notice, if it is not.
    WizardIncident *openAsked(const WizardQuestion &asked);
    void tellGone(const WizardQuestion &asked);
    /// True if a command may be sent now; it then counts as sent until the next state arrives.
    bool claimCommand(WizardIncident &incident);

    OperatorCommands &m_commands;
    Estate m_estate;
    QString m_driver;
    std::optional<EstateSnapshot> m_snapshot;
    WizardIncidents m_incidents;
    std::optional<IncidentId> m_shown; ///< empty: the start page
    std::optional<RunState> m_run; ///< of the incident on show
    Instant m_now;
    std::optional<Offered> m_offered; ///< by recipe and group, for offers come and go
    std::optional<QString> m_opening; ///< the group that an incident was asked for
    QString m_refusal;
    QString m_notice;
    QString m_pageKey;
    WizardPage m_page;
    WizardArming m_arming;
    WizardIncidentsModel m_incidentRows;
    WizardStepsModel m_steps;
    WizardOffersModel m_offers;
    WizardEvidenceModel m_evidence;
    WizardEvidenceModel m_checks;
    PlanTreeModel m_plan;
};

} // namespace twinlake
