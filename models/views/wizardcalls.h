// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// WizardCalls: the calls of a step as the page lists them, each write with its own end.
#pragma once

#include "models/runbook/runstate.h"

namespace twinlake {

/// Notes are words for a person: "write", "accepted", "not sent: The keychain is locked."
QList<StepCall> wizardCalls(const RunState &run, const StepProgress &step);

} // namespace twinlake
