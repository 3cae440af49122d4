// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A console is lost with its journal, and another goes on from a copy that is older: what the copy does not know is
// found in the world, adopted, and neither made twice nor left behind.
#include "app/runner/runner.h"
#include "models/runbook/events.h"
#include "tests/app/runner/testconsole.h"

#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

class TestOlderCopies : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anOlderCopyGoesOn_data()
    {
        QTest::addColumn<QString>("gate"); // the console is lost here, and its journal with it
        QTest::addColumn<bool>("abort");
        for (const QString &gate : {u"go/approve"_s, u"activate/apply"_s, u"repoint/apply"_s}) {
            QTest::addRow("lost at %s", qPrintable(gate)) << gate << false;
            QTest::addRow("lost at %s, then aborted", qPrintable(gate)) << gate << true;
        }
    }
    /// Copies that stop at any event behind the lock: what they do not know is adopted, not made twice, and not left.
    void anOlderCopyGoesOn()
    {
        QFETCH(QString, gate);
        QFETCH(bool, abort);
        QStringList wrong;
        for (qsizetype count = 4; count < 200; ++count) {
            Outage outage;
            Console &first = outage.console;
            QVERIFY(first.drive([&](const RunState &s) {
                first.answersGates = !(s.gate && s.gate->id == gate);
                return !first.answersGates;
            }));
            first.runner->stop();
            first.settle();
            if (count > outage.journal.rows.size())
                break;
            MemoryJournal copy;
            copy.rows = outage.journal.rows.first(count);
            if (tookTheLock(copy))
                goOn(outage.world, copy, first.state.id, abort, wrong);
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(u'\n' + wrong.join(u'\n')));
    }

private:
    static bool tookTheLock(const MemoryJournal &journal)
    {
        return std::any_of(journal.rows.begin(), journal.rows.end(), [](const JournalEvent &event) {
            return event.kind == events::phaseDone && event.data["phase"_L1].toString().endsWith("/lock"_L1);
        });
    }

    static void goOn(FakeWorld &world, MemoryJournal &copy, const IncidentId &id, bool abort, QStringList &wrong)
    {
        const QString at = u"%1 events: "_s.arg(copy.rows.size());
        Console second(world, copy, u"there"_s);
        if (abort)
            second.runner->abort(id, u"enough"_s);
        else
            second.runner->resume(id);
        if (!second.driveToEnd())
            wrong.append(at + u"it does not end; "_s + second.state.steps.constLast().sentence);
        if (second.state.result != (abort ? RunResult::Interrupted : RunResult::Passed))
            wrong.append(at + second.state.resultSentence);
        for (const FakeRun &run : std::as_const(world.runs)) {
            if (!run.run.planOnly && run.run.isDiscardable && run.run.isConfirmable)
                wrong.append(at + run.run.id.value + u" is left"_s);
        }
        if (world.writes.count(u"create_run ws-dlt-b"_s) > 2 || world.writes.count(u"create_run ws-consumers"_s) > 1)
            wrong.append(at + u"a run was made twice"_s);
        if (!world.regions.secondary.continuous && world.variables[u"dlt-b"_s] != "false"_L1)
            wrong.append(at + u"the flag is left set"_s);
        if (world.workspaces[u"dr-coordination"_s].locked)
            wrong.append(at + u"the lock is left"_s);
    }
};

QTEST_GUILESS_MAIN(TestOlderCopies)
#include "tst_oldercopies.moc"
