// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TerraformWorld: locks, frozen variables, the queue, plans and the order in which an apply writes.
#include "terraformbench.h"

#include <QTest>

using namespace twinlake;
using namespace twinlake::simulator;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

json changeAt(const json &plan, const std::string &type)
{
    for (const json &entry : plan.value("resource_changes", json::array())) {
        if (entry["type"] == type)
            return entry;
    }
    return {};
}

} // namespace

class TestTerraformWorld : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLockIsExclusiveAndNotReentrant()
    {
        TerraformBench bench;
        QVERIFY(bench.world.lock(bench.coordination(), bench.alice, u"INC-1"_s));
        const auto again = bench.world.lock(bench.coordination(), bench.alice, u"INC-1"_s);
        QVERIFY(!again);
        QCOMPARE(again.error().status, 409);
        QCOMPARE(bench.coordination().lock->reason, u"INC-1"_s);
    }

    void onlyItsHolderUnlocksAndOnlyAnAdminForces()
    {
        TerraformBench bench;
        QVERIFY(bench.world.lock(bench.coordination(), bench.alice, {}));
        const auto refused = bench.world.unlock(bench.coordination(), bench.bob);
        QVERIFY(!refused);
        QVERIFY(refused.error().detail.contains(u"locked by User alice"_s));
        QCOMPARE(bench.world.forceUnlock(bench.coordination(), bench.bob).error().status, 404);
        QVERIFY(bench.world.unlock(bench.coordination(), bench.alice));
        QCOMPARE(bench.world.unlock(bench.coordination(), bench.alice).error().status, 409);
    }

    void aLocalWorkspaceStartsNoRuns()
    {
        TerraformBench bench;
        QVERIFY(bench.create(bench.coordination()).isEmpty());
    }

    void variablesAreFrozenWhenARunIsCreated()
    {
        TerraformBench bench;
        TfWorkspace &workspace = bench.activation(Region::Secondary);
        bench.setVariable(workspace, u"true"_s);
        const QString run = bench.create(workspace);
        bench.setVariable(workspace, u"false"_s);
        bench.pass(2min);
        QCOMPARE(bench.statusOf(run), u"planned"_s);
        QCOMPARE(shown(changeAt(bench.planOf(run), "databricks_pipeline")["change"]["after"]["continuous"]),
                 shown(json(true)));
    }

    void aRunWaitsBehindALockAndStartsWhenItIsGone()
    {
        TerraformBench bench;
        TfWorkspace &workspace = bench.activation(Region::Secondary);
        QVERIFY(bench.world.lock(workspace, bench.alice, u"hold"_s));
        const QString run = bench.create(workspace);
        bench.pass(10min);
        QCOMPARE(bench.statusOf(run), u"pending"_s);
        QCOMPARE(workspace.currentRun, run);
        QVERIFY(bench.world.unlock(workspace, bench.alice));
        bench.pass(2min);
        QCOMPARE(bench.statusOf(run), u"planned_and_finished"_s);
    }

    void aRunWaitsBehindAnotherThatAwaitsConfirmation()
    {
        TerraformBench bench;
        TfWorkspace &workspace = bench.activation(Region::Secondary);
        bench.setVariable(workspace, u"true"_s);
        const QString first = bench.create(workspace);
        const QString second = bench.create(workspace);
        bench.pass(30min);
        QCOMPARE(bench.statusOf(first), u"planned"_s);
        QVERIFY(TerraformWorld::isConfirmable(*bench.world.run(first)));
        QCOMPARE(workspace.lock->kind, u"runs"_s);
        QCOMPARE(bench.statusOf(second), u"pending"_s);
        QVERIFY(bench.world.discard(first, bench.alice, {}));
        bench.pass(2min);
        QCOMPARE(bench.statusOf(first), u"discarded"_s);
        QCOMPARE(bench.statusOf(second), u"planned"_s);
    }

    void aPlanOnlyRunPassesLockAndQueue()
    {
        TerraformBench bench;
        TfWorkspace &workspace = bench.activation(Region::Secondary);
        bench.setVariable(workspace, u"true"_s);
        QVERIFY(bench.world.lock(workspace, bench.alice, u"hold"_s));
        const QString run = bench.create(workspace, true);
        bench.pass(2min);
        QCOMPARE(bench.statusOf(run), u"planned_and_finished"_s);
        QVERIFY(bench.world.run(run)->hasChanges);
        QVERIFY(workspace.currentRun.isEmpty());
        QVERIFY(bench.secondary.writes.isEmpty());
    }

    void aRunVariableBeatsTheWorkspaceForThatRunOnly()
    {
        TerraformBench bench;
        TfRunRequest request;
        request.planOnly = true;
        request.variables.append({u"active_region"_s, u"true"_s});
        const auto run = bench.world.createRun(bench.activation(Region::Secondary), request, bench.alice);
        bench.pass(2min);
        QVERIFY(bench.world.run(*run)->hasChanges);
        QCOMPARE(bench.activation(Region::Secondary).variables.first().value, u"false"_s);
    }

    void thePlanNamesExactlyTheTwoAttributes()
    {
        TerraformBench bench;
        bench.setVariable(bench.activation(Region::Secondary), u"true"_s);
        const QString run = bench.create(bench.activation(Region::Secondary));
        bench.pass(2min);
        const json plan = bench.planOf(run);
        const json pipeline = changeAt(plan, "databricks_pipeline");
        json after = pipeline["change"]["before"];
        after["continuous"] = true;
        QCOMPARE(shown(pipeline["change"]["after"]), shown(after));
        QCOMPARE(shown(pipeline["change"]["after_unknown"]), shown(json::object()));
        const json job = changeAt(plan, "databricks_job");
        after = job["change"]["before"];
        after["schedule"][0]["pause_status"] = "PAUSED";
        QCOMPARE(shown(job["change"]["after"]), shown(after));
        QCOMPARE(shown(changeAt(plan, "databricks_notebook")["change"]["actions"]), shown(json::array({"no-op"})));
        QCOMPARE(shown(plan["variables"]["active_region"]["value"]), shown(json(true)));
    }

    void nothingToChangeFinishesWithoutAnApply()
    {
        TerraformBench bench;
        const QString run = bench.create(bench.activation(Region::Primary));
        bench.pass(2min);
        QCOMPARE(bench.statusOf(run), u"planned_and_finished"_s);
        QVERIFY(!bench.world.run(run)->hasChanges);
        QCOMPARE(bench.world.run(run)->apply.status, u"unreachable"_s);
    }

    void anApplyWritesThePipelineFirstAndTheJobOnceItRuns()
    {
        TerraformBench bench;
        TfWorkspace &workspace = bench.activation(Region::Secondary);
        bench.setVariable(workspace, u"true"_s);
        const QString run = bench.create(workspace);
        bench.pass(2min);
        QVERIFY(bench.world.confirm(run, bench.alice, {}));
        bench.pass(2min);
        const QStringList pipelines(bench.fleet.groups.first().pipelines.size(), u"pipeline continuous=1"_s);
        QCOMPARE(bench.secondary.writes, pipelines);
        QCOMPARE(bench.statusOf(run), u"applying"_s);
        bench.setStates(Region::Secondary, "RUNNING");
        bench.pass(1min);
        QCOMPARE(bench.secondary.writes, pipelines + QStringList{u"job PAUSED"_s});
        QCOMPARE(bench.statusOf(run), u"applied"_s);
        QVERIFY(!workspace.lock);
    }

    void aFailedPipelineEndsTheApplyAndLeavesTheJobAsItWas()
    {
        TerraformBench bench;
        bench.secondary.stateAfterEdit = "FAILED";
        bench.setVariable(bench.activation(Region::Secondary), u"true"_s);
        const QString run = bench.create(bench.activation(Region::Secondary));
        bench.pass(2min);
        QVERIFY(bench.world.confirm(run, bench.alice, {}));
        bench.pass(2min);
        QCOMPARE(bench.statusOf(run), u"errored"_s);
        QCOMPARE(bench.world.run(run)->apply.status, u"errored"_s);
        QVERIFY(!bench.secondary.writes.isEmpty());
        QVERIFY(!bench.secondary.writes.contains(u"job PAUSED"_s));
        // The next plan is the repair: the job alone.
        const QString repair = bench.create(bench.activation(Region::Secondary));
        bench.pass(2min);
        const json plan = bench.planOf(repair);
        QCOMPARE(shown(changeAt(plan, "databricks_pipeline")["change"]["actions"]), shown(json::array({"no-op"})));
        QCOMPARE(shown(changeAt(plan, "databricks_job")["change"]["actions"]), shown(json::array({"update"})));
    }

    void anApplyWaitsTwentyMinutesForRunningAtMost()
    {
        TerraformBench bench;
        bench.setVariable(bench.activation(Region::Secondary), u"true"_s);
        const QString run = bench.create(bench.activation(Region::Secondary));
        bench.pass(2min);
        QVERIFY(bench.world.confirm(run, bench.alice, {}));
        bench.pass(15min);
        QCOMPARE(bench.statusOf(run), u"applying"_s);
        bench.pass(10min);
        QCOMPARE(bench.statusOf(run), u"errored"_s);
    }

    void anActionTakesEffectLaterAndOnlyOnce()
    {
        TerraformBench bench;
        bench.setVariable(bench.activation(Region::Secondary), u"true"_s);
        const QString run = bench.create(bench.activation(Region::Secondary));
        bench.pass(2min);
        QVERIFY(bench.world.confirm(run, bench.alice, {}));
        QCOMPARE(bench.statusOf(run), u"planned"_s);
        QCOMPARE(bench.world.confirm(run, bench.bob, {}).error().title, u"transition not allowed"_s);
    }

    void aSilentRegionMakesThePlanFail()
    {
        TerraformBench bench;
        bench.primary.up = false;
        const QString run = bench.create(bench.activation(Region::Primary));
        bench.pass(2min);
        QCOMPARE(bench.statusOf(run), u"errored"_s);
        QCOMPARE(shown(bench.planOf(run)["errored"]), shown(json(true)));
        QCOMPARE(shown(bench.planOf(run)["complete"]), shown(json(false)));
    }

    void theConsumersRunMovesThePointer()
    {
        TerraformBench bench;
        bench.setVariable(bench.consumers(), bench.fleet.labels.secondary);
        const QString run = bench.create(bench.consumers());
        bench.pass(2min);
        const json change = changeAt(bench.planOf(run), "terraform_data")["change"];
        QCOMPARE(shown(change["before"]["input"]), shown(json(bench.fleet.labels.primary.toStdString())));
        QCOMPARE(shown(change["after"]["input"]), shown(json(bench.fleet.labels.secondary.toStdString())));
        QCOMPARE(shown(change["actions"]), shown(json::array({"update"})));
        QVERIFY(bench.world.confirm(run, bench.alice, {}));
        bench.pass(2min);
        QCOMPARE(bench.statusOf(run), u"applied"_s);
        QCOMPARE(bench.moves, QList<Region>{Region::Secondary});
    }

    void anUnknownRegionInThePointerFailsThePlan()
    {
        TerraformBench bench;
        bench.setVariable(bench.consumers(), u"eu-north-1"_s);
        const QString run = bench.create(bench.consumers());
        bench.pass(2min);
        QCOMPARE(bench.statusOf(run), u"errored"_s);
        QVERIFY(bench.world.run(run)->plan.log.contains("eu-north-1"));
    }

    void driftShowsWhatWasEditedOutside()
    {
        TerraformBench bench;
        bench.secondary.pipelines[bench.pipelineOf(Region::Secondary)]["spec"]["continuous"] = true;
        const QString run = bench.create(bench.activation(Region::Secondary), true);
        bench.pass(2min);
        const json drift = bench.planOf(run)["resource_drift"];
        QCOMPARE(drift.size(), std::size_t(1));
        QCOMPARE(shown(drift[0]["change"]["before"]["continuous"]), shown(json(false)));
        QCOMPARE(shown(drift[0]["change"]["after"]["continuous"]), shown(json(true)));
    }

    void cancelEndsAPendingRun()
    {
        TerraformBench bench;
        QVERIFY(bench.world.lock(bench.activation(Region::Secondary), bench.alice, {}));
        const QString run = bench.create(bench.activation(Region::Secondary));
        bench.pass(10s);
        QVERIFY(bench.world.cancel(run, bench.alice, {}));
        bench.pass(10s);
        QCOMPARE(bench.statusOf(run), u"canceled"_s);
        QVERIFY(bench.activation(Region::Secondary).waiting.isEmpty());
    }

    void autoApplyNeedsNobody()
    {
        TerraformBench bench;
        bench.activation(Region::Secondary).autoApply = true;
        bench.secondary.stateAfterEdit = "RUNNING";
        bench.setVariable(bench.activation(Region::Secondary), u"true"_s);
        const QString run = bench.create(bench.activation(Region::Secondary));
        bench.pass(3min);
        QCOMPARE(bench.statusOf(run), u"applied"_s);
    }
};

QTEST_GUILESS_MAIN(TestTerraformWorld)
#include "tst_terraformworld.moc"
