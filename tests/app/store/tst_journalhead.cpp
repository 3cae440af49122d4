// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The journal's head: an emptied, cut or replaced journal is noticed when it is opened and when it is verified; a
// killed process, a power cut, a journal of an earlier version and one that the person put aside are no alarm.
#include "app/store/journalhead.h"
#include "app/store/journalstore.h"
#include "tests/app/store/testfolder.h"
#include "tests/support/chance.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <csignal>

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr quint32 usualSeed = 31;

JournalEvent event(int number)
{
    JournalEvent made;
    made.at = fromIso(u"2026-11-22T02:58:00Z"_s).value();
    made.incident = IncidentId{u"INC-1"_s};
    made.kind = number % 3 == 2 ? u"evidence"_s : u"intent"_s; // every third one waits for the next sync
    made.data = {{u"number"_s, number}, {u"text"_s, QString(300, u'x')}};
    return made;
}

void write(const QString &path, int count)
{
    const auto store = JournalStore::open(path);
    QVERIFY2(store, store ? "" : qPrintable(store.error().message));
    for (int number = 0; number < count; ++number)
        QVERIFY((*store)->append(::event(number)));
}

/// Past every rule of the store.
void onFile(const QString &path, const QStringList &statements)
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"stranger"_s);
        database.setDatabaseName(path);
        QVERIFY(database.open());
        QSqlQuery query(database);
        for (const QString &statement : statements)
            QVERIFY2(query.exec(statement), qPrintable(statement));
    }
    QSqlDatabase::removeDatabase(u"stranger"_s);
}

void empty(const QString &path)
{
    QFile file(path);
    QVERIFY(file.resize(0));
}

void cut(const QString &path)
{
    onFile(path, {u"DROP TRIGGER events_never_go"_s, u"DELETE FROM events WHERE sequence > 4"_s});
}

void takeAllRowsOut(const QString &path)
{
    onFile(path, {u"DROP TRIGGER events_never_go"_s, u"DELETE FROM events"_s});
}

/// A sound one, with as many rows.
void replace(const QString &path)
{
    QTemporaryDir elsewhere(testFolder());
    const QString other = elsewhere.filePath(u"journal.sqlite"_s);
    {
        const auto store = JournalStore::open(other);
        for (int number = 0; number < 10; ++number)
            QVERIFY((*store)->append(::event(number + 3)));
    }
    QVERIFY(QFile::remove(path));
    QVERIFY(QFile::copy(other, path));
}

using Deed = void (*)(const QString &);

std::optional<qint64> firstBadRow(const QString &path)
{
    const auto reader = JournalStore::open(path, JournalStore::Access::ReadOnly);
    return reader ? (*reader)->firstBadRow().value_or(std::optional<qint64>(-1)) : std::optional<qint64>(-2);
}

} // namespace

