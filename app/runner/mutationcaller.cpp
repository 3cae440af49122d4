// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One branch for each kind of mutation.
#include "app/runner/mutationcaller.h"

namespace twinlake {

Current currentOf(const World &world, const Mutation &mutation)
{
    Current current;
    if (const auto *pause = std::get_if<SetJobPause>(&mutation))
        current.job = world.facts.regions[pause->region].jobs.value(pause->job).value.value_or(Job());
    if (const auto *flag = std::get_if<SetContinuous>(&mutation)) {
        for (const Observed<Pipeline> &pipeline : world.facts.regions[flag->region].pipelines) {
            if (pipeline.value && pipeline.value->id == flag->pipeline)
                current.pipeline = *pipeline.value;
        }
    }
    return current;
}

namespace {

QCoro::Task<Outcome> callDatabricks(RunnerPorts ports, Mutation mutation, Current current, MutationPermit permit)
{
    if (const auto *warehouse = std::get_if<StartWarehouse>(&mutation))
        co_return co_await ports.writes[warehouse->region]->startWarehouse(*warehouse, permit);
    if (const auto *update = std::get_if<StartUpdate>(&mutation))
        co_return co_await ports.writes[update->region]->startUpdate(*update, permit);
    if (const auto *pause = std::get_if<SetJobPause>(&mutation))
        co_return co_await ports.writes[pause->region]->setJobPause(*pause, current.job, permit);
    if (const auto *flag = std::get_if<SetContinuous>(&mutation))
        co_return co_await ports.writes[flag->region]->setContinuous(*flag, current.pipeline, permit);
    const auto *run = std::get_if<RunJobNow>(&mutation);
    co_return co_await ports.writes[run->region]->runJobNow(*run, permit);
}

QCoro::Task<Outcome> callTerraform(RunnerPorts ports, Mutation mutation, MutationPermit permit)
{
    TerraformWrites *writes = ports.terraformWrites;
    if (const auto *variable = std::get_if<SetVariable>(&mutation))
        co_return co_await writes->setVariable(*variable, permit);
    if (const auto *run = std::get_if<CreateRun>(&mutation))
        co_return co_await writes->createRun(*run, permit);
    if (const auto *apply = std::get_if<ApplyRun>(&mutation))
        co_return co_await writes->applyRun(*apply, permit);
    if (const auto *discard = std::get_if<DiscardRun>(&mutation))
        co_return co_await writes->discardRun(*discard, permit);
    if (const auto *lock = std::get_if<LockWorkspace>(&mutation))
        co_return co_await writes->lockWorkspace(*lock, permit);
    const auto *unlock = std::get_if<UnlockWorkspace>(&mutation);
    co_return co_await writes->unlockWorkspace(*unlock, permit);
}

} // namespace

QCoro::Task<Outcome> call(RunnerPorts ports, Mutation mutation, Current current, MutationPermit permit)
{
    if (isDatabricks(mutation))
        co_return co_await callDatabricks(ports, mutation, current, permit);
    co_return co_await callTerraform(ports, mutation, permit);
}

} // namespace twinlake
