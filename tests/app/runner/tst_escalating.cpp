// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A switchover whose source dies goes on as a failover, also when the console is lost between the two; what did not
// come to its end is not followed.
#include "app/runner/runner.h"
#include "models/runbook/events.h"
#include "tests/app/runner/testconsole.h"

#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestEscalating : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSwitchoverWhoseSourceDiesBecomesAFailover_data()
    {
        QTest::addColumn<QString>("gate");
        QTest::newRow("before anything is written") << u"heat/approve"_s;
        QTest::newRow("while the activation waits") << u"activate/apply"_s;
        QTest::newRow("while the repoint waits") << u"repoint/apply"_s;
    }
    void aSwitchoverWhoseSourceDiesBecomesAFailover()
    {
        QFETCH(QString, gate);
        Scene scene;
        FakeWorld &world = scene.world;
        Console &console = scene.console;
        console.open(RecipeKind::Switchover);
        QVERIFY(console.drive([&](const RunState &s) { return s.gate && s.gate->id == gate; }));
        const IncidentId planned = console.state.id;
        world.regions.primary.dark = true;
        console.runner->escalate(planned, u"the primary died"_s);
        QVERIFY(console.drive([](const RunState &s) { return s.recipe == RecipeKind::Failover; }));
        QVERIFY(console.driveToEnd());
        QVERIFY(console.state.id != planned);
        QCOMPARE(world.serving, Region::Secondary);
        QCOMPARE(console.state.result, RunResult::Passed);
        QVERIFY(!world.workspaces[u"dr-coordination"_s].locked);
    }

    void aConsoleLostBeforeTheFailoverOpensIsFollowed_data()
    {
        QTest::addColumn<QString>("place");
        QTest::addColumn<bool>("isNamed");
        QTest::newRow("here again") << u"here"_s << false;
        QTest::newRow("here again, by its id") << u"here"_s << true;
        QTest::newRow("elsewhere") << u"there"_s << false;
    }
    void aConsoleLostBeforeTheFailoverOpensIsFollowed()
    {
        QFETCH(QString, place);
        QFETCH(bool, isNamed);
        FakeClock clock;
        FakeWorld world(clock);
        MemoryJournal journal;
        IncidentId planned;
        {
            const auto loseAtTheEnd = [&journal](RunnerPorts &ports) {
                ports.reached = [&journal](Boundary) {
                    if (journal.rows.constLast().kind == events::incidentClosed)
                        journal.failFrom = static_cast<int>(journal.rows.size());
                };
            };
            Console console(world, journal, u"here"_s, loseAtTheEnd);
            console.open(RecipeKind::Switchover);
            QVERIFY(console.drive([](const RunState &s) { return s.gate && s.gate->id == "heat/approve"_L1; }));
            planned = console.state.id;
            world.regions.primary.dark = true;
            console.runner->escalate(planned, u"the primary died"_s);
            QVERIFY(console.driveToEnd());
            QCOMPARE(journal.rows.constLast().kind, events::incidentClosed);
        }
        journal.failFrom = -1;
        Console second(world, journal, place);
        second.runner->resume(isNamed ? planned : IncidentId());
        QVERIFY2(second.driveToEnd(), qPrintable(second.refusals.join(u' ')));
        QCOMPARE(second.state.recipe, RecipeKind::Failover);
        QCOMPARE(second.state.driver, u"sam"_s);
        QCOMPARE(second.state.result, RunResult::Passed);
        QCOMPARE(world.serving, Region::Secondary);
        second.runner->resume(planned); // it was followed: nothing is owed any more
        second.settle();
        QCOMPARE(second.refusals.size(), 1);
        QCOMPARE(journal.incidents()->size(), 2);
    }

    void whatDidNotComeToItsEndIsNotFollowed()
    {
        Scene scene;
        Console &console = scene.console;
        console.open(RecipeKind::Switchover);
        QVERIFY(console.drive([](const RunState &s) { return s.gate && s.gate->id == "heat/approve"_L1; }));
        const IncidentId planned = console.state.id;
        console.runner->escalate(planned, u"the primary died"_s);
        console.runner->abandon(planned, u"it did not"_s);
        QVERIFY(console.driveToEnd());
        console.drive([](const RunState &) { return false; });
        QCOMPARE(scene.journal.incidents()->size(), 1);
    }

    void whatIsClosedIsNotKept()
    {
        Scene scene;
        Console &console = scene.console;
        console.open(RecipeKind::Switchover);
        QVERIFY(console.driveToEnd());
        console.settle();
        QVERIFY(console.runner->isIdle());
        QCOMPARE(console.runner->drives(), 0);
    }

    void aSwitchoverWhoseSourceFallsSilentSaysSo()
    {
        Scene scene;
        FakeWorld &world = scene.world;
        Console &console = scene.console;
        world.interfere = [&world](const Mutation &mutation, bool &) -> std::optional<Outcome> {
            world.regions.primary.dark = world.regions.primary.dark || std::holds_alternative<ApplyRun>(mutation);
            return std::nullopt;
        };
        console.open(RecipeKind::Switchover);
        QVERIFY(console.driveTo(u"level"_s, StepStatus::Blocked));
        QVERIFY(console.step(u"level"_s).sentence.contains("go on as a failover"_L1));
        world.interfere = {};
        world.regions.primary.dark = false;
        QVERIFY(console.driveToEnd());
        QCOMPARE(console.state.result, RunResult::Passed);
    }

    void aSwitchoverThatMovedTheConsumersStaysOne()
    {
        Scene scene;
        Console &console = scene.console;
        console.open(RecipeKind::Switchover);
        QVERIFY(console.driveTo(u"repoint"_s, StepStatus::Done));
        console.runner->escalate(console.state.id, u"the primary died"_s);
        console.settle();
        QCOMPARE(console.refusals.size(), 1);
        QCOMPARE(console.state.recipe, RecipeKind::Switchover);
    }
};

QTEST_GUILESS_MAIN(TestEscalating)
#include "tst_escalating.moc"
