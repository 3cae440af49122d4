// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The invariants that are checked before each write (reliability.md section 3): I1, I2, I3, I5, I8. One that fails
// blocks the step, with its number in the sentence.
#pragma once

#include "models/runbook/recipe.h"

namespace twinlake {

/// Yes, or Blocked with the sentence.
Verdict checkInvariants(const StepContext &context, const Mutation &mutation);
/// The same without I8: what a dry run, which takes no lock, can check.
Verdict checkFacts(const StepContext &context, const Mutation &mutation);
/// Behind broken glass Terraform was asked for the lock a moment ago and was silent: to wait out that silence before
/// each write to a region would cost its deadline each time.
bool wasJustSilent(const RunState &state, const TerraformFacts &facts, const Instant &now);
/// What must have been read seconds before `mutation` goes out.
FactRequest readsBefore(const StepContext &context, const Mutation &mutation);

} // namespace twinlake
