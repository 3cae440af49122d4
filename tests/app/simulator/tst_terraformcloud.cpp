// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What an organization's own workspaces do on the Terraform face: uploads, states, policies, saved plans,
// triggers, and requests outside the contract. Variables are tst_terraformvariables.cpp.
#include "cloudbench.h"

#include <QTest>

using namespace twinlake;
using namespace twinlake::simulator;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

class TestTerraformCloud : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aWorkspaceIsMadeChangedAndDeleted()
    {
        CloudBench bench;
        const QString id = bench.workspace("made-here");
        QVERIFY(id.startsWith(u"ws-"_s));
        QCOMPARE(bench
                     .api("POST"_ba, bench.organization + u"/workspaces"_s,
                          CloudBench::resource("workspaces", {{"name", "made-here"}}))
                     .status,
                 422);
        QCOMPARE(bench
                     .api("PATCH"_ba, u"workspaces/"_s + id,
                          CloudBench::resource("workspaces", {{"execution-mode", "local"}}))
                     .status,
                 200);
        QCOMPARE(bench.world.workspace(id)->executionMode, u"local"_s);
        QCOMPARE(bench.api("DELETE"_ba, u"workspaces/"_s + id).status, 204);
        QCOMPARE(bench.api("GET"_ba, u"workspaces/"_s + id).status, 404);
        const QString again = bench.workspace("made-here");
        QVERIFY(again != id);
    }

    void theEstatesWorkspacesAreNotDeleted()
    {
        CloudBench bench;
        QCOMPARE(bench.api("DELETE"_ba, u"workspaces/"_s + bench.standbyId()).status, 404);
    }

    void policiesDecideAboutARun_data()
    {
        QTest::addColumn<QByteArray>("level");
        QTest::addColumn<bool>("planOnly");
        QTest::addColumn<QString>("status");
        QTest::newRow("advisory lets it pass") << "advisory"_ba << false << u"policy_checked"_s;
        QTest::newRow("soft waits for an override") << "soft-mandatory"_ba << false << u"policy_override"_s;
        QTest::newRow("soft ends a plan-only run") << "soft-mandatory"_ba << true << u"policy_soft_failed"_s;
        QTest::newRow("hard ends it") << "hard-mandatory"_ba << false << u"errored"_s;
    }
    void policiesDecideAboutARun()
    {
        QFETCH(QByteArray, level);
        QFETCH(bool, planOnly);
        QFETCH(QString, status);
        CloudBench bench;
        bench.denyBy(level.constData(), bench.standbyId());
        bench.setVariable(bench.activation(Region::Secondary), u"true"_s);
        const QString run = bench.newRun(bench.standbyId(), {{"plan-only", planOnly}});
        bench.pass(2min);
        QCOMPARE(bench.statusOf(run), status);
    }

    void anOverrideMakesTheRunConfirmableOnce()
    {
        CloudBench bench;
        bench.denyBy("soft-mandatory", bench.standbyId());
        bench.setVariable(bench.activation(Region::Secondary), u"true"_s);
        const QString run = bench.newRun(bench.standbyId());
        bench.pass(2min);
        QVERIFY(bench.runDocument(run)["actions"]["is-confirmable"] == false);
        const QString check = bench.world.run(run)->policyChecks.first().id;
        QCOMPARE(bench.api("POST"_ba, u"policy-checks/%1/actions/override"_s.arg(check), {}, "bob-token"_ba).status,
                 404);
        QCOMPARE(bench.api("POST"_ba, u"policy-checks/%1/actions/override"_s.arg(check)).status, 200);
        QVERIFY(bench.runDocument(run)["actions"]["is-confirmable"] == true);
        QCOMPARE(bench.api("POST"_ba, u"policy-checks/%1/actions/override"_s.arg(check)).status, 409);
    }

    void anApplyLeavesAStateVersionAndABrokenOneToo()
    {
        CloudBench bench;
        const TfWorkspace &workspace = bench.activation(Region::Secondary);
        QCOMPARE(workspace.stateVersions.size(), 1); // what the last apply before our time left
        bench.secondary.stateAfterEdit = "FAILED";
        bench.setVariable(bench.activation(Region::Secondary), u"true"_s);
        const QString run = bench.newRun(workspace.id);
        bench.pass(2min);
        bench.api("POST"_ba, u"runs/%1/actions/apply"_s.arg(run));
        bench.pass(3min);
        QCOMPARE(bench.statusOf(run), u"errored"_s);
        QCOMPARE(bench.world.run(run)->stateVersions.size(), 1);
        const json state = json::parse(bench.world.states().current(workspace)->raw.toStdString());
        QCOMPARE(shown(state["serial"]), shown(json(2)));
    }

    void aSavedPlanIsStaleOnceAnotherRunApplied()
    {
        CloudBench bench;
        bench.secondary.stateAfterEdit = "RUNNING";
        bench.setVariable(bench.activation(Region::Secondary), u"true"_s);
        const QString saved = bench.newRun(bench.standbyId(), {{"save-plan", true}});
        bench.pass(2min);
        QCOMPARE(bench.statusOf(saved), u"planned_and_saved"_s);
        QVERIFY(!bench.activation(Region::Secondary).lock);
        const QString other = bench.newRun(bench.standbyId(), {{"auto-apply", true}});
        bench.pass(5min);
        QCOMPARE(bench.statusOf(other), u"applied"_s);
        QCOMPARE(bench.statusOf(saved), u"discarded"_s);
    }

    void aSavedPlanIsAppliedIfTheWorkspaceIsFree()
    {
        CloudBench bench;
        bench.secondary.stateAfterEdit = "RUNNING";
        bench.setVariable(bench.activation(Region::Secondary), u"true"_s);
        const QString saved = bench.newRun(bench.standbyId(), {{"save-plan", true}});
        bench.pass(2min);
        bench.api("POST"_ba, u"workspaces/%1/actions/lock"_s.arg(bench.standbyId()));
        QVERIFY(bench.runDocument(saved)["actions"]["is-confirmable"] == false);
        QCOMPARE(bench.api("POST"_ba, u"runs/%1/actions/apply"_s.arg(saved)).status, 409);
        bench.api("POST"_ba, u"workspaces/%1/actions/unlock"_s.arg(bench.standbyId()));
        QCOMPARE(bench.api("POST"_ba, u"runs/%1/actions/apply"_s.arg(saved)).status, 202);
        bench.pass(5min);
        QCOMPARE(bench.statusOf(saved), u"applied"_s);
    }

    void optionsTurnThePlan_data()
    {
        QTest::addColumn<QByteArray>("options");
        QTest::addColumn<int>("changes");
        QTest::addColumn<int>("destructions");
        const int pipelines = static_cast<int>(defaultFleet(7).groups.first().pipelines.size());
        QTest::newRow("no option") << "{}"_ba << pipelines + 1 << 0;
        QTest::newRow("refresh only") << R"({"refresh-only":true})"_ba << 0 << 0;
        QTest::newRow("one pipeline alone")
            << R"({"target-addrs":["module.orders.databricks_pipeline.orders"]})"_ba << 1 << 0;
        QTest::newRow("the job brings its pipelines")
            << R"({"target-addrs":["module.orders.databricks_job.dlt_pipeline"]})"_ba << pipelines + 1 << 0;
        QTest::newRow("destroy") << R"({"is-destroy":true})"_ba << 0 << pipelines + 2;
    }
    void optionsTurnThePlan()
    {
        QFETCH(QByteArray, options);
        QFETCH(int, changes);
        QFETCH(int, destructions);
        CloudBench bench;
        bench.setVariable(bench.activation(Region::Secondary), u"true"_s);
        json attributes = json::parse(options.toStdString());
        attributes["plan-only"] = true;
        const QString run = bench.newRun(bench.standbyId(), attributes);
        bench.pass(2min);
        QCOMPARE(bench.world.run(run)->plan.changes, changes);
        QCOMPARE(bench.world.run(run)->plan.destructions, destructions);
    }

    void destroyingTheReferenceModuleErrorsInsteadOfPretending()
    {
        CloudBench bench;
        const QString run = bench.newRun(bench.standbyId(), {{"is-destroy", true}, {"auto-apply", true}});
        bench.pass(3min);
        QCOMPARE(bench.statusOf(run), u"errored"_s);
        QVERIFY(bench.world.run(run)->apply.log.contains("does not destroy"));
        QVERIFY(bench.secondary.writes.isEmpty());
    }

    void forceExecuteDiscardsWhatIsAhead()
    {
        CloudBench bench;
        bench.setVariable(bench.activation(Region::Secondary), u"true"_s);
        const QString first = bench.newRun(bench.standbyId());
        const QString second = bench.newRun(bench.standbyId());
        const QString third = bench.newRun(bench.standbyId());
        QCOMPARE(bench.api("POST"_ba, u"runs/%1/actions/force-execute"_s.arg(first)).status, 403);
        bench.pass(2min);
        QCOMPARE(bench.api("POST"_ba, u"runs/%1/actions/force-execute"_s.arg(third)).status, 202);
        bench.pass(2min);
        QCOMPARE(bench.statusOf(first), u"discarded"_s);
        QCOMPARE(bench.statusOf(second), u"discarded"_s);
        QCOMPARE(bench.statusOf(third), u"planned"_s);
    }

    void aCancelThatTakesLongCanBeForced()
    {
        CloudBench bench;
        bench.setVariable(bench.activation(Region::Secondary), u"true"_s);
        const QString run = bench.newRun(bench.standbyId(), {{"auto-apply", true}});
        while (bench.statusOf(run) != u"applying"_s)
            bench.pass(1s);
        QCOMPARE(bench.api("POST"_ba, u"runs/%1/actions/force-cancel"_s.arg(run)).status, 409);
        QCOMPARE(bench.api("POST"_ba, u"runs/%1/actions/cancel"_s.arg(run)).status, 202);
        QCOMPARE(bench.api("POST"_ba, u"runs/%1/actions/force-cancel"_s.arg(run)).status, 409);
        bench.pass(11s);
        QCOMPARE(bench.api("POST"_ba, u"runs/%1/actions/force-cancel"_s.arg(run), {}, "bob-token"_ba).status, 404);
        QCOMPARE(bench.api("POST"_ba, u"runs/%1/actions/force-cancel"_s.arg(run)).status, 202);
        bench.pass(1s);
        QCOMPARE(bench.statusOf(run), u"canceled"_s);
    }

    void anApplyPullsItsTriggers()
    {
        CloudBench bench;
        bench.secondary.stateAfterEdit = "RUNNING";
        const QString path = u"workspaces/%1/run-triggers"_s.arg(bench.consumers().id);
        QCOMPARE(bench.api("GET"_ba, path).status, 400);
        QCOMPARE(bench
                     .api("POST"_ba, path,
                          CloudBench::resource("run-triggers", json::object(),
                                               {{"sourceable", relation("workspaces", bench.standbyId())}}))
                     .status,
                 201);
        bench.setVariable(bench.activation(Region::Secondary), u"true"_s);
        bench.newRun(bench.standbyId(), {{"auto-apply", true}});
        bench.pass(5min);
        QCOMPARE(bench.consumers().runs.size(), 1);
        QCOMPARE(bench.world.run(bench.consumers().runs.first())->request.source, u"tfe-run-trigger"_s);
    }

    void whatIsOutsideTheContractIsRefusedAsTheServiceWould_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::newRow("a path that is not there") << "GET"_ba << u"/api/v2/nonsense/x"_s << ""_ba << 404;
        QTest::newRow("another version") << "GET"_ba << u"/api/v3/ping"_s << ""_ba << 404;
        QTest::newRow("a method that is not there") << "DELETE"_ba << u"/api/v2/ping"_s << ""_ba << 404;
        QTest::newRow("no JSON") << "POST"_ba << u"/api/v2/runs"_s << "{"_ba << 400;
        QTest::newRow("a list for a document") << "POST"_ba << u"/api/v2/runs"_s << "[]"_ba << 400;
        QTest::newRow("a document without anything") << "POST"_ba << u"/api/v2/runs"_s << "{}"_ba << 404;
        QTest::newRow("relations of another form")
            << "POST"_ba << u"/api/v2/runs"_s << R"({"data":{"relationships":{"workspace":[1]}}})"_ba << 404;
        QTest::newRow("brackets without end") << "POST"_ba << u"/api/v2/runs"_s << QByteArray(100000, '[') << 400;
        QTest::newRow("attributes of another type") << "POST"_ba << u"/api/v2/organizations/acme/workspaces"_s
                                                    << R"({"data":{"attributes":{"name":7}}})"_ba << 422;
        QTest::newRow("no text") << "POST"_ba << u"/api/v2/organizations/acme/workspaces"_s
                                 << "{\"data\":{\"attributes\":{\"name\":\"\xff\"}}}"_ba << 400;
        QTest::newRow("a name with a slash") << "POST"_ba << u"/api/v2/organizations/acme/workspaces"_s
                                             << R"({"data":{"attributes":{"name":"a/b"}}})"_ba << 422;
    }
    void whatIsOutsideTheContractIsRefusedAsTheServiceWould()
    {
        QFETCH(QByteArray, method);
        QFETCH(QString, path);
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        CloudBench bench;
        const SimResponse answer = CloudBench::send(bench.face, method, path, body, "alice-token"_ba);
        QCOMPARE(answer.status, status);
        QVERIFY(answer.contentType.startsWith("application/vnd.api+json"));
        QCOMPARE(shown(CloudBench::parsed(answer)["errors"][0]["status"]), shown(json(std::to_string(status))));
    }

    void listsAreSearchedAndSorted_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<int>("found");
        QTest::newRow("by part of a name") << u"search[name]=ORDERS"_s << 3;
        QTest::newRow("by the end of a name") << u"search[wildcard-name]=*-us-west-2"_s << 3;
        QTest::newRow("by a tag") << u"search[tags]=blue"_s << 1;
        QTest::newRow("without a tag") << u"search[name]=tagged&search[exclude-tags]=blue"_s << 0;
        QTest::newRow("by a key and its value") << u"filter[tagged][0][key]=env&filter[tagged][0][value]=test"_s << 1;
        QTest::newRow("by a key and another value")
            << u"filter[tagged][0][key]=env&filter[tagged][0][value]=live"_s << 0;
        QTest::newRow("by the status of a run") << u"filter[current-run][status]=applied"_s << 0;
        QTest::newRow("by an unknown project") << u"filter[project][id]=prj-none"_s << 0;
    }
    void listsAreSearchedAndSorted()
    {
        QFETCH(QString, query);
        QFETCH(int, found);
        CloudBench bench;
        const QString id = bench.workspace("tagged");
        bench.world.workspace(id)->tags = {{u"blue"_s, QString()}, {u"env"_s, u"test"_s}};
        const json document = CloudBench::parsed(bench.api("GET"_ba, bench.organization + u"/workspaces?"_s + query));
        QCOMPARE(document["data"].size(), static_cast<std::size_t>(found));
    }
};

QTEST_GUILESS_MAIN(TestTerraformCloud)
#include "tst_terraformcloud.moc"
