// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The program without a usable journal: it changes nothing, says why, and loses nothing (reliability.md section 4h).
// A full disk is a limit on the size of files, which also holds for the superuser.
#include "tests/faults/ends.h"
#include "tests/faults/judge.h"
#include "tests/faults/steppedworld.h"
#include "tests/faults/twinlakeprocess.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int journalUnusable = 7;
const QString group = u"orders"_s;

QStringList arguments(const QStringList &verb, const SteppedWorld &world)
{
    return verb + QStringList{u"--estate"_s, world.estate(), u"--headless"_s, u"--answers"_s,
                              u"auto"_s,     u"--output"_s,  u"ndjson"_s};
}

const QStringList failover{u"run"_s, u"failover"_s, u"--group"_s, group};

QString journalOf(const Console &console)
{
    QDirIterator files(console.stateHome, {u"journal.sqlite"_s}, QDir::Files, QDirIterator::Subdirectories);
    return files.hasNext() ? files.next() : QString();
}

void onJournal(const Console &console, const QStringList &statements)
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"test"_s);
        database.setDatabaseName(journalOf(console));
        QVERIFY(database.open());
        QSqlQuery query(database);
        for (const QString &statement : statements)
            QVERIFY(query.exec(statement));
    }
    QSqlDatabase::removeDatabase(u"test"_s);
}

struct Bench {
    SteppedWorld world{7};
    Console console{world.folder() + u"/state"_s};

    Bench()
    {
        world.advance(420);
        world.breakPrimary();
    }
    /// Changes that the servers accepted.
    int changes() const { return acceptedChanges(world.ledger()); }
};

} // namespace

class TestStorage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutAHomeNothingIsSent()
    {
        const Bench bench;
        QFile file(bench.world.folder() + u"/file"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        const Ended ended = runTwinlake({file.fileName() + u"/state"_s}, arguments(failover, bench.world));
        QVERIFY2(ended.exitCode == journalUnusable, ended.said().constData());
        QVERIFY2(ended.said().contains("set XDG_STATE_HOME to a folder"), ended.said().constData());
        QCOMPARE(bench.changes(), 0);
    }

    void aNewerJournalIsLeftAlone()
    {
        const Bench bench;
        runTwinlake(bench.console, arguments(failover, bench.world), 3);
        const int before = bench.changes();
        onJournal(bench.console, {u"PRAGMA user_version = 99"_s});
        for (const QStringList &verb : {failover, QStringList{u"resume"_s}}) {
            const Ended ended = runTwinlake(bench.console, arguments(verb, bench.world));
            QVERIFY2(ended.exitCode == journalUnusable, ended.said().constData());
            QVERIFY2(ended.said().contains("newer Twinlake"), ended.said().constData());
        }
        QCOMPARE(bench.changes(), before);
        onJournal(bench.console, {u"PRAGMA user_version = 1"_s});
        QCOMPARE(runTwinlake(bench.console, arguments({u"resume"_s}, bench.world)).exitCode, 0);
        QCOMPARE(failoverIsWhole(bench.world.state(), group), QString());
    }

    void aChangedRowStopsTheIncidentAndTheLockTellsHowToGoOn()
    {
        const Bench bench;
        runTwinlake(bench.console, arguments(failover, bench.world), 60);
        const int before = bench.changes();
        QVERIFY(before > 0);
        onJournal(bench.console,
                  {u"DROP TRIGGER events_never_change"_s,
                   u"UPDATE events SET data = replace(data, 'secondary', 'primary') WHERE sequence = 1"_s});
        for (const QStringList &verb : {failover, QStringList{u"resume"_s}}) {
            const Ended ended = runTwinlake(bench.console, arguments(verb, bench.world));
            QVERIFY2(ended.exitCode == journalUnusable, ended.said().constData());
            QVERIFY2(ended.said().contains("Row 1 of the journal"), ended.said().constData());
        }
        QCOMPARE(bench.changes(), before);
        // What the message says to do is what helps.
        const QString journal = journalOf(bench.console);
        QVERIFY(QFile::rename(journal, journal + u".aside"_s));
        for (const QString &suffix : {u"-wal"_s, u"-shm"_s})
            QFile::rename(journal + suffix, journal + u".aside"_s + suffix);
        const Ended ended = runTwinlake(bench.console, arguments({u"resume"_s}, bench.world));
        QVERIFY2(ended.exitCode == 0, ended.said().constData());
        QCOMPARE(failoverIsWhole(bench.world.state(), group), QString());
        QCOMPARE(nothingTwice(bench.world.ledger(), bench.world.state(), 2), QString());
    }

    void aFullDiskStopsTheIncidentWhichThenGoesOn_data()
    {
        QTest::addColumn<int>("kilobytes");
        for (const int size : {1, 24, 40, 64, 100, 160, 240, 400})
            QTest::addRow("%d kB", size) << size;
    }
    void aFullDiskStopsTheIncidentWhichThenGoesOn()
    {
        QFETCH(int, kilobytes);
        const Bench bench;
        const Ended stopped = runTwinlake(bench.console, arguments(failover, bench.world), 0, kilobytes);
        if (stopped.exitCode == 0) { // the whole failover fits
            QVERIFY(kilobytes >= 160);
            return;
        }
        QVERIFY2(stopped.exitCode == journalUnusable, stopped.said().constData());
        QVERIFY2(bench.changes() <= m_mostChanges, stopped.said().constData());
        QCOMPARE(somebodyProcesses(bench.world.state(), group), QString());
        Ended ended = runTwinlake(bench.console, arguments({u"resume"_s}, bench.world));
        if (ended.exitCode != 0 && bench.changes() == 0) // nothing was begun
            ended = runTwinlake(bench.console, arguments(failover, bench.world));
        QVERIFY2(ended.exitCode == 0, ended.said().constData());
        QCOMPARE(failoverIsWhole(bench.world.state(), group), QString());
        QCOMPARE(nothingTwice(bench.world.ledger(), bench.world.state(), 1), QString());
    }

private:
    static constexpr int m_mostChanges = 14; // of a whole failover
};

QTEST_GUILESS_MAIN(TestStorage)
#include "tst_storage.moc"
