// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/databricks/landing.h"

#include "app/databricks/statementrunner.h"

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int deepest = 4;

struct Level {
    QString newestFolder; ///< empty: no folder here
    std::optional<qint64> newestFileAt; ///< ms since the epoch
    int files = 0;
};

Level levelFrom(const StatementRows &rows)
{
    Level level;
    for (qsizetype row = 0; row < rows.rows.size(); ++row) {
        const QString path = rows.at(row, u"path"_s).value_or(QString());
        const QString name = rows.at(row, u"name"_s).value_or(QString());
        const std::optional<qint64> at = rows.integerAt(row, u"modification_time"_s);
        if (path.endsWith(u'/') || name.endsWith(u'/')) {
            level.newestFolder = std::max(level.newestFolder, path);
        } else {
            ++level.files;
            level.newestFileAt = std::max(level.newestFileAt, at);
        }
    }
    return level;
}

} // namespace

QCoro::Task<Result<LandingNewest>> readNewestLanding(ReadDoor &door, WarehouseId warehouse, QString zone,
                                                     std::stop_token stop)
{
    LandingNewest newest;
    newest.zone = zone;
    QString folder = zone;
    for (int depth = 0; depth < deepest && !folder.isEmpty(); ++depth) {
        const Result<AllowedStatement> statement = AllowedStatement::listing(folder);
        if (!statement)
            co_return tl::unexpected(statement.error());
        const Result<StatementRows> rows =
            co_await runStatement(door, warehouse, *statement, StatementPatience::CancelAfterWait, stop);
        if (!rows)
            co_return tl::unexpected(rows.error());
        const Level level = levelFrom(*rows);
        if (level.newestFileAt) {
            const Instant at = fromEpoch(std::chrono::milliseconds(*level.newestFileAt));
            newest.newestFileAt = newest.newestFileAt ? std::max(*newest.newestFileAt, at) : at;
            newest.filesInNewestFolder = level.files;
        }
        folder = level.newestFolder;
    }
    co_return newest;
}

} // namespace twinlake
