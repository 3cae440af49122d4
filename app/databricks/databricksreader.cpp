// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/databricks/databricksreader.h"

#include "app/databricks/documents.h"
#include "app/databricks/landing.h"
#include "app/databricks/statementrunner.h"
#include "app/http/calllog.h"
#include "app/http/json.h"
#include "app/http/readdoor.h"

#include <QCoreApplication>

#include <nlohmann/json.hpp>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

template <typename T>
using Parser = Result<T> (*)(const nlohmann::json &);

/// One GET whose document becomes one value.
template <typename T>
QCoro::Task<Result<T>> readAs(ReadDoor &door, ReadRequest request, Parser<T> parser, std::stop_token stop)
{
    const Result<ReadAnswer> answer = co_await door.read(request, stop);
    if (!answer)
        co_return tl::unexpected(answer.error());
    const Result<nlohmann::json> document = parseJson(answer->body);
    if (!document)
        co_return tl::unexpected(document.error());
    co_return parser(*document);
}

/// Not taken when it is about something else: a cache or a proxy on the way has mixed two answers up.
template <typename T, typename Id>
Result<T> onlyAbout(const Id &asked, Result<T> answer)
{
    if (answer && answer->id != asked)
        return fail(Error::Kind::Protocol,
                    QCoreApplication::translate("Databricks", "The answer is about something else than was asked."));
    return answer;
}

QUrlQuery query(const QString &key, const QString &value)
{
    QUrlQuery result;
    result.addQueryItem(key, value);
    return result;
}

Result<QString> userNameFrom(const nlohmann::json &document)
{
    const std::optional<QString> name = textAt(document, "/userName");
    if (!name)
        return fail(Error::Kind::Protocol,
                    QCoreApplication::translate(
                        "Databricks", "The answer does not say who we are: this is not a Databricks workspace."));
    return plainServerText(*name, 200);
}

Error noServerTime()
{
    return Error{Error::Kind::Protocol,
                 QCoreApplication::translate("Databricks", "The statement's answer lacks the server's time."),
                 200,
                 {},
                 {}};
}

Result<QList<TableWatermark>> watermarksFrom(const StatementRows &rows, const QList<WatermarkQuestion> &asked)
{
    QList<TableWatermark> watermarks;
    for (qsizetype row = 0; row < rows.rows.size(); ++row) {
        const std::optional<Instant> now = rows.instantAt(row, u"n"_s);
        if (!now)
            return tl::unexpected(noServerTime());
        watermarks << TableWatermark{rows.at(row, u"t"_s).value_or(QString()), rows.instantAt(row, u"w"_s), *now};
    }
    if (watermarks.size() != asked.size())
        return fail(Error::Kind::Protocol,
                    QCoreApplication::translate("Databricks", "The statement answered for %1 tables of %2.")
                        .arg(watermarks.size())
                        .arg(asked.size()));
    return watermarks;
}

Result<CatchUpEvidence> countsFrom(const StatementRows &rows, const CatchUpQuestion &question)
{
    CatchUpEvidence evidence;
    evidence.table = question.goldTable;
    bool isCounted = false;
    for (qsizetype row = 0; row < rows.rows.size(); ++row) {
        const std::optional<qint64> count = rows.integerAt(row, u"c"_s);
        const std::optional<Instant> now = rows.instantAt(row, u"n"_s);
        if (!count || !now)
            return tl::unexpected(noServerTime());
        evidence.serverNow = *now;
        const bool isFuture = rows.at(row, u"k"_s) == u"future"_s;
        (isFuture ? evidence.rowsInTheFuture : evidence.rowsUpToT0) = *count;
        isCounted = isCounted || !isFuture;
    }
    if (!isCounted)
        return tl::unexpected(noServerTime());
    return evidence;
}

} // namespace

DatabricksReader::DatabricksReader(ReadDoor &door)
    : m_door(door)
{
}

QCoro::Task<Result<QString>> DatabricksReader::whoAmI(std::stop_token stop)
{
    return readAs<QString>(m_door, ReadRequest::probe(u"/api/2.0/preview/scim/v2/Me"_s), userNameFrom, stop);
}

QCoro::Task<Result<Pipeline>> DatabricksReader::pipeline(PipelineId id, std::stop_token stop)
{
    const ReadRequest request = ReadRequest::get(u"/api/2.0/pipelines/"_s + id.value);
    Result<Pipeline> answer = co_await readAs<Pipeline>(m_door, request, pipelineFrom, stop);
    co_return onlyAbout(id, std::move(answer));
}

QCoro::Task<Result<QList<Update>>> DatabricksReader::updates(PipelineId id, std::stop_token stop)
{
    const QString path = u"/api/2.0/pipelines/%1/updates"_s.arg(id.value);
    return readAs<QList<Update>>(m_door, ReadRequest::get(path, query(u"max_results"_s, u"25"_s)), updatesFrom, stop);
}

