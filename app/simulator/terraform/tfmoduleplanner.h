// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Plans of uploaded configurations (app/simulator/hcl), in the forms that the API gives them
// (contracts/terraform-cloud-api.md 5.2).
#pragma once

#include "app/simulator/terraform/tfplanner.h"
#include "app/simulator/world/draw.h"

namespace twinlake::simulator {

/// `state` is the workspace's current state file, empty for none.
TfPlanResult planModule(const TfWorkspace &workspace, const TfRun &run, std::shared_ptr<const HclTree> tree,
                        const QByteArray &state, const Draw &draw, SimTime now);
/// "Outputs:" and a line for each, as an apply's log ends.
QString outputLines(const HclPlan &plan);

} // namespace twinlake::simulator
