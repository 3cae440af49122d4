// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// IncidentTurn: whether an incident waits for a person or for the machine, for every place that lists incidents.
#pragma once

#include "models/runbook/runstate.h"
#include "models/views/statesign.h"

namespace twinlake {

/// Open, and nothing goes on in it until a person does something.
bool waitsForPerson(const RunState &run);
/// YOUR TURN, PAUSED, BLOCKED, RUNNING, ...; of a closed incident its result.
StateSign incidentSign(const RunState &run);
StateSign resultSign(RunResult result);

/// Row of the step that the operator should look at: the gate's, else what went wrong, else what runs, else the last
/// one that is not to come. -1 without steps.
int currentStepRow(const RunState &run);

} // namespace twinlake
