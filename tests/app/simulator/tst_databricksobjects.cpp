// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What clients make in a workspace lives there: pipelines, jobs, warehouses; and who may touch it.
#include "tests/app/simulator/worldundertest.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using namespace twinlake;
using namespace twinlake::simulator;

namespace {

/// A face with a second person who is no admin.
struct TwoPeople : WorldFace {
    TwoPeople()
        : WorldFace(Region::Secondary)
    {
        tokens.tokens["guest"] = {u"guest@acme.example"_s, u"43"_s, {}, {u"users"_s}};
    }
    SimResponse asGuest(const QByteArray &method, const QString &target, const QByteArray &body = {})
    {
        SimRequest asked = request(method, target, body);
        asked.headers = {{"authorization", "Bearer guest"}};
        return send(asked);
    }
};

} // namespace

class TestDatabricksObjects : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusals_data();
    void refusals();
    void aCreatedPipelineLivesAndDies();
    void aDeletedPipelineFailsTheRunThatWaitsForIt();
    void dependentTasksRunInTheirOrder();
    void aContinuousJobAlwaysRuns();
    void aScheduleOfANewJobFires();
    void aWholeJobDocumentChangesNothing();
    void aDeletedWarehouseFailsItsStatements();
    void permissionsAreObeyed();
    void permissionComesBeforeExistence();
};

void TestDatabricksObjects::refusals_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, const char *method, const QString &target, const char *body, int status,
                        const QString &code) {
        QTest::newRow(name) << QByteArray(method) << target << QByteArray(body) << status << code;
    };
    const QString pipelines = u"/api/2.0/pipelines"_s;
    const QString jobs = u"/api/2.2/jobs/create"_s;
    const QString bad = u"INVALID_PARAMETER_VALUE"_s;
    row("a pipeline without a name", "POST", pipelines, "{}", 400, bad);
    row("a pipeline's name that is taken", "POST", pipelines, R"({"name":"orders"})", 409, u"RESOURCE_CONFLICT"_s);
    row("storage and catalog", "POST", pipelines, R"({"name":"x","storage":"s","catalog":"c"})", 400, bad);
    row("an unknown edition", "POST", pipelines, R"({"name":"x","edition":"GOLD"})", 400, bad);
    row("configuration that is no map of texts", "POST", pipelines, R"({"name":"x","configuration":{"a":1}})", 400,
        bad);
    row("two run_as at once", "POST", pipelines,
        R"({"name":"x","run_as":{"user_name":"a","service_principal_name":"b"}})", 400, bad);
    row("moved storage", "PUT", pipelines + u"/PIPELINE"_s, R"({"storage":"dbfs:/elsewhere"})", 400, bad);
    row("delete of an unknown pipeline", "DELETE", pipelines + u"/x"_s, "", 404, u"RESOURCE_DOES_NOT_EXIST"_s);
    row("a task without a key", "POST", jobs, R"({"tasks":[{"notebook_task":{"notebook_path":"/x"}}]})", 400, bad);
    row("a task key twice", "POST", jobs, R"({"tasks":[{"task_key":"a"},{"task_key":"a"}]})", 400, bad);
    row("a dependency on nothing", "POST", jobs, R"({"tasks":[{"task_key":"a","depends_on":[{"task_key":"b"}]}]})", 400,
        bad);
    row("a circle of tasks", "POST", jobs,
        R"({"tasks":[{"task_key":"a","depends_on":[{"task_key":"b"}]},{"task_key":"b","depends_on":[{"task_key":"a"}]}]})",
        400, bad);
    row("schedule and continuous", "POST", jobs,
        R"({"continuous":{},"schedule":{"quartz_cron_expression":"0 0 1 * * ?","timezone_id":"UTC"}})", 400, bad);
    row("an unknown unit", "POST", jobs, R"({"trigger":{"periodic":{"interval":1,"unit":"EONS"}}})", 400, bad);
    row("an unknown permission level", "POST", jobs,
        R"({"access_control_list":[{"user_name":"a","permission_level":"CAN_FLY"}]})", 400, bad);
    row("delete of an unknown job", "POST", u"/api/2.1/jobs/delete"_s, R"({"job_id":5})", 400, bad);
    row("cancel-all of nothing", "POST", u"/api/2.2/jobs/runs/cancel-all"_s, "{}", 400, bad);
    row("output of an unknown run", "GET", u"/api/2.2/jobs/runs/get-output?run_id=5"_s, "", 400, bad);
    row("an unknown warehouse size", "POST", u"/api/2.0/sql/warehouses"_s, R"({"name":"x","cluster_size":"Huge"})", 400,
        bad);
    row("a short auto-stop", "POST", u"/api/2.0/sql/warehouses"_s, R"({"name":"x","auto_stop_mins":3})", 400, bad);
    row("a relative path", "POST", u"/api/2.0/workspace/mkdirs"_s, R"({"path":"x"})", 400, bad);
    row("import without a parent", "POST", u"/api/2.0/workspace/import"_s,
        R"({"path":"/no/where","content":"","language":"SQL"})", 404, u"RESOURCE_DOES_NOT_EXIST"_s);
    row("import without a language", "POST", u"/api/2.0/workspace/import"_s, R"({"path":"/Shared/x","content":""})",
        400, bad);
    row("import that is no base64", "POST", u"/api/2.0/workspace/import"_s,
        R"({"path":"/Shared/x","content":"*","language":"SQL"})", 400, bad);
    row("import that is no JSON", "POST", u"/api/2.0/workspace/import"_s, "[", 400, u"MALFORMED_REQUEST"_s);
    row("import over a notebook", "POST", u"/api/2.0/workspace/import"_s,
        R"({"path":"/Shared/dlt/orders","content":"","language":"SQL"})", 400, u"RESOURCE_ALREADY_EXISTS"_s);
    row("delete of a full folder", "POST", u"/api/2.0/workspace/delete"_s, R"({"path":"/Shared/dlt"})", 400,
        u"DIRECTORY_NOT_EMPTY"_s);
    row("a missing path", "GET", u"/api/2.0/workspace/get-status?path=/x"_s, "", 404, u"RESOURCE_DOES_NOT_EXIST"_s);
    row("permissions of nothing", "GET", u"/api/2.0/permissions/pipelines/x"_s, "", 404, u"RESOURCE_DOES_NOT_EXIST"_s);
    row("permissions of a strange kind", "GET", u"/api/2.0/permissions/castles/x"_s, "", 400, bad);
}

