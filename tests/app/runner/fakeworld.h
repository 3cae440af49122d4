// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// FakeWorld: both regions, HCP Terraform and the consumers as far as the runner sees them, with every write recorded.
// It lives in a FakeClock's time and reacts to writes as the services do, without any socket.
#pragma once

#include "models/estate/estate.h"
#include "models/ports/databricksreads.h"
#include "models/ports/databrickswrites.h"
#include "models/ports/neutralreads.h"
#include "models/ports/terraformreads.h"
#include "models/ports/terraformwrites.h"
#include "tests/support/fakeclock.h"

#include <functional>

namespace twinlake {

/// The estate that the FakeWorld plays: one group "orders", one pipeline, one table.
Estate fakeEstate();

struct FakeRegion {
    bool dark = false;
    bool warehouseRuns = false;
    bool continuous = false;
    bool jobPaused = false;
    int updateCount = 1;
    UpdateState update = UpdateState::Completed;
    Duration behind = std::chrono::hours(2); ///< the watermark's lag while nothing runs
    JobRunId testRun;
    qint64 settings = 1; ///< the spec's last_modified
    bool servesOn = false; ///< dark to us alone: whoever reads through the pointer is answered
};

struct FakeRun {
    TerraformRun run;
    bool becomes = false; ///< the flag, or "the pointer names the secondary"
    bool surprises = false; ///< its plan changes what no switch may change
};

class FakeWorld {
public:
    explicit FakeWorld(FakeClock &clock);

    FakeClock &clock;
    PerRegion<FakeRegion> regions;
    QMap<QString, TerraformWorkspace> workspaces; ///< by name
    QMap<QString, QString> variables; ///< value by workspace name
    QMap<TerraformRunId, FakeRun> runs;
    bool terraformDark = false;
    bool queueStands = false; ///< runs stay where they are
    Region serving = Region::Primary;
    QStringList writes; ///< "start_warehouse secondary wh-b", in order
    /// Asked for each write: empty lets it through; else the answer, `applied` says whether it took effect.
    std::function<std::optional<Outcome>(const Mutation &, bool &applied)> interfere;
    bool surprisePlans = false; ///< of runs that are made from now on

    Pipeline pipeline(Region region) const;
    Job job(Region region) const;
    Instant watermark(Region region) const;
    PlanDiff plan(const FakeRun &run) const;
    void advanceRun(FakeRun &run);
    /// The secondary serves and is held; `flag` is its active_region: "false" where Terraform does not know of it.
    void failOver(const QString &flag);
    Outcome write(const Mutation &mutation);
    /// A continuous pipeline with a running update, or an unpaused job (I1).
    bool isAlive(Region region) const;

private:
    QString perform(const Mutation &mutation);
    QString performTerraform(const Mutation &mutation);
    QString workspaceName(const WorkspaceId &id) const;
    void applied(const FakeRun &run);
};

class FakeWorkspaceReads : public DatabricksReads {
public:
    FakeWorkspaceReads(FakeWorld &world, Region region)
        : m_world(world)
        , m_region(region)
    {
    }
    QCoro::Task<Result<QString>> whoAmI(std::stop_token stop) override;
    QCoro::Task<Result<Pipeline>> pipeline(PipelineId id, std::stop_token stop) override;
    QCoro::Task<Result<QList<Update>>> updates(PipelineId id, std::stop_token stop) override;
    QCoro::Task<Result<Job>> job(JobId id, std::stop_token stop) override;
    QCoro::Task<Result<QList<JobRun>>> activeRuns(JobId id, std::stop_token stop) override;
    QCoro::Task<Result<QList<JobRun>>> latestRuns(JobId id, std::stop_token stop) override;
    QCoro::Task<Result<JobRun>> run(JobRunId id, std::stop_token stop) override;
    QCoro::Task<Result<Warehouse>> warehouse(WarehouseId id, std::stop_token stop) override;
    QCoro::Task<Result<QList<TableWatermark>>> watermarks(WarehouseId warehouse, QList<WatermarkQuestion> tables,
                                                          StatementPatience patience, std::stop_token stop) override;
    QCoro::Task<Result<CatchUpEvidence>> catchUp(WarehouseId warehouse, CatchUpQuestion question,
                                                 std::stop_token stop) override;
    QCoro::Task<Result<LandingNewest>> newestLanding(WarehouseId warehouse, QString zone,
                                                     std::stop_token stop) override;

private:
    template <typename T>
    QCoro::Task<Result<T>> answer(T value);

    FakeWorld &m_world;
    Region m_region;
};

class FakeWorkspaceWrites : public DatabricksWrites {
public:
    explicit FakeWorkspaceWrites(FakeWorld &world)
        : m_world(world)
    {
    }
    QCoro::Task<Outcome> startWarehouse(StartWarehouse call, MutationPermit permit) override;
    QCoro::Task<Outcome> startUpdate(StartUpdate call, MutationPermit permit) override;
    QCoro::Task<Outcome> setJobPause(SetJobPause call, Job current, MutationPermit permit) override;
    QCoro::Task<Outcome> setContinuous(SetContinuous call, Pipeline current, MutationPermit permit) override;
    QCoro::Task<Outcome> runJobNow(RunJobNow call, MutationPermit permit) override;

private:
    FakeWorld &m_world;
};

class FakeTerraform : public TerraformReads, public TerraformWrites {
public:
    explicit FakeTerraform(FakeWorld &world)
        : m_world(world)
    {
    }
    QCoro::Task<Result<>> ping(std::stop_token stop) override;
    QCoro::Task<Result<TerraformWorkspace>> workspace(QString name, std::stop_token stop) override;
    QCoro::Task<Result<QList<TerraformVariable>>> variables(WorkspaceId workspace, std::stop_token stop) override;
    QCoro::Task<Result<TerraformRun>> run(TerraformRunId id, std::stop_token stop) override;
    QCoro::Task<Result<QList<TerraformRun>>> unfinishedRuns(WorkspaceId workspace, std::stop_token stop) override;
    QCoro::Task<Result<QList<TerraformRun>>> runsByMessage(WorkspaceId workspace, QString nonce,
                                                           std::stop_token stop) override;
    QCoro::Task<Result<PlanDiff>> planDiff(PlanId plan, std::stop_token stop) override;
    QCoro::Task<Result<QString>> planLog(PlanId plan, std::stop_token stop) override;
    QCoro::Task<Result<QString>> applyLog(ApplyId apply, std::stop_token stop) override;

    QCoro::Task<Outcome> setVariable(SetVariable call, MutationPermit permit) override;
    QCoro::Task<Outcome> createRun(CreateRun call, MutationPermit permit) override;
    QCoro::Task<Outcome> applyRun(ApplyRun call, MutationPermit permit) override;
    QCoro::Task<Outcome> discardRun(DiscardRun call, MutationPermit permit) override;
    QCoro::Task<Outcome> lockWorkspace(LockWorkspace call, MutationPermit permit) override;
    QCoro::Task<Outcome> unlockWorkspace(UnlockWorkspace call, MutationPermit permit) override;

private:
    template <typename T>
    QCoro::Task<Result<T>> answer(T value);

    FakeWorld &m_world;
};

class FakeCanary : public NeutralReads {
public:
    explicit FakeCanary(FakeWorld &world)
        : m_world(world)
    {
    }
    QCoro::Task<Result<CanaryAnswer>> canary(CanaryQuestion question, std::stop_token stop) override;
    QCoro::Task<Result<>> witness(QUrl url, std::stop_token stop) override;

private:
    FakeWorld &m_world;
};

} // namespace twinlake
