// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/store/historyretention.h"

#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QVariant>

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 hour = 3600LL * 1000;
constexpr qint64 day = 24 * hour;

/// Runs one statement with these values; what its first row holds, if it has one.
Result<QVariantList> ask(const QSqlDatabase &database, const QString &statement, const QVariantList &values = {})
{
    QSqlQuery query(database);
    query.prepare(statement);
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (!query.exec())
        return fail(Error::Kind::Storage, query.lastError().text().left(200));
    QVariantList row;
    if (query.isSelect() && query.next()) {
        for (int column = 0; column < query.record().count(); ++column)
            row.append(query.value(column));
    }
    return row;
}

/// Series by series, for that is how the rows are stored: no other way of asking for old ones is quick.
Result<> dropBefore(const QSqlDatabase &database, const QString &table, qint64 oldest)
{
    QSqlQuery series(database);
    if (!series.exec(u"SELECT id FROM series"_s))
        return fail(Error::Kind::Storage, series.lastError().text().left(200));
    QVariantList ids;
    while (series.next())
        ids.append(series.value(0));
    for (const QVariant &id : std::as_const(ids)) {
        const auto dropped =
            ask(database, u"DELETE FROM %1 WHERE series = ? AND at < ?"_s.arg(table), {id, QVariant(oldest)});
        if (!dropped)
            return tl::unexpected<Error>(dropped.error());
    }
    return {};
}

} // namespace

// A chart looks back 90 days at most, and a minute's column is asked for within a week.
const HistoryRetention keptOnDisk{{14 * day, 90 * day, 800 * day}, 2'500'000};
const HistoryRetention keptInMemory{{day, 2 * day, 90 * day}, 500'000};

bool HistoryPruner::isDue(qint64 newest) const
{
    return !m_prunedAt || newest - *m_prunedAt >= hour;
}

Result<> HistoryPruner::prune(const QSqlDatabase &database, qint64 newest)
{
    m_prunedAt = newest;
    for (std::size_t level = 0; level < historyLevels.size(); ++level) {
        if (const Result<> pruned = pruneLevel(database, level, newest); !pruned)
            return pruned;
    }
    return {};
}

/// Too many rows: the span is shortened by their share, as if they were spread evenly; the next hour does the rest.
Result<> HistoryPruner::pruneLevel(const QSqlDatabase &database, std::size_t level, qint64 newest)
{
    const QString table = QString::fromLatin1(historyLevels.at(level).table);
    qint64 oldest = newest - m_retention.kept.at(level);
    if (const Result<> dropped = dropBefore(database, table, oldest); !dropped)
        return dropped;
    const auto rows = ask(database, u"SELECT count(*), min(at) FROM %1"_s.arg(table));
    if (!rows)
        return tl::unexpected<Error>(rows.error());
    const qint64 count = rows->value(0).toLongLong();
    if (count > m_retention.mostRows) {
        const double share = double(m_retention.mostRows) / double(count);
        oldest = newest - qint64(double(newest - rows->value(1).toLongLong()) * share);
        if (const Result<> dropped = dropBefore(database, table, oldest); !dropped)
            return dropped;
    }
    m_reach.at(level) = std::max(m_reach.at(level), oldest);
    return {};
}

} // namespace twinlake
