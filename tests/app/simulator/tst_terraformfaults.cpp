// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every fault of HCP Terraform, as its API and the regions show it.
#include "tests/app/simulator/simulationbench.h"

using namespace twinlake;
using namespace twinlake::simulator;

namespace {

const QString secondaryWorkspace = u"orders-us-west-2"_s;

struct World : SimulationBench {
    QString fault(const std::string &kind, json options = json::object())
    {
        options["target"] = "terraform";
        options["kind"] = kind;
        if (!options.contains("workspace"))
            options["workspace"] = secondaryWorkspace.toStdString();
        return addFault(options);
    }
    std::string status(const QString &run)
    {
        return call(u"terraform"_s, "GET"_ba, u"/api/v2/runs/"_s + run)
            .body["data"]["attributes"]["status"]
            .get<std::string>();
    }
    json workspace(const QString &name)
    {
        return call(u"terraform"_s, "GET"_ba, u"/api/v2/organizations/acme/workspaces/"_s + name).body["data"];
    }
    json planOf(const QString &run)
    {
        const json document = call(u"terraform"_s, "GET"_ba, u"/api/v2/runs/"_s + run).body;
        const std::string plan = document["data"]["relationships"]["plan"]["data"]["id"].get<std::string>();
        const QString path = u"/api/v2/plans/%1/json-output"_s.arg(QString::fromStdString(plan));
        const Answer answer = call(u"terraform"_s, "GET"_ba, path);
        if (answer.location.isEmpty())
            return answer.body;
        return call(u"blobs"_s, "GET"_ba, QUrl(answer.location).path()).body; // another origin, which sees no token
    }
    json pipeline(const std::string &name = "orders")
    {
        return named(state()["regions"]["secondary"]["pipelines"], name);
    }
    json job() { return named(state()["regions"]["secondary"]["jobs"], "Job for orders"); }
    int act(const QString &path)
    {
        return call(u"terraform"_s, "POST"_ba, u"/api/v2/"_s + path, json::object()).status;
    }
};

QStringList changedIn(const json &plan)
{
    QStringList changes;
    for (const json &one : plan["resource_changes"]) {
        const json actions = one["change"]["actions"];
        if (actions != json::array({"no-op"}))
            changes << QString::fromStdString(one["type"].get<std::string>() + " " + actions.dump());
    }
    changes.sort();
    return changes;
}

} // namespace

