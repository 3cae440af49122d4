// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// WizardHead: the line over every step of an incident: what is done, the RTO clock, data at risk, the pointer.
#pragma once

#include "models/domain/observation.h"
#include "models/estate/estate.h"
#include "models/runbook/runstate.h"

#include <QString>

namespace twinlake {

/// A caption and a figure under it; `known` is false where the figure is a word because nothing was read.
struct HeadFigure {
    QString caption;
    QString value;
    bool known = false;

    friend bool operator==(const HeadFigure &, const HeadFigure &) = default;
};

struct WizardHead {
    QString title;
    QString subtitle;
    HeadFigure rto;
    QString rtoOf; ///< "of 30:00", empty without an objective
    double rtoShare = 0.0; ///< of the objective, may pass 1
    HeadFigure dataAtRisk;
    HeadFigure pointer;

    friend bool operator==(const WizardHead &, const WizardHead &) = default;
};

/// `facts` may be null: then nothing is said about the pointer.
WizardHead wizardHead(const RunState &run, const Estate &estate, const GroupFacts *facts, const Instant &now);
/// "us-west-2"; the key if the estate has no label.
QString regionLabel(const Estate &estate, Region region);
/// "Fail over orders to us-west-2".
QString incidentTitle(RecipeKind recipe, const QString &group, const QString &toLabel);
/// "02:58:00Z"
QString timeOfDay(const Instant &at);
HeadFigure pointerFigure(const Estate &estate, const GroupFacts *facts, const Instant &now);

} // namespace twinlake
