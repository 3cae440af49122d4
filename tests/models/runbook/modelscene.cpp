// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Copying, the half-done apply, and the signature.
#include "tests/models/runbook/modelscene.h"

namespace twinlake {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Ours, an earlier one of ours, the hold, or a stranger's.
QString lockWord(const TerraformWorkspace &workspace, const QString &nonce)
{
    if (!workspace.locked)
        return u"-"_s;
    if (workspace.lockedReason.contains("twinlake-hold"_L1))
        return u"hold"_s;
    if (workspace.lockedReason.contains(nonce))
        return u"ours"_s;
    return workspace.lockedReason.contains("stranger"_L1) ? u"foreign"_s : u"old"_s;
}

QString regionWord(const FakeRegion &region)
{
    return u"%1%2%3%4%5%6"_s.arg(int(region.dark))
        .arg(int(region.warehouseRuns))
        .arg(int(region.continuous))
        .arg(int(region.jobPaused))
        .arg(int(region.update))
        .arg(int(!region.testRun.isEmpty()));
}

Region regionOf(const TerraformRun &run)
{
    return run.workspace.value == "ws-dlt-a"_L1 ? Region::Primary : Region::Secondary;
}

} // namespace

Scene::Scene(const Instant &start)
    : clock(start)
    , world(clock)
    , served(later(start, -Duration(30s)))
{
}

Scene::Scene(const Scene &other)
    : Scene(other.clock.now())
{
    *this = other;
}

Scene &Scene::operator=(const Scene &other)
{
    clock.advance(between(clock.now(), other.clock.now()));
    world.regions = other.world.regions;
    world.workspaces = other.world.workspaces;
    world.variables = other.world.variables;
    world.runs = other.world.runs;
    world.serving = other.world.serving;
    world.surprisePlans = other.world.surprisePlans;
    world.terraformDark = other.world.terraformDark;
    world.queueStands = other.world.queueStands;
    served = other.served;
    servedIsFrozen = other.servedIsFrozen;
    appliesMidway = other.appliesMidway;
    return *this;
}

void Scene::noteServed()
{
    if (!servedIsFrozen && !world.regions[world.serving].dark)
        served = std::max(served, world.watermark(world.serving));
}

bool Scene::staysAliveThroughApply(const TerraformRunId &id) const
{
    const FakeRun &run = world.runs[id];
    if (run.run.workspace.value == "ws-consumers"_L1)
        return true;
    Scene between(*this);
    FakeRegion &region = between.world.regions[regionOf(run.run)];
    region.continuous = run.becomes; // the job is as it was
    region.update = run.becomes ? UpdateState::Running : UpdateState::Canceled;
    return between.somebodyIsAlive();
}

void Scene::advanceRun(const TerraformRunId &id)
{
    FakeRun &run = world.runs[id];
    const bool breaks =
        appliesMidway && run.run.status == "applying"_L1 && run.run.workspace.value != "ws-consumers"_L1;
    const bool pausedBefore = world.regions[regionOf(run.run)].jobPaused;
    if (!world.queueStands)
        world.advanceRun(run);
    if (breaks) {
        world.regions[regionOf(run.run)].jobPaused = pausedBefore;
        run.run.status = u"errored"_s;
        appliesMidway = false;
    }
}

void Scene::advanceApplies()
{
    for (const TerraformRunId &id : world.runs.keys()) {
        if (world.runs[id].run.status == "applying"_L1)
            advanceRun(id);
    }
}

QByteArray Scene::signature(const QString &nonce) const
{
    QStringList words{regionWord(world.regions.primary),
                      regionWord(world.regions.secondary),
                      regionKey(world.serving),
                      QString::number(int(world.surprisePlans)),
                      QString::number(int(appliesMidway)),
                      QString::number(int(world.terraformDark)),
                      QString::number(int(world.queueStands))};
    for (const TerraformWorkspace &workspace : world.workspaces)
        words.append(lockWord(workspace, nonce));
    for (const QString &value : world.variables)
        words.append(value);
    for (const FakeRun &run : world.runs)
        words.append(run.run.workspace.value + run.run.status
                     + u"%1%2%3"_s.arg(int(run.run.planOnly)).arg(int(run.becomes)).arg(int(run.surprises)));
    return words.join(u' ').toUtf8();
}

} // namespace twinlake
