// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// WizardQuestion: what a person was shown when they were asked something. The answer is about that, or about nothing:
// while they type a reason, the incident goes on.
#pragma once

#include "models/runbook/runstate.h"

namespace twinlake {

/// Where leaving an incident leads, as far as its writes tell; the way out itself looks before it says so.
enum class WayOut { TakeBack, BothRun, Moved, EndAsItIs };
WayOut wayOut(const RunState &run);

struct WizardQuestion {
    IncidentId incident;
    StepId step; ///< the one that the incident was at
    QString stepTitle;
    QString gate; ///< the open gate; empty if there was none
    Instant gateOpenedAt; ///< tells a gate that was opened again from the one that was asked about
    QString rule; ///< the rule in the way
    WayOut out = WayOut::TakeBack;
    bool paused = false;

    friend bool operator==(const WizardQuestion &, const WizardQuestion &) = default;
};

/// About nothing once the incident is over.
WizardQuestion questionOf(const RunState &run);

/// "I3": the rule that blocks the step and that a person may set aside; empty: none.
QString ruleInTheWay(const StepProgress &step);

} // namespace twinlake
