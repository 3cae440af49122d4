// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Databricks face: refusals, tokens, jobs and warehouses, and what every request has in common
// (contracts/databricks-api.md). Pipelines are tst_databrickspipelines.cpp.
#include "tests/app/simulator/worldundertest.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using namespace twinlake;
using namespace twinlake::simulator;

namespace {

QByteArray headerOf(const SimResponse &response, const QByteArray &name)
{
    for (const auto &[key, value] : response.headers) {
        if (key == name)
            return value;
    }
    return {};
}

} // namespace

class TestDatabricksFace : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusals_data();
    void refusals();
    void tokensAreChecked();
    void whoAmICarriesTheWorkspace();
    void jobSchedulesAreReplacedWhole();
    void runsAreListed();
    void warehousesStartAndStop();
    void mutatingRequests_data();
    void mutatingRequests();
    void sameRequestsGiveTheSameBytes();
    void noiseIsAnswered();
};

void TestDatabricksFace::refusals_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char *name, const QByteArray &method, const QString &target, const QByteArray &body,
                        int status,
                        const QByteArray &code) { QTest::newRow(name) << method << target << body << status << code; };
    row("unknown route", "GET", u"/api/2.0/nothing"_s, {}, 404, "ENDPOINT_NOT_FOUND");
    row("unknown pipeline", "GET", u"/api/2.0/pipelines/x"_s, {}, 404, "RESOURCE_DOES_NOT_EXIST");
    row("unknown pipeline's update", "POST", u"/api/2.0/pipelines/x/updates"_s, "{}", 404, "RESOURCE_DOES_NOT_EXIST");
    row("unknown update", "GET", u"/api/2.0/pipelines/PIPELINE/updates/x"_s, {}, 404, "RESOURCE_DOES_NOT_EXIST");
    row("unknown job", "GET", u"/api/2.2/jobs/get?job_id=1"_s, {}, 400, "INVALID_PARAMETER_VALUE");
    row("job id that is text", "GET", u"/api/2.2/jobs/get?job_id=abc"_s, {}, 400, "INVALID_PARAMETER_VALUE");
    row("job id of the wrong type", "POST", u"/api/2.2/jobs/run-now"_s, R"({"job_id":"1"})", 400,
        "INVALID_PARAMETER_VALUE");
    row("unknown run", "GET", u"/api/2.2/jobs/runs/get?run_id=1"_s, {}, 400, "INVALID_PARAMETER_VALUE");
    row("unknown warehouse", "POST", u"/api/2.0/sql/warehouses/x/start"_s, {}, 404, "RESOURCE_DOES_NOT_EXIST");
    row("not JSON", "POST", u"/api/2.2/jobs/update"_s, "{", 400, "MALFORMED_REQUEST");
    row("not an object", "PUT", u"/api/2.0/pipelines/PIPELINE"_s, "[1]", 400, "MALFORMED_REQUEST");
    row("absurdly deep", "PUT", u"/api/2.0/pipelines/PIPELINE"_s, QByteArray("{\"a\":") + QByteArray(100'000, '['), 400,
        "MALFORMED_REQUEST");
    row("continuous of the wrong type", "PUT", u"/api/2.0/pipelines/PIPELINE"_s, R"({"continuous":"true"})", 400,
        "INVALID_PARAMETER_VALUE");
    row("page too large", "GET", u"/api/2.0/pipelines?max_results=101"_s, {}, 400, "INVALID_PARAMETER_VALUE");
    row("foreign page token", "GET", u"/api/2.0/pipelines?page_token=zzz"_s, {}, 400, "INVALID_PARAMETER_VALUE");
    row("unknown filter", "GET", u"/api/2.0/pipelines?filter=id%3D1"_s, {}, 400, "INVALID_PARAMETER_VALUE");
    row("unknown event filter", "GET", u"/api/2.0/pipelines/PIPELINE/events?filter=x"_s, {}, 400,
        "INVALID_PARAMETER_VALUE");
    row("bad cron", "POST", u"/api/2.2/jobs/update"_s,
        R"({"job_id":JOB,"new_settings":{"schedule":{"quartz_cron_expression":"* *","timezone_id":"UTC"}}})", 400,
        "INVALID_PARAMETER_VALUE");
    row("bad zone", "POST", u"/api/2.2/jobs/update"_s,
        R"({"job_id":JOB,"new_settings":{"schedule":{"quartz_cron_expression":"0 0 1 * * ?","timezone_id":"Mars/X"}}})",
        400, "INVALID_PARAMETER_VALUE");
    row("stamp of the wrong type", "PUT", u"/api/2.0/pipelines/PIPELINE"_s, R"({"expected_last_modified":"x"})", 400,
        "INVALID_PARAMETER_VALUE");
}

void TestDatabricksFace::refusals()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, target);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QByteArray, code);
    WorldFace test(Region::Secondary);
    target.replace(u"PIPELINE"_s, test.orders().id());
    body.replace("JOB", QByteArray::number(static_cast<qlonglong>(test.ordersJob().id())));
    const SimResponse response = test.send(method, target, body);
    QCOMPARE(response.status, status);
    QVERIFY(!response.applied);
    const auto answer = nlohmann::json::parse(response.body, nullptr, false);
    QVERIFY((answer["error_code"]) == (nlohmann::json(code.toStdString())));
    QVERIFY(answer["message"].is_string());
}

