// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// U4b: a failover whose Terraform is silent or whose queue stands still (recovery-model.md 3.1).
#include "app/runner/runner.h"
#include "models/runbook/steps/glass.h"
#include "tests/app/runner/testconsole.h"

#include <QJsonArray>
#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Terraform falls silent once the outage is found; the failover goes on until only the pointer is left.
bool activatesInTheDark(Outage &outage)
{
    const bool found = outage.console.drive(
        [](const RunState &state) { return state.gate && state.gate->id == "declare/confirm"_L1; });
    outage.world.terraformDark = true;
    return found && outage.console.driveTo(u"repoint"_s, StepStatus::Blocked);
}

} // namespace

class TestBreakGlass : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void silentTerraformIsPassedBy()
    {
        Outage outage;
        FakeWorld &world = outage.world;
        Console &console = outage.console;
        QVERIFY(activatesInTheDark(outage));
        QVERIFY(console.gates.contains(u"break-glass/watch"_s));
        QVERIFY(world.regions.secondary.continuous);
        QVERIFY(console.state.overridden[u"break-glass"_s].contains(u"U4b"_s));
        QCOMPARE(world.writes.filter(u"set_continuous"_s), QStringList{u"set_continuous secondary pipe-secondary"_s});
        QCOMPARE(world.serving, Region::Primary);

        world.terraformDark = false;
        QVERIFY(console.driveToEnd());
        QCOMPARE(console.state.result, RunResult::Passed);
        QCOMPARE(world.serving, Region::Secondary);
        QVERIFY(world.workspaces[u"dlt-b"_s].locked);
        QVERIFY(!console.state.notes["terraform_debt"_L1].toArray().isEmpty());
    }

    void consumersMovedByHandAreSeen()
    {
        Outage outage;
        FakeWorld &world = outage.world;
        Console &console = outage.console;
        QVERIFY(activatesInTheDark(outage));
        world.serving = Region::Secondary;
        QVERIFY(console.driveTo(u"hold"_s, StepStatus::Blocked));
        QVERIFY(console.state.servingProven);
        QVERIFY(console.step(u"hold"_s).sentence.contains("NO STANDBY"_L1));
    }

    void aQueueThatStandsStillIsPassedByAndEmptied()
    {
        Outage outage;
        FakeWorld &world = outage.world;
        Console &console = outage.console;
        QVERIFY(console.driveTo(u"go"_s, StepStatus::YourTurn));
        world.queueStands = true;
        QVERIFY(console.drive([](const RunState &s) { return steps::glassIsBroken(s); }));
        QVERIFY(console.driveTo(u"catch-up"_s, StepStatus::Done));
        world.queueStands = false;
        QVERIFY(console.driveToEnd());
        QCOMPARE(world.serving, Region::Secondary);
        QCOMPARE(world.writes.filter(u"discard_run"_s).size(), 1);
        QVERIFY(world.workspaces[u"dlt-b"_s].locked);
        QVERIFY(console.gates.contains(u"hold/runs"_s));
    }

    void aTerraformThatAnswersKeepsTheGlassWhole()
    {
        Outage outage;
        FakeWorld &world = outage.world;
        Console &console = outage.console;
        QVERIFY(console.driveToEnd());
        QCOMPARE(console.step(u"break-glass"_s).status, StepStatus::Done);
        QVERIFY(!steps::glassIsBroken(console.state));
        QVERIFY(world.writes.filter(u"set_continuous"_s).isEmpty());
    }

    void theFailbackSettlesTheDebtBeforeItsFirstRun()
    {
        Outage outage;
        FakeWorld &world = outage.world;
        Console &console = outage.console;
        QVERIFY(activatesInTheDark(outage));
        world.terraformDark = false;
        QVERIFY(console.driveToEnd());
        QCOMPARE(world.variables[u"dlt-b"_s], u"false"_s);
        world.regions.primary.dark = false;
        world.writes.clear();
        console.open(RecipeKind::Failback);
        QVERIFY(console.driveTo(u"settle-debt"_s, StepStatus::Done));
        QCOMPARE(world.variables[u"dlt-b"_s], u"true"_s);
        QVERIFY(console.driveToEnd());
        QCOMPARE(console.state.result, RunResult::Passed);
        QVERIFY(!world.regions.secondary.continuous);
        QVERIFY(!console.gates.contains(u"settle-debt/secondary-plan"_s));
    }

    void theLockIsTakenAsSoonAsTerraformAnswers()
    {
        Outage outage;
        FakeWorld &world = outage.world;
        Console &console = outage.console;
        QVERIFY(activatesInTheDark(outage));
        const qsizetype before = world.writes.size();
        world.terraformDark = false;
        QVERIFY(console.driveTo(u"serve"_s, StepStatus::Running));
        QVERIFY(world.writes.size() > before + 1);
        QCOMPARE(world.writes.value(before), u"lock_workspace ws-dr-coordination"_s);
        QVERIFY(world.workspaces[u"dr-coordination"_s].lockedReason.contains(console.state.nonce));
        QVERIFY(console.driveToEnd());
        QVERIFY(!world.workspaces[u"dr-coordination"_s].locked);
    }

    void whoDrivesWhenTerraformComesBackIsAsked()
    {
        Outage outage;
        FakeWorld &world = outage.world;
        Console &console = outage.console;
        QVERIFY(activatesInTheDark(outage));
        const QStringList before = world.writes;
        world.workspaces[u"dr-coordination"_s].lockedReason = u"{\"driver\":\"kim\"}"_s;
        world.workspaces[u"dr-coordination"_s].locked = true;
        world.terraformDark = false;
        QVERIFY(console.driveTo(u"break-glass"_s, StepStatus::Blocked));
        QVERIFY(console.step(u"break-glass"_s).sentence.contains("kim"_L1));
        QCOMPARE(world.writes, before);
        QCOMPARE(world.serving, Region::Primary);
    }

    void somebodyElsesLockStillStops()
    {
        Outage outage;
        FakeWorld &world = outage.world;
        Console &console = outage.console;
        QVERIFY(console.driveTo(u"go"_s, StepStatus::YourTurn));
        world.queueStands = true;
        world.interfere = [&](const Mutation &mutation, bool &) -> std::optional<Outcome> {
            if (std::holds_alternative<CreateRun>(mutation)) {
                world.workspaces[u"dr-coordination"_s].lockedReason = u"{\"driver\":\"kim\"}"_s;
                world.workspaces[u"dr-coordination"_s].locked = true;
            }
            return std::nullopt;
        };
        QVERIFY(console.drive([](const RunState &s) { return steps::glassIsBroken(s); }));
        QVERIFY(console.driveTo(u"activate"_s, StepStatus::Blocked));
        QVERIFY(console.step(u"activate"_s).sentence.contains("kim"_L1));
        QVERIFY(!world.regions.secondary.continuous);
    }
};

QTEST_GUILESS_MAIN(TestBreakGlass)
#include "tst_breakglass.moc"
