// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The ports over a FakeWorld; every call suspends once, as the network would.
#include "tests/app/runner/fakeworld.h"

#include <qcoro/qcorotimer.h>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

QCoro::Task<Outcome> sent(FakeWorld *world, Mutation mutation)
{
    const Outcome outcome = world->write(mutation);
    co_await QCoro::sleepFor(0ms);
    co_return Outcome(outcome);
}

} // namespace

template <typename T>
QCoro::Task<Result<T>> FakeWorkspaceReads::answer(T value)
{
    const bool dark = m_world.regions[m_region].dark;
    co_await QCoro::sleepFor(0ms);
    if (dark)
        co_return Result<T>(fail(Error::Kind::Timeout, u"no answer within 20 s"_s));
    co_return Result<T>(value);
}

QCoro::Task<Result<QString>> FakeWorkspaceReads::whoAmI(std::stop_token)
{
    return answer(u"on-call"_s);
}

QCoro::Task<Result<Pipeline>> FakeWorkspaceReads::pipeline(PipelineId, std::stop_token)
{
    return answer(m_world.pipeline(m_region));
}

QCoro::Task<Result<QList<Update>>> FakeWorkspaceReads::updates(PipelineId, std::stop_token)
{
    return answer(m_world.pipeline(m_region).latestUpdates);
}

QCoro::Task<Result<Job>> FakeWorkspaceReads::job(JobId, std::stop_token)
{
    return answer(m_world.job(m_region));
}

QCoro::Task<Result<QList<JobRun>>> FakeWorkspaceReads::activeRuns(JobId, std::stop_token)
{
    return answer(QList<JobRun>());
}

QCoro::Task<Result<QList<JobRun>>> FakeWorkspaceReads::latestRuns(JobId id, std::stop_token)
{
    QList<JobRun> runs;
    const JobRunId test = m_world.regions[m_region].testRun;
    if (!test.isEmpty()) {
        runs.append({test, id, u"TERMINATED"_s, u"SUCCESS"_s, u"ONE_TIME"_s, m_world.clock.now(), m_world.clock.now()});
    }
    return answer(runs);
}

QCoro::Task<Result<JobRun>> FakeWorkspaceReads::run(JobRunId id, std::stop_token)
{
    JobRun run;
    run.id = id;
    run.lifeCycleState = u"TERMINATED"_s;
    run.resultState = u"SUCCESS"_s;
    return answer(run);
}

QCoro::Task<Result<Warehouse>> FakeWorkspaceReads::warehouse(WarehouseId id, std::stop_token)
{
    Warehouse warehouse;
    warehouse.id = id;
    warehouse.state = m_world.regions[m_region].warehouseRuns ? WarehouseState::Running : WarehouseState::Stopped;
    warehouse.stateWord = wireWord(warehouse.state);
    return answer(warehouse);
}

QCoro::Task<Result<QList<TableWatermark>>> FakeWorkspaceReads::watermarks(WarehouseId, QList<WatermarkQuestion> tables,
                                                                          StatementPatience, std::stop_token)
{
    QList<TableWatermark> rows;
    for (const WatermarkQuestion &table : tables)
        rows.append({table.table, m_world.watermark(m_region), m_world.clock.now()});
    return answer(rows);
}

QCoro::Task<Result<CatchUpEvidence>> FakeWorkspaceReads::catchUp(WarehouseId, CatchUpQuestion question, std::stop_token)
{
    CatchUpEvidence evidence;
    evidence.table = question.goldTable;
    evidence.rowsUpToT0 = 4200;
    evidence.unreadFiles = 0;
    evidence.newestDiscovered = m_world.watermark(m_region);
    evidence.serverNow = m_world.clock.now();
    return answer(evidence);
}

QCoro::Task<Result<LandingNewest>> FakeWorkspaceReads::newestLanding(WarehouseId, QString zone, std::stop_token)
{
    return answer(LandingNewest{zone, later(m_world.clock.now(), -Duration(20s)), 1});
}

QCoro::Task<Outcome> FakeWorkspaceWrites::startWarehouse(StartWarehouse call, MutationPermit)
{
    return sent(&m_world, call);
}

QCoro::Task<Outcome> FakeWorkspaceWrites::startUpdate(StartUpdate call, MutationPermit)
{
    return sent(&m_world, call);
}

QCoro::Task<Outcome> FakeWorkspaceWrites::setJobPause(SetJobPause call, Job, MutationPermit)
{
    return sent(&m_world, call);
}

QCoro::Task<Outcome> FakeWorkspaceWrites::setContinuous(SetContinuous call, Pipeline, MutationPermit)
{
    return sent(&m_world, call);
}

QCoro::Task<Outcome> FakeWorkspaceWrites::runJobNow(RunJobNow call, MutationPermit)
{
    return sent(&m_world, call);
}

