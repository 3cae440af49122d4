// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The routes of the Databricks face, one function a subject. Each adds its handlers to the router; what they capture
// must outlive it.
#pragma once

#include "app/simulator/databricks/router.h"

namespace twinlake::simulator {

class RegionWorld;
class ResultLinks;
class StatementBook;

/// The 404 of contract section 2.4.
SimResponse pipelineMissing(const QString &id);
SimResponse jobMissing(std::int64_t id);
SimResponse runMissing(std::int64_t id);

void addAccountRoutes(Router &router, const RegionWorld &world);
void addPipelineListRoute(Router &router, const RegionWorld &world);
void addPipelineRoutes(Router &router, RegionWorld &world);
void addUpdateRoutes(Router &router, RegionWorld &world);
void addEventRoutes(Router &router, RegionWorld &world);
void addJobRoutes(Router &router, RegionWorld &world);
void addJobRunRoutes(Router &router, RegionWorld &world);
void addJobRunOutputRoutes(Router &router, RegionWorld &world);
void addWarehouseRoutes(Router &router, RegionWorld &world);
void addStatementRoutes(Router &router, RegionWorld &world, StatementBook &statements, ResultLinks &links);
void addPermissionRoutes(Router &router, RegionWorld &world);
void addWorkspaceRoutes(Router &router, RegionWorld &world);
void addWorkspaceImportRoutes(Router &router, RegionWorld &world);

} // namespace twinlake::simulator
