// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The repairs: a standby is armed again, Terraform's debt is settled; and what becomes of the hold meanwhile.
#include "app/runner/runner.h"
#include "tests/app/runner/testconsole.h"

#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

class TestRepairs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aDisarmedStandbyIsRearmedAndTested()
    {
        Scene scene;
        FakeWorld &world = scene.world;
        Console &console = scene.console;
        world.regions.secondary.jobPaused = true;
        console.open(RecipeKind::Rearm);
        QVERIFY(console.driveToEnd());
        QCOMPARE(console.state.result, RunResult::Passed);
        QVERIFY(!world.regions.secondary.jobPaused);
        QVERIFY(!world.regions.secondary.testRun.isEmpty());
        QVERIFY(world.regions.primary.continuous);
        QVERIFY(!world.workspaces[u"dr-coordination"_s].locked);
    }

    void aHotStandbyIsCooledDownOnlyBesideARunningOne()
    {
        Scene scene;
        FakeWorld &world = scene.world;
        Console &console = scene.console;
        world.regions.secondary.continuous = world.regions.secondary.jobPaused = true;
        world.regions.secondary.update = UpdateState::Running;
        world.variables[u"dlt-b"_s] = u"true"_s;
        console.open(RecipeKind::Rearm);
        QVERIFY(console.driveToEnd());
        QCOMPARE(console.state.result, RunResult::Passed);
        QVERIFY(!world.regions.secondary.continuous);
        QCOMPARE(world.variables[u"dlt-b"_s], u"false"_s);
    }

    void debtIsSettledUnderTheHold()
    {
        Scene scene;
        FakeWorld &world = scene.world;
        Console &console = scene.console;
        world.failOver(u"false"_s);
        console.open(RecipeKind::SettleDebt);
        QVERIFY(console.driveToEnd());
        QCOMPARE(console.state.result, RunResult::Passed);
        QCOMPARE(world.variables[u"dlt-b"_s], u"true"_s);
        QVERIFY(world.regions.secondary.continuous);
        QVERIFY(world.workspaces[u"dlt-b"_s].locked);
        QVERIFY(!world.workspaces[u"dr-coordination"_s].locked);
    }

    void settledDebtIsHeldAsLongAsThereIsNoStandby_data()
    {
        QTest::addColumn<QString>("flagOfTheOther");
        QTest::addColumn<bool>("isHeld");
        QTest::newRow("a console was lost between release and hold") << u"true"_s << true;
        QTest::newRow("a standby") << u"false"_s << false;
    }
    void settledDebtIsHeldAsLongAsThereIsNoStandby()
    {
        QFETCH(QString, flagOfTheOther);
        QFETCH(bool, isHeld);
        Scene scene;
        FakeWorld &world = scene.world;
        Console &console = scene.console;
        world.failOver(u"false"_s);
        world.variables[u"dlt-a"_s] = flagOfTheOther;
        world.workspaces[u"dlt-b"_s].locked = false;
        console.open(RecipeKind::SettleDebt);
        QVERIFY(console.driveToEnd());
        QCOMPARE(console.state.result, RunResult::Passed);
        QCOMPARE(world.workspaces[u"dlt-b"_s].locked, isHeld);
    }

    void anArmedStandbyEndsTheHold()
    {
        Scene scene;
        FakeWorld &world = scene.world;
        Console &console = scene.console;
        world.failOver(u"true"_s);
        console.open(RecipeKind::Rearm);
        QVERIFY(console.driveToEnd());
        QCOMPARE(console.state.result, RunResult::Passed);
        QCOMPARE(world.variables[u"dlt-a"_s], u"false"_s);
        QVERIFY(world.regions.secondary.continuous);
        QVERIFY(!world.workspaces[u"dlt-b"_s].locked);
    }
};

QTEST_GUILESS_MAIN(TestRepairs)
#include "tst_repairs.moc"
