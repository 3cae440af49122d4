// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a person may go on without: steps that wait or check. Never a gate, a plan's verdict, or what a later step
// relies on; and what was skipped is told at every later gate.
#include "app/runner/runner.h"
#include "models/runbook/events.h"
#include "tests/app/runner/testconsole.h"

#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

class TestSkipping : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noStepThatDecidesMayBeSkipped_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QStringList>("skippable");
        QTest::newRow("failover") << int(RecipeKind::Failover)
                                  << QStringList{u"running"_s, u"quiet"_s, u"catch-up"_s, u"serve"_s};
        QTest::newRow("failback") << int(RecipeKind::Failback) << QStringList{u"catch-up"_s, u"parity"_s, u"soak"_s};
        QTest::newRow("switchover") << int(RecipeKind::Switchover)
                                    << QStringList{u"running"_s, u"quiet"_s, u"level"_s, u"last-check"_s, u"soak"_s};
        QTest::newRow("rearm") << int(RecipeKind::Rearm) << QStringList();
        QTest::newRow("settle-debt") << int(RecipeKind::SettleDebt) << QStringList();
    }
    void noStepThatDecidesMayBeSkipped()
    {
        QFETCH(int, kind);
        QFETCH(QStringList, skippable);
        const Recipe recipe = recipeFor(static_cast<RecipeKind>(kind), fakeEstate(), u"orders"_s);
        QStringList found;
        for (const Step &step : recipe.steps) {
            if (!step.maySkip)
                continue;
            found.append(step.id.value);
            QVERIFY2(!step.hasGate(), qPrintable(step.id.value));
            for (const Lane &lane : step.lanes) {
                for (const Phase &phase : lane)
                    QVERIFY2(phase.about == Switch::None, qPrintable(phase.key));
            }
        }
        QCOMPARE(found, skippable);
    }

    void aPlanThatTheGuardBlocksIsNotSkippedPast()
    {
        Scene scene;
        scene.world.regions.primary.dark = true;
        scene.world.surprisePlans = true;
        Console &console = scene.console;
        console.open(RecipeKind::Failover);
        QVERIFY(console.driveTo(u"assess"_s, StepStatus::Failed));
        for (const QString &step : {u"warm"_s, u"assess"_s, u"go"_s, u"activate"_s})
            console.runner->skip(console.state.id, StepId{step}, u"I know better"_s);
        console.drive([](const RunState &) { return false; });
        QCOMPARE(console.refusals.size(), 4);
        QCOMPARE(scene.world.variables[u"dlt-b"_s], u"false"_s);
        QVERIFY(scene.world.writes.filter(u"set_variable"_s).isEmpty());
        for (const FakeRun &run : std::as_const(scene.world.runs))
            QVERIFY(run.run.planOnly);
        QVERIFY(console.state.overrides.isEmpty());
    }

    void noVariableIsSetWhileTheKnownPlanIsBlocked()
    {
        Scene scene;
        scene.world.regions.primary.dark = true;
        scene.world.surprisePlans = true;
        Console &console = scene.console;
        console.open(RecipeKind::Failover);
        QVERIFY(console.driveTo(u"assess"_s, StepStatus::Failed));
        for (const QString &step : {u"assess"_s, u"go"_s}) // as a journal of a version that allowed it has it
            scene.journal.append(events::make(console.state.id, events::stepSkipped, StepId{step}, {}));
        console.runner->stop();
        console.settle();
        Console second(scene.world, scene.journal);
        second.runner->resume(console.state.id);
        QVERIFY(second.driveTo(u"activate"_s, StepStatus::Blocked));
        QVERIFY(second.step(u"activate"_s).sentence.contains("guard"_L1));
        QCOMPARE(scene.world.variables[u"dlt-b"_s], u"false"_s);
    }

    void whatWasSkippedIsToldAtTheNextGate()
    {
        Outage outage;
        Console &console = outage.console;
        outage.world.regions.secondary.update = UpdateState::Completed;
        QVERIFY(console.driveTo(u"catch-up"_s, StepStatus::Running));
        console.runner->skip(console.state.id, StepId{u"catch-up"_s}, u"the desk takes it stale"_s);
        console.settle();
        QVERIFY2(console.refusals.isEmpty(), qPrintable(console.refusals.join(u' ')));
        QCOMPARE(console.state.overrides, QStringList{u"skipped catch-up: the desk takes it stale"_s});
        QVERIFY(console.drive([&](const RunState &s) {
            console.answersGates = !(s.gate && s.gate->id == "repoint/apply"_L1);
            return !console.answersGates || s.closedAt;
        }));
        QVERIFY(console.state.gate);
        const Evidence told = console.state.gate->checks.value(0);
        QCOMPARE(told.verdict, EvidenceVerdict::Bad);
        QCOMPARE(told.detail, u"the desk takes it stale"_s);
    }

    void aRuleThatBlocksTravelsByItsNumber()
    {
        Outage outage;
        Console &console = outage.console;
        QVERIFY(console.drive([](const RunState &s) { return s.gate && s.gate->id == "activate/apply"_L1; }));
        outage.world.workspaces[u"dr-coordination"_s].lockedReason = u"kim was here"_s;
        QVERIFY(console.driveTo(u"activate"_s, StepStatus::Blocked));
        QCOMPARE(console.step(u"activate"_s).rule, u"I8"_s);
        outage.world.workspaces[u"dr-coordination"_s].lockedReason = console.state.nonce;
        QVERIFY(console.driveTo(u"activate"_s, StepStatus::Done));
        QVERIFY(console.step(u"activate"_s).rule.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSkipping)
#include "tst_skipping.moc"
