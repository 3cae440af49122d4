// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// StatementBook: the statements of one region from PENDING to their end (contracts/databricks-api.md 5.1).
#pragma once

#include "app/simulator/sql/sqlengine.h"
#include "app/simulator/world/regionworld.h"

#include <deque>
#include <functional>
#include <map>

namespace twinlake::simulator {

/// Results are handed out in pieces of about this size.
struct ResultChunk {
    std::size_t rowOffset = 0;
    std::size_t rowCount = 0;
    std::size_t bytes = 0;
};

struct Statement {
    QString id;
    SqlQuery query;
    QString state = QStringLiteral("PENDING");
    std::optional<SqlError> error;
    SqlResult result;
    std::vector<ResultChunk> chunks;
    std::optional<SimTime> endedAt;
    std::vector<std::function<void()>> waiting; ///< told once, when it has ended

    bool ended() const { return endedAt.has_value(); }
};

class StatementBook {
public:
    explicit StatementBook(RegionWorld &world);

    /// Starts the warehouse if need be; the answer is of the instant at which the statement runs.
    Statement &submit(SqlQuery query, SimWarehouse &warehouse);
    /// Null if it never was or is forgotten (12 h after its end). Its result is gone an hour after success: CLOSED.
    Statement *find(const QString &id);
    void cancel(Statement &statement);

private:
    void run(const QString &id, const WarehouseId &warehouse);
    SqlAnswer answerOf(const Statement &statement, const SimWarehouse *warehouse);
    void close(Statement &statement);
    void forgetResults();
    void end(Statement &statement, const QString &state);
    void forgetOld();

    RegionWorld &m_world;
    SqlEngine m_engine;
    std::map<QString, Statement> m_statements;
    std::deque<QString> m_order;
    std::uint64_t m_count = 0;
    std::size_t m_bytesKept = 0; ///< of all results
};

} // namespace twinlake::simulator
