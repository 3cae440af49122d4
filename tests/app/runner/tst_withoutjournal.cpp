// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A console goes on without the journal of the one before it: what was done before is neither undone nor forgotten.
#include "app/runner/runner.h"
#include "tests/app/runner/testconsole.h"

#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

/// As a failover leaves it, with the primary mended and running again.
void failedOver(FakeWorld &world, const QString &flag)
{
    world.failOver(flag);
    world.regions.primary.continuous = world.regions.primary.jobPaused = true;
    world.regions.primary.update = UpdateState::Running;
    world.variables[u"dlt-a"_s] = u"true"_s;
}

/// Drives to where a step has begun to change something, then loses the console.
void loseAt(FakeWorld &world, RecipeKind recipe, const QString &phase)
{
    MemoryJournal journal;
    Console first(world, journal);
    first.open(recipe);
    QVERIFY(first.drive([&](const RunState &s) { return s.phase(phase).doneAt.has_value(); }));
}

} // namespace

class TestWithoutJournal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRepairPutsBackTheHoldThatItFound()
    {
        Scene scene;
        FakeWorld &world = scene.world;
        failedOver(world, u"false"_s);
        loseAt(world, RecipeKind::SettleDebt, u"settle-debt/unlock"_s);
        QVERIFY(!world.workspaces[u"dlt-b"_s].locked);
        scene.console.runner->resume(IncidentId());
        QVERIFY(scene.console.driveToEnd());
        QCOMPARE(scene.console.state.result, RunResult::Passed);
        QVERIFY(world.workspaces[u"dlt-b"_s].locked);
        QVERIFY(world.workspaces[u"dlt-b"_s].lockedReason.contains("twinlake-hold"_L1));
    }

    void aDebtThatWasSettledIsNotSettledAgain_data()
    {
        QTest::addColumn<QString>("phase"); // the last that the lost console has done
        QTest::newRow("the flag was taken back") << u"demote/variable"_s;
        QTest::newRow("a run waits for its approval") << u"demote/plan"_s;
    }
    void aDebtThatWasSettledIsNotSettledAgain()
    {
        QFETCH(QString, phase);
        Scene scene;
        FakeWorld &world = scene.world;
        failedOver(world, u"true"_s);
        loseAt(world, RecipeKind::Failback, phase);
        world.interfere = [](const Mutation &mutation, bool &) -> std::optional<Outcome> {
            const auto *variable = std::get_if<SetVariable>(&mutation);
            return variable && variable->value == "true"_L1
                ? std::optional(Outcome{Outcome::Kind::Refused, 403, u"an armed flag"_s, {}})
                : std::nullopt;
        };
        scene.console.runner->resume(IncidentId());
        QVERIFY(scene.console.driveToEnd());
        QCOMPARE(scene.console.state.result, RunResult::Passed);
        QCOMPARE(world.serving, Region::Primary);
        QCOMPARE(world.variables[u"dlt-b"_s], u"false"_s);
        QVERIFY(!world.regions.secondary.continuous);
        QCOMPARE(world.writes.filter(u"apply_run"_s).size(), 2); // the pointer and the demotion, each once
    }

    void aTargetThatRunsAlreadyNeedsNoNewUpdate()
    {
        Scene scene;
        FakeWorld &world = scene.world;
        world.regions.primary.dark = true;
        world.regions.secondary.continuous =
            true; // activated by a console whose journal is lost, its job not paused yet
        world.regions.secondary.update = UpdateState::Running;
        scene.console.open(RecipeKind::Failover);
        QVERIFY(scene.console.driveToEnd());
        QCOMPARE(scene.console.state.result, RunResult::Passed);
        QCOMPARE(world.regions.secondary.updateCount, 1);
        QVERIFY(world.regions.secondary.jobPaused);
        QCOMPARE(world.serving, Region::Secondary);
    }
};

QTEST_GUILESS_MAIN(TestWithoutJournal)
#include "tst_withoutjournal.moc"
