// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A failover whose journal fails at its n-th write: from then on nothing is sent; on a disk that works again the
// incident goes on to its end, and nothing was made twice (reliability.md section 4h).
#include "app/store/journalstore.h"
#include "models/runbook/events.h"
#include "tests/app/runner/testconsole.h"
#include "tests/app/store/failingvfs.h"
#include "tests/app/store/testfolder.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace twinlake;

namespace {

const DiskFault fullDisk{"disk full", DiskFault::At::Write, SQLITE_FULL, true, true};
const DiskFault fullForAMoment{"disk full for a moment", DiskFault::At::Write, SQLITE_FULL, false, false};
constexpr int mostOperations = 5000; // far above what a failover writes

/// Rows of a journal whatever its state, past the store.
int countOf(const QString &path, const QString &where)
{
    int count = -1;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"count"_s);
        database.setDatabaseName(path);
        database.open();
        QSqlQuery query(database);
        if (query.exec(u"SELECT count(*) FROM events WHERE "_s + where) && query.next())
            count = query.value(0).toInt();
    }
    QSqlDatabase::removeDatabase(u"count"_s);
    return count;
}

int runsToApply(const FakeWorld &world, const QString &workspace)
{
    return static_cast<int>(std::count_if(world.runs.begin(), world.runs.end(), [&](const FakeRun &one) {
        return !one.run.planOnly && one.run.workspace.value == u"ws-"_s + workspace;
    }));
}

struct Trial {
    QTemporaryDir folder{testFolder()};
    QString path = folder.filePath(u"journal.sqlite"_s);
    FailingVfs disk;
    FakeClock clock;
    FakeWorld world{clock};
    QStringList wrong;

    Trial() { world.regions.primary.dark = true; }

    void blame(bool holds, const QString &what)
    {
        if (!holds)
            wrong.append(what);
    }

    /// False if the failover came to its end before the disk was full.
    bool failAt(int n)
    {
        const auto store = JournalStore::open(path);
        disk.arm(n % 2 == 0 ? fullForAMoment : fullDisk, n);
        Console console(world, **store);
        console.open(RecipeKind::Failover);
        console.drive([&](const RunState &state) { return state.closedAt || console.journalBroken; });
        if (!disk.struck())
            return false;
        blame(console.journalBroken, u"nobody was told"_s);
        const qsizetype writes = world.writes.size();
        console.drive([](const RunState &) { return false; });
        blame(world.writes.size() == writes, u"something was sent without a journal"_s);
        return true;
    }
    void judgeAndGoOn()
    {
        disk.heal();
        blame(world.writes.size() <= countOf(path, u"kind = 'intent'"_s), u"a write has no intent on disk"_s);
        const auto store = JournalStore::open(path);
        if (!store) {
            blame(false, u"it cannot be opened again: "_s + store.error().message);
            return;
        }
        Console console(world, **store);
        if ((*store)->incidents().value_or(QList<IncidentId>()).isEmpty())
            console.open(RecipeKind::Failover);
        else
            console.runner->resume({});
        blame(console.driveToEnd(), u"it does not come to its end"_s);
        blame(console.state.result == RunResult::Passed, u"it ended as: "_s + console.state.resultSentence);
        blame(world.serving == Region::Secondary, u"the secondary does not serve"_s);
        for (const QString &workspace : {u"dlt-b"_s, u"consumers"_s})
            blame(runsToApply(world, workspace) == 1,
                  u"%1 runs in %2"_s.arg(runsToApply(world, workspace)).arg(workspace));
        blame((*store)->firstBadRow().value_or(std::optional<qint64>(0)) == std::nullopt, u"the chain is broken"_s);
    }
};

} // namespace

class TestFullDisk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFailoverWhoseJournalFails()
    {
        const int step = std::max(1, qEnvironmentVariable("TWINLAKE_DISK_STEP", u"9"_s).toInt());
        QStringList failures;
        int n = 1;
        int tried = 0;
        for (; n < mostOperations; n += step) {
            Trial trial;
            if (!trial.failAt(n))
                break;
            ++tried;
            trial.judgeAndGoOn();
            for (const QString &what : std::as_const(trial.wrong))
                failures.append(u"write %1: %2"_s.arg(n).arg(what));
        }
        qInfo("a failover of %d journal writes, the disk full at every %dth: %d trials", n, step, tried);
        QVERIFY2(failures.isEmpty(), qPrintable(u'\n' + failures.join(u'\n')));
        QVERIFY(n < mostOperations);
        QVERIFY(tried > 10);
    }

    void aJournalThatWasChangedIsNotGoneOnWith()
    {
        FakeClock clock;
        FakeWorld world(clock);
        world.regions.primary.dark = true;
        QTemporaryDir folder(testFolder());
        const QString path = folder.filePath(u"journal.sqlite"_s);
        IncidentId incident;
        {
            const auto store = JournalStore::open(path);
            Console console(world, **store);
            console.open(RecipeKind::Failover);
            QVERIFY(console.driveTo(u"activate"_s, StepStatus::YourTurn));
            incident = console.state.id;
        }
        damage(path);
        const qsizetype writes = world.writes.size();
        const auto store = JournalStore::open(path);
        QVERIFY(store);
        Console console(world, **store);
        console.runner->resume(incident);
        console.driveToEnd();
        QCOMPARE(world.writes.size(), writes);
        QCOMPARE(console.refusals.size(), 1);
        QVERIFY2(console.refusals.first().contains(u"Row 3 of the journal"_s), qPrintable(console.refusals.first()));
        console.open(RecipeKind::Failover);
        QCOMPARE(console.refusals.size(), 2);
        QCOMPARE(world.writes.size(), writes);
    }

private:
    static void damage(const QString &path)
    {
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"damage"_s);
            database.setDatabaseName(path);
            database.open();
            QSqlQuery query(database);
            query.exec(u"DROP TRIGGER events_never_change"_s);
            query.exec(u"UPDATE events SET data = '{}' WHERE sequence = 3"_s);
        }
        QSqlDatabase::removeDatabase(u"damage"_s);
    }
};

QTEST_GUILESS_MAIN(TestFullDisk)
#include "tst_fulldisk.moc"
