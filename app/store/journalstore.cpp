// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Appending, reading and checking the chain.
#include "app/store/journalstore.h"

#include "models/runbook/events.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <utility>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Over every column and the hash before it; the lengths keep two columns from being taken for one.
QByteArray chainHash(const QByteArray &previous, const JournalEvent &event, const QByteArray &data)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const QList<QByteArray> parts{previous,
                                  QByteArray::number(event.sequence),
                                  toIso(event.at).toUtf8(),
                                  event.incident.value.toUtf8(),
                                  event.kind.toUtf8(),
                                  event.step.value.toUtf8(),
                                  data};
    for (const QByteArray &part : parts) {
        hash.addData(QByteArray::number(part.size()) + ':');
        hash.addData(part);
    }
    return hash.result().toHex();
}

JournalEvent eventFrom(const QSqlQuery &query)
{
    JournalEvent event;
    event.sequence = query.value(0).toLongLong();
    event.at = fromIso(query.value(1).toString()).value_or(Instant());
    event.incident = IncidentId{query.value(2).toString()};
    event.kind = query.value(3).toString();
    event.step = StepId{query.value(4).toString()};
    event.data = QJsonDocument::fromJson(query.value(5).toString().toUtf8()).object();
    return event;
}

const QString columns = u"SELECT sequence, at, incident, kind, step, data, hash FROM events "_s;

tl::unexpected<Error> storageError(const QSqlQuery &query)
{
    return fail(Error::Kind::Storage, query.lastError().text().left(300));
}

} // namespace

JournalStore::JournalStore(const QString &path, const QSqlDatabase &database)
    : m_path(path)
    , m_database(database)
{
}

JournalStore::~JournalStore()
{
    closeJournalFile(m_database);
}

Result<std::unique_ptr<JournalStore>> JournalStore::open(const QString &path, Access access, JournalCheck check)
{
    const bool readOnly = access == Access::ReadOnly;
    Result<QSqlDatabase> opened = openJournalFile(path, readOnly, check);
    if (!opened)
        return tl::unexpected<Error>(opened.error());
    std::unique_ptr<JournalStore> store(new JournalStore(path, std::exchange(*opened, QSqlDatabase())));
    if (readOnly || check == JournalCheck::AtOnce)
        store->m_whole = Result<>();
    if (readOnly)
        return store;
    auto head = HeadWriter::open(path);
    if (!head)
        return tl::unexpected<Error>(head.error());
    store->m_head.emplace(std::move(*head));
    return store;
}

Result<> JournalStore::ensureWhole() const
{
    if (!m_whole)
        m_whole = checkJournalFile(m_database, m_path);
    return *m_whole;
}

Result<JournalEvent> JournalStore::append(JournalEvent event)
{
    if (const Result<> whole = ensureWhole(); !whole)
        return tl::unexpected<Error>(whole.error());
    if (const Result<> set = setSync(!events::isSeenAgain(event.kind)); !set)
        return tl::unexpected<Error>(set.error());
    QSqlQuery query(m_database);
    if (!query.exec(u"BEGIN IMMEDIATE"_s)) // waits for another writer up to the busy time-out
        return storageError(query);
    Result<JournalEvent> appended = appendLocked(std::move(event));
    if (appended && query.exec(u"COMMIT"_s)) {
        if (m_synced && m_head) // a power cut may take other rows, and the head must not be ahead
            m_head->write({appended->sequence, m_lastHash});
        return appended;
    }
    const Error error = appended ? Error(storageError(query).value()) : appended.error();
    query.exec(u"ROLLBACK"_s);
    return tl::unexpected<Error>(error);
}

/// A sync costs a disk's round trip, some hundred times in an incident whose minutes are counted. In the write-ahead
/// log a synced commit takes everything before it to the disk, so no intent can outlive what led to it.
Result<> JournalStore::setSync(bool synced)
{
    if (m_synced == synced)
        return {};
    QSqlQuery query(m_database);
    if (!query.exec(synced ? u"PRAGMA synchronous=FULL"_s : u"PRAGMA synchronous=NORMAL"_s))
        return tl::unexpected<Error>(storageError(query).value());
    m_synced = synced;
    return {};
}

Result<JournalEvent> JournalStore::appendLocked(JournalEvent event)
{
    QSqlQuery last(m_database);
    if (!last.exec(u"SELECT sequence, hash FROM events ORDER BY sequence DESC LIMIT 1"_s))
        return storageError(last);
    QByteArray previous;
    event.sequence = 1;
    if (last.next()) {
        event.sequence = last.value(0).toLongLong() + 1;
        previous = last.value(1).toString().toLatin1();
    }
    last.finish();
    const QByteArray data = QJsonDocument(event.data).toJson(QJsonDocument::Compact);
    QSqlQuery insert(m_database);
    insert.prepare(u"INSERT INTO events(sequence, at, incident, kind, step, data, hash) VALUES(?, ?, ?, ?, ?, ?, ?)"_s);
    insert.addBindValue(event.sequence);
    insert.addBindValue(toIso(event.at));
    insert.addBindValue(event.incident.value);
    insert.addBindValue(event.kind);
    insert.addBindValue(event.step.value.isNull() ? u""_s : event.step.value);
    insert.addBindValue(QString::fromUtf8(data));
    m_lastHash = chainHash(previous, event, data);
    insert.addBindValue(QString::fromLatin1(m_lastHash));
    if (!insert.exec())
        return storageError(insert);
    return event;
}

Result<QList<JournalEvent>> JournalStore::eventsOf(const IncidentId &incident) const
{
    if (const Result<> whole = ensureWhole(); !whole)
        return tl::unexpected<Error>(whole.error());
    QSqlQuery query(m_database);
    query.prepare(columns + u"WHERE incident = ? ORDER BY sequence"_s);
    query.addBindValue(incident.value);
    if (!query.exec())
        return storageError(query);
    QList<JournalEvent> events;
    while (query.next())
        events.append(eventFrom(query));
    return events;
}

Result<QList<IncidentId>> JournalStore::incidents() const
{
    if (const Result<> whole = ensureWhole(); !whole)
        return tl::unexpected<Error>(whole.error());
    QSqlQuery query(m_database);
    if (!query.exec(u"SELECT incident FROM events GROUP BY incident ORDER BY min(sequence) DESC"_s))
        return storageError(query);
    QList<IncidentId> all;
    while (query.next())
        all.append(IncidentId{query.value(0).toString()});
    return all;
}

Result<std::optional<qint64>> JournalStore::firstBadRow() const
{
    if (const Result<> whole = ensureWhole(); !whole)
        return tl::unexpected<Error>(whole.error());
    const auto head = readHead(m_path); // before the rows, of which there may be more meanwhile
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (m_database.tables().contains("events"_L1) && !query.exec(columns + u"ORDER BY sequence"_s))
        return storageError(query);
    QByteArray previous;
    qint64 expected = 1;
    while (query.next()) {
        const JournalEvent event = eventFrom(query);
        const QByteArray hash = query.value(6).toString().toLatin1();
        if (event.sequence != expected || hash != chainHash(previous, event, query.value(5).toString().toUtf8()))
            return std::optional<qint64>(event.sequence);
        if (head && event.sequence == head->sequence && hash != head->hash)
            return std::optional<qint64>(event.sequence);
        previous = hash;
        ++expected;
    }
    return head && expected <= head->sequence ? std::optional<qint64>(expected) : std::optional<qint64>();
}

} // namespace twinlake
