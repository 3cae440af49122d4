// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The journal on a disk that fails at its n-th operation: what was acknowledged is there, what failed said so, and no
// failure of the disk is taken for a broken file (reliability.md section 4h).
#include "app/store/journalstore.h"
#include "tests/app/store/failingvfs.h"
#include "tests/app/store/testfolder.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

using At = DiskFault::At;

const IncidentId incident{u"INC-1"_s};
constexpr int mostOperations = 200; // far above what the trial does: a loop that never ends is a failure

const QList<DiskFault> faults{
    {"disk full", At::Write, SQLITE_FULL, false, true},
    {"disk full for a moment", At::Write, SQLITE_FULL, false, false},
    {"disk full, torn", At::Write, SQLITE_FULL, true, true},
    {"write error", At::Write, SQLITE_IOERR_WRITE, false, false},
    {"write error, torn", At::Write, SQLITE_IOERR_WRITE, true, false},
    {"sync error", At::Sync, SQLITE_IOERR_FSYNC, false, false},
    {"sync error for good", At::Sync, SQLITE_IOERR_FSYNC, false, true},
    {"truncate error", At::Truncate, SQLITE_IOERR_TRUNCATE, false, true},
    {"open error", At::Open, SQLITE_CANTOPEN, false, false},
};

JournalEvent event(int number)
{
    JournalEvent made;
    made.at = fromIso(u"2026-11-22T02:58:00Z"_s).value();
    made.incident = incident;
    made.kind = number % 2 == 0 ? u"intent"_s : u"evidence"_s; // the first is synced, the second waits for the next
    made.data = {{u"number"_s, number}, {u"text"_s, QString(2000, u'x')}};
    return made;
}

/// One life of a journal on a failing disk.
struct Trial {
    QTemporaryDir folder{testFolder()};
    QString path = folder.filePath(u"estate/journal.sqlite"_s);
    QList<int> acknowledged;
    QStringList wrong;

    void blame(const QString &what) { wrong.append(what); }

    /// Opens and appends; what comes back is either an acknowledged row or a Storage error with words.
    void live(int from, int to)
    {
        const auto store = JournalStore::open(path);
        if (!store) {
            if (store.error().kind != Error::Kind::Storage || store.error().message.isEmpty())
                blame(u"opening failed without a word"_s);
            return;
        }
        for (int number = from; number < to; ++number) {
            const auto appended = (*store)->append(event(number));
            if (appended)
                acknowledged.append(number);
            else if (appended.error().kind != Error::Kind::Storage || appended.error().message.isEmpty())
                blame(u"appending failed without a word"_s);
        }
    }
    /// On a disk that works again.
    void judge()
    {
        const QStringList aside = QFileInfo(path).dir().entryList({u"*.broken-*"_s});
        if (!aside.isEmpty())
            blame(u"a sound file was put aside"_s);
        const auto store = JournalStore::open(path);
        if (!store) {
            blame(u"it cannot be opened again: "_s + store.error().message);
            return;
        }
        if ((*store)->firstBadRow() != Result<std::optional<qint64>>(std::optional<qint64>()))
            blame(u"the chain is broken"_s);
        QList<int> found;
        for (const JournalEvent &one : (*store)->eventsOf(incident).value_or(QList<JournalEvent>()))
            found.append(one.data["number"_L1].toInt());
        if (!std::is_sorted(found.begin(), found.end()))
            blame(u"the rows are out of order"_s);
        for (const int number : std::as_const(acknowledged)) {
            if (found.count(number) != 1)
                blame(u"row %1 was acknowledged and is there %2 times"_s.arg(number).arg(found.count(number)));
        }
        if (!(*store)->append(event(99)))
            blame(u"nothing can be appended any more"_s);
    }
};

} // namespace

class TestJournalFaults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Where a sync fails for good, what was only seen still goes in, and no intent does: nothing leaves unsynced.
    void anIntentWaitsForTheDiskAndEvidenceDoesNot()
    {
        const Trial trial;
        const auto store = JournalStore::open(trial.path);
        QVERIFY(store);
        QVERIFY((*store)->append(::event(0)));
        FailingVfs disk;
        const auto second = JournalStore::open(trial.path);
        QVERIFY(second);
        QVERIFY((*second)->append(::event(2)));
        disk.arm({"sync error for good", At::Sync, SQLITE_IOERR_FSYNC, false, true}, 1);
        QVERIFY((*second)->append(::event(3)));
        QVERIFY(!disk.struck());
        QVERIFY(!(*second)->append(::event(4)));
        QVERIFY(disk.struck());
        disk.heal();
        QVERIFY((*second)->append(::event(6)));
        QCOMPARE((*second)->eventsOf(incident)->size(), 4);
        QCOMPARE(*(*second)->firstBadRow(), std::nullopt);
    }

    void eachOperationFailsOnce_data()
    {
        QTest::addColumn<int>("fault");
        for (int i = 0; i < faults.size(); ++i)
            QTest::newRow(faults.at(i).name) << i;
    }
    void eachOperationFailsOnce()
    {
        QFETCH(int, fault);
        FailingVfs disk;
        QStringList wrong;
        int n = 1;
        for (; n < mostOperations; ++n) {
            Trial trial;
            const bool fresh = n % 2 == 0; // the other half has a journal already
            if (!fresh)
                trial.live(0, 3);
            disk.arm(faults.at(fault), (n + 1) / 2);
            trial.live(3, 8);
            const bool struck = disk.struck();
            disk.heal();
            trial.judge();
            for (const QString &what : std::as_const(trial.wrong))
                wrong.append(u"operation %1: %2"_s.arg(n).arg(what));
            if (!struck && n % 2 == 0)
                break;
            if (struck)
                ++m_points;
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(u'\n' + wrong.join(u'\n')));
        QVERIFY(n < mostOperations);
    }
    void anAcknowledgedIntentIsOnTheDisk()
    {
        FailingVfs disk;
        Trial trial;
        const auto store = JournalStore::open(trial.path);
        for (int number = 0; number < 5; ++number) {
            const int before = disk.syncs();
            QVERIFY((*store)->append(::event(number)));
            const bool isIntent = number % 2 == 0; // what was only seen goes to the disk with the next intent
            QCOMPARE(disk.syncs() > before, isIntent);
        }
    }
    void cleanupTestCase()
    {
        qInfo("journal on a failing disk: %d points of failure", m_points);
        QVERIFY(m_points > 50);
    }

private:
    int m_points = 0;
};

QTEST_GUILESS_MAIN(TestJournalFaults)
#include "tst_journalfaults.moc"
