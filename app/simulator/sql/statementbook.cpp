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
    warehouse.whenRunning([this, id, &warehouse] {
        m_world.scheduler().after(SimDuration(0), [this, id, &warehouse] { run(id, warehouse); });
    });
    return statement;
}

void StatementBook::run(const QString &id, SimWarehouse &warehouse)
{
    const auto found = m_statements.find(id);
    if (found == m_statements.end() || found->second.ended())
        return;
    Statement &statement = found->second;
    const WorldContext &context = m_world.context();
    statement.state = u"RUNNING"_s;
    SqlAnswer answer;
    if (context.conditions.computeOut)
        answer = tl::unexpected(SqlError{u"TEMPORARILY_UNAVAILABLE"_s, u"The SQL warehouse lost its compute."_s, {}});
    else if (context.conditions.storageOut)
        answer = tl::unexpected(SqlError{u"IO_ERROR"_s, u"The storage of the table cannot be read."_s, {}});
    else
        answer = m_engine.run(statement.query);
    if (answer)
        statement.result = std::move(*answer);
    else
        statement.error = std::move(answer.error());

    const auto span = context.spans.begin(u"statement"_s, context.entity(id), context.now());
    const SimDuration wait = context.drawn(context.fleet.timings.statement, u"statement"_s, m_count);
    context.scheduler.after(wait, [this, id, span, &warehouse] {
        m_world.context().spans.end(span, m_world.now());
        warehouse.touch();
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
    statement.result = {};
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
        statement.result = {};
    }
    return &statement;
}

void StatementBook::forgetOld()
{
    while (!m_order.empty()) {
        const auto oldest = m_statements.find(m_order.front());
        const bool ended = oldest->second.ended();
        const bool stale = ended && m_world.now() - *oldest->second.endedAt > statementKept;
        if (!stale && !(ended && m_order.size() > statementsKept))
            return;
        m_statements.erase(oldest);
        m_order.pop_front();
    }
}

} // namespace twinlake::simulator