template <typename T>
QCoro::Task<Result<T>> FakeTerraform::answer(T value)
{
    const bool dark = m_world.terraformDark;
    co_await QCoro::sleepFor(0ms);
    if (dark)
        co_return Result<T>(fail(Error::Kind::Timeout, u"no answer within 20 s"_s));
    co_return Result<T>(value);
}

QCoro::Task<Result<>> FakeTerraform::ping(std::stop_token)
{
    const bool dark = m_world.terraformDark;
    co_await QCoro::sleepFor(0ms);
    if (dark)
        co_return Result<>(fail(Error::Kind::Timeout, u"no answer within 20 s"_s));
    co_return Result<>();
}

QCoro::Task<Result<TerraformWorkspace>> FakeTerraform::workspace(QString name, std::stop_token)
{
    return answer(m_world.workspaces.value(name));
}

QCoro::Task<Result<QList<TerraformVariable>>> FakeTerraform::variables(WorkspaceId workspace, std::stop_token)
{
    const QString name = workspace.value.mid(3);
    TerraformVariable variable;
    variable.id = VariableId{u"var-"_s + name};
    variable.key = name == "consumers"_L1 ? u"serving_region"_s : u"active_region"_s;
    variable.value = m_world.variables.value(name);
    variable.category = u"terraform"_s;
    return answer(QList<TerraformVariable>{variable});
}

QCoro::Task<Result<TerraformRun>> FakeTerraform::run(TerraformRunId id, std::stop_token)
{
    if (!m_world.terraformDark && !m_world.queueStands)
        m_world.advanceRun(m_world.runs[id]);
    return answer(m_world.runs[id].run);
}

QCoro::Task<Result<QList<TerraformRun>>> FakeTerraform::unfinishedRuns(WorkspaceId workspace, std::stop_token)
{
    QList<TerraformRun> found;
    for (const FakeRun &one : std::as_const(m_world.runs)) {
        const RunPhase phase = one.run.phase();
        const bool over = phase == RunPhase::FinishedOk || phase == RunPhase::FinishedFailed;
        if (one.run.workspace == workspace && !one.run.planOnly && !over)
            found.append(one.run);
    }
    return answer(found);
}

QCoro::Task<Result<QList<TerraformRun>>> FakeTerraform::runsByMessage(WorkspaceId workspace, QString nonce,
                                                                      std::stop_token)
{
    QList<TerraformRun> found;
    for (const FakeRun &one : std::as_const(m_world.runs)) {
        if (one.run.workspace == workspace && one.run.message.contains(nonce))
            found.append(one.run);
    }
    return answer(found);
}

QCoro::Task<Result<PlanDiff>> FakeTerraform::planDiff(PlanId plan, std::stop_token)
{
    return answer(m_world.plan(m_world.runs.value(TerraformRunId{plan.value.mid(5)})));
}

QCoro::Task<Result<QString>> FakeTerraform::planLog(PlanId, std::stop_token)
{
    return answer(QString());
}

QCoro::Task<Result<QString>> FakeTerraform::applyLog(ApplyId, std::stop_token)
{
    return answer(QString());
}

QCoro::Task<Outcome> FakeTerraform::setVariable(SetVariable call, MutationPermit)
{
    return sent(&m_world, call);
}

QCoro::Task<Outcome> FakeTerraform::createRun(CreateRun call, MutationPermit)
{
    return sent(&m_world, call);
}

QCoro::Task<Outcome> FakeTerraform::applyRun(ApplyRun call, MutationPermit)
{
    return sent(&m_world, call);
}

QCoro::Task<Outcome> FakeTerraform::discardRun(DiscardRun call, MutationPermit)
{
    return sent(&m_world, call);
}

QCoro::Task<Outcome> FakeTerraform::lockWorkspace(LockWorkspace call, MutationPermit)
{
    return sent(&m_world, call);
}

QCoro::Task<Outcome> FakeTerraform::unlockWorkspace(UnlockWorkspace call, MutationPermit)
{
    return sent(&m_world, call);
}

QCoro::Task<Result<CanaryAnswer>> FakeCanary::canary(CanaryQuestion, std::stop_token)
{
    const Region serving = m_world.serving;
    const bool dark = m_world.regions[serving].dark && !m_world.regions[serving].servesOn;
    co_await QCoro::sleepFor(0ms);
    if (dark)
        co_return Result<CanaryAnswer>(fail(Error::Kind::Timeout, u"no answer"_s));
    CanaryAnswer answer;
    answer.regionValue = serving == Region::Primary ? u"us-east-1"_s : u"us-west-2"_s;
    answer.region = serving;
    answer.watermark = m_world.watermark(serving);
    co_return Result<CanaryAnswer>(answer);
}

QCoro::Task<Result<>> FakeCanary::witness(QUrl, std::stop_token)
{
    co_await QCoro::sleepFor(0ms);
    co_return Result<>();
}

} // namespace twinlake
