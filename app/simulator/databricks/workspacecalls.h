// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What calls on workspace paths have in common.
#pragma once

#include "app/simulator/faces/simhttp.h"
#include "app/simulator/world/regionworld.h"

namespace twinlake::simulator {

SimResponse badWorkspacePath(const QString &path);
/// The 404 of contract section 2.4.
SimResponse workspaceMissing(const QString &path);

/// `work(const WorkspaceObject &)` on what lies at the path.
template <typename Work>
SimResponse onWorkspacePath(RegionWorld &world, const QString &path, Work work)
{
    const QString normalized = SimWorkspace::normalized(path);
    if (normalized.isEmpty())
        return badWorkspacePath(path);
    const WorkspaceObject *const object = world.workspace().find(normalized);
    return object ? work(*object) : workspaceMissing(path);
}

} // namespace twinlake::simulator
