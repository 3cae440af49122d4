// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The way out: abort to a state with a name.
#include "app/runner/runner.h"
#include "models/runbook/events.h"
#include "tests/app/runner/testconsole.h"

#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString safeState(const Console &console)
{
    return console.state.notes["safe_state"_L1].toString();
}

} // namespace

class TestLeaving : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anAbortBeforeAnythingWasWrittenChangesNothing()
    {
        Outage outage;
        FakeWorld &world = outage.world;
        Console &console = outage.console;
        QVERIFY(console.driveTo(u"declare"_s, StepStatus::YourTurn));
        console.runner->abort(console.state.id, u"false alarm"_s);
        QVERIFY(console.driveToEnd());
        QCOMPARE(console.state.result, RunResult::Interrupted);
        QCOMPARE(safeState(console), u"unchanged"_s);
        QVERIFY(world.writes.isEmpty());
    }

    void anArmedVariableIsSetBackAndTheRunDiscarded()
    {
        Outage outage;
        FakeWorld &world = outage.world;
        Console &console = outage.console;
        QVERIFY(console.drive([](const RunState &s) { return s.gate && s.gate->id == "activate/apply"_L1; }));
        QCOMPARE(world.variables[u"dlt-b"_s], u"true"_s);
        console.runner->abort(console.state.id, u"the primary is back"_s);
        QVERIFY(console.driveToEnd());
        QCOMPARE(safeState(console), u"unchanged"_s);
        QCOMPARE(world.variables[u"dlt-b"_s], u"false"_s);
        QCOMPARE(world.writes.filter(u"discard_run"_s).size(), 1);
        QVERIFY(!world.regions.secondary.continuous);
        QVERIFY(!world.workspaces[u"dr-coordination"_s].locked);
    }

    void afterTheActivationBothStayHot()
    {
        Outage outage;
        FakeWorld &world = outage.world;
        Console &console = outage.console;
        QVERIFY(console.driveTo(u"catch-up"_s, StepStatus::Done));
        console.runner->abort(console.state.id, u"the primary is back"_s);
        QVERIFY(console.driveToEnd());
        QCOMPARE(safeState(console), u"target_hot"_s); // the primary is dark, so it is not said to be hot
        QCOMPARE(world.variables[u"dlt-b"_s], u"true"_s);
        QVERIFY(world.regions.secondary.continuous);
        QCOMPARE(world.serving, Region::Primary);
        QVERIFY(!world.workspaces[u"dr-coordination"_s].locked);
    }

    void anAbortNeedsAReasonAndComesOnce()
    {
        Outage outage;
        Console &console = outage.console;
        QVERIFY(console.driveTo(u"go"_s, StepStatus::YourTurn));
        console.runner->abort(console.state.id, u" "_s);
        console.settle();
        QCOMPARE(console.refusals.size(), 1);
        console.runner->abort(console.state.id, u"drill"_s);
        console.runner->abort(console.state.id, u"drill"_s);
        console.settle();
        QCOMPARE(console.refusals.size(), 2);
        QVERIFY(console.driveToEnd());
    }

    void anAbortGoesOnAfterALostConsole_data()
    {
        QTest::addColumn<QString>("place");
        QTest::newRow("here again") << u"here"_s;
        QTest::newRow("elsewhere") << u"there"_s;
    }
    void anAbortGoesOnAfterALostConsole()
    {
        QFETCH(QString, place);
        FakeClock clock;
        FakeWorld world(clock);
        MemoryJournal journal;
        world.regions.primary.dark = true;
        IncidentId id;
        {
            Console console(world, journal);
            console.open(RecipeKind::Failover);
            QVERIFY(console.drive([](const RunState &s) { return s.gate && s.gate->id == "activate/apply"_L1; }));
            id = console.state.id;
            console.runner->abort(id, u"drill"_s);
            console.runner->stop();
            console.settle();
            QVERIFY(console.state.aborting && !console.state.closedAt);
        }
        Console second(world, journal, place);
        second.runner->resume(id);
        second.settle();
        QVERIFY(second.driveToEnd());
        QCOMPARE(safeState(second), u"unchanged"_s);
        QCOMPARE(world.variables[u"dlt-b"_s], u"false"_s);
        QVERIFY(!world.workspaces[u"dr-coordination"_s].locked);
    }

    void whoeverFindsItAbortsIt_data()
    {
        QTest::addColumn<QString>("place");
        QTest::addColumn<bool>("hasJournal");
        QTest::addColumn<QString>("gate"); // at which the console was lost
        QTest::addColumn<QString>("state");
        for (const bool late : {false, true}) {
            const QString gate = late ? u"repoint/apply"_s : u"activate/apply"_s;
            const QString state = late ? u"target_hot"_s : u"unchanged"_s;
            QTest::addRow("here, %s", qPrintable(gate)) << u"here"_s << true << gate << state;
            QTest::addRow("elsewhere, %s", qPrintable(gate)) << u"there"_s << true << gate << state;
            QTest::addRow("without the journal, %s", qPrintable(gate)) << u"there"_s << false << gate << state;
        }
    }
    void whoeverFindsItAbortsIt()
    {
        QFETCH(QString, place);
        QFETCH(bool, hasJournal);
        QFETCH(QString, gate);
        FakeClock clock;
        FakeWorld world(clock);
        MemoryJournal journal;
        MemoryJournal empty;
        world.regions.primary.dark = true;
        IncidentId id;
        {
            Console console(world, journal);
            console.open(RecipeKind::Failover);
            QVERIFY(console.drive([&](const RunState &s) { return s.gate && s.gate->id == gate; }));
            id = console.state.id;
        }
        const qsizetype written = world.writes.size();
        Console second(world, hasJournal ? static_cast<Journal &>(journal) : empty, place);
        second.runner->abort(id, u"given up"_s);
        second.settle();
        QVERIFY2(second.driveToEnd(), qPrintable(world.writes.mid(written).join(u", "_s)));
        QCOMPARE(second.state.result, RunResult::Interrupted);
        QTEST(safeState(second), "state");
        QVERIFY(world.writes.mid(written).filter(u"apply_run"_s).isEmpty());
        QCOMPARE(world.writes.mid(written).filter(u"discard_run"_s).size(), 1);
        QCOMPARE(world.variables[u"dlt-b"_s], safeState(second) == "unchanged"_L1 ? u"false"_s : u"true"_s);
        QCOMPARE(world.serving, Region::Primary);
        QVERIFY(!world.workspaces[u"dr-coordination"_s].locked);
        second.runner->abort(id, u"once more"_s);
        second.settle();
        QCOMPARE(second.refusals.size(), 1);
        QVERIFY(second.refusals.constFirst().contains("is over"_L1));
    }

    void anAbortedFailbackHoldsAgainUntilTheConsumersAreBack_data()
    {
        QTest::addColumn<QString>("after");
        QTest::addColumn<bool>("isHeld");
        QTest::newRow("the hold was never released") << u"trust"_s << true;
        QTest::newRow("the hold was released") << u"settle-debt"_s << true;
        QTest::newRow("the consumers are back") << u"repoint"_s << false;
    }
    void anAbortedFailbackHoldsAgainUntilTheConsumersAreBack()
    {
        QFETCH(QString, after);
        QFETCH(bool, isHeld);
        Scene scene;
        FakeWorld &world = scene.world;
        Console &console = scene.console;
        world.failOver(u"true"_s);
        console.open(RecipeKind::Failback);
        QVERIFY(console.driveTo(after, StepStatus::Done));
        console.runner->abort(console.state.id, u"not tonight"_s);
        QVERIFY(console.driveToEnd());
        QCOMPARE(console.state.result, RunResult::Interrupted);
        QCOMPARE(world.workspaces[u"dlt-b"_s].locked, isHeld);
        QVERIFY(!world.workspaces[u"dr-coordination"_s].locked);
    }
};

QTEST_GUILESS_MAIN(TestLeaving)
#include "tst_leaving.moc"
