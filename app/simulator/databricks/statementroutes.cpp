// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SQL statements: execute, get, result chunk, cancel (contracts/databricks-api.md 5.1).
#include "app/simulator/databricks/replies.h"
#include "app/simulator/databricks/routes.h"
#include "app/simulator/sql/statementbook.h"
#include "app/simulator/world/simwarehouse.h"

#include <QRegularExpression>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

nlohmann::json chunkOf(const SqlResult &result)
{
    nlohmann::json rows = nlohmann::json::array();
    for (const auto &row : result.rows) {
        nlohmann::json values = nlohmann::json::array();
        for (const auto &value : row)
            values.push_back(value ? nlohmann::json(value->toStdString()) : nlohmann::json());
        rows.push_back(std::move(values));
    }
    if (rows.empty())
        return nlohmann::json::object();
    return {{"chunk_index", 0}, {"row_offset", 0}, {"row_count", result.rows.size()}, {"data_array", std::move(rows)}};
}

nlohmann::json manifestOf(const SqlResult &result)
{
    nlohmann::json columns = nlohmann::json::array();
    std::size_t bytes = 0;
    for (const auto &row : result.rows) {
        for (const auto &value : row)
            bytes += value ? static_cast<std::size_t>(value->size()) : 0;
    }
    for (const SqlColumn &column : result.columns)
        columns.push_back({{"name", column.name.toStdString()},
                           {"position", columns.size()},
                           {"type_name", column.typeName.toStdString()},
                           {"type_text", column.typeName == u"LONG" ? "BIGINT" : column.typeName.toStdString()}});
    nlohmann::json manifest{{"format", "JSON_ARRAY"},
                            {"schema", {{"column_count", columns.size()}, {"columns", columns}}},
                            {"total_chunk_count", result.rows.empty() ? 0 : 1},
                            {"total_row_count", result.rows.size()},
                            {"total_byte_count", bytes},
                            {"truncated", result.truncated}};
    if (!result.rows.empty())
        manifest["chunks"] = nlohmann::json::array(
            {{{"chunk_index", 0}, {"row_offset", 0}, {"row_count", result.rows.size()}, {"byte_count", bytes}}});
    return manifest;
}

SimResponse statementReply(const Statement &statement)
{
    nlohmann::json status{{"state", statement.state.toStdString()}};
    if (statement.ended() && statement.error) {
        status["error"] = {{"error_code", statement.error->code.toStdString()},
                           {"message", statement.error->message.toStdString()}};
        if (!statement.error->sqlState.isEmpty())
            status["sql_state"] = statement.error->sqlState.toStdString();
    }
    nlohmann::json body{{"statement_id", statement.id.toStdString()}, {"status", std::move(status)}};
    if (statement.state == u"SUCCEEDED") {
        body["manifest"] = manifestOf(statement.result);
        body["result"] = chunkOf(statement.result);
    }
    return jsonReply(body);
}

SimResponse statementMissing(const QString &id)
{
    return refusal(404, "NOT_FOUND", u"The statement %1 was not found."_s.arg(id.left(100)));
}

struct Asked {
    SqlQuery query;
    QString warehouseId;
    SimDuration wait = std::chrono::seconds(10);
    bool cancelAfterWait = false;
};

std::optional<SimResponse> readParameters(const nlohmann::json &body, Asked &asked)
{
    const auto parameters = body.find("parameters");
    if (parameters == body.end() || parameters->is_null())
        return std::nullopt;
    if (!parameters->is_array())
        return invalidParameter(u"Could not parse request object: field 'parameters' must be an array."_s);
    for (const nlohmann::json &parameter : *parameters) {
        BodyReader reader(parameter);
        SqlParameter read{reader.text("name"), reader.text("value"), reader.text("type")};
        const bool given = parameter.is_object() && parameter.contains("value") && !parameter["value"].is_null();
        if (!given)
            read.value.reset();
        if (reader.complaint())
            return reader.complaint();
        if (read.name.isEmpty())
            return invalidParameter(u"Every parameter needs a name."_s);
        asked.query.parameters.append(std::move(read));
    }
    return std::nullopt;
}

std::optional<SimResponse> readWait(BodyReader &reader, Asked &asked)
{
    static const QRegularExpression seconds(u"^([0-9]{1,3})s$"_s);
    const QString wait = reader.text("wait_timeout");
    const QString then = reader.text("on_wait_timeout");
    if (!wait.isEmpty()) {
        const auto match = seconds.match(wait);
        const int count = match.captured(1).toInt();
        if (!match.hasMatch() || (count != 0 && (count < 5 || count > 50)))
            return invalidParameter(u"wait_timeout must be 0s or between 5s and 50s."_s);
        asked.wait = std::chrono::seconds(count);
    }
    if (!then.isEmpty() && then != u"CONTINUE" && then != u"CANCEL")
        return invalidParameter(u"on_wait_timeout must be CONTINUE or CANCEL."_s);
    asked.cancelAfterWait = then == u"CANCEL";
    return std::nullopt;
}

