// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Health assessments: when there are any, what they find, and who may read it.
#include "tests/app/simulator/cloudbench.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace twinlake;
using namespace twinlake::simulator;
using nlohmann::json;

namespace {

struct Assessed : CloudBench {
    QString current = u"workspaces/%1/current-assessment-result"_s.arg(standbyId());
    QString assess = u"workspaces/%1/actions/assess"_s.arg(standbyId());

    void enable()
    {
        api("PATCH"_ba, u"workspaces/"_s + standbyId(), resource("workspaces", {{"assessments-enabled", true}}));
    }
    QString apply(const QString &value)
    {
        secondary.stateAfterEdit = "RUNNING";
        setVariable(activation(Region::Secondary), value);
        const QString run = newRun(standbyId());
        pass(2min);
        api("POST"_ba, u"runs/%1/actions/apply"_s.arg(run));
        pass(3min);
        return run;
    }
    json result() { return parsed(api("GET"_ba, current))["data"]["attributes"]; }
};

} // namespace

class TestTerraformAssessments : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void thereIsNoneWithoutASettingAndAnAppliedRun()
    {
        Assessed bench;
        QCOMPARE(bench.api("GET"_ba, bench.current).status, 404);
        QCOMPARE(bench.api("POST"_ba, bench.assess).status, 409);
        bench.enable();
        QCOMPARE(bench.api("POST"_ba, bench.assess).status, 409);
        QCOMPARE(bench.statusOf(bench.apply(u"true"_s)), u"applied"_s);
        QCOMPARE(bench.api("POST"_ba, bench.assess).status, 202);
        QCOMPARE(bench.api("POST"_ba, bench.assess).status, 409); // one at a time
        bench.pass(5min);
        QVERIFY(bench.result()["drifted"] == false);
        QVERIFY(bench.result()["resources-undrifted"] > 0);
    }

    void aHandThatTurnedTheFlagIsDrift()
    {
        Assessed bench;
        bench.apply(u"true"_s);
        bench.enable();
        bench.pass(5min); // the first comes by itself
        QVERIFY(bench.result()["drifted"] == false);
        json spec = bench.secondary.pipelines[bench.pipelineOf(Region::Secondary)]["spec"];
        spec.erase("continuous");
        bench.secondary.editPipeline(bench.pipelineOf(Region::Secondary), spec);
        bench.pass(24h);
        const json answer = CloudBench::parsed(bench.api("GET"_ba, bench.current))["data"];
        QVERIFY(answer["attributes"]["drifted"] == true);
        QVERIFY(answer["attributes"]["resources-drifted"] == 1);
        const QString id = QString::fromStdString(answer["id"].get<std::string>());
        const QString drift = u"assessment-results/%1/json-output"_s.arg(id);
        QCOMPARE(bench.api("GET"_ba, drift).status, 302);
        QCOMPARE(bench.api("GET"_ba, drift, {}, "bob-token"_ba).status, 404);
        const json workspace =
            CloudBench::parsed(bench.api("GET"_ba, u"workspaces/"_s + bench.standbyId()))["data"]["relationships"];
        QVERIFY(workspace["current-assessment-result"]["data"]["id"] == answer["id"]);
    }

    void aSilentRegionCannotBeAssessed()
    {
        Assessed bench;
        bench.apply(u"true"_s);
        bench.secondary.up = false;
        bench.enable();
        bench.pass(5min);
        QVERIFY(bench.result()["succeeded"] == false);
        QVERIFY(bench.result()["error-message"].is_string());
    }

    void aNewRunCancelsAndAnErroredOnePauses()
    {
        Assessed bench;
        bench.apply(u"true"_s);
        bench.enable();
        bench.newRun(bench.standbyId(), {{"plan-only", true}});
        bench.pass(5min);
        QCOMPARE(bench.api("GET"_ba, bench.current).status, 404);
        bench.secondary.up = false;
        const QString errored = bench.newRun(bench.standbyId(), {{"plan-only", true}});
        bench.pass(5min);
        QCOMPARE(bench.statusOf(errored), u"errored"_s);
        bench.secondary.up = true;
        QCOMPARE(bench.api("POST"_ba, bench.assess).status, 409);
    }
};

QTEST_GUILESS_MAIN(TestTerraformAssessments)
#include "tst_terraformassessments.moc"
