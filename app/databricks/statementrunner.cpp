// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/databricks/statementrunner.h"

#include "app/http/calllog.h"
#include "app/http/json.h"
#include "app/http/readdoor.h"

#include <QCoreApplication>

#include <nlohmann/json.hpp>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Duration pollEvery = std::chrono::seconds(1);
constexpr Duration pollFor = std::chrono::minutes(10);
constexpr Duration answerLag = std::chrono::seconds(5); ///< a new statement may be unknown that long
constexpr int mostChunks = 16;
const QString statements = QStringLiteral("/api/2.0/sql/statements");

QString say(const char *text)
{
    return QCoreApplication::translate("Databricks", text);
}

QByteArray executeBody(const WarehouseId &warehouse, const AllowedStatement &statement, StatementPatience patience)
{
    nlohmann::json body = {{"statement", statement.text().toStdString()},
                           {"warehouse_id", warehouse.value.toStdString()},
                           {"disposition", "INLINE"},
                           {"format", "JSON_ARRAY"},
                           {"row_limit", statement.rowLimit()},
                           {"wait_timeout", "30s"},
                           {"on_wait_timeout", patience == StatementPatience::KeepPolling ? "CONTINUE" : "CANCEL"}};
    for (const StatementParameter &parameter : statement.parameters()) {
        body["parameters"].push_back({{"name", parameter.name.toStdString()},
                                      {"value", parameter.value.toStdString()},
                                      {"type", parameter.type.toStdString()}});
    }
    return toBytes(body);
}

ReadRequest post(const QString &path, const QByteArray &body)
{
    ReadRequest request = ReadRequest::get(path);
    request.statement = body;
    request.deadline = statementDeadline;
    return request;
}

QCoro::Task<Result<nlohmann::json>> ask(ReadDoor &door, ReadRequest request, std::stop_token stop)
{
    const Result<ReadAnswer> answer = co_await door.read(request, stop);
    if (!answer)
        co_return tl::unexpected(answer.error());
    co_return parseJson(answer->body);
}

Error failure(const nlohmann::json &document)
{
    const QString text = plainServerText(
        textOr(document, "/status/error/message", say(QT_TRANSLATE_NOOP("Databricks", "The statement failed."))));
    return Error{Error::Kind::Sql, text, 200, textOr(document, "/status/error/error_code"), {}};
}

bool isUnfinished(const nlohmann::json &document)
{
    const QString state = textOr(document, "/status/state");
    return state == "PENDING"_L1 || state == "RUNNING"_L1;
}

/// Nothing if the statement succeeded.
std::optional<Error> endedBadly(const nlohmann::json &document)
{
    const QString state = textOr(document, "/status/state");
    if (state == "SUCCEEDED"_L1)
        return std::nullopt;
    if (state == "FAILED"_L1)
        return failure(document);
    if (state == "CANCELED"_L1)
        return Error{Error::Kind::Timeout,
                     say(QT_TRANSLATE_NOOP("Databricks",
                                           "The warehouse did not finish the statement in time, so it was cancelled.")),
                     200,
                     state,
                     {}};
    return Error{Error::Kind::Protocol,
                 say(QT_TRANSLATE_NOOP("Databricks", "The statement's result is not there (state \u201c%1\u201d)."))
                     .arg(plainServerText(state, 40)),
                 200,
                 {},
                 {}};
}

void takeRows(StatementRows &rows, const nlohmann::json &dataArray)
{
    for (const nlohmann::json &row : dataArray) {
        QList<std::optional<QString>> values;
        for (const nlohmann::json &value : row)
            values << (value.is_string() ? std::optional(toQString(value)) : std::nullopt);
        rows.rows << values;
    }
}

