// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// WizardPage: the right side of the wizard as a value: verdict, what the step does, what it calls, what was checked.
#pragma once

#include "models/estate/estate.h"
#include "models/views/statesign.h"
#include "models/views/wizardcatchup.h"
#include "models/views/wizardhead.h"

namespace twinlake {

struct WizardPage {
    enum class Kind { Start, Working, Gate, Trouble, Look, Ended };

    Kind kind = Kind::Start;
    StateSign sign; ///< of the headline; its tone tints the bar
    QString headline;
    QString sentence;
    bool hasPlan = false;
    StateSign guard;
    QString guardSentence;
    QString planOrigin; ///< Terraform's run id
    QList<StepCall> calls;
    QString evidenceTitle;
    QList<Evidence> evidence;
    QList<Evidence> checks; ///< re-read just now, at a gate
    std::optional<WizardCatchUp> catchUp;
    QList<HeadFigure> outcome; ///< of an ended incident: the clocks
    QStringList notes; ///< of an ended incident: overrides, what is still open

    friend bool operator==(const WizardPage &, const WizardPage &) = default;
};

/// The step the incident is at, or the end page once it is closed.
WizardPage currentPage(const RunState &run, const Estate &estate);
/// An earlier or later step, to read only.
WizardPage lookPage(const RunState &run, const StepProgress &step);

} // namespace twinlake
