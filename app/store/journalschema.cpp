// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The journal's file. BUSY is not corruption: only SQLite's own words for a broken file lead to a new one.
#include "app/store/journalschema.h"

#include "app/cli/privatefiles.h"
#include "app/store/journalhead.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>
#include <QVariant>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int schemaVersion = 1;

struct JournalWords {
    Q_DECLARE_TR_FUNCTIONS(Journal)
};

enum class Health { Fine, Broken, Newer, Cut, Unusable };

const QStringList besides{u"-wal"_s, u"-shm"_s, u"-journal"_s}; // SQLite's own files

struct Opening {
    QSqlDatabase database;
    Health health = Health::Fine;
    int version = 0; ///< of the schema; 0: none yet
    QString trouble;
};

/// Only SQLite's own words for a broken file: who waits in vain for a lock has a sound one before them.
Health healthAfter(const QSqlQuery &failed)
{
    constexpr int corrupt = 11;
    constexpr int noDatabase = 26;
    const int code = failed.lastError().nativeErrorCode().toInt() & 0xff; // the rest says where it was noticed
    return code == corrupt || code == noDatabase ? Health::Broken : Health::Unusable;
}

bool run(Opening &opening, const QString &statement)
{
    QSqlQuery query(opening.database);
    if (query.exec(statement))
        return true;
    opening.trouble = query.lastError().text().left(300);
    opening.health = healthAfter(query);
    return false;
}

void checkVersion(Opening &opening)
{
    QSqlQuery query(opening.database);
    if (!query.exec(u"PRAGMA user_version"_s) || !query.next())
        return;
    opening.version = query.value(0).toInt();
    if (opening.version > schemaVersion) {
        opening.health = Health::Newer;
        opening.trouble = JournalWords::tr("The journal was written by a newer Twinlake.");
    }
}

/// The row that the head names is there, or the file is no longer the one that was written.
void checkEnd(Opening &opening, const QString &path, const JournalHead &head)
{
    const bool hasEvents = opening.database.tables().contains("events"_L1);
    QSqlQuery query(opening.database);
    query.prepare(u"SELECT hash FROM events WHERE sequence = ?"_s);
    query.addBindValue(head.sequence);
    if (hasEvents && !query.exec()) {
        opening.health = healthAfter(query);
        opening.trouble = query.lastError().text().left(300);
        return;
    }
    if (hasEvents && query.next() && query.value(0).toString().toLatin1() == head.hash)
        return;
    opening.health = Health::Cut;
    opening.trouble = JournalWords::tr("Row %1, which was written, is not in it: it was emptied, cut or replaced. If "
                                       "you put an older copy there yourself, remove %2 and start again. Else put "
                                       "both files aside; \u201ctwinlake resume\u201d then continues an open incident "
                                       "by looking at its coordination lock and at both regions.")
                          .arg(head.sequence)
                          .arg(headFileOf(path));
}

/// The quick check would not see an index that hides rows.
void checkWhole(Opening &opening)
{
    QSqlQuery query(opening.database);
    if (!query.exec(u"PRAGMA integrity_check(1)"_s)) {
        opening.health = healthAfter(query);
        opening.trouble = query.lastError().text().left(300);
    } else if (!query.next() || query.value(0).toString() != "ok"_L1) {
        opening.health = Health::Broken;
        opening.trouble = JournalWords::tr("The journal's file is damaged.");
    }
}

bool makeSchema(Opening &opening)
{
    QStringList statements{
        u"PRAGMA journal_mode=WAL"_s,
        u"PRAGMA synchronous=FULL"_s,
        u"CREATE TABLE IF NOT EXISTS events(sequence INTEGER PRIMARY KEY, at TEXT NOT NULL, incident TEXT NOT NULL, "
        "kind TEXT NOT NULL, step TEXT NOT NULL, data TEXT NOT NULL, hash TEXT NOT NULL)"_s,
        u"CREATE INDEX IF NOT EXISTS events_of_incident ON events(incident, sequence)"_s,
        u"CREATE TRIGGER IF NOT EXISTS events_never_change BEFORE UPDATE ON events BEGIN "
        "SELECT RAISE(ABORT, 'the journal is append-only'); END"_s,
        u"CREATE TRIGGER IF NOT EXISTS events_never_go BEFORE DELETE ON events BEGIN "
        "SELECT RAISE(ABORT, 'the journal is append-only'); END"_s};
    if (opening.version != schemaVersion) // last, and no write into a file that has it
        statements << u"PRAGMA user_version=%1"_s.arg(schemaVersion);
    for (const QString &statement : statements) {
        if (!run(opening, statement))
            return false;
    }
    return true;
}