QCoro::Task<Result<StatementRows>> collect(ReadDoor &door, nlohmann::json document, std::stop_token stop)
{
    StatementRows rows;
    for (const nlohmann::json &column : arrayAt(document, "/manifest/schema/columns"))
        rows.columns << textOr(column, "/name");
    if (boolOr(document, "/manifest/truncated", false))
        co_return fail(Error::Kind::Protocol,
                       say(QT_TRANSLATE_NOOP("Databricks", "The statement has more rows than were asked for.")));
    takeRows(rows, arrayAt(document, "/result/data_array"));
    std::optional<qint64> next = integerAt(document, "/result/next_chunk_index");
    const QString id = textOr(document, "/statement_id");
    for (int chunk = 1; next && chunk < mostChunks; ++chunk) {
        const ReadRequest request = ReadRequest::get(u"%1/%2/result/chunks/%3"_s.arg(statements, id).arg(*next));
        const Result<nlohmann::json> more = co_await ask(door, request, stop);
        if (!more)
            co_return tl::unexpected(more.error());
        takeRows(rows, arrayAt(*more, "/data_array"));
        next = integerAt(*more, "/next_chunk_index");
    }
    if (next)
        co_return fail(Error::Kind::Protocol,
                       say(QT_TRANSLATE_NOOP("Databricks", "The statement has more rows than were asked for.")));
    co_return rows;
}

/// Polls until the statement has ended; cancels it at our own deadline.
QCoro::Task<Result<nlohmann::json>> pollToEnd(ReadDoor &door, QString id, std::stop_token stop)
{
    const Instant started = door.clock().now();
    while (co_await door.clock().after(pollEvery, stop)) {
        const Duration waited = between(started, door.clock().now());
        if (waited > pollFor) {
            const ReadRequest cancel = post(u"%1/%2/cancel"_s.arg(statements, id), "{}"_ba);
            const Result<nlohmann::json> ignored = co_await ask(door, cancel, stop);
            co_return fail(Error::Kind::Timeout,
                           say(QT_TRANSLATE_NOOP(
                               "Databricks", "The statement did not end within ten minutes, so it was cancelled.")));
        }
        const ReadRequest look = ReadRequest::get(statements + u'/' + id);
        Result<nlohmann::json> document = co_await ask(door, look, stop);
        const bool notYetKnown = !document && document.error().kind == Error::Kind::NotFound && waited < answerLag;
        if (!notYetKnown && (!document || !isUnfinished(*document)))
            co_return document;
    }
    co_return fail(Error::Kind::Cancelled,
                   say(QT_TRANSLATE_NOOP("Databricks", "Waiting for the statement was cancelled.")));
}

} // namespace

std::optional<QString> StatementRows::at(qsizetype row, const QString &column) const
{
    const qsizetype index = columns.indexOf(column);
    if (row >= rows.size() || index < 0 || index >= rows.at(row).size())
        return std::nullopt;
    return rows.at(row).at(index);
}

std::optional<qint64> StatementRows::integerAt(qsizetype row, const QString &column) const
{
    bool isNumber = false;
    const qint64 value = at(row, column).value_or(QString()).toLongLong(&isNumber);
    return isNumber ? std::optional(value) : std::nullopt;
}

std::optional<Instant> StatementRows::instantAt(qsizetype row, const QString &column) const
{
    const std::optional<QString> text = at(row, column);
    return text ? fromIso(*text) : std::nullopt;
}

QCoro::Task<Result<StatementRows>> runStatement(ReadDoor &door, WarehouseId warehouse, AllowedStatement statement,
                                                StatementPatience patience, std::stop_token stop)
{
    const ReadRequest execute = post(statements, executeBody(warehouse, statement, patience));
    Result<nlohmann::json> document = co_await ask(door, execute, stop);
    if (document && isUnfinished(*document)) {
        const QString id = textOr(*document, "/statement_id");
        document = co_await pollToEnd(door, id, stop);
    }
    if (!document)
        co_return tl::unexpected(document.error());
    const std::optional<Error> bad = endedBadly(*document);
    if (bad)
        co_return tl::unexpected(*bad);
    Result<StatementRows> rows = co_await collect(door, *document, stop);
    co_return rows;
}

} // namespace twinlake
