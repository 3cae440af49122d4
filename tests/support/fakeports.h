// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ports that answer what a test puts into them, after really suspending, as the network would.
#pragma once

#include "models/ports/databricksreads.h"
#include "models/ports/history.h"
#include "models/ports/neutralreads.h"
#include "models/ports/terraformreads.h"

#include <qcoro/qcorotask.h>
#include <qcoro/qcorotimer.h>

#include <QMap>

namespace twinlake {

inline Error noAnswer()
{
    return {Error::Kind::Timeout, QStringLiteral("no answer within 10 s"), 0, {}, {}};
}

/// One workspace. `dark` makes every call end with noAnswer(); `calls` counts each kind.
class FakeDatabricksReads : public DatabricksReads {
public:
    std::optional<Error> dark;
    QMap<PipelineId, Pipeline> pipelines;
    QMap<JobId, Job> jobs;
    QMap<JobId, QList<JobRun>> runs;
    Warehouse state;
    QMap<QString, TableWatermark> tables;
    CatchUpEvidence evidence;
    LandingNewest newest;
    QMap<QString, int> calls;
    StatementPatience lastPatience = StatementPatience::CancelAfterWait;
    int inFlight = 0;
    int mostInFlight = 0;

    QCoro::Task<Result<QString>> whoAmI(std::stop_token) override
    {
        return answer(QStringLiteral("whoAmI"), QStringLiteral("on-call"));
    }
    QCoro::Task<Result<Pipeline>> pipeline(PipelineId id, std::stop_token) override
    {
        return answer(QStringLiteral("pipeline"), pipelines.value(id));
    }
    QCoro::Task<Result<QList<Update>>> updates(PipelineId id, std::stop_token) override
    {
        return answer(QStringLiteral("updates"), pipelines.value(id).latestUpdates);
    }
    QCoro::Task<Result<Job>> job(JobId id, std::stop_token) override
    {
        return answer(QStringLiteral("job"), jobs.value(id));
    }
    QCoro::Task<Result<QList<JobRun>>> activeRuns(JobId id, std::stop_token) override
    {
        return answer(QStringLiteral("activeRuns"), runs.value(id));
    }
    QCoro::Task<Result<QList<JobRun>>> latestRuns(JobId id, std::stop_token) override
    {
        return answer(QStringLiteral("latestRuns"), runs.value(id));
    }
    QCoro::Task<Result<JobRun>> run(JobRunId id, std::stop_token) override
    {
        JobRun found;
        for (const QList<JobRun> &all : std::as_const(runs)) {
            for (const JobRun &one : all) {
                if (one.id == id)
                    found = one;
            }
        }
        return answer(QStringLiteral("run"), found);
    }
    QCoro::Task<Result<Warehouse>> warehouse(WarehouseId, std::stop_token) override
    {
        return answer(QStringLiteral("warehouse"), state);
    }
    QCoro::Task<Result<QList<TableWatermark>>> watermarks(WarehouseId, QList<WatermarkQuestion> asked,
                                                          StatementPatience patience, std::stop_token) override
    {
        lastPatience = patience;
        QList<TableWatermark> rows;
        for (const WatermarkQuestion &one : asked) {
            if (tables.contains(one.table))
                rows.append(tables.value(one.table));
        }
        return answer(QStringLiteral("watermarks"), rows);
    }
    QCoro::Task<Result<CatchUpEvidence>> catchUp(WarehouseId, CatchUpQuestion, std::stop_token) override
    {
        return answer(QStringLiteral("catchUp"), evidence);
    }
    QCoro::Task<Result<LandingNewest>> newestLanding(WarehouseId, QString zone, std::stop_token) override
    {
        LandingNewest one = newest;
        one.zone = zone;
        return answer(QStringLiteral("newestLanding"), one);
    }

private:
    template <typename T>
    QCoro::Task<Result<T>> answer(QString call, T value)
    {
        ++calls[call];
        mostInFlight = std::max(mostInFlight, ++inFlight);
        co_await QCoro::sleepFor(std::chrono::milliseconds(0));
        --inFlight;
        if (dark)
            co_return Result<T>(tl::unexpected<Error>(*dark));
        co_return Result<T>(value);
    }
};

class FakeTerraformReads : public TerraformReads {
public:
    std::optional<Error> dark;
    QMap<QString, TerraformWorkspace> workspaces; ///< by name
    QMap<WorkspaceId, QList<TerraformVariable>> variablesOf;
    QMap<TerraformRunId, TerraformRun> runs;
    QMap<PlanId, PlanDiff> plans;
    QMap<QString, int> calls;

