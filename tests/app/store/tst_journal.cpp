// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The journal: durable, append-only, chained; a busy file is reported, a broken one put aside, a newer one refused.
#include "app/store/journalstore.h"
#include "app/store/locallock.h"

#include <QDir>
#include <QFileInfo>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

JournalEvent sample(const QString &incident, const QString &kind)
{
    JournalEvent event;
    event.at = fromIso(u"2026-11-22T02:58:00Z"_s).value();
    event.incident = IncidentId{incident};
    event.kind = kind;
    event.data = {{u"text"_s, u"ä \"quoted\""_s}};
    return event;
}

/// A connection of a stranger, past every rule of the store.
class Stranger {
public:
    explicit Stranger(const QString &path)
    {
        m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"stranger"_s);
        m_database.setDatabaseName(path);
        m_database.open();
    }
    ~Stranger()
    {
        m_database.close();
        m_database = QSqlDatabase();
        QSqlDatabase::removeDatabase(u"stranger"_s);
    }
    bool run(const QString &statement)
    {
        QSqlQuery query(m_database);
        return query.exec(statement);
    }

private:
    QSqlDatabase m_database;
};

} // namespace

class TestJournal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(u"estate/journal.sqlite"_s);
    }

    void whatIsAppendedIsReadBack()
    {
        {
            const auto store = JournalStore::open(m_path);
            QVERIFY(store);
            QCOMPARE((*store)->append(sample(u"INC-1"_s, u"a"_s)).value().sequence, 1);
            QCOMPARE((*store)->append(sample(u"INC-2"_s, u"b"_s)).value().sequence, 2);
        }
        const auto store = JournalStore::open(m_path);
        const auto events = (*store)->eventsOf(IncidentId{u"INC-1"_s}).value();
        QCOMPARE(events.size(), 1);
        JournalEvent expected = sample(u"INC-1"_s, u"a"_s);
        expected.sequence = 1;
        QCOMPARE(events.first(), expected);
        QCOMPARE((*store)->incidents().value(), (QList<IncidentId>{{u"INC-2"_s}, {u"INC-1"_s}}));
        QCOMPARE((*store)->firstBadRow().value(), std::nullopt);
    }

    void onlyItsOwnerMayReadIt()
    {
        const auto store = JournalStore::open(m_path);
        QVERIFY((*store)->append(sample(u"INC-1"_s, u"a"_s)));
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s})
            QVERIFY(!(QFile::permissions(m_path + suffix) & others));
        QVERIFY(!(QFile::permissions(QFileInfo(m_path).absolutePath()) & (QFile::ExeGroup | QFile::ExeOther)));
    }

    void rowsCannotBeChangedOrTakenOut()
    {
        const auto store = JournalStore::open(m_path);
        QVERIFY((*store)->append(sample(u"INC-1"_s, u"a"_s)));
        Stranger stranger(m_path);
        QVERIFY(!stranger.run(u"UPDATE events SET kind = 'b'"_s));
        QVERIFY(!stranger.run(u"DELETE FROM events"_s));
    }

    void aChangedRowIsNamed()
    {
        const auto store = JournalStore::open(m_path);
        for (int i = 0; i < 3; ++i)
            QVERIFY((*store)->append(sample(u"INC-1"_s, u"a"_s)));
        Stranger stranger(m_path);
        QVERIFY(stranger.run(u"DROP TRIGGER events_never_change"_s));
        QVERIFY(stranger.run(u"UPDATE events SET data = '{}' WHERE sequence = 2"_s));
        QCOMPARE((*store)->firstBadRow().value(), std::optional<qint64>(2));
    }

    void aMissingRowIsNamed()
    {
        const auto store = JournalStore::open(m_path);
        for (int i = 0; i < 3; ++i)
            QVERIFY((*store)->append(sample(u"INC-1"_s, u"a"_s)));
        Stranger stranger(m_path);
        QVERIFY(stranger.run(u"DROP TRIGGER events_never_go"_s));
        QVERIFY(stranger.run(u"DELETE FROM events WHERE sequence = 2"_s));
        QCOMPARE((*store)->firstBadRow().value(), std::optional<qint64>(3));
    }

    void aBusyFileIsReportedAndKept()
    {
        const auto store = JournalStore::open(m_path);
        QVERIFY((*store)->append(sample(u"INC-1"_s, u"a"_s)));
        {
            Stranger stranger(m_path);
            QVERIFY(stranger.run(u"BEGIN IMMEDIATE"_s));
            const auto refused = (*store)->append(sample(u"INC-1"_s, u"b"_s));
            QVERIFY(!refused);
            QCOMPARE(refused.error().kind, Error::Kind::Storage);
            QVERIFY(stranger.run(u"ROLLBACK"_s));
        }
        QCOMPARE((*store)->append(sample(u"INC-1"_s, u"b"_s)).value().sequence, 2);
    }

    void aBrokenFileIsPutAsideNeverDeleted()
    {
        QVERIFY(QDir().mkpath(QFileInfo(m_path).absolutePath()));
        QFile broken(m_path);
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write(QByteArray(8192, 'x'));
        broken.close();
        QVERIFY(!JournalStore::open(m_path)); // who opens it is told
        const QDir folder = QFileInfo(m_path).dir();
        const QStringList aside = folder.entryList({u"journal.sqlite.broken-*"_s});
        QCOMPARE(aside.size(), 1);
        QCOMPARE(QFileInfo(folder.filePath(aside.first())).size(), 8192);
        const auto store = JournalStore::open(m_path);
        QVERIFY((*store)->append(sample(u"INC-1"_s, u"a"_s)));
    }

    void aNewerVersionsFileIsRefused()
    {
        {
            const auto store = JournalStore::open(m_path);
            QVERIFY(store);
            Stranger stranger(m_path);
            QVERIFY(stranger.run(u"PRAGMA user_version = 99"_s));
        }
        const auto store = JournalStore::open(m_path);
        QVERIFY(!store);
        QCOMPARE(store.error().kind, Error::Kind::Storage);
        QVERIFY(QFileInfo::exists(m_path));
    }

    void aReaderCannotWrite()
    {
        const auto writer = JournalStore::open(m_path);
        QVERIFY((*writer)->append(sample(u"INC-1"_s, u"a"_s)));
        const auto reader = JournalStore::open(m_path, JournalStore::Access::ReadOnly);
        QVERIFY(reader);
        QCOMPARE((*reader)->eventsOf(IncidentId{u"INC-1"_s}).value().size(), 1);
        QVERIFY(!(*reader)->append(sample(u"INC-1"_s, u"b"_s)));
    }

    void onlyOneDriverHoldsTheLock()
    {
        LocalLock first(m_folder->filePath(u"lock"_s));
        LocalLock second(m_folder->filePath(u"lock"_s));
        QVERIFY(first.take());
        QVERIFY(first.take());
        const auto refused = second.take();
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Error::Kind::Conflict);
        first.release();
        QVERIFY(second.take());
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestJournal)
#include "tst_journal.moc"
