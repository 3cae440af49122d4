// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the mutating calls put on the wire, and what their answers mean.
#include "app/databricks/databrickswriter.h"
#include "app/http/mutationsender.h"
#include "tests/support/fakeclock.h"
#include "tests/support/rawserver.h"
#include "tests/support/testpermit.h"

#include <QTest>

#include <qcoro/qcorotask.h>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Bench {
    FakeClock clock;
    RawServer server;
    MutationSender sender{HostOptions{server.url(), {}, {}, nullptr}, clock};
    DatabricksWriter writer{sender};
    MutationPermit permit = PermitOffice::full(u"intent"_s);
};

Job jobWith(const QByteArray &settings)
{
    Job job;
    job.id = JobId{9007199254740993};
    job.document = R"({"job_id":9007199254740993,"settings":)"_ba + settings + '}';
    return job;
}

} // namespace

class TestDatabricksWriter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anUpdateIsStartedWithoutRefresh()
    {
        Bench bench;
        bench.server.reply(RawReply::http(200, R"({"update_id":"u9"})"_ba));
        const Outcome outcome =
            QCoro::waitFor(bench.writer.startUpdate({Region::Secondary, PipelineId{u"p"_s}, {}}, bench.permit));
        QCOMPARE(outcome.kind, Outcome::Kind::Done);
        QCOMPARE(outcome.createdId, u"u9"_s);
        QVERIFY(!bench.server.requests.first().body.contains("refresh"));
    }
    void anUpdateWithoutAnIdIsUnknown()
    {
        Bench bench;
        bench.server.reply(RawReply::http(200, "{}"_ba));
        const Outcome outcome =
            QCoro::waitFor(bench.writer.startUpdate({Region::Secondary, PipelineId{u"p"_s}, {}}, bench.permit));
        QCOMPARE(outcome.kind, Outcome::Kind::Unknown);
    }
    void anActiveUpdateIsARefusal()
    {
        Bench bench;
        bench.server.reply(
            RawReply::http(409, R"({"error_code":"CONFLICT","message":"An active update u1 already exists."})"_ba));
        const Outcome outcome =
            QCoro::waitFor(bench.writer.startUpdate({Region::Secondary, PipelineId{u"p"_s}, {}}, bench.permit));
        QCOMPARE(outcome.kind, Outcome::Kind::Refused);
        QVERIFY(outcome.text.contains(u"An active update u1 already exists."_s));
    }
    void aFlagSendsTheWholeSpecBack()
    {
        Bench bench;
        bench.server.reply(RawReply::http(200, "{}"_ba));
        Pipeline pipeline;
        pipeline.document =
            R"({"pipeline_id":"p","last_modified":7,"run_as":{"user_name":"a@b.c"},"parameters":{"k":"v"},"spec":{"id":"p","name":"orders","storage":"dbfs:/x","libraries":[{"notebook":{"path":"/n"}}]}})"_ba;
        const SetContinuous call{Region::Secondary, PipelineId{u"p"_s}, true, 7};
        const Outcome outcome = QCoro::waitFor(bench.writer.setContinuous(call, pipeline, bench.permit));
        QCOMPARE(outcome.kind, Outcome::Kind::Done);
        QCOMPARE(bench.server.requests.size(), 1);
        QVERIFY(bench.server.requests.first().line.startsWith("PUT /api/2.0/pipelines/p "));
        QCOMPARE(
            bench.server.requests.first().body,
            R"({"continuous":true,"expected_last_modified":7,"id":"p","libraries":[{"notebook":{"path":"/n"}}],"name":"orders","parameters":{"k":"v"},"run_as":{"user_name":"a@b.c"},"storage":"dbfs:/x"})"_ba);
    }
    void aFlagWithoutASpecIsNotSent()
    {
        Bench bench;
        const SetContinuous call{Region::Secondary, PipelineId{u"p"_s}, true, 7};
        const Outcome outcome = QCoro::waitFor(bench.writer.setContinuous(call, Pipeline(), bench.permit));
        QCOMPARE(outcome.kind, Outcome::Kind::Refused);
        QVERIFY(bench.server.requests.isEmpty());
    }
    void aPauseSendsTheWholeScheduleBack()
    {
        Bench bench;
        bench.server.reply(RawReply::http(200, "{}"_ba));
        const Job job = jobWith(
            R"({"name":"n","schedule":{"quartz_cron_expression":"0 0 1 * * ?","timezone_id":"UTC","pause_status":"UNPAUSED","sql_condition":"x","new_key":[1]}})"_ba);
        const Outcome outcome =
            QCoro::waitFor(bench.writer.setJobPause({Region::Primary, job.id, true}, job, bench.permit));
        QCOMPARE(outcome.kind, Outcome::Kind::Done);
        QCOMPARE(
            bench.server.requests.first().body,
            R"({"job_id":9007199254740993,"new_settings":{"schedule":{"new_key":[1],"pause_status":"PAUSED","quartz_cron_expression":"0 0 1 * * ?","sql_condition":"x","timezone_id":"UTC"}}})"_ba);
    }
    void aContinuousJobIsPausedByItsTrigger()
    {
        const Result<QByteArray> body = jobPauseBody(jobWith(R"({"continuous":{"pause_status":"PAUSED"}})"_ba), false);
        QCOMPARE(*body, R"({"job_id":9007199254740993,"new_settings":{"continuous":{"pause_status":"UNPAUSED"}}})"_ba);
    }
    void aJobWithoutAScheduleIsNotTouched()
    {
        Bench bench;
        const Job job = jobWith("{}"_ba);
        const Outcome outcome =
            QCoro::waitFor(bench.writer.setJobPause({Region::Primary, job.id, true}, job, bench.permit));
        QCOMPARE(outcome.kind, Outcome::Kind::Refused);
        QCOMPARE(bench.server.connections, 0);
    }
    void aRunCarriesItsToken()
    {
        Bench bench;
        bench.server.reply(RawReply::http(200, R"({"run_id":9007199254740995,"number_in_job":1})"_ba));
        const Outcome outcome =
            QCoro::waitFor(bench.writer.runJobNow({Region::Primary, JobId{7}, QString(80, u'a')}, bench.permit));
        QCOMPARE(outcome.createdId, u"9007199254740995"_s);
        QCOMPARE(bench.server.requests.first().body,
                 R"({"idempotency_token":")"_ba + QByteArray(64, 'a') + R"(","job_id":7})"_ba);
    }
    void aWarehouseIsStarted()
    {
        Bench bench;
        bench.server.reply(RawReply::http(200, ""_ba));
        const Outcome outcome =
            QCoro::waitFor(bench.writer.startWarehouse({Region::Primary, WarehouseId{u"w1"_s}}, bench.permit));
        QCOMPARE(outcome.kind, Outcome::Kind::Done);
        QCOMPARE(bench.server.requests.first().path(), "/api/2.0/sql/warehouses/w1/start"_ba);
    }
};

QTEST_GUILESS_MAIN(TestDatabricksWriter)
#include "tst_databrickswriter.moc"