class TestJournalHead : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>(testFolder());
        m_path = m_folder->filePath(u"journal.sqlite"_s);
    }

    void aJournalThatLostRowsIsNoticed_data()
    {
        QTest::addColumn<Deed>("deed");
        QTest::addColumn<qint64>("firstBad");
        QTest::newRow("emptied") << &empty << qint64(1);
        QTest::newRow("all rows taken out") << &takeAllRowsOut << qint64(1);
        QTest::newRow("cut") << &cut << qint64(5);
        QTest::newRow("replaced") << &replace << qint64(10);
    }
    void aJournalThatLostRowsIsNoticed()
    {
        QFETCH(const Deed, deed);
        QFETCH(const qint64, firstBad);
        write(m_path, 10);
        QCOMPARE(firstBadRow(m_path), std::nullopt);
        deed(m_path);
        QCOMPARE(firstBadRow(m_path), std::optional(firstBad));
        const qint64 size = QFileInfo(m_path).size();
        const auto store = JournalStore::open(m_path);
        QVERIFY(!store);
        QCOMPARE(store.error().kind, Error::Kind::Storage);
        QVERIFY2(store.error().message.contains(u"Row 10"_s), qPrintable(store.error().message));
        QVERIFY2(store.error().message.contains(headFileOf(m_path)), qPrintable(store.error().message));
        QCOMPARE(QFileInfo(m_path).size(), size); // nothing was written into what may be evidence
        QVERIFY(QFile::remove(headFileOf(m_path))); // as the message says, for who put an older copy there
        QVERIFY(JournalStore::open(m_path));
    }

    void aRunningJournalNoticesItToo()
    {
        const auto store = JournalStore::open(m_path);
        for (int number = 0; number < 4; ++number)
            QVERIFY((*store)->append(::event(number)));
        onFile(m_path, {u"DROP TRIGGER events_never_go"_s, u"DELETE FROM events WHERE sequence > 2"_s});
        QCOMPARE((*store)->firstBadRow().value(), std::optional<qint64>(3));
    }

    void aJournalPutAsideIsNoMeasureForTheNext()
    {
        write(m_path, 10);
        QVERIFY(QFile::rename(m_path, m_path + u".aside"_s));
        write(m_path, 2);
        QCOMPARE(firstBadRow(m_path), std::nullopt);
        QCOMPARE(QDir(m_folder->path()).entryList({u"journal.sqlite.broken-*.head"_s}).size(), 1);
    }

    void anEarlierVersionsJournalIsOpenedAndGoesOn()
    {
        write(m_path, 5);
        QVERIFY(QFile::remove(headFileOf(m_path))); // it had none
        QCOMPARE(firstBadRow(m_path), std::nullopt);
        write(m_path, 2);
        QCOMPARE(firstBadRow(m_path), std::nullopt);
        cut(m_path);
        QCOMPARE(firstBadRow(m_path), std::optional<qint64>(5));
    }

    void aTornHeadIsNoAlarm()
    {
        write(m_path, 5);
        QFile file(headFileOf(m_path));
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QByteArray whole = file.readAll();
        for (qsizetype size = 0; size < whole.size(); ++size) {
            QVERIFY(!JournalHead::from(whole.left(size)));
            const QByteArray older = JournalHead{4, QByteArray(64, 'a')}.text();
            QByteArray torn = older;
            torn.replace(0, size, whole.left(size));
            QVERIFY(!JournalHead::from(torn) || torn == whole || torn == older);
        }
        file.resize(20);
        file.close();
        QCOMPARE(firstBadRow(m_path), std::nullopt);
        write(m_path, 1);
        QCOMPARE(readHead(m_path)->sequence, 6);
    }

    /// Rows that no sync has taken to the disk may go with the power.
    void theHeadIsNeverAheadOfTheDisk()
    {
        const auto store = JournalStore::open(m_path);
        for (int number = 0; number < 3; ++number)
            QVERIFY((*store)->append(::event(number)));
        QCOMPARE(readHead(m_path)->sequence, 2);
        QVERIFY((*store)->append(::event(3)));
        QCOMPARE(readHead(m_path)->sequence, 4);
    }

    void aKillAtAnyInstantIsNoAlarm()
    {
        QRandomGenerator random(seedOfThisRun(usualSeed));
        write(m_path, 1);
        qint64 before = 1;
        for (int round = 0; round < 150; ++round) {
            const pid_t child = ::fork();
            if (child == 0) {
                const auto store = JournalStore::open(m_path);
                for (int number = 0; store; ++number)
                    (void)(*store)->append(::event(number));
                ::_exit(1); // it could not be opened
            }
            ::usleep(static_cast<useconds_t>(random.bounded(4000)));
            ::kill(child, SIGKILL);
            int status = 0;
            ::waitpid(child, &status, 0);
            QVERIFY(WIFSIGNALED(status));
            const auto head = readHead(m_path);
            QVERIFY(head && head->sequence >= before);
            before = head->sequence;
        }
        QCOMPARE(firstBadRow(m_path), std::nullopt);
        QVERIFY(JournalStore::open(m_path));
        QVERIFY(before > 50);
    }

    /// One process reads and verifies while another writes.
    void whoReadsMeanwhileSeesNoAlarm()
    {
        // The writer goes on until the reader has looked often enough (or died), however the two share the processor.
        std::array<int, 2> leash{};
        QCOMPARE(::pipe(leash.data()), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            ::close(leash[1]);
            const auto store = JournalStore::open(m_path);
            pollfd end{.fd = leash[0], .events = POLLIN, .revents = 0};
            bool written = store.has_value();
            for (int number = 0; written && ::poll(&end, 1, 0) == 0; ++number)
                written = (*store)->append(::event(number)).has_value();
            ::_exit(written ? 0 : 1);
        }
        ::close(leash[0]);
        QTRY_VERIFY(readHead(m_path));
        for (int looks = 0; looks < 10; ++looks)
            QCOMPARE(firstBadRow(m_path), std::nullopt);
        ::close(leash[1]);
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }

    void aLinkInItsPlaceIsRefused()
    {
        const QString target = m_folder->filePath(u"target"_s);
        write(m_path, 1);
        QVERIFY(QFile::rename(headFileOf(m_path), target));
        QVERIFY(QFile::link(target, headFileOf(m_path)));
        const auto store = JournalStore::open(m_path);
        QVERIFY(!store);
        QVERIFY2(store.error().message.contains(u"Remove the link"_s), qPrintable(store.error().message));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestJournalHead)
#include "tst_journalhead.moc"
