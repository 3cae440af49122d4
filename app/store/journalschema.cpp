// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The journal's file. BUSY is not corruption: only SQLite's own words for a broken file lead to a new one.
#include "app/store/journalschema.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
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

enum class Health { Fine, Broken, Newer, Unusable };

struct Opening {
    QSqlDatabase database;
    Health health = Health::Fine;
    QString trouble;
};

bool makePrivate(const QString &path)
{
    const QFileInfo info(path);
    const bool folderWasThere = info.dir().exists();
    if (!folderWasThere && !QDir().mkpath(info.absolutePath()))
        return false;
    if (!folderWasThere)
        QFile::setPermissions(info.absolutePath(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QFile file(path); // made before SQLite does, so that -wal and -shm take over its rights
    if (!file.exists() && !file.open(QIODevice::WriteOnly))
        return false;
    return file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

void drop(QSqlDatabase &database)
{
    const QString name = database.connectionName();
    database.close();
    database = QSqlDatabase();
    QSqlDatabase::removeDatabase(name);
}

bool run(Opening &opening, const QString &statement)
{
    QSqlQuery query(opening.database);
    if (query.exec(statement))
        return true;
    opening.trouble = query.lastError().text().left(300);
    const QString code = query.lastError().nativeErrorCode();
    opening.health = code == "11"_L1 || code == "26"_L1 ? Health::Broken : Health::Unusable; // CORRUPT, NOTADB
    return false;
}

void checkVersion(Opening &opening)
{
    QSqlQuery query(opening.database);
    if (!query.exec(u"PRAGMA user_version"_s) || !query.next())
        return;
    if (query.value(0).toInt() > schemaVersion) {
        opening.health = Health::Newer;
        opening.trouble = JournalWords::tr("The journal was written by a newer Twinlake.");
    }
}

/// The quick check would not see an index that hides rows.
void checkWhole(Opening &opening)
{
    QSqlQuery query(opening.database);
    if (!query.exec(u"PRAGMA integrity_check(1)"_s) || !query.next() || query.value(0).toString() != "ok"_L1) {
        opening.health = Health::Broken;
        opening.trouble = JournalWords::tr("The journal's file is damaged.");
    }
}

bool makeSchema(Opening &opening)
{
    const QStringList statements{
        u"PRAGMA journal_mode=WAL"_s,
        u"PRAGMA synchronous=FULL"_s,
        u"CREATE TABLE IF NOT EXISTS events(sequence INTEGER PRIMARY KEY, at TEXT NOT NULL, incident TEXT NOT NULL, "
        "kind TEXT NOT NULL, step TEXT NOT NULL, data TEXT NOT NULL, hash TEXT NOT NULL)"_s,
        u"CREATE INDEX IF NOT EXISTS events_of_incident ON events(incident, sequence)"_s,
        u"CREATE TRIGGER IF NOT EXISTS events_never_change BEFORE UPDATE ON events BEGIN "
        "SELECT RAISE(ABORT, 'the journal is append-only'); END"_s,
        u"CREATE TRIGGER IF NOT EXISTS events_never_go BEFORE DELETE ON events BEGIN "
        "SELECT RAISE(ABORT, 'the journal is append-only'); END"_s,
        u"PRAGMA user_version=%1"_s.arg(schemaVersion)};
    for (const QString &statement : statements) {
        if (!run(opening, statement))
            return false;
    }
    return true;
}

Opening tryToOpen(const QString &path, bool readOnly)
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
    if (opening.health == Health::Fine && !readOnly)
        checkWhole(opening);
    if (opening.health == Health::Fine && !readOnly)
        makeSchema(opening);
    return opening;
}

/// The whole set is moved: a -wal without its file would be lost. Empty if it could not be moved.
QString renameAside(const QString &path)
{
    const QString aside = path + u".broken-"_s + QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmss-zzz"_s);
    if (!QFile::rename(path, aside))
        return {};
    for (const QString &suffix : {u"-wal"_s, u"-shm"_s})
        QFile::rename(path + suffix, aside + suffix);
    return aside;
}

QString cannotBeUsed(const QString &path, const QString &trouble)
{
    return JournalWords::tr("The journal %1 cannot be used: %2").arg(path, trouble);
}

} // namespace

Result<QSqlDatabase> openJournalFile(const QString &path, bool readOnly)
{
    if (!readOnly && !makePrivate(path))
        return fail(Error::Kind::Storage, JournalWords::tr("The journal %1 cannot be written.").arg(path));
    Opening opening = tryToOpen(path, readOnly);
    if (opening.health == Health::Fine)
        return opening.database;
    drop(opening.database);
    const QString aside = opening.health == Health::Broken && !readOnly ? renameAside(path) : QString();
    if (aside.isEmpty())
        return fail(Error::Kind::Storage, cannotBeUsed(path, opening.trouble));
    return fail(Error::Kind::Storage,
                JournalWords::tr("The journal %1 is damaged and was put aside as %2; nothing was sent. The next start "
                                 "begins a new one. \u201ctwinlake resume\u201d then continues an open incident by "
                                 "looking at its coordination lock and at both regions.")
                    .arg(path, aside));
}

} // namespace twinlake
