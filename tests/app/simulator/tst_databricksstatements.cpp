// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Statements over the API: waiting, polling, cancelling, results (contracts/databricks-api.md 5.1).
#include "tests/app/simulator/worldundertest.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using namespace twinlake;
using namespace twinlake::simulator;

class TestDatabricksStatements : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void warmWarehouseAnswersInOneCall();
    void coldWarehouseIsStartedAndTheStatementPends();
    void waitCanCancel();
    void cancelledStatementStaysCancelled();
    void sqlErrorIsHttp200();
    void storageOutageFailsStatements();
    void resultIsForgottenAfterAnHour();
    void badRequests_data();
    void badRequests();

private:
    static const QString statements;
    static QByteArray body(WorldFace &test, const nlohmann::json &more = {})
    {
        nlohmann::json all{{"statement", "SELECT 1"}, {"warehouse_id", test.warehouse().id().toStdString()}};
        if (more.is_object())
            all.update(more);
        return QByteArray::fromStdString(all.dump());
    }
};

const QString TestDatabricksStatements::statements = u"/api/2.0/sql/statements"_s;

void TestDatabricksStatements::warmWarehouseAnswersInOneCall()
{
    WorldFace test(Region::Primary);
    const auto answer =
        test.query(u"SELECT max(event_timestamp) AS w, current_timestamp() AS n FROM main.gold.orders"_s);
    QVERIFY((answer["status"]["state"]) == (nlohmann::json("SUCCEEDED")));
    QVERIFY((answer["manifest"]["schema"]["column_count"]) == (nlohmann::json(2)));
    QVERIFY((answer["manifest"]["schema"]["columns"][0]["type_name"]) == (nlohmann::json("TIMESTAMP")));
    QVERIFY((answer["result"]["data_array"][0][0])
            == (nlohmann::json(isoMillis(*test.world.goldWatermark(u"orders"_s)).toStdString())));
    QVERIFY((answer["result"]["data_array"][0][1]) == (nlohmann::json("2026-11-22T00:20:00.000Z")));
    const auto counted = test.query(u"SELECT count(*) FROM main.gold.orders"_s);
    QVERIFY((counted["manifest"]["schema"]["columns"][0]["type_name"]) == (nlohmann::json("LONG")));
    QVERIFY((counted["manifest"]["schema"]["columns"][0]["type_text"]) == (nlohmann::json("BIGINT")));
    QVERIFY(counted["result"]["data_array"][0][0].is_string());
    QVERIFY((test.query(u"SELECT id FROM main.gold.orders LIMIT 0"_s)["result"]) == (nlohmann::json::object()));
}

void TestDatabricksStatements::coldWarehouseIsStartedAndTheStatementPends()
{
    WorldFace test(Region::Secondary);
    const auto pending = test.json("POST", statements + u'/', body(test, {{"wait_timeout", "0s"}}));
    QVERIFY((pending["status"]["state"]) == (nlohmann::json("PENDING")));
    QCOMPARE(test.warehouse().state(), WarehouseState::Starting);
    const QString one = statements + u'/' + QString::fromStdString(pending["statement_id"].get<std::string>());
    QVERIFY((test.json("GET", one)["status"]["state"]) == (nlohmann::json("PENDING")));
    test.pass(140s);
    const auto done = test.json("GET", one);
    QVERIFY((done["status"]["state"]) == (nlohmann::json("SUCCEEDED")));
    QVERIFY((done["result"]["data_array"]) == (nlohmann::json::array({nlohmann::json::array({"1"})})));
    QVERIFY((test.json("GET", one + u"/result/chunks/0"_s)["data_array"]) == (done["result"]["data_array"]));
    QCOMPARE(test.send("GET", one + u"/result/chunks/1"_s).status, 404);
}

void TestDatabricksStatements::waitCanCancel()
{
    WorldFace test(Region::Secondary);
    const auto continued = test.json("POST", statements, body(test, {{"wait_timeout", "5s"}}));
    QVERIFY((continued["status"]["state"]) == (nlohmann::json("PENDING")));
    const auto cancelled =
        test.json("POST", statements, body(test, {{"wait_timeout", "5s"}, {"on_wait_timeout", "CANCEL"}}));
    QVERIFY((cancelled["status"]["state"]) == (nlohmann::json("CANCELED")));
}

