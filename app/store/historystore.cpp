// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/store/historystore.h"

#include "app/cli/privatefiles.h"

#include <QFileInfo>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <algorithm>
#include <atomic>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

const QStringList besides{u"-wal"_s, u"-shm"_s, u"-journal"_s}; // SQLite's own files

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

/// Before SQLite, which takes the rights of the others from the file's own.
Result<> makePrivate(const QString &path)
{
    const Result<> made = makePrivateFolder(QFileInfo(path).absolutePath());
    return made ? preparePrivateFile(path, besides) : made;
}

tl::unexpected<Error> refused(const QSqlError &error)
{
    return fail(Error::Kind::Storage, error.text().left(200));
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
    m_pruner.setRetention(path.isEmpty() ? keptInMemory : keptOnDisk);
    if (path.isEmpty()) {
        openDatabase(u":memory:"_s);
        return;
    }
    const Result<> ready = makePrivate(path);
    if (ready && openDatabase(path))
        return;
    m_trouble = tr("The history file %1 cannot be used, so history is kept in memory: %2")
                    .arg(path, ready ? m_database.lastError().text().left(200) : ready.error().message);
    m_database.close();
    m_pruner.setRetention(keptInMemory);
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
    m_inbox.post([this, question, reply = asked->sender()] { reply(window(question)); });
}

LagWindow HistoryStore::window(const LagQuestion &question) const
{
    LagWindow found = queryLag(m_database, question, m_pruner.reach());
    if (found.trouble.isEmpty())
        found.trouble = m_writeTrouble.isEmpty() ? m_trouble : m_writeTrouble;
    return found;
}

/// A full disk costs these readings of a chart, and the chart says so; nothing else.
void HistoryStore::write(const QList<LagSample> &samples)
{
    const auto latest = std::max_element(samples.begin(), samples.end(),
                                         [](const LagSample &a, const LagSample &b) { return a.at < b.at; });
    m_database.transaction();
    Result<> done = writeAll(samples);
    if (const qint64 at = latest == samples.end() ? 0 : latest->at.toMSecsSinceEpoch(); done && m_pruner.isDue(at))
        done = m_pruner.prune(m_database, at);
    if (done && !m_database.commit())
        done = refused(m_database.lastError());
    if (!done)
        m_database.rollback();
    m_writeTrouble = done ? QString() : tr("New readings cannot be kept: %1").arg(done.error().message);
}

Result<> HistoryStore::writeAll(const QList<LagSample> &samples)
{
    for (const LagSample &sample : samples) {
        if (const Result<> written = writeOne(sample); !written)
            return written;
    }
    return {};
}

Result<> HistoryStore::writeOne(const LagSample &sample)
{
    const int region = sample.region == Region::Primary ? 0 : 1;
    QSqlQuery query(m_database);
    query.prepare(u"INSERT OR IGNORE INTO series(grp, region, tbl) VALUES(?, ?, ?)"_s);
    query.addBindValue(sample.group);
    query.addBindValue(region);
    query.addBindValue(sample.table);
    if (!query.exec())
        return refused(query.lastError());
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
            return refused(query.lastError());
    }
    return {};
}

} // namespace twinlake
