// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/store/historystore.h"

#include "app/store/historyquery.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QPointer>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <atomic>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 rawKept = 14LL * 24 * 3600 * 1000; ///< ms; older readings live on in the pyramid

QString nextConnection()
{
    static std::atomic<int> count{0};
    return u"history-%1"_s.arg(++count);
}

/// The asker's half of one question: goes with the asker, and its answer with it.
class Asked : public QObject {
public:
    Asked(QObject *asker, std::function<void(LagWindow)> answer)
        : QObject(asker)
        , m_answer(std::move(answer))
        , m_box(Mailbox<LagWindow>::Keep::Newest, [this](LagWindow window) {
            deleteLater();
            m_answer(std::move(window));
        })
    {
    }

    std::function<void(LagWindow)> sender() const { return m_box.sender(); }

private:
    std::function<void(LagWindow)> m_answer;
    Mailbox<LagWindow> m_box;
};

bool makePrivate(const QString &path)
{
    const QString folder = QFileInfo(path).absolutePath();
    const auto owner = QFile::ReadOwner | QFile::WriteOwner;
    if (!QDir(folder).exists()) {
        if (!QDir().mkpath(folder) || !QFile::setPermissions(folder, owner | QFile::ExeOwner))
            return false;
    }
    QFile file(path); // made before SQLite does, so that it and its side files are ours alone
    return file.open(QIODevice::Append) && file.setPermissions(owner);
}

QStringList schema()
{
    QStringList statements{u"PRAGMA journal_mode=WAL"_s, u"PRAGMA synchronous=NORMAL"_s, u"PRAGMA busy_timeout=2000"_s,
                           u"CREATE TABLE IF NOT EXISTS series(id INTEGER PRIMARY KEY, grp TEXT NOT NULL, "
                           "region INTEGER NOT NULL, tbl TEXT NOT NULL, UNIQUE(grp, region, tbl))"_s};
    // low and high are ms of lag, null where no try of the bucket had an answer.
    for (const HistoryLevel &level : historyLevels) {
        statements << u"CREATE TABLE IF NOT EXISTS %1(series INTEGER NOT NULL, at INTEGER NOT NULL, low INTEGER, "
                      "high INTEGER, PRIMARY KEY(series, at)) WITHOUT ROWID"_s.arg(QLatin1String(level.table));
    }
    statements << u"DELETE FROM lag_raw WHERE at < (SELECT max(at) FROM lag_raw) - %1"_s.arg(rawKept);
    return statements;
}

} // namespace

HistoryStore::HistoryStore(const QString &path, QObject *parent)
    : QObject(parent)
    , m_connection(nextConnection())
    , m_inbox(Mailbox<std::function<void()>>::Keep::All, [](const std::function<void()> &task) { task(); })
{
    open(path);
}

HistoryStore::~HistoryStore()
{
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_connection);
}

void HistoryStore::open(const QString &path)
{
    m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
    if (path.isEmpty() || !makePrivate(path)) {
        if (!path.isEmpty())
            m_trouble = tr("The history file %1 cannot be written; history is kept in memory.").arg(path);
        openDatabase(u":memory:"_s);
        return;
    }
    if (openDatabase(path))
        return;
    m_trouble = tr("The history file %1 cannot be used (%2); history is kept in memory.")
                    .arg(path, m_database.lastError().text().left(200));
    m_database.close();
    openDatabase(u":memory:"_s);
}

bool HistoryStore::openDatabase(const QString &path)
{
    m_database.setDatabaseName(path);
    if (!m_database.open())
        return false;
    QSqlQuery query(m_database);
    const QStringList statements = schema();
    return std::all_of(statements.cbegin(), statements.cend(),
                       [&query](const QString &one) { return query.exec(one); });
}

void HistoryStore::append(QList<LagSample> samples)
{
    m_inbox.post([this, samples = std::move(samples)] { write(samples); });
}

void HistoryStore::lagWindow(LagQuestion question, QObject *asker, std::function<void(LagWindow)> answer)
{
    const auto *asked = new Asked(asker ? asker : this, std::move(answer));
    m_inbox.post([this, question, reply = asked->sender()] { reply(queryLag(m_database, question)); });
}

void HistoryStore::write(const QList<LagSample> &samples)
{
    m_database.transaction();
    for (const LagSample &sample : samples) {
        if (!writeOne(sample)) {
            m_database.rollback(); // a full disk costs this batch of a chart, nothing else
            return;
        }
    }
    m_database.commit();
}

bool HistoryStore::writeOne(const LagSample &sample)
{
    const int region = sample.region == Region::Primary ? 0 : 1;
    QSqlQuery query(m_database);
    query.prepare(u"INSERT OR IGNORE INTO series(grp, region, tbl) VALUES(?, ?, ?)"_s);
    query.addBindValue(sample.group);
    query.addBindValue(region);
    query.addBindValue(sample.table);
    if (!query.exec())
        return false;
    const QVariant lag =
        sample.lag ? QVariant(static_cast<qlonglong>(sample.lag->count())) : QVariant(QMetaType(QMetaType::LongLong));
    for (const HistoryLevel &level : historyLevels) {
        const qint64 at = sample.at.toMSecsSinceEpoch();
        // min() and max() of two values are null if one is: a gap beside a reading must not wipe it out.
        query.prepare(u"INSERT INTO %1(series, at, low, high) "
                      "SELECT id, ?, ?, ? FROM series WHERE grp = ? AND region = ? AND tbl = ? "
                      "ON CONFLICT(series, at) DO UPDATE SET "
                      "low = min(coalesce(low, excluded.low), coalesce(excluded.low, low)), "
                      "high = max(coalesce(high, excluded.high), coalesce(excluded.high, high))"_s.arg(
                          QLatin1String(level.table)));
        query.addBindValue(level.bucket > 0 ? at - at % level.bucket : at);
        query.addBindValue(lag);
        query.addBindValue(lag);
        query.addBindValue(sample.group);
        query.addBindValue(region);
        query.addBindValue(sample.table);
        if (!query.exec())
            return false;
    }
    return true;
}

} // namespace twinlake