void TestDatabricksObjects::refusals()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, target);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QString, code);
    WorldFace test(Region::Secondary);
    target.replace(u"PIPELINE"_s, test.orders().id());
    const SimResponse response = test.send(method, target, body);
    QVERIFY2(response.status == status, response.body.constData());
    QVERIFY(!response.applied);
    QCOMPARE(textAt(nlohmann::json::parse(response.body), "error_code"), code);
}

void TestDatabricksObjects::aCreatedPipelineLivesAndDies()
{
    WorldFace test(Region::Secondary);
    const SimResponse made =
        test.send("POST", u"/api/2.0/pipelines"_s, R"({"name":"lab","continuous":true,"libraries":[]})");
    QVERIFY(made.applied);
    const QString one = u"/api/2.0/pipelines/"_s + textAt(nlohmann::json::parse(made.body), "pipeline_id");
    QCOMPARE(textAt(test.json("GET", one), "state"), u"DEPLOYING"_s);
    QVERIFY(test.passUntil([&] { return textAt(test.json("GET", one), "state") == u"RUNNING"; }, 10min));
    const auto document = test.json("GET", one);
    QVERIFY(document["spec"]["libraries"] == nlohmann::json::array());
    QVERIFY(textAt(document["spec"], "storage").startsWith(u"dbfs:/pipelines/"));
    test.pass(3min);
    const auto state = test.world.stateDocument();
    QVERIFY(state["pipelines"].back()["rows"].get<int>() > 0);
    QVERIFY(test.send("DELETE", one).applied);
    QCOMPARE(test.send("GET", one).status, 404);
    test.pass(1h); // nothing of it is left that could still be due
    QCOMPARE(test.world.pipelines().size(), std::size_t(4));
}

