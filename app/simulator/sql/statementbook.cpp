// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/sql/statementbook.h"

#include "app/simulator/world/simwarehouse.h"

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto resultKept = 1h;
constexpr auto statementKept = 12h;
constexpr std::size_t statementsKept = 5'000; // a bound on memory; a poller needs its newest few

constexpr std::size_t chunkBytes = 1024ULL * 1024;
constexpr std::size_t bytesKeptAtMost = 200'000'000;

std::vector<ResultChunk> chunksOf(const SqlResult &result)
{
    std::vector<ResultChunk> chunks;
    for (std::size_t at = 0; at < result.rows.size(); ++at) {
        std::size_t bytes = 0;
        for (const auto &value : result.rows[at])
            bytes += value ? static_cast<std::size_t>(value->size()) : 0;
        if (chunks.empty() || chunks.back().bytes + bytes > chunkBytes)
            chunks.push_back({at, 0, 0});
        ++chunks.back().rowCount;
        chunks.back().bytes += bytes;
    }
    return chunks;
}

} // namespace

StatementBook::StatementBook(RegionWorld &world)
    : m_world(world)
    , m_engine(world)
{
}

Statement &StatementBook::submit(SqlQuery query, SimWarehouse &warehouse)
{
    forgetOld();
    const WorldContext &context = m_world.context();
    const QString id = context.draw.uuid(context.entity(u"statement"_s), ++m_count);
    Statement &statement = m_statements[id];
    statement.id = id;
    statement.query = std::move(query);
    m_order.push_back(id);
    warehouse.touch();
    // Booked, so that who asked sees PENDING even on a warehouse that runs.
    const WarehouseId which{warehouse.id()};
    warehouse.whenRunning(
        [this, id, which] { m_world.scheduler().after(SimDuration(0), [this, id, which] { run(id, which); }); });
    return statement;
}

SqlAnswer StatementBook::answerOf(const Statement &statement, const SimWarehouse *warehouse)
{
    const RegionConditions &conditions = m_world.context().conditions;
    if (!warehouse)
        return tl::unexpected(SqlError{u"NOT_FOUND"_s, u"The SQL warehouse was deleted."_s, {}});
    if (conditions.computeOut)
        return tl::unexpected(SqlError{u"TEMPORARILY_UNAVAILABLE"_s, u"The SQL warehouse lost its compute."_s, {}});
    if (conditions.storageOut)
        return tl::unexpected(SqlError{u"IO_ERROR"_s, u"The storage of the table cannot be read."_s, {}});
    return m_engine.run(statement.query);
}

void StatementBook::run(const QString &id, const WarehouseId &warehouse)
{
    const auto found = m_statements.find(id);
    if (found == m_statements.end() || found->second.ended())
        return;
    Statement &statement = found->second;
    const WorldContext &context = m_world.context();
    statement.state = u"RUNNING"_s;
    SqlAnswer answer = answerOf(statement, m_world.warehouse(warehouse));
    if (answer) {
        statement.result = std::move(*answer);
        statement.chunks = chunksOf(statement.result);
        for (const ResultChunk &chunk : statement.chunks)
            m_bytesKept += chunk.bytes;
        forgetResults();
    } else {
        statement.error = std::move(answer.error());
    }
    const auto span = context.spans.begin(u"statement"_s, context.entity(id), context.now());
    const SimDuration wait = context.drawn(context.fleet.timings.statement, u"statement"_s, m_count);
    context.scheduler.after(wait, [this, id, span, warehouse] {
        m_world.context().spans.end(span, m_world.now());
        if (SimWarehouse *const used = m_world.warehouse(warehouse))
            used->touch();
        if (Statement *const done = find(id); done && !done->ended())
            end(*done, done->error ? u"FAILED"_s : u"SUCCEEDED"_s);
    });
}

void StatementBook::end(Statement &statement, const QString &state)
{
    statement.state = state;
    statement.endedAt = m_world.now();
    const auto waiting = std::exchange(statement.waiting, {});
    for (const auto &tell : waiting)
        tell();
}

void StatementBook::cancel(Statement &statement)
{
    if (statement.ended())
        return;
    close(statement);
    statement.error.reset();
    end(statement, u"CANCELED"_s);
}

Statement *StatementBook::find(const QString &id)
{
    const auto found = m_statements.find(id);
    if (found == m_statements.end())
        return nullptr;
    Statement &statement = found->second;
    if (statement.state == "SUCCEEDED"_L1 && m_world.now() - *statement.endedAt > resultKept) {
        statement.state = u"CLOSED"_s;
        close(statement);
    }
    return &statement;
}

void StatementBook::close(Statement &statement)
{
    for (const ResultChunk &chunk : statement.chunks)
        m_bytesKept -= chunk.bytes;
    statement.result = {};
    statement.chunks.clear();
}

// A bound on memory: the oldest results go first, as if their hour were over.
void StatementBook::forgetResults()
{
    for (auto id = m_order.begin(); id != m_order.end() && m_bytesKept > bytesKeptAtMost; ++id) {
        Statement &oldest = m_statements.at(*id);
        if (oldest.state != "SUCCEEDED"_L1 || oldest.chunks.empty())
            continue;
        oldest.state = u"CLOSED"_s;
        close(oldest);
    }
}

void StatementBook::forgetOld()
{
    while (!m_order.empty()) {
        const auto oldest = m_statements.find(m_order.front());
        const bool ended = oldest->second.ended();
        const bool stale = ended && m_world.now() - *oldest->second.endedAt > statementKept;
        if (!stale && !(ended && m_order.size() > statementsKept))
            return;
        close(oldest->second);
        m_statements.erase(oldest);
        m_order.pop_front();
    }
}

} // namespace twinlake::simulator
