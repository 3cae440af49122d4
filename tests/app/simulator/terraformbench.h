// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TerraformBench: a Terraform world over two fake regions, with the steps that every test of it takes.
#pragma once

#include "app/simulator/terraform/terraformworld.h"
#include "fakeregion.h"

namespace twinlake::simulator {

struct TerraformBench {
    Fleet fleet = defaultFleet(7);
    Scheduler scheduler{fleet.start};
    Draw draw{7};
    SpanLog spans;
    FakeRegion primary{fleet, Region::Primary};
    FakeRegion secondary{fleet, Region::Secondary};
    QList<Region> moves;
    TerraformWorld world{fleet,
                         scheduler,
                         draw,
                         spans,
                         {&primary, &secondary},
                         [this](const QString &, Region region) { moves << region; }};
    TfPrincipal alice{QStringLiteral("user-alice"), QStringLiteral("alice"), QStringLiteral("alice@example.com"), true};
    TfPrincipal bob{QStringLiteral("user-bob"), QStringLiteral("bob"), QStringLiteral("bob@example.com"), false};

    TerraformBench() { pass(std::chrono::seconds(1)); }

    void pass(SimDuration time) { scheduler.advanceTo(scheduler.now() + time); }
    TfWorkspace &activation(Region region)
    {
        return *world.workspaceNamed(fleet.groups.first().activationWorkspace[region]);
    }
    TfWorkspace &consumers() { return *world.workspaceNamed(fleet.groups.first().consumersWorkspace); }
    TfWorkspace &coordination() { return *world.workspaceNamed(fleet.coordinationWorkspace); }
    void setVariable(TfWorkspace &workspace, const QString &value)
    {
        workspace.variables.first().value = value;
        world.touchVariable(workspace, workspace.variables.first());
    }
    QString create(TfWorkspace &workspace, bool planOnly = false)
    {
        TfRunRequest request;
        request.planOnly = planOnly;
        const auto id = world.createRun(workspace, request, alice);
        return id ? *id : QString();
    }
    QString statusOf(const QString &run) const { return world.run(run)->status; }
    PipelineId pipelineOf(Region region) const { return fleet.groups.first().pipelines.first().ids[region]; }
    JobId jobOf(Region region) const { return fleet.groups.first().jobs[region]; }
    void setStates(Region region, const std::string &state)
    {
        for (const FleetPipeline &pipeline : fleet.groups.first().pipelines)
            (region == Region::Primary ? primary : secondary).pipelines[pipeline.ids[region]]["state"] = state;
    }
    nlohmann::json planOf(const QString &run) const
    {
        return nlohmann::json::parse(world.run(run)->planJson.toStdString(), nullptr, false);
    }
};

} // namespace twinlake::simulator
