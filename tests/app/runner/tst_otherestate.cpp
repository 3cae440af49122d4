// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An incident goes on with the estate that it was opened with, or a person accepts the other one by name.
#include "app/runner/runner.h"
#include "models/runbook/estateprint.h"
#include "models/runbook/events.h"
#include "models/runbook/fold.h"
#include "tests/app/runner/testconsole.h"

#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Change = void (*)(Estate &);

/// A failover whose console was lost at the gate of the activation.
struct LostFailover {
    LostFailover()
    {
        world.regions.primary.dark = true;
        Console first(world, journal);
        first.open(RecipeKind::Failover);
        first.drive([](const RunState &s) { return s.gate && s.gate->id == "activate/apply"_L1; });
        first.answersGates = false;
        incident = first.state.id;
        first.runner->stop();
        first.settle();
        world.writes.clear();
    }

    FakeClock clock;
    FakeWorld world{clock};
    MemoryJournal journal;
    IncidentId incident;
};

} // namespace

class TestOtherEstate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatTheRecipeUsesMayNotChange_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("part");
        const auto row = [](const char *name, Change change, const QString &part) {
            QTest::newRow(name) << change << part;
        };
        row(
            "another pipeline under the same name",
            [](Estate &e) { e.groups[0].pipelines[0].pipelineIds.secondary = PipelineId{u"pipe-of-payments"_s}; },
            u"pipelines"_s);
        row(
            "another job", [](Estate &e) { e.groups[0].pipelines[0].jobIds.secondary = JobId{999}; }, u"pipelines"_s);
        row(
            "another table", [](Estate &e) { e.groups[0].pipelines[0].goldTables[0].names.secondary = u"x.y.z"_s; },
            u"pipelines"_s);
        row(
            "another workspace of the flag", [](Estate &e) { e.groups[0].activation.secondary.workspace = u"dlt-c"_s; },
            u"activation"_s);
        row(
            "another pointer", [](Estate &e) { e.groups[0].consumers->variable.variable = u"other"_s; },
            u"consumers"_s);
        row(
            "exchanged values of the pointer",
            [](Estate &e) {
                std::swap(e.groups[0].consumers->values.primary, e.groups[0].consumers->values.secondary);
            },
            u"consumers"_s);
        row(
            "another host", [](Estate &e) { e.regions.secondary.host = QUrl(u"https://c.example.com"_s); },
            u"regions"_s);
        row(
            "another label, which is what is typed", [](Estate &e) { e.regions.secondary.label = u"eu-west-1"_s; },
            u"regions"_s);
        row(
            "another organization", [](Estate &e) { e.terraform.organization = u"other"_s; }, u"terraform"_s);
        row(
            "a shorter dwell", [](Estate &e) { e.timings.dwell = 1s; }, u"rules"_s);
        row(
            "one more manual step",
            [](Estate &e) {
                e.groups[0].manualSteps.append({StepId{u"repoint"_s}, u"Call"_s, {}});
            },
            u"manual_steps"_s);
    }
    void whatTheRecipeUsesMayNotChange()
    {
        QFETCH(Change, change);
        QFETCH(QString, part);
        LostFailover lost;
        const qsizetype rows = lost.journal.rows.size();
        Console second(lost.world, lost.journal, u"here"_s, [&](RunnerPorts &ports) { change(ports.estate); });
        second.runner->resume(lost.incident);
        second.settle();
        QCOMPARE(second.refusals.size(), 1);
        QVERIFY2(second.refusals.constFirst().contains(part), qPrintable(second.refusals.constFirst()));
        QVERIFY(second.refusals.constFirst().contains("--other-estate"_L1));
        QCOMPARE(lost.journal.rows.size(), rows);
        QVERIFY(lost.world.writes.isEmpty());
    }

    void withoutAJournalTheLockTellsOfTheEstate()
    {
        LostFailover lost;
        MemoryJournal none;
        Console second(lost.world, none, u"there"_s, [](RunnerPorts &ports) {
            ports.estate.groups[0].pipelines[0].pipelineIds.secondary = PipelineId{u"pipe-of-payments"_s};
        });
        second.runner->resume(IncidentId());
        second.settle();
        QCOMPARE(second.refusals.size(), 1);
        QVERIFY(none.rows.isEmpty());
        QVERIFY(lost.world.writes.isEmpty());
    }

    void whoSaysWhyGoesOnAndItIsInTheJournal()
    {
        LostFailover lost;
        const auto shorter = [](RunnerPorts &ports) {
            ports.estate.timings.commitWindow = 2min;
            ports.otherEstateBecause = u"the window is shorter tonight"_s;
        };
        {
            Console second(lost.world, lost.journal, u"here"_s, shorter);
            second.answersGates = false;
            second.runner->resume(lost.incident);
            second.settle();
            QCOMPARE(second.state.overrides, QStringList{u"estate: the window is shorter tonight"_s});
        }
        Console third(lost.world, lost.journal, u"here"_s,
                      [](RunnerPorts &ports) { ports.estate.timings.commitWindow = 2min; });
        third.runner->resume(lost.incident); // accepted once, it is the incident's estate
        QVERIFY(third.driveToEnd());
        QVERIFY2(third.refusals.isEmpty(), qPrintable(third.refusals.join(u' ')));
        QCOMPARE(third.state.result, RunResult::Passed);
    }

    void aRemovedGroupDoesNotHideItsIncident()
    {
        LostFailover lost;
        Console second(lost.world, lost.journal, u"here"_s,
                       [](RunnerPorts &ports) { ports.estate.groups[0].name = u"orders-eu"_s; });
        second.runner->resume(IncidentId());
        second.settle();
        QCOMPARE(second.refusals.size(), 1);
        QVERIFY(second.refusals.constFirst().contains(lost.incident.value));
        QVERIFY(second.refusals.constFirst().contains("orders"_L1));
        QVERIFY(lost.world.writes.isEmpty());
    }

    void aJournalOfBeforeTheFingerprintGoesOn()
    {
        LostFailover lost;
        lost.journal.rows.first().data.remove(u"estate"_s);
        Console second(lost.world, lost.journal);
        second.runner->resume(lost.incident);
        QVERIFY(second.driveToEnd());
        QCOMPARE(second.state.result, RunResult::Passed);
    }
};

QTEST_GUILESS_MAIN(TestOtherEstate)
#include "tst_otherestate.moc"