void TestDatabricksFace::tokensAreChecked()
{
    WorldFace test(Region::Primary);
    SimRequest request = test.request("GET", u"/api/2.0/pipelines"_s);
    request.headers = {{"authorization", "Bearer stolen"}};
    const SimResponse foreign = test.send(request);
    QCOMPARE(foreign.status, 403);
    QCOMPARE(foreign.body, QByteArray(R"({"error_code":403,"message":"Invalid access token."})"));
    QCOMPARE(headerOf(foreign, "X-Databricks-Reason-Phrase"), QByteArray("Invalid access token."));
    request.headers.clear();
    QCOMPARE(test.send(request).status, 401);
    const SimResponse open = test.send("GET", u"/.well-known/databricks-config"_s);
    QCOMPARE(open.status, 200);
    QVERIFY(nlohmann::json::parse(open.body)["workspace_id"].is_string());
}

void TestDatabricksFace::whoAmICarriesTheWorkspace()
{
    WorldFace test(Region::Primary);
    const SimResponse response = test.send("GET", u"/api/2.0/preview/scim/v2/Me"_s);
    QCOMPARE(headerOf(response, "X-Databricks-Org-Id"), test.tokens.workspaceId.toLatin1());
    QCOMPARE(response.principal, u"operator@acme.example"_s);
    QVERIFY((nlohmann::json::parse(response.body)["userName"]) == (nlohmann::json("operator@acme.example")));
}

void TestDatabricksFace::jobSchedulesAreReplacedWhole()
{
    WorldFace test(Region::Secondary);
    const QString id = QString::number(test.ordersJob().id());
    for (const QString &version : {u"2.0"_s, u"2.1"_s, u"2.2"_s}) {
        const auto job = test.json("GET", u"/api/%1/jobs/get?job_id="_s.arg(version) + id);
        QCOMPARE(job["job_id"].get<std::int64_t>(), test.ordersJob().id());
    }
    QVERIFY(test.ordersJob().id() > (std::int64_t(1) << 53));
    nlohmann::json schedule = test.json("GET", u"/api/2.2/jobs/get?job_id="_s + id)["settings"]["schedule"];
    schedule["pause_status"] = "PAUSED";
    const nlohmann::json body{{"job_id", test.ordersJob().id()}, {"new_settings", {{"schedule", schedule}}}};
    QVERIFY(test.send("POST", u"/api/2.2/jobs/update"_s, dumped(body)).applied);
    QVERIFY(test.ordersJob().paused());
    QCOMPARE(test.ordersJob().settings()["tasks"].size(), std::size_t(2));
    test.pass(1h);
    QVERIFY(!test.orders().activeUpdate());
    const auto listed = test.json("GET", u"/api/2.2/jobs/list?limit=1&name=JOB%20FOR%20ORDERS"_s);
    QCOMPARE(listed["jobs"].size(), std::size_t(1));
    QVERIFY((listed["has_more"]) == (nlohmann::json(false)));
}

void TestDatabricksFace::runsAreListed()
{
    WorldFace test(Region::Secondary);
    const std::int64_t job = test.ordersJob().id();
    const QString list = u"/api/2.2/jobs/runs/list?job_id=%1"_s.arg(job);
    QCOMPARE(test.json("GET", list)["runs"].size(), std::size_t(3));
    const auto run =
        test.json("POST", u"/api/2.2/jobs/run-now"_s, dumped({{"job_id", job}, {"idempotency_token", "a"}}));
    QVERIFY((test.json("GET", list + u"&active_only=true"_s)["runs"][0]["run_id"]) == (run["run_id"]));
    const SimResponse again =
        test.send("POST", u"/api/2.2/jobs/run-now"_s, dumped({{"job_id", job}, {"idempotency_token", "a"}}));
    QVERIFY(!again.applied);
    const auto cancelled = test.send("POST", u"/api/2.2/jobs/runs/cancel"_s, dumped({{"run_id", run["run_id"]}}));
    QVERIFY(cancelled.applied);
    const auto one = test.json("GET", u"/api/2.2/jobs/runs/get?run_id=%1"_s.arg(run["run_id"].get<std::int64_t>()));
    QVERIFY((one["state"]["result_state"]) == (nlohmann::json("CANCELED")));
    QVERIFY((one["status"]["state"]) == (nlohmann::json("TERMINATED")));
}

