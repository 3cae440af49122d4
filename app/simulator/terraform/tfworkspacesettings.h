// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What bodies say of workspaces, and which workspaces a query asks for (contracts/terraform-cloud-api.md 2.2 and 2.3).
#pragma once

#include "app/simulator/terraform/tfrouter.h"

namespace twinlake::simulator {

TfResult<> admitWorkspaceSettings(const TerraformWorld &world, const TfCall &call);
/// All but the name.
void takeWorkspaceSettings(const TerraformWorld &world, TfWorkspace &workspace, const TfCall &call);
/// Filtered and sorted.
std::vector<const TfWorkspace *> workspacesAskedFor(const TerraformWorld &world, const TfCall &call);

nlohmann::json tagBindingDocument(const TerraformWorld &world, const TfWorkspace &workspace, const QString &key,
                                  bool effective);
/// An output as `include=outputs` shows it beside a workspace.
nlohmann::json workspaceOutputDocument(const TfStateOutput &output);

} // namespace twinlake::simulator