Opening tryToOpen(const QString &path, bool readOnly, JournalCheck check, const std::optional<JournalHead> &head)
{
    Opening opening;
    opening.database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"journal-"_s + QUuid::createUuid().toString());
    opening.database.setDatabaseName(path);
    opening.database.setConnectOptions(readOnly ? u"QSQLITE_BUSY_TIMEOUT=5000;QSQLITE_OPEN_READONLY"_s
                                                : u"QSQLITE_BUSY_TIMEOUT=5000"_s);
    if (!opening.database.open()) {
        opening.health = Health::Unusable;
        opening.trouble = opening.database.lastError().text().left(300);
        return opening;
    }
    if (!run(opening, u"SELECT count(*) FROM sqlite_master"_s))
        return opening;
    checkVersion(opening);
    if (readOnly)
        return opening;
    if (opening.health == Health::Fine && check == JournalCheck::AtOnce)
        checkWhole(opening);
    if (opening.health == Health::Fine && head)
        checkEnd(opening, path, *head);
    if (opening.health == Health::Fine)
        makeSchema(opening);
    return opening;
}

QString asideName(const QString &path)
{
    return path + u".broken-"_s + QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmss-zzz"_s);
}

/// The whole set is moved: a -wal without its file would be lost, and the head is of this journal alone. Empty if it
/// could not be moved.
QString renameAside(const QString &path)
{
    const QString aside = asideName(path);
    if (!QFile::rename(path, aside))
        return {};
    for (const QString &suffix : besides)
        QFile::rename(path + suffix, aside + suffix);
    QFile::rename(headFileOf(path), aside + u".head"_s);
    return aside;
}

tl::unexpected<Error> cannotBeUsed(const QString &path, const QString &trouble)
{
    return fail(Error::Kind::Storage, JournalWords::tr("The journal %1 cannot be used: %2").arg(path, trouble));
}

/// Of a broken file that nobody has open any more.
tl::unexpected<Error> putAside(const QString &path, const QString &trouble)
{
    const QString aside = renameAside(path);
    if (aside.isEmpty())
        return cannotBeUsed(path, trouble);
    return fail(Error::Kind::Storage,
                JournalWords::tr("The journal %1 is damaged and was put aside as %2; nothing was sent. The next start "
                                 "begins a new one. \u201ctwinlake resume\u201d then continues an open incident by "
                                 "looking at its coordination lock and at both regions.")
                    .arg(path, aside));
}

/// Before SQLite, which takes the rights of the others from the journal's own.
Result<> makePrivate(const QString &path)
{
    if (const Result<> made = makePrivateFolder(QFileInfo(path).absolutePath()); !made)
        return made;
    if (!QFileInfo::exists(path)) // the person put the journal aside: what it had come to is no measure for a new one
        QFile::rename(headFileOf(path), asideName(path) + u".head"_s);
    return preparePrivateFile(path, besides);
}

} // namespace

void closeJournalFile(QSqlDatabase &database)
{
    const QString name = database.connectionName();
    database.close();
    database = QSqlDatabase();
    QSqlDatabase::removeDatabase(name);
}

Result<> checkJournalFile(QSqlDatabase &database, const QString &path)
{
    Opening opening;
    opening.database = database;
    checkWhole(opening);
    if (opening.health == Health::Fine)
        return {};
    opening.database = QSqlDatabase();
    closeJournalFile(database);
    return opening.health == Health::Broken ? putAside(path, opening.trouble) : cannotBeUsed(path, opening.trouble);
}

Result<QSqlDatabase> openJournalFile(const QString &path, bool readOnly, JournalCheck check)
{
    const Result<> ready = readOnly ? lookAtPrivateFile(path, besides) : makePrivate(path);
    if (!ready)
        return cannotBeUsed(path, ready.error().message);
    const auto head = readHead(path); // before the journal, which may grow meanwhile
    Opening opening = tryToOpen(path, readOnly, check, head);
    if (opening.health == Health::Fine) {
        if (!readOnly)
            static_cast<void>(lookAtPrivateFile(path, besides));
        return opening.database;
    }
    closeJournalFile(opening.database);
    return opening.health == Health::Broken && !readOnly ? putAside(path, opening.trouble)
                                                         : cannotBeUsed(path, opening.trouble);
}

} // namespace twinlake
