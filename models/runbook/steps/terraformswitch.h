// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Terraform switch, the same for activating, repointing and demoting: variable -> run -> plan -> guard -> apply
// (contracts/terraform-cloud-api.md section 10).
#pragma once

#include "models/rules/planguard.h"
#include "models/runbook/recipe.h"

namespace twinlake::steps {

/// What the phase's switch writes, and what its plan may change.
struct SwitchPlan {
    EstateVariable variable;
    QString value;
    WorkspaceFacts facts;
    ExpectedChange expected;
    QString step; ///< prefix of the phase keys
};
SwitchPlan switchOf(const StepContext &c);
/// The workspace of that switch.
FactKind switchFact(const StepContext &c);
/// Whom the consumers' variable names, as configured; empty if it cannot be read or names neither region.
std::optional<Region> pointerRegion(const StepContext &c);
/// The pipelines and jobs of `region` that a plan may flip.
ExpectedChange expectedFlip(const FailoverGroup &group, Region region, bool becomesActive);

/// Equal but for the quotes of an HCL string.
bool sameWord(const QString &a, const QString &b);

/// Whether the configuration says what the phase's switch wants.
Verdict variableIsSet(const StepContext &c);
/// The first of them alone: configuration is made to say what `about` wants.
Phase switchVariable(const QString &key, Switch about);
/// Before it: an unfinished run of an incident that nobody drives any more is discarded, once a person says so.
Phase discardLeftRuns(const QString &step, Switch about);
/// The phases `step`/left-runs, /variable, /run, /plan, /apply with the typed gate, or a plain one.
Lane switchPhases(const QString &step, Switch about, GateKind gate, Verdict (*applied)(const StepContext &),
                  FactRequest (*appliedReads)(const StepContext &));
/// A plan-only run and its plan: keys `step`/NAME-run and `step`/NAME-plan.
Verdict runExists(const StepContext &c);
Verdict planIsThere(const StepContext &c);
FactRequest readSwitchRun(const StepContext &c);
FactRequest readSwitchWorkspace(const StepContext &c);
Verdict mayWrite(const StepContext &c);
/// Whether `region`'s pipelines were read after the run was seen at its end: what they say is its effect.
bool readSinceEnd(const StepContext &c, const Observed<TerraformRun> &run, Region region);
/// A failure because the switch's run is dead: a retry makes another.
Verdict runDied(const StepContext &c, const QString &sentence);
/// The run that this phase's lane created.
TerraformRunId switchRun(const StepContext &c);

} // namespace twinlake::steps
