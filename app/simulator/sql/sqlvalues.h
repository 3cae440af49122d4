// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a SQL statement asks and what it answers, in Databricks' words (contracts/databricks-api.md 5.1).
#pragma once

#include <QList>
#include <QString>

#include <tl/expected.hpp>

#include <optional>
#include <vector>

namespace twinlake::simulator {

struct SqlParameter {
    QString name;
    std::optional<QString> value; ///< empty: NULL
    QString type; ///< empty means STRING
};

struct SqlQuery {
    QString text;
    QList<SqlParameter> parameters;
    QString catalog; ///< for names of fewer than three parts
    QString schema;
    std::optional<std::int64_t> rowLimit;
    std::optional<std::int64_t> byteLimit{};
    bool external = false; ///< the result is fetched from links, so that it may be larger
    bool csv = false;
};

struct SqlColumn {
    QString name;
    QString typeName; ///< manifest word: TIMESTAMP DATE LONG INT STRING DOUBLE DECIMAL BOOLEAN MAP STRUCT ARRAY
    int precision = 0; ///< of a DECIMAL
    int scale = 0;
};

struct SqlResult {
    QList<SqlColumn> columns;
    std::vector<std::vector<std::optional<QString>>> rows; ///< values as the wire writes them
    bool truncated = false; ///< by the row limit
};

struct SqlError {
    QString code; ///< BAD_REQUEST, IO_ERROR, TEMPORARILY_UNAVAILABLE, ...
    QString message;
    QString sqlState;
};

using SqlAnswer = tl::expected<SqlResult, SqlError>;

} // namespace twinlake::simulator
