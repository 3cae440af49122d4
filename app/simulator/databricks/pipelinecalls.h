// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// onPipeline: a handler for calls on the one pipeline that the path names.
#pragma once

#include "app/simulator/databricks/access.h"
#include "app/simulator/databricks/routes.h"
#include "app/simulator/world/regionworld.h"
#include "app/simulator/world/simpipeline.h"

namespace twinlake::simulator {

/// `work(SimPipeline &, const Call &)` is called if the caller has that level over the pipeline, and it exists.
template <typename Work>
Router::Handler onPipeline(RegionWorld &world, const QString &level, Work work)
{
    return [&world, level, work](const Call &call) {
        const QString &id = call.captures.first();
        if (auto refused = refusedAccess(world.access(), call, QStringLiteral("pipelines"), id, level))
            return *refused;
        SimPipeline *const pipeline = world.pipeline(PipelineId{id});
        return pipeline ? work(*pipeline, call) : pipelineMissing(id);
    };
}

} // namespace twinlake::simulator
