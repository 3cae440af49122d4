// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sample runs that stand still, so that a person has to act.
#pragma once

#include "models/runbook/runstate.h"

namespace twinlake::samples {

RunState switchoverWhoseSourceIsSilent();
/// A gate about a Terraform run that a lost console has left behind.
RunState runOfALostConsole();
RunState planThatSurprises();
/// The coordination lock was asked for, and nobody knows whether it was given.
RunState lockIsUnsure();

} // namespace twinlake::samples
