// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// WizardFoot: the buttons of the wizard as a value: leave on the left, go on on the right, and why a button is off.
#pragma once

#include "models/views/wizardpage.h"

namespace twinlake {

struct WizardFoot {
    bool canAbandon = false;
    QString declineLabel; ///< "Close as false alarm...", "Decline..."; empty: no gate to decline
    QString pauseLabel; ///< "Pause" or "Resume"; empty: neither makes sense
    QString leaveLabel; ///< "Abort...", and on the way out "End here..."
    QString leaveQuestion; ///< says where that leads
    QString escalateLabel; ///< a planned switchover in trouble: "Go on as a failover..."; empty: not offered
    bool canRetry = false;
    bool canSkip = false;
    QString whyNotSkip; ///< in trouble, one sentence; empty if the step may be left out
    QString ruleInTheWay; ///< "I3": the rule that blocks the step and that a person may set aside; empty: none
    bool canOverride = false; ///< and nothing is on its way just now
    bool asksWord = false; ///< the typed field shows
    QString fieldLabel;
    QString typedWord;
    bool asksSecond = false; ///< the primary asks for a second person's token first
    QString aloneLabel; ///< "Go on alone...", once that is allowed
    bool hasCancel = false;
    QString primaryLabel; ///< empty: nothing to go on with
    bool primaryEnabled = false;
    bool primaryStarts = false; ///< the primary opens an incident
    bool primaryCloses = false; ///< the primary leaves a closed incident
    QString hint; ///< beside the primary; says why it is off

    friend bool operator==(const WizardFoot &, const WizardFoot &) = default;
};

struct WizardOffer;

struct FootInput {
    const RunState *run = nullptr; ///< null: the start page
    const WizardOffer *offer = nullptr;
    WizardPage::Kind kind = WizardPage::Kind::Start;
    bool opening = false;
    QString refusal;
    bool armed = false;
    bool answered = false; ///< the open gate was answered from here
    Instant now;
    bool busy = false; ///< a command was sent, its state has not arrived
};
WizardFoot wizardFoot(const FootInput &input);

} // namespace twinlake