    QCoro::Task<Result<>> ping(std::stop_token) override
    {
        ++calls[QStringLiteral("ping")];
        co_await QCoro::sleepFor(std::chrono::milliseconds(0));
        if (dark)
            co_return Result<>(tl::unexpected<Error>(*dark));
        co_return Result<>();
    }
    QCoro::Task<Result<TerraformWorkspace>> workspace(QString name, std::stop_token) override
    {
        return answer(QStringLiteral("workspace"), workspaces.value(name));
    }
    QCoro::Task<Result<QList<TerraformVariable>>> variables(WorkspaceId workspace, std::stop_token) override
    {
        return answer(QStringLiteral("variables"), variablesOf.value(workspace));
    }
    QCoro::Task<Result<TerraformRun>> run(TerraformRunId id, std::stop_token) override
    {
        return answer(QStringLiteral("run"), runs.value(id));
    }
    QCoro::Task<Result<QList<TerraformRun>>> unfinishedRuns(WorkspaceId workspace, std::stop_token) override
    {
        QList<TerraformRun> found;
        for (const TerraformRun &one : std::as_const(runs)) {
            const RunPhase phase = one.phase();
            const bool final = phase == RunPhase::FinishedOk || phase == RunPhase::FinishedFailed;
            if (one.workspace == workspace && !one.planOnly && !final)
                found.append(one);
        }
        return answer(QStringLiteral("unfinishedRuns"), found);
    }
    QCoro::Task<Result<QList<TerraformRun>>> runsByMessage(WorkspaceId workspace, QString nonce,
                                                           std::stop_token) override
    {
        QList<TerraformRun> found;
        for (const TerraformRun &one : std::as_const(runs)) {
            if (one.workspace == workspace && one.message.contains(nonce))
                found.append(one);
        }
        return answer(QStringLiteral("runsByMessage"), found);
    }
    QCoro::Task<Result<PlanDiff>> planDiff(PlanId plan, std::stop_token) override
    {
        return answer(QStringLiteral("planDiff"), plans.value(plan));
    }
    QCoro::Task<Result<QString>> planLog(PlanId, std::stop_token) override
    {
        return answer(QStringLiteral("planLog"), QString());
    }
    QCoro::Task<Result<QString>> applyLog(ApplyId, std::stop_token) override
    {
        return answer(QStringLiteral("applyLog"), QString());
    }

private:
    template <typename T>
    QCoro::Task<Result<T>> answer(QString call, T value)
    {
        ++calls[call];
        co_await QCoro::sleepFor(std::chrono::milliseconds(0));
        if (dark)
            co_return Result<T>(tl::unexpected<Error>(*dark));
        co_return Result<T>(value);
    }
};

class FakeNeutralReads : public NeutralReads {
public:
    CanaryAnswer served;
    std::optional<Error> canaryError;
    std::optional<Error> witnessError;
    int canaryCalls = 0;

    QCoro::Task<Result<CanaryAnswer>> canary(CanaryQuestion, std::stop_token) override
    {
        ++canaryCalls;
        co_await QCoro::sleepFor(std::chrono::milliseconds(0));
        if (canaryError)
            co_return Result<CanaryAnswer>(tl::unexpected<Error>(*canaryError));
        co_return Result<CanaryAnswer>(served);
    }
    QCoro::Task<Result<>> witness(QUrl, std::stop_token) override
    {
        co_await QCoro::sleepFor(std::chrono::milliseconds(0));
        if (witnessError)
            co_return Result<>(tl::unexpected<Error>(*witnessError));
        co_return Result<>();
    }
};

class FakeHistory : public History {
public:
    QList<LagSample> kept;

    void append(QList<LagSample> samples) override { kept += samples; }
    void lagWindow(LagQuestion question, QObject *, std::function<void(LagWindow)> answer) override
    {
        LagWindow window;
        window.question = question;
        answer(window);
    }
};

} // namespace twinlake
