// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The runner with both recipes against a FakeWorld: to the end, on refusals, through lost answers and lost consoles.
#include "app/runner/runner.h"
#include "app/runner/transcript.h"
#include "models/runbook/events.h"
#include "models/runbook/fold.h"
#include "tests/app/runner/testconsole.h"

#include <QJsonDocument>
#include <QTest>

#include <memory>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestRunner : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void failoverRunsToTheEnd()
    {
        Outage outage;
        FakeWorld &world = outage.world;
        Console &console = outage.console;
        QVERIFY(console.driveToEnd());
        QCOMPARE(console.state.resultSentence, u"All steps are done and the data is proven whole."_s);
        QCOMPARE(console.state.result, RunResult::Passed);
        QCOMPARE(world.serving, Region::Secondary);
        QVERIFY(world.regions.secondary.continuous);
        QVERIFY(console.state.servingProven);
        QCOMPARE(console.gates,
                 (QStringList{u"declare/confirm"_s, u"go/approve"_s, u"activate/apply"_s, u"repoint/apply"_s}));
        QVERIFY(world.workspaces[u"dlt-b"_s].locked);
        QVERIFY(!world.workspaces[u"dr-coordination"_s].locked);
    }

    void theClocksAreToldApart()
    {
        Outage outage;
        Console &console = outage.console;
        QVERIFY(console.driveToEnd());
        const RunClocks &clocks = console.state.clocks;
        QVERIFY(clocks.rto() && clocks.machine() && clocks.dataAtRisk);
        QVERIFY(between(*clocks.t0, *clocks.detectedAt) >= 5min);
        QCOMPARE(*clocks.rto(), between(*clocks.t0, *clocks.detectedAt) + clocks.decision + *clocks.machine());
    }

    void failbackRunsToTheEnd()
    {
        Scene scene;
        FakeWorld &world = scene.world;
        Console &console = scene.console;
        world.failOver(u"true"_s);
        console.open(RecipeKind::Failback);
        QVERIFY(console.driveToEnd());
        QCOMPARE(console.state.result, RunResult::Passed);
        QCOMPARE(world.serving, Region::Primary);
        QVERIFY(!world.regions.secondary.continuous);
        QVERIFY(!world.regions.secondary.jobPaused);
        QVERIFY(!world.regions.secondary.testRun.isEmpty());
        QVERIFY(!world.workspaces[u"dlt-b"_s].locked);
    }

    void noWriteLeavesZeroRegions()
    {
        Scene scene;
        FakeWorld &world = scene.world;
        Console &console = scene.console;
        world.failOver(u"true"_s);
        bool everZero = false;
        world.interfere = [&](const Mutation &, bool &) -> std::optional<Outcome> {
            everZero = everZero || (!world.isAlive(Region::Primary) && !world.isAlive(Region::Secondary));
            return std::nullopt;
        };
        console.open(RecipeKind::Failback);
        QVERIFY(console.driveToEnd());
        QVERIFY(!everZero);
    }

    void aPrimaryThatAnswersEndsInconclusive()
    {
        Scene scene;
        FakeWorld &world = scene.world;
        Console &console = scene.console;
        console.open(RecipeKind::Failover);
        QVERIFY(console.driveToEnd());
        QCOMPARE(console.state.result, RunResult::Inconclusive);
        QVERIFY(world.writes.isEmpty());
    }

    void aForeignRunBlocksTheSwitch()
    {
        Scene scene;
        FakeWorld &world = scene.world;
        Console &console = scene.console;
        world.regions.primary.dark = true;
        FakeRun foreign;
        foreign.run.id = TerraformRunId{u"run-foreign"_s};
        foreign.run.workspace = WorkspaceId{u"ws-dlt-b"_s};
        foreign.run.status = u"policy_checked"_s;
        foreign.run.isDiscardable = true;
        foreign.run.message = u"kim adds a notebook"_s;
        world.runs.insert(foreign.run.id, foreign);
        console.open(RecipeKind::Failover);
        QVERIFY(console.driveTo(u"activate"_s, StepStatus::Blocked));
        QVERIFY(console.step(u"activate"_s).sentence.contains("run-foreign"_L1));
        QVERIFY(world.writes.filter(u"discard_run"_s).isEmpty());
        QCOMPARE(world.variables[u"dlt-b"_s], u"false"_s);
    }

    void aRunThatALostConsoleLeftIsDiscarded_data()
    {
        QTest::addColumn<QString>("workspace");
        QTest::addColumn<QString>("gate");
        QTest::newRow("activation") << u"ws-dlt-b"_s << u"activate/left-runs"_s;
        QTest::newRow("pointer") << u"ws-consumers"_s << u"repoint/left-runs"_s;
    }
    void aRunThatALostConsoleLeftIsDiscarded()
    {
        QFETCH(QString, workspace);
        QFETCH(QString, gate);
        Scene scene;
        FakeWorld &world = scene.world;
        Console &console = scene.console;
        world.regions.primary.dark = true;
        FakeRun left;
        left.run.id = TerraformRunId{u"run-left"_s};
        left.run.workspace = WorkspaceId{workspace};
        left.run.status = u"policy_checked"_s;
        left.run.isDiscardable = true;
        left.run.message = u"Twinlake INC-20261121-010000-orders activate twinlake/0123456789abcdef"_s;
        world.runs.insert(left.run.id, left);
        console.open(RecipeKind::Failover);
        QVERIFY(console.driveToEnd());
        QCOMPARE(console.state.result, RunResult::Passed);
        QVERIFY(console.gates.contains(gate));
        QCOMPARE(world.writes.filter(u"discard_run"_s), QStringList{u"discard_run run-left"_s});
        QCOMPARE(world.serving, Region::Secondary);
    }

    void aPlanWithASurpriseIsNotOffered()
    {
        Scene scene;
        FakeWorld &world = scene.world;
        Console &console = scene.console;
        world.regions.primary.dark = true;
        world.surprisePlans = true;
        console.open(RecipeKind::Failover);
        QVERIFY(console.driveTo(u"assess"_s, StepStatus::Failed));
        QCOMPARE(console.gates, QStringList{u"declare/confirm"_s});
        QCOMPARE(world.variables[u"dlt-b"_s], u"false"_s);
    }

    void somebodyElsesLockBlocks()
    {
        Scene scene;
        FakeWorld &world = scene.world;
        Console &console = scene.console;
        world.regions.primary.dark = true;
        world.workspaces[u"dr-coordination"_s].locked = true;
        world.workspaces[u"dr-coordination"_s].lockedReason = u"{\"driver\":\"kim\"}"_s;
        console.open(RecipeKind::Failover);
        QVERIFY(console.driveTo(u"declare"_s, StepStatus::Blocked));
        QVERIFY(console.step(u"declare"_s).sentence.contains("kim"_L1));
        QVERIFY(world.writes.isEmpty());
    }

    void whoGetsTheLockAfterAnotherDriverLooksWhereItStands_data()
    {
        QTest::addColumn<RecipeKind>("kind");
        QTest::newRow("failover") << RecipeKind::Failover;
        QTest::newRow("failback") << RecipeKind::Failback;
    }
    void whoGetsTheLockAfterAnotherDriverLooksWhereItStands()
    {
        QFETCH(const RecipeKind, kind);
        Scene scene;
        FakeWorld &world = scene.world;
        Console &console = scene.console;
        const QString step = kind == RecipeKind::Failover ? u"declare"_s : u"trust"_s;
        if (kind == RecipeKind::Failback)
            world.failOver(u"true"_s);
        else
            world.regions.primary.dark = true;
        world.workspaces[u"dr-coordination"_s].locked = true;
        world.workspaces[u"dr-coordination"_s].lockedReason = u"{\"driver\":\"kim\"}"_s;
        console.open(kind);
        QVERIFY(console.driveTo(step, StepStatus::Blocked));
        QVERIFY(console.step(step).sentence.contains("kim"_L1));
        if (kind == RecipeKind::Failover) {
            world.failOver(u"true"_s);
        } else {
            world.serving = Region::Primary;
            world.variables[u"consumers"_s] = u"us-east-1"_s;
            world.workspaces[u"dlt-b"_s].locked = false;
        }
        world.workspaces[u"dr-coordination"_s].locked = false;
        QVERIFY(console.driveToEnd());
        QCOMPARE(console.state.result, RunResult::Inconclusive);
        QVERIFY2(console.state.resultSentence.contains("Another driver"_L1), qPrintable(console.state.resultSentence));
        QVERIFY(world.writes.isEmpty());
    }

    void withoutAJournalNothingLeaves_data()
    {
        QTest::addColumn<int>("failFrom");
        for (int i = 0; i < 90; ++i) // every row, so that each intent among them fails once
            QTest::addRow("from write %d", i) << i;
    }
    void withoutAJournalNothingLeaves()
    {
        QFETCH(int, failFrom);
        FakeClock clock;
        FakeWorld world(clock);
        MemoryJournal journal;
        journal.failFrom = failFrom;
        world.regions.primary.dark = true;
        {
            Console console(world, journal);
            console.open(RecipeKind::Failover);
            console.drive([&](const RunState &) { return console.journalBroken; });
            for (int i = 0; i < 30; ++i) {
                clock.advance(5s);
                console.settle();
            }
        }
        qsizetype intents = 0;
        for (const JournalEvent &event : std::as_const(journal.rows))
            intents += event.kind == events::intent ? 1 : 0;
        QCOMPARE(world.writes.size(), intents);
        journal.failFrom = -1;
        if (journal.rows.isEmpty())
            return;
        Console second(world, journal);
        second.runner->resume(journal.rows.first().incident);
        second.settle();
        QVERIFY(second.driveToEnd());
        QCOMPARE(second.state.result, RunResult::Passed);
        QCOMPARE(world.writes.count(u"apply_run run-2"_s), 1);
    }

    void aTypedGateWantsTheRegion()
    {
        Outage outage;
        Console &console = outage.console;
        QVERIFY(console.drive([](const RunState &s) { return s.gate && s.gate->id == "activate/apply"_L1; }));
        console.runner->approve(console.state.id, u"activate/apply"_s, u"us-east-1"_s);
        console.settle();
        QCOMPARE(console.refusals, QStringList{u"Type us-west-2 to confirm."_s});
        QVERIFY(console.state.gate.has_value());
    }

    void consumersNeverGoBackInTime()
    {
        Scene scene;
        FakeClock &clock = scene.clock;
        FakeWorld &world = scene.world;
        Console &console = scene.console;
        world.regions.primary.dark = true;
        EstateSnapshot seen;
        GroupFacts facts;
        facts.group = u"orders"_s;
        facts.servedUpTo = later(clock.now(), 24h); // consumers have seen more than the secondary has
        seen.groups = {facts};
        console.runner->offer(seen);
        console.open(RecipeKind::Failover);
        QVERIFY(console.driveTo(u"catch-up"_s, StepStatus::Running));
        console.drive([&](const RunState &) { return clock.now() > later(console.state.openedAt, 2h); });
        QCOMPARE(world.serving, Region::Primary);
        QCOMPARE(world.variables[u"consumers"_s], u"us-east-1"_s);
    }

    void aDeclinedOutageIsAFalseAlarm()
    {
        Outage outage;
        FakeWorld &world = outage.world;
        Console &console = outage.console;
        QVERIFY(console.drive([](const RunState &s) { return s.gate.has_value(); }));
        console.runner->decline(console.state.id, console.state.gate->id, u"planned work"_s);
        console.settle();
        QCOMPARE(console.state.result, RunResult::Interrupted);
        QVERIFY(world.writes.isEmpty());
    }

    void aTranscriptLineNamesTheEvent()
    {
        JournalEvent event = events::make(IncidentId{u"INC-1"_s}, events::stepStarted, StepId{u"warm"_s}, {});
        event.at = fromIso(u"2026-11-22T02:58:00Z"_s).value();
        const QJsonObject line = QJsonDocument::fromJson(transcriptLine(event)).object();
        QCOMPARE(line["at"_L1].toString(), u"2026-11-22T02:58:00Z"_s);
        QCOMPARE(line["event"_L1].toString(), u"step_started"_s);
        QCOMPARE(line["step"_L1].toString(), u"warm"_s);
        QVERIFY(transcriptText(event).startsWith("2026-11-22T02:58:00Z  warm"));
    }
};

QTEST_GUILESS_MAIN(TestRunner)
#include "tst_runner.moc"