QCoro::Task<Result<Job>> DatabricksReader::job(JobId id, std::stop_token stop)
{
    const QUrlQuery which = query(u"job_id"_s, QString::number(id.value));
    const ReadRequest request = ReadRequest::get(u"/api/2.2/jobs/get"_s, which);
    Result<Job> answer = co_await readAs<Job>(m_door, request, jobFrom, stop);
    co_return onlyAbout(id, std::move(answer));
}

QCoro::Task<Result<QList<JobRun>>> DatabricksReader::activeRuns(JobId id, std::stop_token stop)
{
    QUrlQuery which = query(u"job_id"_s, QString::number(id.value));
    which.addQueryItem(u"active_only"_s, u"true"_s);
    return readAs<QList<JobRun>>(m_door, ReadRequest::get(u"/api/2.2/jobs/runs/list"_s, which), jobRunsFrom, stop);
}

QCoro::Task<Result<QList<JobRun>>> DatabricksReader::latestRuns(JobId id, std::stop_token stop)
{
    QUrlQuery which = query(u"job_id"_s, QString::number(id.value));
    which.addQueryItem(u"limit"_s, u"25"_s);
    return readAs<QList<JobRun>>(m_door, ReadRequest::get(u"/api/2.2/jobs/runs/list"_s, which), jobRunsFrom, stop);
}

QCoro::Task<Result<JobRun>> DatabricksReader::run(JobRunId id, std::stop_token stop)
{
    const QUrlQuery which = query(u"run_id"_s, QString::number(id.value));
    const ReadRequest request = ReadRequest::get(u"/api/2.2/jobs/runs/get"_s, which);
    Result<JobRun> answer = co_await readAs<JobRun>(m_door, request, jobRunFrom, stop);
    co_return onlyAbout(id, std::move(answer));
}

QCoro::Task<Result<Warehouse>> DatabricksReader::warehouse(WarehouseId id, std::stop_token stop)
{
    const ReadRequest request = ReadRequest::get(u"/api/2.0/sql/warehouses/"_s + id.value);
    Result<Warehouse> answer = co_await readAs<Warehouse>(m_door, request, warehouseFrom, stop);
    co_return onlyAbout(id, std::move(answer));
}

QCoro::Task<Result<QList<TableWatermark>>> DatabricksReader::watermarks(WarehouseId warehouse,
                                                                        QList<WatermarkQuestion> tables,
                                                                        StatementPatience patience,
                                                                        std::stop_token stop)
{
    const Result<AllowedStatement> statement = AllowedStatement::watermarks(tables);
    if (!statement)
        co_return tl::unexpected(statement.error());
    const Result<StatementRows> rows = co_await runStatement(m_door, warehouse, *statement, patience, stop);
    if (!rows)
        co_return tl::unexpected(rows.error());
    co_return watermarksFrom(*rows, tables);
}

QCoro::Task<Result<CatchUpEvidence>> DatabricksReader::catchUp(WarehouseId warehouse, CatchUpQuestion question,
                                                               std::stop_token stop)
{
    ReadDoor &door = m_door;
    const Result<AllowedStatement> counting = AllowedStatement::catchUpCounts(question);
    if (!counting)
        co_return tl::unexpected(counting.error());
    if (question.bronzeTable.isEmpty()) {
        const Result<StatementRows> counts =
            co_await runStatement(door, warehouse, *counting, StatementPatience::KeepPolling, stop);
        if (!counts)
            co_return tl::unexpected(counts.error());
        co_return countsFrom(*counts, question);
    }
    const Result<AllowedStatement> files = AllowedStatement::unreadFiles(question);
    if (!files)
        co_return tl::unexpected(files.error());
    // Side by side: in an outage this is asked again and again, and each statement has its own wait.
    auto counted = runStatement(door, warehouse, *counting, StatementPatience::KeepPolling, stop);
    auto listed = runStatement(door, warehouse, *files, StatementPatience::KeepPolling, stop);
    const Result<StatementRows> counts = co_await counted;
    const Result<StatementRows> backlog = co_await listed;
    if (!counts)
        co_return tl::unexpected(counts.error());
    Result<CatchUpEvidence> evidence = countsFrom(*counts, question);
    if (!evidence)
        co_return evidence;
    if (!backlog)
        co_return tl::unexpected(backlog.error());
    evidence->unreadFiles = backlog->integerAt(0, u"unread"_s);
    evidence->newestDiscovered = backlog->instantAt(0, u"newest"_s);
    co_return evidence;
}

QCoro::Task<Result<LandingNewest>> DatabricksReader::newestLanding(WarehouseId warehouse, QString zone,
                                                                   std::stop_token stop)
{
    return readNewestLanding(m_door, std::move(warehouse), std::move(zone), std::move(stop));
}

} // namespace twinlake
