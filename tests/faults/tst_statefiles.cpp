// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The files of the program: all of them are its owner's alone under any umask, no link in their place is written
// through, a lost journal is noticed, and no lock that nobody holds keeps anybody out.
#include "app/store/journalstore.h"
#include "tests/faults/ends.h"
#include "tests/faults/judge.h"
#include "tests/faults/leftovers.h"
#include "tests/faults/steppedworld.h"
#include "tests/faults/twinlakeprocess.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QTest>

#include <sys/stat.h>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int locked = 5;
constexpr int journalUnusable = 7;
constexpr int stepsOfTheLock = 4;
const QString group = u"orders"_s;

QStringList arguments(const QStringList &verb, const SteppedWorld &world)
{
    return verb + QStringList{u"--estate"_s, world.estate(), u"--headless"_s, u"--answers"_s,
                              u"auto"_s,     u"--output"_s,  u"ndjson"_s};
}

const QStringList failover{u"run"_s, u"failover"_s, u"--group"_s, group};
const QStringList resume{u"resume"_s};

struct Bench {
    SteppedWorld world{7};
    Console console{world.folder() + u"/state"_s};

    Bench()
    {
        world.advance(420);
        world.breakPrimary();
    }
    int changes() const { return acceptedChanges(world.ledger()); }
    QString folder() const
    {
        QDirIterator folders(console.stateHome + u"/twinlake/rehearsals"_s, QDir::Dirs | QDir::NoDotAndDotDot);
        return folders.hasNext() ? folders.next() : QString();
    }
    QString file(const QString &name) const { return folder() + u'/' + name; }
    Ended verify() const { return runTwinlake(console, {u"incidents"_s, u"verify"_s, u"--output"_s, u"ndjson"_s}); }
};