void TestDatabricksFace::warehousesStartAndStop()
{
    WorldFace test(Region::Secondary);
    const QString one = u"/api/2.0/sql/warehouses/"_s + test.warehouse().id();
    QVERIFY((test.json("GET", one)["state"]) == (nlohmann::json("STOPPED")));
    QVERIFY(test.send("POST", one + u"/start"_s).applied);
    QVERIFY(!test.send("POST", one + u"/start"_s).applied);
    test.pass(150s);
    QVERIFY((test.json("GET", u"/api/2.0/sql/warehouses"_s)["warehouses"][0]["state"]) == (nlohmann::json("RUNNING")));
    QVERIFY(test.send("POST", one + u"/stop"_s).applied);
    QVERIFY((test.json("GET", one)["state"]) == (nlohmann::json("STOPPED")));
}

void TestDatabricksFace::mutatingRequests_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("mutating");
    QTest::newRow("get") << "GET"_ba << u"/api/2.0/pipelines"_s << ""_ba << false;
    QTest::newRow("put") << "PUT"_ba << u"/api/2.0/pipelines/x"_s << "{}"_ba << true;
    QTest::newRow("select") << "POST"_ba << u"/api/2.0/sql/statements/"_s << R"({"statement":"SELECT 1"})"_ba << false;
    QTest::newRow("drop") << "POST"_ba << u"/api/2.0/sql/statements"_s << R"({"statement":"DROP TABLE x"})"_ba << true;
    QTest::newRow("noise") << "POST"_ba << u"/api/2.0/sql/statements"_s << "["_ba << true;
    QTest::newRow("cancel") << "POST"_ba << u"/api/2.0/sql/statements/x/cancel"_s << ""_ba << false;
    QTest::newRow("warehouse start") << "POST"_ba << u"/api/2.0/sql/warehouses/x/start"_s << ""_ba << true;
}

void TestDatabricksFace::mutatingRequests()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, target);
    QFETCH(QByteArray, body);
    QFETCH(bool, mutating);
    WorldFace test(Region::Primary);
    QCOMPARE(test.face.isMutating(test.request(method, target, body)), mutating);
}

void TestDatabricksFace::sameRequestsGiveTheSameBytes()
{
    const auto transcript = [](std::uint64_t seed) {
        WorldFace test(Region::Secondary, seed);
        QByteArray all;
        const QString pipeline = u"/api/2.0/pipelines/"_s + test.orders().id();
        all += test.send("PUT", pipeline, dumped(test.ordersSpec(true))).body;
        for (int step = 0; step < 20; ++step) {
            test.pass(31s);
            all += test.send("GET", pipeline).body;
            all += test.send("GET", pipeline + u"/events"_s).body;
            all += dumped(test.query(u"SELECT max(event_timestamp), count(*) FROM main.gold.orders"_s));
            all += dumped(test.world.stateDocument());
        }
        return all;
    };
    const QByteArray first = transcript(7);
    QCOMPARE(transcript(7), first);
    QVERIFY(transcript(8) != first);
}

void TestDatabricksFace::noiseIsAnswered()
{
    WorldFace test(Region::Secondary);
    const QString paths[] = {u"/api/2.0/pipelines/"_s + test.orders().id(), u"/api/2.2/jobs/update"_s,
                             u"/api/2.2/jobs/reset"_s, u"/api/2.0/sql/statements"_s, u"/api/2.2/jobs/run-now"_s};
    const QByteArray bodies[] = {"{\"job_id\":1e99}",
                                 "{\"job_id\":null,\"new_settings\":7}",
                                 "{\"statement\":[]}",
                                 "\xff\xfe",
                                 "{\"a\":\"\\ud800\"}",
                                 QByteArray(1, '\0'),
                                 "{\"parameters\":[1,{}]}",
                                 "{\"libraries\":{\"x\":1}}",
                                 "{\"new_settings\":{\"tasks\":{}}}"};
    for (const QString &path : paths) {
        for (const QByteArray &body : bodies) {
            for (const QByteArray &method : {"POST"_ba, "PUT"_ba, "PATCH"_ba, "OPTIONS"_ba}) {
                const SimResponse response = test.send(method, path, body);
                QVERIFY(response.status == 200 || response.status == 400 || response.status == 404);
            }
        }
    }
    const std::int64_t job = test.ordersJob().id();
    test.send(
        "POST", u"/api/2.2/jobs/reset"_s,
        dumped({{"job_id", job}, {"new_settings", {{"tasks", {1, "x", {{"pipeline_task", {{"pipeline_id", 5}}}}}}}}}));
    QCOMPARE(test.send("POST", u"/api/2.2/jobs/run-now"_s, dumped({{"job_id", job}})).status, 200);
}

QTEST_GUILESS_MAIN(TestDatabricksFace)
#include "tst_databricksface.moc"