std::optional<SimResponse> readStatement(const nlohmann::json &body, Asked &asked)
{
    BodyReader reader(body);
    asked.query.text = reader.text("statement");
    asked.query.catalog = reader.text("catalog");
    asked.query.schema = reader.text("schema");
    asked.query.rowLimit = reader.number("row_limit");
    asked.warehouseId = reader.text("warehouse_id");
    const QString format = reader.text("format");
    const QString disposition = reader.text("disposition");
    auto bad = readWait(reader, asked);
    if (reader.complaint())
        return reader.complaint();
    if (bad)
        return bad;
    if (asked.query.text.trimmed().isEmpty())
        return invalidParameter(u"statement must be given."_s);
    if (asked.query.text.size() > 16 * 1024 * 1024)
        return invalidParameter(u"statement may have at most 16 MiB."_s);
    if (asked.query.rowLimit && *asked.query.rowLimit <= 0)
        return invalidParameter(u"row_limit must be positive."_s);
    if ((!format.isEmpty() && format != u"JSON_ARRAY") || (!disposition.isEmpty() && disposition != u"INLINE"))
        return invalidParameter(u"Only disposition INLINE with format JSON_ARRAY is served."_s);
    return readParameters(body, asked);
}

/// Answers when the statement has ended or the wait is over, whichever comes first.
void answerLater(RegionWorld &world, StatementBook &statements, Statement &statement, const Asked &asked,
                 const Face::Reply &reply)
{
    struct Wait {
        bool answered = false;
        Scheduler::TimerId timer = 0;
    };
    const auto wait = std::make_shared<Wait>();
    const QString id = statement.id;
    const auto answer = [wait, id, reply, &world, &statements] {
        if (std::exchange(wait->answered, true))
            return;
        world.scheduler().cancel(wait->timer);
        const Statement *const found = statements.find(id);
        reply(found ? statementReply(*found) : statementMissing(id));
    };
    statement.waiting.push_back(answer);
    wait->timer = world.scheduler().after(asked.wait, [answer, id, &statements, cancel = asked.cancelAfterWait] {
        if (Statement *const found = statements.find(id); found && cancel)
            statements.cancel(*found);
        answer();
    });
}

void execute(RegionWorld &world, StatementBook &statements, const Call &call, const Face::Reply &reply)
{
    const Face::Reply named = [reply, user = call.principal.userName](SimResponse response) {
        response.principal = user;
        reply(std::move(response));
    };
    Asked asked;
    if (auto bad = readStatement(call.body, asked)) {
        named(std::move(*bad));
        return;
    }
    SimWarehouse *const warehouse = world.warehouse(WarehouseId{asked.warehouseId});
    if (!warehouse) {
        named(refusal(404, "RESOURCE_DOES_NOT_EXIST",
                      u"SQL warehouse %1 does not exist."_s.arg(asked.warehouseId.left(100))));
        return;
    }
    Statement &statement = statements.submit(asked.query, *warehouse);
    if (asked.wait.count() == 0)
        named(statementReply(statement));
    else
        answerLater(world, statements, statement, asked, named);
}

SimResponse getChunk(StatementBook &statements, const Call &call)
{
    const Statement *const statement = statements.find(call.captures.first());
    if (!statement || call.captures.at(1) != u"0")
        return statementMissing(call.captures.first());
    if (statement->state != u"SUCCEEDED")
        return refusal(400, "BAD_REQUEST", u"The statement has no result to fetch."_s);
    return jsonReply(chunkOf(statement->result));
}

} // namespace

void addStatementRoutes(Router &router, RegionWorld &world, StatementBook &statements)
{
    const QString root = u"/api/2.0/sql/statements"_s;
    router.addLate("POST"_ba, root, [&world, &statements](const Call &call, const Face::Reply &reply) {
        execute(world, statements, call, reply);
    });
    router.add("GET"_ba, root + u"/*"_s, [&statements](const Call &call) {
        const Statement *const statement = statements.find(call.captures.first());
        return statement ? statementReply(*statement) : statementMissing(call.captures.first());
    });
    router.add("GET"_ba, root + u"/*/result/chunks/*"_s,
               [&statements](const Call &call) { return getChunk(statements, call); });
    router.add("POST"_ba, root + u"/*/cancel"_s, [&statements](const Call &call) {
        Statement *const statement = statements.find(call.captures.first());
        if (!statement)
            return statementMissing(call.captures.first());
        const bool acts = !statement->ended();
        statements.cancel(*statement);
        return doneReply(acts);
    });
}

} // namespace twinlake::simulator
