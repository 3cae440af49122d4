// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The details and signs of region rows: what each kind of live reading says.
#pragma once

#include "models/domain/observation.h"
#include "models/estate/estate.h"
#include "models/rules/role.h"
#include "models/views/statesign.h"

namespace twinlake {

QString reachDetail(const Reachability &reach);
QString pipelineDetail(const Pipeline &pipeline, const Instant &now);
QString jobDetail(const Job &job, Role role, const Instant &now);
QString warehouseDetail(const Warehouse &warehouse);
/// FRESH while the newest file is younger than the group's `rpo`.
StateSign landingSign(const LandingNewest &newest, Duration rpo, const Instant &now);
QString landingDetail(const LandingNewest &newest, const Instant &now);
StateSign workspaceSign(const TerraformWorkspace &workspace);
QString workspaceDetail(const TerraformWorkspace &workspace, const WorkspaceFacts &facts, const EstateVariable &named);

/// Orders readings by how little they say: never read, failed, then the oldest data.
bool lessKnown(const Observed<TableWatermark> &a, const Observed<TableWatermark> &b);
bool lessKnown(const Observed<LandingNewest> &a, const Observed<LandingNewest> &b);

} // namespace twinlake