void TestDatabricksObjects::aDeletedPipelineFailsTheRunThatWaitsForIt()
{
    WorldFace test(Region::Secondary);
    const auto pipeline = test.json("POST", u"/api/2.0/pipelines"_s, R"({"name":"lab"})")["pipeline_id"];
    const nlohmann::json tasks =
        nlohmann::json::array({{{"task_key", "dlt"}, {"pipeline_task", {{"pipeline_id", pipeline}}}}});
    const auto job = test.json("POST", u"/api/2.2/jobs/create"_s, dumped({{"name", "j"}, {"tasks", tasks}}))["job_id"];
    const auto run = test.json("POST", u"/api/2.2/jobs/run-now"_s, dumped({{"job_id", job}}))["run_id"];
    test.send("DELETE", u"/api/2.0/pipelines/"_s + QString::fromStdString(pipeline.get<std::string>()));
    const QString get = u"/api/2.2/jobs/runs/get?run_id=%1"_s.arg(run.get<std::int64_t>());
    QCOMPARE(textAt(test.json("GET", get)["state"], "result_state"), u"FAILED"_s);
    QCOMPARE(textAt(test.json("GET", get)["status"]["termination_details"], "code"), u"RUN_EXECUTION_ERROR"_s);
}

void TestDatabricksObjects::dependentTasksRunInTheirOrder()
{
    WorldFace test(Region::Secondary);
    const QByteArray body = R"({"name":"j","tasks":[
        {"task_key":"good","notebook_task":{"notebook_path":"/Shared/dlt/orders"}},
        {"task_key":"bad","notebook_task":{"notebook_path":"/Shared/nothing"}},
        {"task_key":"after_both","depends_on":[{"task_key":"good"},{"task_key":"bad"}],
         "notebook_task":{"notebook_path":"/Shared/dlt/orders"}},
        {"task_key":"anyway","run_if":"ALL_DONE","depends_on":[{"task_key":"after_both"}],
         "notebook_task":{"notebook_path":"/Shared/dlt/orders"}}]})";
    const auto job = test.json("POST", u"/api/2.2/jobs/create"_s, body)["job_id"];
    const auto run = test.json("POST", u"/api/2.2/jobs/run-now"_s, dumped({{"job_id", job}}))["run_id"];
    const QString get = u"/api/2.2/jobs/runs/get?run_id=%1"_s.arg(run.get<std::int64_t>());
    QCOMPARE(textAt(test.json("GET", get)["state"], "life_cycle_state"), u"PENDING"_s);
    QVERIFY(test.passUntil([&] { return textAt(test.json("GET", get)["state"], "life_cycle_state") == u"TERMINATED"; },
                           5min));
    const auto done = test.json("GET", get);
    QMap<QString, QString> results;
    for (const auto &task : done["tasks"])
        results[textAt(task, "task_key")] = textAt(task["state"], "result_state");
    QCOMPARE(results.value(u"good"_s), u"SUCCESS"_s);
    QCOMPARE(results.value(u"bad"_s), u"FAILED"_s);
    QCOMPARE(results.value(u"after_both"_s), u"UPSTREAM_FAILED"_s);
    QCOMPARE(results.value(u"anyway"_s), u"SUCCESS"_s);
    QCOMPARE(textAt(done["state"], "result_state"), u"SUCCESS_WITH_FAILURES"_s);
}

void TestDatabricksObjects::aContinuousJobAlwaysRuns()
{
    WorldFace test(Region::Secondary);
    const auto job = test.json("POST", u"/api/2.2/jobs/create"_s,
                               R"({"name":"j","continuous":{"pause_status":"UNPAUSED"},"tasks":[
        {"task_key":"a","notebook_task":{"notebook_path":"/Shared/dlt/orders"}}]})")["job_id"];
    SimJob *const made = test.world.job(JobId{job.get<std::int64_t>()});
    test.pass(5min);
    QVERIFY(made->runs().size() > 5);
    QCOMPARE(made->runs().front().trigger, u"CONTINUOUS"_s);
    test.send("POST", u"/api/2.2/jobs/update"_s,
              dumped({{"job_id", job}, {"new_settings", {{"continuous", {{"pause_status", "PAUSED"}}}}}}));
    test.pass(2min);
    const auto before = made->runs().size();
    test.pass(10min);
    QCOMPARE(made->runs().size(), before);
}

void TestDatabricksObjects::aScheduleOfANewJobFires()
{
    WorldFace test(Region::Secondary);
    const auto job =
        test.json("POST", u"/api/2.1/jobs/create"_s,
                  R"({"name":"j","trigger":{"periodic":{"interval":2,"unit":"HOURS"}},"tasks":[]})")["job_id"];
    SimJob *const made = test.world.job(JobId{job.get<std::int64_t>()});
    test.pass(119min);
    QVERIFY(made->runs().empty());
    test.pass(2h);
    QCOMPARE(made->runs().size(), std::size_t(1));
    QVERIFY(test.send("POST", u"/api/2.2/jobs/delete"_s, dumped({{"job_id", job}})).applied);
    test.pass(5h);
    QCOMPARE(test.send("GET", u"/api/2.2/jobs/get?job_id=%1"_s.arg(job.get<std::int64_t>())).status, 400);
}

