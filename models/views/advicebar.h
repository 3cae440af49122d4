// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// AdviceBar: the sentence on top of a page with its one action, from the rules' advice or from an open incident.
#pragma once

#include "models/estate/estate.h"
#include "models/rules/advice.h"
#include "models/runbook/runstate.h"
#include "models/views/statesign.h"

#include <QList>

namespace twinlake {

struct AdviceBar {
    StateSign sign; ///< shape and token of the edge and the icon
    bool tinted = false;
    QString headline;
    QString reason;
    Advice::Action action = Advice::Action::None;
    QString actionGroup;
    QString actionLabel; ///< empty: no button
    bool primary = false; ///< the page's one bright button

    friend bool operator==(const AdviceBar &, const AdviceBar &) = default;
};

struct AdviceBarInput {
    const Estate &estate;
    Advice advice;
    QList<RunState> incidents; ///< the open ones stand above the advice, who waits for a person first
    bool readOnly = false; ///< leaves out every action that leads to a write
};

AdviceBar adviceBar(const AdviceBarInput &input);

/// "Step 8 of 12: Catch up to T0": where an incident stands; empty without steps.
QString incidentStepText(const RunState &incident);

} // namespace twinlake
