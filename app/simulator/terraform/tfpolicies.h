// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Policies: what the policy sets that reach a workspace say about its run (contracts/terraform-cloud-api.md section 6).
// Sentinel itself is not here: a policy whose main rule is a constant is judged, any other fails and says why.
#pragma once

#include "app/simulator/terraform/tfrunvalues.h"
#include "app/simulator/terraform/tfshelf.h"

namespace twinlake::simulator {

QList<TfPolicyOutcome> judgePolicies(const TfShelf &shelf, const TfWorkspace &workspace);
/// passed, soft_failed or hard_failed.
QString policyStatus(const QList<TfPolicyOutcome> &outcomes);
/// The text of GET policy-checks/:id/output.
QString policyLog(const QList<TfPolicyOutcome> &outcomes);

} // namespace twinlake::simulator
