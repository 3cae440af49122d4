// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Statements over HTTP: one call, polling, cancelling, failing; and the landing zone followed down.
#include "app/databricks/databricksreader.h"
#include "app/http/readdoor.h"
#include "tests/support/fakeclock.h"
#include "tests/support/rawserver.h"

#include <QTest>

#include <qcoro/qcorotask.h>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray succeeded(const QByteArray &columns, const QByteArray &rows)
{
    return R"({"statement_id":"s1","status":{"state":"SUCCEEDED"},"manifest":{"schema":{"columns":[)"_ba + columns
        + R"(]}},"result":{"data_array":[)"_ba + rows + "]}}"_ba;
}

const QByteArray watermarkColumns = R"({"name":"t"},{"name":"w"},{"name":"n"})"_ba;

struct Bench {
    FakeClock clock;
    RawServer server;
    ReadDoor door{HostOptions{server.url(), {}, {}, nullptr}, clock};
    DatabricksReader reader{door};

    Bench() { clock.runsByItself = true; }
    void reply(const QByteArray &body) { server.reply(RawReply::http(200, body)); }
    Result<QList<TableWatermark>> watermarks(StatementPatience patience = StatementPatience::KeepPolling)
    {
        const QList<WatermarkQuestion> tables{{u"main.gold.a"_s, u"ts"_s}, {u"main.gold.b"_s, u"ts"_s}};
        return QCoro::waitFor(reader.watermarks(WarehouseId{u"w"_s}, tables, patience, std::stop_token()));
    }
};

} // namespace

class TestDatabricksReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void watermarksComeFromOneStatement()
    {
        Bench bench;
        bench.reply(succeeded(
            watermarkColumns,
            R"(["main.gold.a","2026-11-22T02:58:00.000Z","2026-11-22T03:00:00Z"],["main.gold.b",null,"2026-11-22T03:00:00Z"])"_ba));
        const auto watermarks = bench.watermarks();
        QVERIFY(watermarks);
        QCOMPARE(watermarks->size(), 2);
        QCOMPARE(watermarks->first().lag(), std::optional<Duration>(std::chrono::minutes(2)));
        QVERIFY(!watermarks->last().watermark);
        QCOMPARE(bench.server.requests.size(), 1);
        QVERIFY(bench.server.requests.first().body.contains("\"on_wait_timeout\":\"CONTINUE\""));
        QVERIFY(bench.server.requests.first().body.contains("\"wait_timeout\":\"30s\""));
    }
    void aColdWarehouseIsPolledFor()
    {
        Bench bench;
        bench.reply(R"({"statement_id":"s1","status":{"state":"PENDING"}})"_ba);
        bench.reply(R"({"statement_id":"s1","status":{"state":"RUNNING"}})"_ba);
        bench.reply(
            succeeded(watermarkColumns, R"(["a",null,"2026-11-22T03:00:00Z"],["b",null,"2026-11-22T03:00:00Z"])"_ba));
        QVERIFY(bench.watermarks());
        QCOMPARE(bench.server.requests.size(), 3);
        QCOMPARE(bench.server.requests.last().path(), "/api/2.0/sql/statements/s1"_ba);
    }
    void aStatementWithoutEndIsCancelledByUs()
    {
        Bench bench;
        bench.reply(R"({"statement_id":"s1","status":{"state":"RUNNING"}})"_ba);
        const auto watermarks = bench.watermarks();
        QCOMPARE(watermarks.error().kind, Error::Kind::Timeout);
        QCOMPARE(bench.server.requests.last().line, "POST /api/2.0/sql/statements/s1/cancel HTTP/1.1"_ba);
    }
    void theServiceMayCancelInstead()
    {
        Bench bench;
        bench.reply(R"({"statement_id":"s1","status":{"state":"CANCELED"}})"_ba);
        QCOMPARE(bench.watermarks(StatementPatience::CancelAfterWait).error().kind, Error::Kind::Timeout);
        QVERIFY(bench.server.requests.first().body.contains("\"on_wait_timeout\":\"CANCEL\""));
    }
    void aFailedStatementSaysWhy()
    {
        Bench bench;
        bench.reply(
            R"({"statement_id":"s1","status":{"state":"FAILED","error":{"error_code":"BAD_REQUEST","message":"[TABLE_OR_VIEW_NOT_FOUND] x"}}})"_ba);
        const auto watermarks = bench.watermarks();
        QCOMPARE(watermarks.error().kind, Error::Kind::Sql);
        QCOMPARE(watermarks.error().code, u"BAD_REQUEST"_s);
        QVERIFY(watermarks.error().message.contains(u"TABLE_OR_VIEW_NOT_FOUND"_s));
    }
    void anAnswerWithTooFewRowsIsNotTaken()
    {
        Bench bench;
        bench.reply(succeeded(watermarkColumns, R"(["a",null,"2026-11-22T03:00:00Z"])"_ba));
        QCOMPARE(bench.watermarks().error().kind, Error::Kind::Protocol);
    }
    void catchUpCountsAndAsksForTheBacklog()
    {
        Bench bench;
        bench.reply(succeeded(R"({"name":"k"},{"name":"c"},{"name":"n"})"_ba,
                              R"(["up_to_t0","41","2026-11-22T03:00:00Z"],["future","2","2026-11-22T03:00:00Z"])"_ba));
        bench.reply(succeeded(R"({"name":"unread"},{"name":"newest"},{"name":"n"})"_ba,
                              R"(["3","2026-11-22T02:59:00Z","2026-11-22T03:00:00Z"])"_ba));
        CatchUpQuestion question;
        question.goldTable = u"main.gold.orders"_s;
        question.timestampColumn = u"event_timestamp"_s;
        question.bronzeTable = u"main.bronze.orders"_s;
        question.t0 = *fromIso(u"2026-11-22T02:58:00Z"_s);
        question.from = question.t0.addDays(-1);
        const auto evidence = QCoro::waitFor(bench.reader.catchUp(WarehouseId{u"w"_s}, question, std::stop_token()));
        QVERIFY(evidence);
        QCOMPARE(evidence->rowsUpToT0, 41);
        QCOMPARE(evidence->rowsInTheFuture, 2);
        QCOMPARE(evidence->unreadFiles, std::optional<qint64>(3));
        QCOMPARE(toIso(*evidence->newestDiscovered), u"2026-11-22T02:59:00Z"_s);
    }
    void theNewestFolderIsFollowedDown()
    {
        Bench bench;
        const QByteArray columns = R"({"name":"path"},{"name":"name"},{"name":"size"},{"name":"modification_time"})"_ba;
        bench.reply(succeeded(
            columns,
            R"(["/Volumes/raw/a/dt=2026-11-21/","dt=2026-11-21/","0","1"],["/Volumes/raw/a/dt=2026-11-22/","dt=2026-11-22/","0","1"])"_ba));
        bench.reply(succeeded(columns, R"(["/Volumes/raw/a/dt=2026-11-22/hour=02/","hour=02/","0","1"])"_ba));
        bench.reply(succeeded(
            columns,
            R"(["/Volumes/raw/a/dt=2026-11-22/hour=02/part-1.json","part-1.json","9","1790000000000"],["/Volumes/raw/a/dt=2026-11-22/hour=02/part-2.json","part-2.json","9","1790000060000"])"_ba));
        const auto newest =
            QCoro::waitFor(bench.reader.newestLanding(WarehouseId{u"w"_s}, u"/Volumes/raw/a/"_s, std::stop_token()));
        QVERIFY(newest);
        QCOMPARE(newest->filesInNewestFolder, 2);
        QCOMPARE(newest->newestFileAt->toMSecsSinceEpoch(), 1790000060000LL);
        QVERIFY(bench.server.requests.at(1).body.contains("LIST '/Volumes/raw/a/dt=2026-11-22/'"));
        QCOMPARE(bench.server.requests.size(), 3);
    }
    void idsKeepTheirDigits()
    {
        Bench bench;
        bench.reply(R"({"job_id":9007199254740993,"settings":{}})"_ba);
        QVERIFY(QCoro::waitFor(bench.reader.job(JobId{9007199254740993}, std::stop_token())));
        QCOMPARE(bench.server.requests.first().path(), "/api/2.2/jobs/get?job_id=9007199254740993"_ba);
    }
};

QTEST_GUILESS_MAIN(TestDatabricksReader)
#include "tst_databricksreader.moc"
