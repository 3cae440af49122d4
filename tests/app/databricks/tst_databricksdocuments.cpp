// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Databricks' documents, in the shapes of contracts/databricks-api.md, become domain values.
#include "app/databricks/documents.h"
#include "app/http/json.h"

#include <QTest>

#include <nlohmann/json.hpp>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

nlohmann::json json(const QByteArray &text)
{
    return parseJson(text).value_or(nlohmann::json());
}

} // namespace

class TestDatabricksDocuments : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPipelineSaysItsModeAndUpdates()
    {
        const auto pipeline =
            pipelineFrom(json(R"({"pipeline_id":"p1","name":"orders","state":"RUNNING","health":"HEALTHY",
            "last_modified":1790000000001,"cause":"c","spec":{"continuous":true,"edition":"CORE"},
            "latest_updates":[{"update_id":"u2","state":"RUNNING","creation_time":"2026-09-30T20:42:52.970Z"},
                              {"update_id":"u1","state":"COMPLETED","creation_time":"2026-09-30T19:00:00.000Z"}]})"_ba));
        QVERIFY(pipeline);
        QVERIFY(pipeline->continuous);
        QCOMPARE(pipeline->state, PipelineState::Running);
        QCOMPARE(pipeline->lastModified, 1790000000001LL);
        QCOMPARE(pipeline->activeUpdate()->id.value, u"u2"_s);
        QCOMPARE(toIso(*pipeline->latestUpdates.first().createdAt), u"2026-09-30T20:42:52.970Z"_s);
        QVERIFY(pipeline->document.contains("edition"));
    }
    void whatIsOmittedIsFalseOrEmpty()
    {
        const auto pipeline = pipelineFrom(json(R"({"pipeline_id":"p1","spec":{},"state":"SOMETHING_NEW"})"_ba));
        QVERIFY(pipeline);
        QVERIFY(!pipeline->continuous);
        QCOMPARE(pipeline->state, PipelineState::Unknown);
        QCOMPARE(pipeline->stateWord, u"SOMETHING_NEW"_s);
        QVERIFY(pipeline->latestUpdates.isEmpty());
    }
    void anotherDocumentIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty object") << "{}"_ba;
        QTest::newRow("array") << "[]"_ba;
        QTest::newRow("id is a number")
            << R"({"pipeline_id":5,"job_id":"x","run_id":"x","id":1,"spec":{},"settings":{}})"_ba;
    }
    void anotherDocumentIsRefused()
    {
        QFETCH(QByteArray, text);
        const nlohmann::json document = json(text);
        QCOMPARE(pipelineFrom(document).error().kind, Error::Kind::Protocol);
        QVERIFY(!jobFrom(document));
        QVERIFY(!jobRunFrom(document));
        QVERIFY(!warehouseFrom(document));
    }
    void anUpdatesTimeIsTextOrANumber()
    {
        const auto updates = updatesFrom(json(
            R"({"updates":[{"update_id":"u","state":"QUEUED","cause":"API_CALL","creation_time":1790000000000}]})"_ba));
        QVERIFY(updates);
        QCOMPARE(updates->first().cause, u"API_CALL"_s);
        QCOMPARE(updates->first().createdAt->toMSecsSinceEpoch(), 1790000000000LL);
        QCOMPARE(updatesFrom(json("{}"_ba))->size(), 0);
    }
    void aJobSaysItsScheduleAndPipelines()
    {
        const auto job = jobFrom(json(
            R"({"job_id":9007199254740993,"settings":{"name":"nightly","schedule":{"quartz_cron_expression":"0 0 1 * * ?",
            "timezone_id":"America/New_York","pause_status":"PAUSED"},"tasks":[{"task_key":"a","pipeline_task":{"pipeline_id":"p1"}},{"task_key":"b","notebook_task":{}}]}})"_ba));
        QVERIFY(job);
        QCOMPARE(job->id.value, 9007199254740993LL);
        QVERIFY(job->schedule->paused);
        QCOMPARE(job->schedule->timeZone, u"America/New_York"_s);
        QCOMPARE(job->pipelines, QList<PipelineId>{PipelineId{u"p1"_s}});
        QVERIFY(!job->continuousPaused);
    }
    void aContinuousJobSaysItsPause_data()
    {
        QTest::addColumn<QByteArray>("settings");
        QTest::addColumn<bool>("paused");
        QTest::newRow("paused") << R"({"continuous":{"pause_status":"PAUSED"}})"_ba << true;
        QTest::newRow("running") << R"({"continuous":{"pause_status":"UNPAUSED"}})"_ba << false;
        QTest::newRow("omitted means running") << R"({"continuous":{}})"_ba << false;
    }
    void aContinuousJobSaysItsPause()
    {
        QFETCH(QByteArray, settings);
        QFETCH(bool, paused);
        const auto job = jobFrom(json(R"({"job_id":1,"settings":)"_ba + settings + '}'));
        QCOMPARE(job->continuousPaused, std::optional(paused));
    }
    void aRunSaysItsStateInEitherForm()
    {
        const auto runs =
            jobRunsFrom(json(R"({"runs":[{"run_id":1,"job_id":2,"trigger":"PERIODIC","start_time":1790000000000,
            "state":{"life_cycle_state":"RUNNING"}},{"run_id":3,"status":{"state":"TERMINATED"},"end_time":0}]})"_ba));
        QCOMPARE(runs->size(), 2);
        QVERIFY(runs->first().isActive());
        QCOMPARE(runs->first().trigger, u"PERIODIC"_s);
        QVERIFY(!runs->last().isActive());
        QVERIFY(!runs->last().endedAt);
    }
    void aWarehouseSaysItsState()
    {
        const auto warehouse =
            warehouseFrom(json(R"({"id":"0123456789abcdef","name":"w","state":"STOPPED","auto_stop_mins":10})"_ba));
        QCOMPARE(warehouse->state, WarehouseState::Stopped);
        QCOMPARE(warehouse->autoStopMinutes, 10);
    }
};

QTEST_GUILESS_MAIN(TestDatabricksDocuments)
#include "tst_databricksdocuments.moc"