void TestDatabricksObjects::aWholeJobDocumentChangesNothing()
{
    WorldFace test(Region::Secondary);
    const QString get = u"/api/2.2/jobs/get?job_id=%1"_s.arg(test.ordersJob().id());
    const auto whole = test.json("GET", get);
    const SimResponse answer = test.send("POST", u"/api/2.2/jobs/update"_s,
                                         dumped({{"job_id", test.ordersJob().id()}, {"new_settings", whole}}));
    QCOMPARE(answer.status, 200);
    QVERIFY(test.json("GET", get) == whole);
}

void TestDatabricksObjects::aDeletedWarehouseFailsItsStatements()
{
    WorldFace test(Region::Secondary);
    const auto id = test.json("POST", u"/api/2.0/sql/warehouses"_s, R"({"name":"lab","cluster_size":"Small"})")["id"];
    const nlohmann::json body{{"statement", "SELECT 1"}, {"warehouse_id", id}, {"wait_timeout", "0s"}};
    const auto asked = test.json("POST", u"/api/2.0/sql/statements"_s, dumped(body));
    test.send("DELETE", u"/api/2.0/sql/warehouses/"_s + QString::fromStdString(id.get<std::string>()));
    test.pass(5s);
    const auto after = test.json("GET", u"/api/2.0/sql/statements/"_s + textAt(asked, "statement_id"));
    QCOMPARE(textAt(after["status"], "state"), u"FAILED"_s);
    test.pass(1h);
}

void TestDatabricksObjects::permissionsAreObeyed()
{
    TwoPeople test;
    const QString one = u"/api/2.0/pipelines/"_s + test.orders().id();
    const QString permissions = u"/api/2.0/permissions/pipelines/"_s + test.orders().id();
    QCOMPARE(test.asGuest("GET", one).status, 200);
    const SimResponse refused = test.asGuest("POST", one + u"/updates"_s, "{}");
    QCOMPARE(refused.status, 403);
    QCOMPARE(textAt(nlohmann::json::parse(refused.body), "message"),
             u"User guest@acme.example does not have Run or Admin or Owner permissions on pipeline "_s
                 + test.orders().id());
    QCOMPARE(test.asGuest("PATCH", permissions, "{}").status, 403);
    const QByteArray grant =
        R"({"access_control_list":[{"user_name":"guest@acme.example","permission_level":"CAN_RUN"}]})";
    QVERIFY(test.send("PATCH", permissions, grant).applied);
    QCOMPARE(test.asGuest("POST", one + u"/updates"_s, "{}").status, 200);
    QCOMPARE(test.asGuest("PUT", one, "{}").status, 403);
    QVERIFY(test.send("PUT", permissions, R"({"access_control_list":[]})").applied);
    QCOMPARE(test.asGuest("GET", one).status, 403);
    const auto left = test.json("GET", permissions)["access_control_list"];
    QCOMPARE(left.size(), std::size_t(2)); // the owner stays, and admins
    QCOMPARE(textAt(left[0]["all_permissions"][0], "permission_level"), u"IS_OWNER"_s);
}

void TestDatabricksObjects::permissionComesBeforeExistence()
{
    TwoPeople test;
    QCOMPARE(test.asGuest("GET", u"/api/2.0/pipelines/nothing"_s).status, 403);
    QCOMPARE(test.asGuest("GET", u"/api/2.2/jobs/get?job_id=5"_s).status, 403);
    QCOMPARE(test.send("GET", u"/api/2.2/jobs/get?job_id=5"_s).status, 400);
    test.send("POST", u"/api/2.0/pipelines"_s, R"({"name":"hidden"})");
    const auto listed = nlohmann::json::parse(test.asGuest("GET", u"/api/2.0/pipelines"_s).body);
    QCOMPARE(listed["statuses"].size(), std::size_t(4));
}

QTEST_GUILESS_MAIN(TestDatabricksObjects)
#include "tst_databricksobjects.moc"
