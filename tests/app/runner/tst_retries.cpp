// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a retry, or a console that goes on, does about something that is over: a dead run, a test run that failed, a
// warehouse that has stopped again, a write that left no trace.
#include "app/runner/runner.h"
#include "models/runbook/causes.h"
#include "tests/app/runner/testconsole.h"

#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Each run of this workspace ends as errored, from now on or until `left` of them have.
void spoil(FakeWorld &world, const QString &workspace, int &left)
{
    for (FakeRun &run : world.runs) {
        if (left > 0 && run.run.workspace.value == workspace && run.run.status == "planning"_L1) {
            run.run.status = u"errored"_s;
            --left;
        }
    }
}

} // namespace

class TestRetries : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aDeadRunIsReplacedByARetry_data()
    {
        QTest::addColumn<QString>("step");
        QTest::addColumn<QString>("workspace");
        QTest::newRow("the preview") << u"warm"_s << u"ws-dlt-b"_s;
        QTest::newRow("the activation") << u"activate"_s << u"ws-dlt-b"_s;
        QTest::newRow("the repoint") << u"repoint"_s << u"ws-consumers"_s;
    }
    void aDeadRunIsReplacedByARetry()
    {
        QFETCH(QString, step);
        QFETCH(QString, workspace);
        Outage outage;
        Console &console = outage.console;
        int left = 1;
        QVERIFY(console.drive([&](const RunState &state) {
            const StepProgress *now = state.step(StepId{step});
            if (now && now->status != StepStatus::ToCome)
                spoil(outage.world, workspace, left);
            return state.closedAt || (now && now->status == StepStatus::Failed);
        }));
        QVERIFY2(console.step(step).sentence.contains("errored"_L1), qPrintable(console.step(step).sentence));
        const auto before = outage.world.writes.count(u"create_run "_s + workspace);
        console.runner->retry(console.state.id, StepId{step});
        QVERIFY(console.driveToEnd());
        QVERIFY2(console.state.result == RunResult::Passed, qPrintable(console.state.resultSentence));
        QCOMPARE(outage.world.serving, Region::Secondary);
        QVERIFY(outage.world.writes.count(u"create_run "_s + workspace) > before);
    }

    void aBlockedPlanIsMadeAnewByOneRetry_data()
    {
        QTest::addColumn<QString>("spoiledFrom");
        QTest::addColumn<QString>("step");
        QTest::newRow("the preview") << u"declare"_s << u"assess"_s;
        QTest::newRow("the activation") << u"go"_s << u"activate"_s;
    }
    void aBlockedPlanIsMadeAnewByOneRetry()
    {
        QFETCH(QString, spoiledFrom);
        QFETCH(QString, step);
        Outage outage;
        FakeWorld &world = outage.world;
        Console &console = outage.console;
        QVERIFY(console.driveTo(spoiledFrom, StepStatus::YourTurn));
        world.surprisePlans = true;
        QVERIFY(console.driveTo(step, StepStatus::Failed));
        world.surprisePlans = false; // the configuration was mended meanwhile
        for (const TerraformRunId &run : world.runs.keys()) {
            if (!world.runs[run].run.planOnly)
                world.write(DiscardRun{run, u"kim"_s});
        }
        world.clock.advance(2h); // they took their time
        console.runner->retry(console.state.id, StepId{step});
        QVERIFY(console.driveToEnd());
        QVERIFY2(console.state.result == RunResult::Passed, qPrintable(console.state.resultSentence));
        QCOMPARE(world.serving, Region::Secondary);
    }

    void aRefusedRunThatIsStillThereIsNamed()
    {
        Outage outage;
        FakeWorld &world = outage.world;
        Console &console = outage.console;
        QVERIFY(console.driveTo(u"go"_s, StepStatus::YourTurn));
        world.surprisePlans = true;
        QVERIFY(console.driveTo(u"activate"_s, StepStatus::Failed));
        world.surprisePlans = false;
        console.runner->retry(console.state.id, StepId{u"activate"_s});
        QVERIFY(console.driveTo(u"activate"_s, StepStatus::Blocked));
        QVERIFY(console.step(u"activate"_s).sentence.contains("that was given up"_L1));
    }

    void aConsoleThatGoesOnReplacesADeadRun()
    {
        Outage outage;
        int left = 1;
        QVERIFY(outage.console.drive([&](const RunState &state) {
            const StepProgress *now = state.step(StepId{u"activate"_s});
            if (now && now->status != StepStatus::ToCome)
                spoil(outage.world, u"ws-dlt-b"_s, left);
            return state.closedAt || (now && now->status == StepStatus::Failed);
        }));
        Console second(outage.world, outage.journal);
        second.runner->resume(outage.console.state.id);
        second.settle();
        QCOMPARE(second.step(u"activate"_s).status, StepStatus::Failed);
        second.runner->retry(second.state.id, StepId{u"activate"_s});
        QVERIFY(second.driveToEnd());
        QVERIFY2(second.state.result == RunResult::Passed, qPrintable(second.state.resultSentence));
    }

    void aWarehouseThatStoppedIsStartedAgain()
    {
        Outage outage;
        int starts = 0;
        outage.world.interfere = [&](const Mutation &mutation, bool &applied) -> std::optional<Outcome> {
            if (!std::holds_alternative<StartWarehouse>(mutation))
                return std::nullopt;
            applied = ++starts > 1; // accepted, and stopped before anybody could see it run
            return Outcome{Outcome::Kind::Done, 200, {}, {}};
        };
        QVERIFY(outage.console.driveToEnd());
        QCOMPARE(outage.console.state.result, RunResult::Passed);
        QCOMPARE(starts, 2);
    }

    void whoGoesOnLooksAnewForAWriteWithoutTrace()
    {
        Outage outage;
        int tries = 0;
        outage.world.interfere = [&](const Mutation &mutation, bool &applied) -> std::optional<Outcome> {
            if (!std::holds_alternative<SetVariable>(mutation) || ++tries > 1)
                return std::nullopt;
            applied = false;
            return Outcome{Outcome::Kind::Unknown, 0, u"cut"_s, {}};
        };
        QVERIFY(outage.console.drive([](const RunState &state) {
            const StepProgress *step = state.step(StepId{u"activate"_s});
            return state.closedAt || (step && step->cause == causes::noTrace);
        }));
        QCOMPARE(tries, 1);
        Console second(outage.world, outage.journal);
        second.runner->resume(outage.console.state.id);
        second.settle();
        QCOMPARE(second.step(u"activate"_s).cause, QString());
        QVERIFY(second.driveToEnd());
        QCOMPARE(second.state.result, RunResult::Passed);
        outage.world.interfere = nullptr;
    }

    void debtIsSettledWhileTheOtherRegionCannotBePlanned()
    {
        Scene scene;
        scene.world.failOver(u"false"_s);
        scene.console.open(RecipeKind::SettleDebt);
        int left = 9;
        QVERIFY(scene.console.drive([&](const RunState &state) {
            spoil(scene.world, u"ws-dlt-a"_s, left);
            return state.closedAt.has_value();
        }));
        QCOMPARE(scene.console.state.result, RunResult::Passed);
        QVERIFY(scene.console.gates.contains(u"settle-debt/primary-plan"_s));
        QVERIFY(!scene.console.gates.contains(u"settle-debt/secondary-plan"_s));
        QCOMPARE(scene.world.variables[u"dlt-b"_s], u"true"_s);
        QVERIFY(scene.world.workspaces[u"dlt-b"_s].locked);
    }

    void debtOfWhatServesIsNotSettledWithoutAPlan()
    {
        Scene scene;
        scene.world.failOver(u"false"_s);
        scene.console.open(RecipeKind::SettleDebt);
        int left = 1;
        QVERIFY(scene.console.drive([&](const RunState &state) {
            spoil(scene.world, u"ws-dlt-b"_s, left);
            const StepProgress *step = state.step(StepId{u"settle-debt"_s});
            return state.closedAt || (step && step->status == StepStatus::Failed);
        }));
        QVERIFY(!scene.console.state.closedAt);
        scene.console.runner->retry(scene.console.state.id, StepId{u"settle-debt"_s});
        QVERIFY(scene.console.driveToEnd());
        QCOMPARE(scene.console.state.result, RunResult::Passed);
    }
};

QTEST_GUILESS_MAIN(TestRetries)
#include "tst_retries.moc"
