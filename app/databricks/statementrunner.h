// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Carrying out one allowed statement: execute, poll by id or cancel, collect the rows
// (contracts/databricks-api.md 5.1).
#pragma once

#include "app/databricks/statementtext.h"
#include "models/ports/databricksreads.h"

#include <QStringList>

namespace twinlake {

class ReadDoor;

/// Values as the wire writes them: text or nothing. Columns are found by name, never by position.
struct StatementRows {
    QStringList columns;
    QList<QList<std::optional<QString>>> rows;

    /// Empty if there is no such row or column, or the value is null.
    std::optional<QString> at(qsizetype row, const QString &column) const;
    std::optional<qint64> integerAt(qsizetype row, const QString &column) const;
    std::optional<Instant> instantAt(qsizetype row, const QString &column) const;
};

/// Kind Sql when the statement failed; Timeout when it was cancelled because it took too long, by the service after one
/// call or by us after ten minutes of polling.
QCoro::Task<Result<StatementRows>> runStatement(ReadDoor &door, WarehouseId warehouse, AllowedStatement statement,
                                                StatementPatience patience, std::stop_token stop);

} // namespace twinlake
