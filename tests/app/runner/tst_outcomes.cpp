// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the engine makes of a write's outcome: unknown, without a trace, never sent.
#include "app/runner/runner.h"
#include "tests/app/runner/testconsole.h"

#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestOutcomes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLostAnswerIsLookedUpAndNeverSentAgain_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("start warehouse") << 0;
        QTest::newRow("set variable") << 4;
        QTest::newRow("create run") << 5;
        QTest::newRow("apply run") << 6;
        QTest::newRow("lock workspace") << 8;
    }
    void aLostAnswerIsLookedUpAndNeverSentAgain()
    {
        QFETCH(int, kind);
        Scene scene;
        FakeWorld &world = scene.world;
        Console &console = scene.console;
        world.regions.primary.dark = true;
        world.interfere = [&](const Mutation &mutation, bool &applied) -> std::optional<Outcome> {
            applied = true;
            if (static_cast<int>(mutation.index()) != kind)
                return std::nullopt;
            return Outcome{Outcome::Kind::Unknown, 0, u"no status"_s, {}};
        };
        console.open(RecipeKind::Failover);
        QVERIFY(console.driveToEnd());
        QCOMPARE(console.state.result, RunResult::Passed);
        QStringList once = world.writes;
        QCOMPARE(once.removeAll(u"apply_run run-2"_s), 1);
        QCOMPARE(world.writes.count(u"start_warehouse secondary wh-b"_s), 1);
        QCOMPARE(world.writes.count(u"create_run ws-dlt-b"_s), 2); // the preview and the switch
    }

    void aWriteWithoutTraceWaitsForAPerson()
    {
        Scene scene;
        FakeClock &clock = scene.clock;
        FakeWorld &world = scene.world;
        Console &console = scene.console;
        world.regions.primary.dark = true;
        int tries = 0;
        world.interfere = [&](const Mutation &mutation, bool &applied) -> std::optional<Outcome> {
            if (!std::holds_alternative<SetVariable>(mutation))
                return std::nullopt;
            ++tries;
            applied = tries > 1;
            return tries > 1 ? std::nullopt : std::optional(Outcome{Outcome::Kind::Unknown, 0, u"cut"_s, {}});
        };
        console.open(RecipeKind::Failover);
        QVERIFY(console.driveTo(u"activate"_s, StepStatus::OutcomeUnknown));
        for (int i = 0; i < 200; ++i) {
            clock.advance(1s);
            console.settle();
        }
        QCOMPARE(tries, 1);
        console.runner->retry(console.state.id, StepId{u"activate"_s});
        QVERIFY(console.driveToEnd());
        QCOMPARE(console.state.result, RunResult::Passed);
    }

    void aWriteThatNeverLeftIsTriedAgainByItself()
    {
        Scene scene;
        FakeClock &clock = scene.clock;
        FakeWorld &world = scene.world;
        Console &console = scene.console;
        world.regions.primary.dark = true;
        QList<Instant> tries;
        world.interfere = [&](const Mutation &mutation, bool &applied) -> std::optional<Outcome> {
            if (!std::holds_alternative<SetVariable>(mutation) || tries.size() >= 3)
                return std::nullopt;
            tries.append(clock.now());
            applied = false;
            return Outcome{Outcome::Kind::NotSent, 0, u"The keychain is locked."_s, {}};
        };
        console.open(RecipeKind::Failover);
        QVERIFY(console.driveToEnd());
        QCOMPARE(console.state.result, RunResult::Passed);
        QCOMPARE(tries.size(), 3);
        QVERIFY(between(tries.at(0), tries.at(1)) >= 10s);
        QVERIFY(between(tries.at(1), tries.at(2)) >= 10s);
        QCOMPARE(world.writes.filter(u"set_variable ws-dlt-b"_s).size(), 1);
    }

    void aWriteThatNeverLeavesEndsWithItsBudget()
    {
        Scene scene;
        FakeWorld &world = scene.world;
        Console &console = scene.console;
        world.regions.primary.dark = true;
        world.interfere = [&](const Mutation &mutation, bool &applied) -> std::optional<Outcome> {
            applied = false;
            return std::holds_alternative<SetVariable>(mutation)
                ? std::optional(Outcome{Outcome::Kind::NotSent, 0, u"The keychain is locked."_s, {}})
                : std::nullopt;
        };
        console.open(RecipeKind::Failover);
        QVERIFY(console.driveTo(u"activate"_s, StepStatus::Failed));
        QVERIFY(world.writes.filter(u"set_variable"_s).isEmpty());
        const QString why = console.state.step(StepId{u"activate"_s})->sentence;
        QVERIFY2(why.contains(u"The write was not sent: The keychain is locked."_s), qPrintable(why));
    }

    void aFlagWhoseAnswerIsLostIsNotSetTwice()
    {
        Scene scene;
        FakeWorld &world = scene.world;
        Console &console = scene.console;
        world.regions.primary.dark = true;
        world.interfere = [&](const Mutation &mutation, bool &applied) -> std::optional<Outcome> {
            applied = true;
            return std::holds_alternative<SetContinuous>(mutation)
                ? std::optional(Outcome{Outcome::Kind::Unknown, 0, u"cut"_s, {}})
                : std::nullopt;
        };
        console.open(RecipeKind::Failover);
        QVERIFY(console.driveTo(u"go"_s, StepStatus::YourTurn));
        world.terraformDark = true;
        QVERIFY(console.driveTo(u"catch-up"_s, StepStatus::Done));
        QCOMPARE(world.writes.filter(u"set_continuous"_s).size(), 1);
    }

    void aWriteWhoseEffectShowsLateIsSentOnce()
    {
        Outage outage;
        FakeWorld &world = outage.world;
        Instant sentAt;
        int sent = 0;
        world.interfere = [&](const Mutation &mutation, bool &applied) -> std::optional<Outcome> {
            if (!std::holds_alternative<SetVariable>(mutation) || sentAt.isValid())
                return std::nullopt;
            applied = false; // taken, and not to be seen yet
            sentAt = world.clock.now();
            return Outcome{Outcome::Kind::Done, 200, {}, {}};
        };
        QVERIFY(outage.console.drive([&](const RunState &state) {
            sent = static_cast<int>(world.writes.filter(u"set_variable ws-dlt-b"_s).size());
            if (sentAt.isValid() && between(sentAt, world.clock.now()) > 40s)
                world.variables[u"dlt-b"_s] = u"true"_s;
            const StepProgress *step = state.step(StepId{u"activate"_s});
            return state.closedAt || (step && step->status == StepStatus::Done);
        }));
        QVERIFY(sentAt.isValid());
        QVERIFY(between(sentAt, world.clock.now()) > 40s);
        QVERIFY2(sent <= 1, qPrintable(QString::number(sent)));
    }
};

QTEST_GUILESS_MAIN(TestOutcomes)
#include "tst_outcomes.moc"