class TestTerraformFaults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anApplyThatFailsMidwayLeavesThePartialState_data()
    {
        QTest::addColumn<std::string>("value");
        QTest::addColumn<bool>("continuous");
        QTest::addColumn<std::string>("pause");
        QTest::newRow("failover: noisy, harmless") << std::string("true") << true << std::string("UNPAUSED");
        QTest::newRow("failback: disarmed, silently") << std::string("false") << false << std::string("PAUSED");
    }
    void anApplyThatFailsMidwayLeavesThePartialState()
    {
        QFETCH(std::string, value);
        QFETCH(bool, continuous);
        QFETCH(std::string, pause);
        World world;
        world.advance(60);
        if (!continuous)
            world.switchTo(secondaryWorkspace, "true", 900);
        const QString fault = world.fault("apply_fails_midway", {{"count", 1}});
        const QString run = world.startRun(secondaryWorkspace, value);
        world.advance(60);
        world.applyRun(run, 900);
        QCOMPARE(world.status(run), std::string("errored"));
        QVERIFY(world.pipeline()["continuous"] == continuous);
        QVERIFY(world.job()["pause_status"] == pause);
        QVERIFY(!world.lift(fault)); // used up
        const QString again = world.startRun(secondaryWorkspace, value);
        world.advance(60);
        QCOMPARE(changedIn(world.planOf(again)), QStringList{u"databricks_job [\"update\"]"_s});
        world.applyRun(again, 120);
        QCOMPARE(world.status(again), std::string("applied"));
        QVERIFY(world.job()["pause_status"] != pause);
    }

    void aSurpriseIsInThePlan_data()
    {
        QTest::addColumn<std::string>("change");
        QTest::addColumn<QString>("surprise");
        QTest::newRow("a replacement") << std::string("replace") << u"databricks_pipeline [\"delete\",\"create\"]"_s;
        QTest::newRow("another notebook") << std::string("notebook") << u"databricks_notebook [\"update\"]"_s;
    }
    void aSurpriseIsInThePlan()
    {
        QFETCH(std::string, change);
        QFETCH(QString, surprise);
        World world;
        const QString fault = world.fault("plan_surprise", {{"change", change}});
        const QString run = world.startRun(secondaryWorkspace, "true");
        world.advance(60);
        const json plan = world.planOf(run);
        QVERIFY2(changedIn(plan).contains(surprise), qPrintable(changedIn(plan).join(u' ')));
        if (change == "replace") {
            for (const json &one : plan["resource_changes"]) {
                if (one["change"]["actions"] != json::array({"delete", "create"}))
                    continue;
                QVERIFY(one["action_reason"] == "replace_because_cannot_update");
                QVERIFY(one["change"]["replace_paths"] == json::array({json::array({"storage"})}));
                QVERIFY(one["change"]["after_unknown"]["id"] == true);
            }
        }
        QCOMPARE(world.act(u"runs/%1/actions/discard"_s.arg(run)), 202);
        world.advance(10);
        QVERIFY(world.lift(fault));
        const QString clean = world.startRun(secondaryWorkspace, "true");
        world.advance(60);
        QVERIFY(!changedIn(world.planOf(clean)).contains(surprise));
    }

    void aReplacementThatIsAppliedLosesTheTables()
    {
        World world;
        world.advance(60);
        QVERIFY(world.pipeline()["rows"] > 1000);
        world.fault("plan_surprise");
        const QString run = world.startRun(secondaryWorkspace, "false");
        world.advance(60);
        world.applyRun(run, 60);
        QCOMPARE(world.status(run), std::string("applied"));
        qint64 lost = 0;
        for (const std::string name : {"orders", "order_returns"})
            lost += world.pipeline(name)["rows"] == 0 ? 1 : 0;
        QCOMPARE(lost, 1);
    }

    void aSoftFailedPolicyWaitsForAnOverride()
    {
        World world;
        world.fault("policy_soft_fail");
        const QString run = world.startRun(secondaryWorkspace, "true");
        world.advance(90);
        QCOMPARE(world.status(run), std::string("policy_override"));
        QCOMPARE(world.act(u"runs/%1/actions/apply"_s.arg(run)), 409);
        world.advance(3600);
        QCOMPARE(world.status(run), std::string("policy_override"));
    }

    void aStuckQueueLetsNothingPlanUntilItIsLifted()
    {
        World world;
        const QString fault = world.fault("queue_stuck");
        const QString run = world.startRun(secondaryWorkspace, "true");
        const QString other = world.startRun(u"payments-us-west-2"_s, "false");
        world.advance(3600);
        QCOMPARE(world.status(run), std::string("plan_queued"));
        QCOMPARE(world.status(other), std::string("planned_and_finished"));
        QVERIFY(world.lift(fault));
        world.advance(60);
        QCOMPARE(world.status(run), std::string("planned"));
    }

    void aStuckRunCanBeCancelled()
    {
        World world;
        const QString fault = world.fault("queue_stuck");
        const QString run = world.startRun(secondaryWorkspace, "true");
        world.advance(60);
        QCOMPARE(world.act(u"runs/%1/actions/cancel"_s.arg(run)), 202);
        world.advance(60);
        QCOMPARE(world.status(run), std::string("canceled"));
        QVERIFY(world.lift(fault));
        world.advance(60);
        QCOMPARE(world.status(run), std::string("canceled"));
    }

    void aForeignLockKeepsRunsPending()
    {
        World world;
        const QString fault = world.fault("foreign_lock", {{"reason", "release train"}});
        QVERIFY(world.workspace(secondaryWorkspace)["attributes"]["locked"] == true);
        QVERIFY(world.workspace(u"payments-us-west-2"_s)["attributes"]["locked"] == false);
        const QString id = QString::fromStdString(world.workspace(secondaryWorkspace)["id"].get<std::string>());
        QCOMPARE(world.act(u"workspaces/%1/actions/lock"_s.arg(id)), 409);
        QCOMPARE(world.act(u"workspaces/%1/actions/unlock"_s.arg(id)), 409);
        const json truth = named(world.state()["terraform"]["workspaces"], secondaryWorkspace.toStdString());
        QVERIFY(truth["locked_reason"] == "release train");
        const QString run = world.startRun(secondaryWorkspace, "true");
        world.advance(600);
        QCOMPARE(world.status(run), std::string("pending"));
        QVERIFY(world.lift(fault));
        world.advance(60);
        QCOMPARE(world.status(run), std::string("planned"));
    }

    void aForeignLockTakesItsTurnAfterARun()
    {
        World world;
        const QString run = world.startRun(secondaryWorkspace, "true");
        world.advance(60);
        world.fault("foreign_lock");
        QCOMPARE(world.status(run), std::string("planned")); // the run holds the workspace
        QCOMPARE(world.act(u"runs/%1/actions/discard"_s.arg(run)), 202);
        world.advance(10);
        const json workspace = world.workspace(secondaryWorkspace);
        QVERIFY(workspace["attributes"]["locked"] == true);
    }

    void anAdminMayBreakAForeignLockOnce()
    {
        World world;
        world.fault("foreign_lock");
        const QString id = QString::fromStdString(world.workspace(secondaryWorkspace)["id"].get<std::string>());
        QCOMPARE(world.act(u"workspaces/%1/actions/force-unlock"_s.arg(id)), 200);
        world.advance(60);
        QVERIFY(world.workspace(secondaryWorkspace)["attributes"]["locked"] == false);
    }

    void withoutANameEveryWorkspaceButTheCoordinationIsLocked()
    {
        World world;
        const QString fault = world.addFault({{"target", "terraform"}, {"kind", "foreign_lock"}});
        const json faulted = world.state();
        for (const json &workspace : faulted["terraform"]["workspaces"])
            QVERIFY(workspace["locked"] == (workspace["name"] != "dr-coordination"));
        QVERIFY(world.lift(fault));
        const json lifted = world.state();
        for (const json &workspace : lifted["terraform"]["workspaces"])
            QVERIFY(workspace["locked"] == false);
    }

    void theCoordinationWorkspaceCanBeSomebodyElses()
    {
        World world;
        world.fault("foreign_lock", {{"workspace", "dr-coordination"}});
        const QString id = QString::fromStdString(world.workspace(u"dr-coordination"_s)["id"].get<std::string>());
        QCOMPARE(world.act(u"workspaces/%1/actions/lock"_s.arg(id)), 409);
    }
};

QTEST_GUILESS_MAIN(TestTerraformFaults)
#include "tst_terraformfaults.moc"
