// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The runner when another console goes on, when the lock is lost, when a rule is set aside, in a dry run, and the
// switchover there and back, against a FakeWorld.
#include "app/runner/runner.h"
#include "models/runbook/causes.h"
#include "models/runbook/events.h"
#include "tests/app/runner/testconsole.h"

#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

class TestGoingOn : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anotherConsoleGoesOn_data()
    {
        QTest::addColumn<QString>("gate"); // the first console is lost when this one opens
        QTest::addColumn<QString>("way");
        for (const QString &gate : {u"go/approve"_s, u"activate/apply"_s, u"repoint/apply"_s}) {
            for (const QString &way : {u"same"_s, u"copied"_s, u"none"_s})
                QTest::addRow("lost at %s, journal: %s", qPrintable(gate), qPrintable(way)) << gate << way;
        }
    }
    void anotherConsoleGoesOn()
    {
        QFETCH(QString, gate);
        QFETCH(QString, way);
        FakeClock clock;
        FakeWorld world(clock);
        MemoryJournal journal;
        world.regions.primary.dark = true;
        IncidentId id;
        {
            Console first(world, journal);
            first.open(RecipeKind::Failover);
            QVERIFY(first.drive([&](const RunState &s) {
                first.answersGates = !(s.gate && s.gate->id == gate);
                return !first.answersGates;
            }));
            id = first.state.id;
        }
        MemoryJournal empty;
        Console second(world, way == "none"_L1 ? empty : journal, way == "same"_L1 ? u"here"_s : u"there"_s);
        second.runner->resume(way == "none"_L1 ? IncidentId() : id);
        QVERIFY(second.driveToEnd());
        QVERIFY2(second.state.result == RunResult::Passed, qPrintable(second.state.resultSentence));
        QCOMPARE(second.state.id, id);
        QCOMPARE(second.state.epoch, 2);
        QCOMPARE(second.state.driver, u"sam"_s);
        QCOMPARE(world.serving, Region::Secondary);
        QCOMPARE(world.writes.count(u"create_run ws-dlt-b"_s), 2); // the preview and the switch, each once
        QCOMPARE(world.writes.count(u"create_run ws-consumers"_s), 1);
        QCOMPARE(world.writes.count(u"apply_run run-2"_s), 1);
        const bool takesOver = way != "same"_L1;
        QCOMPARE(world.writes.count(u"lock_workspace ws-dr-coordination"_s), takesOver ? 2 : 1);
        QVERIFY(!world.workspaces[u"dr-coordination"_s].locked);
    }

    void aLockThatTellsOfNothingIsNothingToResume()
    {
        Scene scene;
        FakeWorld &world = scene.world;
        MemoryJournal &journal = scene.journal;
        Console &console = scene.console;
        console.runner->resume(IncidentId());
        console.settle();
        QCOMPARE(console.refusals.size(), 1);
        QVERIFY(journal.rows.isEmpty());
        QVERIFY(world.writes.isEmpty());
    }

    void aLockThatWasTakenFromUsStopsEveryWrite()
    {
        Outage outage;
        FakeWorld &world = outage.world;
        Console &console = outage.console;
        QVERIFY(console.drive([](const RunState &s) { return s.gate && s.gate->id == "activate/apply"_L1; }));
        world.workspaces[u"dr-coordination"_s].lockedReason = u"kim was here"_s;
        QVERIFY(console.driveTo(u"activate"_s, StepStatus::Blocked));
        QCOMPARE(console.step(u"activate"_s).cause, causes::locked);
        QVERIFY(console.step(u"activate"_s).sentence.contains("kim was here"_L1));
        QVERIFY(!world.writes.contains(u"apply_run run-2"_s));
    }

    void aNamedRuleIsSetAsideOnlyByItsNumber()
    {
        Outage outage;
        FakeWorld &world = outage.world;
        Console &console = outage.console;
        QVERIFY(console.drive([](const RunState &s) { return s.gate && s.gate->id == "activate/apply"_L1; }));
        world.workspaces[u"dr-coordination"_s].lockedReason = u"kim was here"_s;
        QVERIFY(console.driveTo(u"activate"_s, StepStatus::Blocked));
        console.runner->overrideRule(console.state.id, StepId{u"activate"_s}, u"I5"_s, u"because"_s);
        console.runner->overrideRule(console.state.id, StepId{u"activate"_s}, u"I8"_s, u" "_s);
        console.settle();
        QCOMPARE(console.refusals.size(), 2);
        console.runner->overrideRule(console.state.id, StepId{u"activate"_s}, u"I8"_s, u"kim is on the phone"_s);
        QVERIFY(console.drive([&](const RunState &) { return world.writes.contains(u"apply_run run-2"_s); }));
        QCOMPARE(console.state.overrides, QList<QString>{u"I8: kim is on the phone"_s});
    }

    void aDryRunSendsNothingButPlans()
    {
        Scene scene;
        FakeWorld &world = scene.world;
        MemoryJournal &journal = scene.journal;
        Console &console = scene.console;
        OpenIncident request;
        request.group = u"orders"_s;
        request.dryRun = true;
        console.runner->open(request);
        QVERIFY(console.driveToEnd());
        QVERIFY(console.state.id.value.startsWith("DRY-"_L1));
        QCOMPARE(world.writes, QStringList{u"create_run ws-dlt-b"_s});
        QVERIFY(console.gates.isEmpty());
        int named = 0;
        for (const JournalEvent &event : std::as_const(journal.rows))
            named += event.kind == events::wouldSend ? 1 : 0;
        QVERIFY(named >= 4);
    }

    void aSwitchoverGoesThereAndBack()
    {
        FakeClock clock;
        FakeWorld world(clock);
        MemoryJournal journal;
        world.regions.primary.continuous = world.regions.primary.jobPaused = true;
        world.regions.primary.update = UpdateState::Running;
        world.variables[u"dlt-a"_s] = u"true"_s;
        bool everZero = false;
        world.interfere = [&](const Mutation &, bool &) -> std::optional<Outcome> {
            everZero = everZero || (!world.isAlive(Region::Primary) && !world.isAlive(Region::Secondary));
            return std::nullopt;
        };
        for (const Region to : {Region::Secondary, Region::Primary}) {
            Console console(world, journal);
            console.open(RecipeKind::Switchover);
            QVERIFY(console.driveToEnd());
            QVERIFY2(console.state.result == RunResult::Passed, qPrintable(console.state.resultSentence));
            QCOMPARE(console.state.to, to);
            QCOMPARE(world.serving, to);
            QVERIFY(world.regions[to].continuous);
            QVERIFY(!world.regions[otherRegion(to)].continuous);
            QVERIFY(!world.regions[otherRegion(to)].jobPaused);
        }
        QVERIFY(!everZero);
    }

    /// I3: the primary is dark to us, but its consumers are served on and see newer data until they are moved.
    void whatConsumersSawIsAskedOfTheCanaryBeforeTheyAreMoved_data()
    {
        QTest::addColumn<bool>("servesOn");
        QTest::newRow("dark to everybody") << false;
        QTest::newRow("dark to us alone") << true;
    }
    void whatConsumersSawIsAskedOfTheCanaryBeforeTheyAreMoved()
    {
        QFETCH(bool, servesOn);
        Outage outage;
        outage.world.regions.primary.servesOn = servesOn;
        outage.world.regions.primary.update = UpdateState::Running;
        Instant moved;
        std::optional<Instant> servedThen;
        outage.world.interfere = [&](const Mutation &mutation, bool &) -> std::optional<Outcome> {
            const auto *run = std::get_if<ApplyRun>(&mutation);
            if (run && outage.console.state.step(StepId{u"repoint"_s})->startedAt) {
                moved = outage.world.watermark(Region::Secondary);
                servedThen = outage.console.state.notedInstant(u"served_up_to"_s);
            }
            return std::nullopt;
        };
        QVERIFY(outage.console.driveToEnd());
        QCOMPARE(outage.console.state.result, RunResult::Passed);
        QCOMPARE(servedThen.has_value(), servesOn);
        if (servesOn) {
            QVERIFY(*servedThen > *outage.console.state.clocks.t0);
            QVERIFY(*servedThen <= moved);
        }
    }
};

QTEST_GUILESS_MAIN(TestGoingOn)
#include "tst_goingon.moc"