void TestDatabricksStatements::cancelledStatementStaysCancelled()
{
    WorldFace test(Region::Primary);
    const auto pending = test.json("POST", statements, body(test, {{"wait_timeout", "0s"}}));
    const QString one = statements + u'/' + QString::fromStdString(pending["statement_id"].get<std::string>());
    QCOMPARE(test.send("POST", one + u"/cancel"_s).body, QByteArray("{}"));
    test.pass(10s);
    QVERIFY((test.json("GET", one)["status"]["state"]) == (nlohmann::json("CANCELED")));
    QCOMPARE(test.send("GET", one + u"/result/chunks/0"_s).status, 400);
    QCOMPARE(test.send("GET", statements + u"/nothing"_s).status, 404);
}

void TestDatabricksStatements::sqlErrorIsHttp200()
{
    WorldFace test(Region::Primary);
    const SimResponse response =
        test.send("POST", statements, body(test, {{"statement", "SELECT * FROM main.gold.x"}}));
    QCOMPARE(response.status, 200);
    const auto status = nlohmann::json::parse(response.body)["status"];
    QVERIFY((status["state"]) == (nlohmann::json("FAILED")));
    QVERIFY((status["error"]["error_code"]) == (nlohmann::json("BAD_REQUEST")));
    QVERIFY((status["sql_state"]) == (nlohmann::json("42P01")));
}

void TestDatabricksStatements::storageOutageFailsStatements()
{
    WorldFace test(Region::Primary);
    test.world.setConditions({false, true, false});
    QVERIFY((test.query(u"SELECT 1"_s)["status"]["error"]["error_code"]) == (nlohmann::json("IO_ERROR")));
}

void TestDatabricksStatements::resultIsForgottenAfterAnHour()
{
    WorldFace test(Region::Primary);
    const auto done = test.query(u"SELECT 1"_s);
    const QString one = statements + u'/' + QString::fromStdString(done["statement_id"].get<std::string>());
    test.pass(61min);
    const auto closed = test.json("GET", one);
    QVERIFY((closed["status"]["state"]) == (nlohmann::json("CLOSED")));
    QVERIFY(!closed.contains("result"));
    test.pass(12h);
    test.query(u"SELECT 1"_s);
    QCOMPARE(test.send("GET", one).status, 404);
}

void TestDatabricksStatements::badRequests_data()
{
    QTest::addColumn<QByteArray>("change");
    QTest::addColumn<int>("status");
    QTest::newRow("wait of three seconds") << R"({"wait_timeout":"3s"})"_ba << 400;
    QTest::newRow("wait of a minute") << R"({"wait_timeout":"60s"})"_ba << 400;
    QTest::newRow("wait that is no time") << R"({"wait_timeout":"soon"})"_ba << 400;
    QTest::newRow("unknown on_wait_timeout") << R"({"on_wait_timeout":"STOP"})"_ba << 400;
    QTest::newRow("empty statement") << R"({"statement":" "})"_ba << 400;
    QTest::newRow("statement that is a number") << R"({"statement":1})"_ba << 400;
    QTest::newRow("unknown warehouse") << R"({"warehouse_id":"x"})"_ba << 404;
    QTest::newRow("Arrow") << R"({"format":"ARROW_STREAM"})"_ba << 400;
    QTest::newRow("parameters that are no array") << R"({"parameters":{}})"_ba << 400;
    QTest::newRow("parameter without a name") << R"({"parameters":[{"value":"1"}]})"_ba << 400;
}

void TestDatabricksStatements::badRequests()
{
    QFETCH(QByteArray, change);
    QFETCH(int, status);
    WorldFace test(Region::Primary);
    QCOMPARE(test.send("POST", statements, body(test, nlohmann::json::parse(change.toStdString()))).status, status);
}

QTEST_GUILESS_MAIN(TestDatabricksStatements)
#include "tst_databricksstatements.moc"
