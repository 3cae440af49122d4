// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// U4b: whether the glass is broken, which phases are then passed over, and which take their place
// (recovery-model.md 3.1). What is done without Terraform is a debt until the configuration says the same.
#pragma once

#include "models/runbook/recipe.h"

namespace twinlake::steps {

struct Labels;

/// Note of the instant in which the glass was broken.
QString glassKey();
/// A person has decided to go on without Terraform.
bool glassIsBroken(const RunState &state);
bool glassIsWhole(const RunState &state);
/// The consumers were seen at the target before Terraform answered: somebody moved them by hand.
bool movedThroughTerraform(const RunState &state);

/// Note that lists what Terraform's configuration does not say yet, by subject.
QString debtKey();
Evidence terraformRow(const StepContext &c);

/// The lane, passed over once the glass is broken.
Lane throughTerraform(Lane lane);

/// Watches, beside the other steps, whether Terraform is silent or its queue stands still, and asks.
Step breakGlass(const Labels &labels);
/// The pipelines' own flag through the Databricks API, in place of the activation's Terraform run.
Phase activateWithoutTerraform(const QString &key);
/// Waits until the pointer can be moved through Terraform, or was moved by hand.
Phase pointerWithoutTerraform(const QString &key);
/// Before the hold: Terraform answers again, and no run that it still has may undo what was done without it.
Lane settleQueue(const QString &step);

} // namespace twinlake::steps
