// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/store/historyquery.h"

#include "models/domain/result.h"

#include <QCoreApplication>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <algorithm>
#include <map>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A silence longer than this is a gap even if no failed try marks it: nobody was looking. Longer than the 15 minutes
/// between two looks at a sleeping warehouse.
constexpr qint64 longestSilence = 20LL * 60 * 1000;

/// What one column of one table holds.
struct Cell {
    std::optional<qint64> low;
    std::optional<qint64> high;
    qint64 firstAt = 0;
    qint64 lastAt = 0;
};
using Cells = std::map<int, Cell>; ///< by column

void widen(Cell &cell, const std::optional<qint64> &low, const std::optional<qint64> &high)
{
    if (!low || !high)
        return;
    cell.low = std::min(cell.low.value_or(*low), *low);
    cell.high = std::max(cell.high.value_or(*high), *high);
}

std::optional<qint64> number(const QVariant &value)
{
    return value.isNull() ? std::nullopt : std::optional<qint64>(value.toLongLong());
}

qint64 spanOf(const LagQuestion &question)
{
    return std::max<qint64>(1, question.from.msecsTo(question.to));
}

const HistoryLevel &levelWithin(const LagQuestion &question, const HistoryReach &reach)
{
    auto level = static_cast<std::size_t>(&levelFor(question) - historyLevels.data());
    while (level + 1 < historyLevels.size() && reach.at(level) > question.from.toMSecsSinceEpoch())
        ++level;
    return historyLevels.at(level);
}

/// Each table's cells, by series id.
Result<std::map<qint64, Cells>> readCells(const QSqlDatabase &database, const LagQuestion &question,
                                          const HistoryLevel &level, Region region)
{
    QSqlQuery query(database);
    query.setForwardOnly(true);
    query.prepare(
        u"SELECT series, at, low, high FROM %1 WHERE series IN (SELECT id FROM series WHERE grp = ? AND "
        "region = ? AND (? = '' OR tbl = ?)) AND at BETWEEN ? AND ? ORDER BY at"_s.arg(QLatin1String(level.table)));
    const qint64 from = question.from.toMSecsSinceEpoch();
    const qint64 to = question.to.toMSecsSinceEpoch();
    const QString table = question.table.isNull() ? u""_s : question.table;
    query.addBindValue(question.group);
    query.addBindValue(region == Region::Primary ? 0 : 1);
    query.addBindValue(table);
    query.addBindValue(table);
    query.addBindValue(from - level.bucket); // a bucket that began before the window still reaches into it
    query.addBindValue(to);
    std::map<qint64, Cells> all;
    if (!query.exec())
        return fail(Error::Kind::Storage, query.lastError().text().left(200));
    const int columns = std::max(1, question.columns);
    while (query.next()) {
        const qint64 at = std::max(query.value(1).toLongLong(), from);
        const int column = std::min(columns - 1, static_cast<int>((at - from) * columns / spanOf(question)));
        Cells &cells = all[query.value(0).toLongLong()];
        const auto [place, fresh] = cells.try_emplace(column);
        if (fresh)
            place->second.firstAt = at;
        place->second.lastAt = at;
        widen(place->second, number(query.value(2)), number(query.value(3)));
    }
    if (query.lastError().isValid()) // in the middle of the rows
        return fail(Error::Kind::Storage, query.lastError().text().left(200));
    return all;
}

/// The slowest table of each column; unknown where one of them had no answer at all.
Cells slowestOf(const std::map<qint64, Cells> &tables)
{
    Cells slowest;
    for (const auto &[series, cells] : tables) {
        for (const auto &[column, cell] : cells) {
            const auto [place, fresh] = slowest.try_emplace(column, cell);
            Cell &mine = place->second;
            if (fresh)
                continue;
            mine.firstAt = std::min(mine.firstAt, cell.firstAt);
            mine.lastAt = std::max(mine.lastAt, cell.lastAt);
            const bool known = mine.high && cell.high;
            mine.low = known ? std::optional(std::max(*mine.low, *cell.low)) : std::nullopt;
            mine.high = known ? std::optional(std::max(*mine.high, *cell.high)) : std::nullopt;
        }
    }
    return slowest;
}

std::optional<Duration> duration(const std::optional<qint64> &ms)
{
    return ms ? std::optional(Duration(*ms)) : std::nullopt;
}

QList<LagColumn> columnsOf(const Cells &cells, const LagQuestion &question)
{
    QList<LagColumn> columns;
    std::optional<qint64> before;
    for (const auto &[column, cell] : cells) {
        if (before && cell.firstAt - *before > longestSilence)
            columns.append({fromEpoch(std::chrono::milliseconds((*before + cell.firstAt) / 2)), {}, {}});
        before = cell.lastAt;
        const qint64 middle = (2 * column + 1) * spanOf(question) / (2LL * std::max(1, question.columns));
        columns.append({later(question.from, Duration(middle)), duration(cell.low), duration(cell.high)});
    }
    return columns;
}

} // namespace

const HistoryLevel &levelFor(const LagQuestion &question)
{
    const qint64 width = spanOf(question) / std::max(1, question.columns);
    const auto fits = std::find_if(historyLevels.crbegin(), historyLevels.crend(),
                                   [width](const HistoryLevel &level) { return level.bucket <= width; });
    return fits == historyLevels.crend() ? historyLevels.front() : *fits;
}

LagWindow queryLag(const QSqlDatabase &database, const LagQuestion &question, const HistoryReach &reach)
{
    LagWindow window;
    window.question = question;
    const HistoryLevel &level = levelWithin(question, reach);
    for (const Region region : bothRegions) {
        const auto cells = readCells(database, question, level, region);
        if (!cells) {
            window.columns = {}; // half an answer would look like a region without readings
            window.trouble =
                QCoreApplication::translate("History", "The history cannot be read: %1").arg(cells.error().message);
            return window;
        }
        window.columns[region] = columnsOf(slowestOf(*cells), question);
    }
    return window;
}

} // namespace twinlake
