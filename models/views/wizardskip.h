// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// WizardSkip: whether a step may be left out, and why not. The engine refuses it too; this only keeps the offer away.
#pragma once

#include "models/runbook/runstate.h"

namespace twinlake {

/// One sentence; empty if the step may be left out.
QString whyNotSkipped(const StepProgress &step);

} // namespace twinlake