void put(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestStateFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { qunsetenv("TWINLAKE_CRASH_IN_LOCK"); }

    void everyFileIsItsOwnersAlone_data()
    {
        QTest::addColumn<int>("mask");
        QTest::newRow("umask 000") << 0000;
        QTest::newRow("umask 022") << 0022;
    }
    void everyFileIsItsOwnersAlone()
    {
        QFETCH(const int, mask);
        const mode_t before = ::umask(static_cast<mode_t>(mask));
        const Bench bench;
        const QString home = bench.world.folder() + u"/made"_s;
        const Console console{home + u"/state"_s};
        runTwinlake(console, arguments(failover, bench.world), 40);
        const QStringList afterKill = whatOthersMayRead(home); // with the files that SQLite keeps while it is open
        // A journal that was copied here has the rights of the copy.
        QDirIterator files(home, {u"journal.sqlite"_s}, QDir::Files, QDirIterator::Subdirectories);
        const QString journal = files.hasNext() ? files.next() : QString();
        QFile::remove(journal + u"-shm"_s);
        ::chmod(QFile::encodeName(journal).constData(), 0644);
        runTwinlake(console, {u"incidents"_s, u"list"_s}, 0);
        const QStringList afterReading = whatOthersMayRead(home);
        const Ended end = runTwinlake(console, arguments(resume, bench.world));
        const Ended rehearsed =
            runTwinlake(console,
                        {u"rehearse"_s, u"--headless"_s, u"--scenario"_s, u"planned-switchover"_s, u"--speed"_s,
                         u"step"_s, u"--answers"_s, u"auto"_s, u"--report"_s, home + u"/report/here"_s});
        ::umask(before);
        QVERIFY2(end.exitCode == 0, end.said().constData());
        QVERIFY2(QFileInfo::exists(home + u"/report/here/summary.json"_s), rehearsed.said().constData());
        QCOMPARE(afterKill, QStringList());
        QCOMPARE(afterReading, QStringList());
        QCOMPARE(whatOthersMayRead(home), QStringList());
    }

    void aLinkInPlaceOfAFileIsNotWrittenThrough_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("mayGoOn");
        for (const QString &name : {u"journal.sqlite"_s, u"journal.sqlite-wal"_s, u"lock"_s})
            QTest::newRow(qPrintable(name)) << name << false;
        for (const QString &name : {u"estate.json"_s, u"journal.head"_s}) // a copy for convenience; one of no journal
            QTest::newRow(qPrintable(name)) << name << true;
    }
    void aLinkInPlaceOfAFileIsNotWrittenThrough()
    {
        QFETCH(const QString, name);
        QFETCH(const bool, mayGoOn);
        const Bench bench;
        runTwinlake(bench.console, arguments(failover, bench.world), 1); // makes the folder
        const QString folder = bench.folder();
        QVERIFY(QDir(folder).removeRecursively() && QDir().mkpath(folder));
        const QString precious = bench.world.folder() + u"/precious"_s;
        put(precious, "precious");
        QVERIFY(QFile::link(precious, folder + u'/' + name));
        const Ended ended = runTwinlake(bench.console, arguments(failover, bench.world));
        QCOMPARE(contentOf(precious), "precious"_ba);
        QVERIFY2(ended.exitCode == (mayGoOn ? 0 : journalUnusable), ended.said().constData());
        QVERIFY2(mayGoOn || ended.complaints.contains("Remove the link"), ended.said().constData());
        QVERIFY(mayGoOn || bench.changes() == 0);
    }

    void otherPathsDoNotWriteThroughALinkEither()
    {
        const Bench bench;
        const QString precious = bench.world.folder() + u"/precious"_s;
        put(precious, "precious");
        const QString link = bench.world.folder() + u"/summary.json"_s;
        QVERIFY(QFile::link(precious, link));
        const Ended simulated = runTwinlake(bench.console, {u"simulate"_s, u"--write-estate"_s, link});
        QVERIFY2(simulated.exitCode != 0 && simulated.complaints.contains("Remove the link"),
                 simulated.said().constData());
        const Ended rehearsed =
            runTwinlake(bench.console,
                        {u"rehearse"_s, u"--headless"_s, u"--scenario"_s, u"planned-switchover"_s, u"--speed"_s,
                         u"step"_s, u"--answers"_s, u"auto"_s, u"--report"_s, bench.world.folder()});
        QVERIFY2(rehearsed.exitCode == 1, rehearsed.said().constData());
        QCOMPARE(contentOf(precious), "precious"_ba);
    }

    void aLostJournalIsNoticed_data()
    {
        QTest::addColumn<bool>("removed");
        QTest::newRow("emptied") << false;
        QTest::newRow("removed") << true;
    }
    void aLostJournalIsNoticed()
    {
        QFETCH(const bool, removed);
        const Bench bench;
        runTwinlake(bench.console, arguments(failover, bench.world), 60);
        QCOMPARE(bench.verify().exitCode, 0); // killed in the middle: no alarm
        const int before = bench.changes();
        const QString journal = bench.file(u"journal.sqlite"_s);
        for (const QString &suffix : {u"-wal"_s, u"-shm"_s})
            QFile::remove(journal + suffix);
        QVERIFY(removed ? QFile::remove(journal) : QFile::resize(journal, 0));
        const Ended verified = bench.verify();
        QVERIFY2(verified.exitCode == 1, verified.said().constData());
        QCOMPARE(verified.summary()["first_bad_row"_L1].toInt(), 1);
        if (removed) // as the messages of a damaged journal tell to do
            return;
        for (const QStringList &verb : {failover, resume}) {
            const Ended ended = runTwinlake(bench.console, arguments(verb, bench.world));
            QVERIFY2(ended.exitCode == journalUnusable, ended.said().constData());
            QVERIFY2(ended.complaints.contains("emptied, cut or replaced"), ended.said().constData());
        }
        QCOMPARE(bench.changes(), before);
        QVERIFY(QFile::rename(journal, journal + u".aside"_s)); // what the message says to do helps
        QVERIFY(QFile::rename(bench.file(u"journal.head"_s), bench.file(u"head.aside"_s)));
        const Ended ended = runTwinlake(bench.console, arguments(resume, bench.world));
        QVERIFY2(ended.exitCode == 0, ended.said().constData());
        QCOMPARE(failoverIsWhole(bench.world.state(), group), QString());
    }

    void aDamagedJournalChangesNothing()
    {
        const Bench bench;
        runTwinlake(bench.console, arguments(failover, bench.world), 60);
        const int before = bench.changes();
        const QString journal = bench.file(u"journal.sqlite"_s);
        QVERIFY(JournalStore::open(journal)); // who writes and closes it takes the log into the file
        QVERIFY(QFileInfo(journal).size() > 3LL * 4096);
        QFile file(journal);
        QVERIFY(file.open(QIODevice::ReadWrite));
        for (qint64 at = 4096 + 2000; at < file.size(); at += 4096) {
            file.seek(at);
            file.write(QByteArray(600, '\x55'));
        }
        file.close();
        QFile::remove(bench.file(u"journal.head"_s)); // whatever it says, each page is looked at
        const Ended ended = runTwinlake(bench.console, arguments(resume, bench.world));
        QVERIFY2(ended.exitCode == journalUnusable, ended.said().constData());
        QVERIFY2(ended.complaints.contains("was put aside as"), ended.said().constData());
        QCOMPARE(bench.changes(), before);
    }

    void aKillWhileTheLockIsTakenBlocksNobody_data()
    {
        QTest::addColumn<int>("step");
        for (int step = 1; step <= stepsOfTheLock; ++step)
            QTest::addRow("step %d", step) << step;
    }
    void aKillWhileTheLockIsTakenBlocksNobody()
    {
        QFETCH(const int, step);
        const Bench bench;
        qputenv("TWINLAKE_CRASH_IN_LOCK", QByteArray::number(step));
        const Ended lost = runTwinlake(bench.console, arguments(failover, bench.world));
        QVERIFY2(lost.killed, lost.said().constData());
        qunsetenv("TWINLAKE_CRASH_IN_LOCK");
        const bool wasOver = step == stepsOfTheLock; // it is given back when nothing is left to do
        const Ended next = runTwinlake(bench.console, arguments(wasOver ? resume : failover, bench.world));
        QVERIFY2(next.exitCode == 0, next.said().constData());
        QCOMPARE(failoverIsWhole(bench.world.state(), group), QString());
        QCOMPARE(nothingTwice(bench.world.ledger(), bench.world.state(), 1), QString());
        QVERIFY(!QFileInfo::exists(bench.file(u"lock"_s)) || wasOver);
    }

    void aLockOfNobodyBlocksNobody_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("garbage") << QByteArray("\x1b]0;garbage\n\n\x00\xff", 16);
    }
    void aLockOfNobodyBlocksNobody()
    {
        QFETCH(const QByteArray, content);
        const Bench bench;
        runTwinlake(bench.console, arguments(failover, bench.world), 3);
        put(bench.file(u"lock"_s), content);
        const Ended ended = runTwinlake(bench.console, arguments(resume, bench.world));
        QVERIFY2(ended.exitCode == 0, ended.said().constData());
    }

    void whoIsLockedOutLearnsWhatToDo()
    {
        const Bench bench;
        runTwinlake(bench.console, arguments(failover, bench.world), 3);
        qputenv("TWINLAKE_STOP_AT", "1");
        RunningTwinlake stopped(bench.console, arguments(resume, bench.world)); // stands still with the lock
        qunsetenv("TWINLAKE_STOP_AT");
        QTRY_VERIFY_WITH_TIMEOUT(contentOf(bench.file(u"lock"_s)).startsWith(QByteArray::number(stopped.process())),
                                 60'000);
        const Ended refused = runTwinlake(bench.console, arguments(resume, bench.world));
        QVERIFY2(refused.exitCode == locked, refused.said().constData());
        QVERIFY2(refused.complaints.contains("end that process"), refused.said().constData());
        stopped.kill();
        const Ended ended = runTwinlake(bench.console, arguments(resume, bench.world));
        QVERIFY2(ended.exitCode == 0, ended.said().constData());
    }
};

QTEST_GUILESS_MAIN(TestStateFiles)
#include "tst_statefiles.moc"
