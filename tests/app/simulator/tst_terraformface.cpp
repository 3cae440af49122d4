// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TerraformFace: documents, refusals, logs, rate limits and the redirect of plan JSON to another origin.
#include "terraformfacebench.h"

#include <QTest>

using namespace twinlake;
using namespace twinlake::simulator;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

struct RunBench : FaceBench {
    SimResponse get(const QString &path, const QByteArray &token = "alice-token"_ba)
    {
        return ask(face, "GET"_ba, u"/api/v2/"_s + path, {}, token);
    }
    SimResponse post(const QString &path, const json &body = {}, const QByteArray &token = "alice-token"_ba)
    {
        return ask(face, "POST"_ba, u"/api/v2/"_s + path, body, token);
    }
    static QByteArray headerOf(const SimResponse &response, const QByteArray &name)
    {
        for (const auto &[key, value] : response.headers) {
            if (key == name)
                return value;
        }
        return {};
    }
    QString startRun(Region region)
    {
        const json body = {
            {"data",
             {{"type", "runs"},
              {"attributes", {{"message", "twinlake/nonce-1"}, {"auto-apply", false}}},
              {"relationships",
               {{"workspace", {{"data", {{"type", "workspaces"}, {"id", activation(region).id.toStdString()}}}}}}}}}};
        const SimResponse created = post(u"runs"_s, body);
        return QString::fromStdString(parsed(created)["data"]["id"].get<std::string>());
    }
};

} // namespace

class TestTerraformFace : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void discoveryNeedsNoToken()
    {
        RunBench bench;
        const SimResponse response = RunBench::ask(bench.face, "GET"_ba, u"/.well-known/terraform.json"_s, {}, {});
        QCOMPARE(response.contentType, "application/json"_ba);
        QCOMPARE(shown(RunBench::parsed(response)["tfe.v2"]), shown(json("/api/v2/")));
    }

    void pingCarriesTheHeadersThatTheCliReads()
    {
        RunBench bench;
        const SimResponse response = bench.get(u"ping"_s);
        QCOMPARE(response.status, 204);
        QCOMPARE(RunBench::headerOf(response, "TFP-API-Version"_ba), "2.6"_ba);
        QCOMPARE(RunBench::headerOf(response, "TFP-AppName"_ba), "HCP Terraform"_ba);
        QCOMPARE(RunBench::headerOf(response, "X-RateLimit-Limit"_ba), "30"_ba);
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<int>("status");
        QTest::newRow("no token") << u"ping"_s << ""_ba << 401;
        QTest::newRow("a foreign token") << u"ping"_s << "nobody"_ba << 401;
        QTest::newRow("another organization") << u"organizations/other/workspaces"_s << "alice-token"_ba << 404;
        QTest::newRow("a workspace that is not there") << u"workspaces/ws-none"_s << "alice-token"_ba << 404;
        QTest::newRow("a call that is not there") << u"nonsense"_s << "alice-token"_ba << 404;
        QTest::newRow("an unknown include")
            << u"organizations/acme/workspaces?include=nonsense"_s << "alice-token"_ba << 400;
    }
    void refusals()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, token);
        QFETCH(int, status);
        RunBench bench;
        path.replace(u"/acme/"_s, u'/' + bench.fleet.organization + u'/');
        const SimResponse response = bench.get(path, token);
        QCOMPARE(response.status, status);
        QCOMPARE(shown(RunBench::parsed(response)["errors"][0]["status"]), shown(json(std::to_string(status))));
    }

    void aWorkspaceIsFoundByNameWithItsPermissions()
    {
        RunBench bench;
        const TfWorkspace &workspace = bench.activation(Region::Secondary);
        const SimResponse response =
            bench.get(u"organizations/%1/workspaces/%2"_s.arg(bench.fleet.organization, workspace.name));
        const json data = RunBench::parsed(response)["data"];
        QCOMPARE(shown(data["id"]), shown(json(workspace.id.toStdString())));
        QCOMPARE(shown(data["attributes"]["permissions"]["can-queue-apply"]), shown(json(true)));
        QCOMPARE(shown(data["attributes"]["locked"]), shown(json(false)));
        QVERIFY(QString::fromStdString(data["attributes"]["created-at"].get<std::string>()).endsWith(u'Z'));
    }

    void bothLockDialectsLeaveTheirReason_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("plain") << R"({"reason":"INC-1"})"_ba;
        QTest::newRow("go-tfe") << R"({"data":{"type":"","attributes":{"reason":"INC-1"}}})"_ba;
    }
    void bothLockDialectsLeaveTheirReason()
    {
        QFETCH(QByteArray, body);
        RunBench bench;
        const QString path = u"workspaces/%1/actions/lock"_s.arg(bench.coordination().id);
        const SimResponse locked = bench.post(path, json::parse(body.toStdString()));
        QCOMPARE(locked.status, 200);
        QVERIFY(locked.applied);
        QCOMPARE(shown(RunBench::parsed(locked)["data"]["attributes"]["locked-reason"]), shown(json("INC-1")));
        const SimResponse again = bench.post(path, json::parse(body.toStdString()), "bob-token"_ba);
        QCOMPARE(again.status, 409);
        QCOMPARE(shown(RunBench::parsed(again)["errors"][0]["title"]), shown(json("conflict")));
    }

    void patchingAVariableGivesANewVersion()
    {
        RunBench bench;
        const QString path = u"workspaces/%1/vars"_s.arg(bench.activation(Region::Secondary).id);
        const json before = RunBench::parsed(bench.get(path))["data"][0];
        QCOMPARE(shown(before["attributes"]["key"]), shown(json("active_region")));
        const QString one = path + u'/' + QString::fromStdString(before["id"].get<std::string>());
        const SimResponse patched =
            RunBench::ask(bench.face, "PATCH"_ba, u"/api/v2/"_s + one,
                          {{"data", {{"type", "vars"}, {"id", before["id"]}, {"attributes", {{"value", "true"}}}}}},
                          "alice-token"_ba);
        QCOMPARE(patched.status, 200);
        const json after = RunBench::parsed(bench.get(one))["data"];
        QCOMPARE(shown(after["attributes"]["value"]), shown(json("true")));
        QVERIFY(after["attributes"]["version-id"] != before["attributes"]["version-id"]);
    }

    void aRunIsFoundByItsNonceAndNotAmongPlanOnlyRuns()
    {
        RunBench bench;
        const QString run = bench.startRun(Region::Secondary);
        const QString list = u"workspaces/%1/runs"_s.arg(bench.activation(Region::Secondary).id);
        const json found = RunBench::parsed(bench.get(list + u"?search[basic]=nonce-1"_s));
        QCOMPARE(found["data"].size(), std::size_t(1));
        QCOMPARE(shown(found["data"][0]["id"]), shown(json(run.toStdString())));
        QCOMPARE(shown(found["meta"]["pagination"]["total-count"]), shown(json(1)));
        QCOMPARE(RunBench::parsed(bench.get(list + u"?search[basic]=other"_s))["data"].size(), std::size_t(0));
        QCOMPARE(RunBench::parsed(bench.get(list + u"?filter[operation]=plan_only"_s))["data"].size(), std::size_t(0));
        QCOMPARE(RunBench::parsed(bench.get(list + u"?filter[status_group]=final"_s))["data"].size(), std::size_t(0));
    }

    void planJsonIsRedirectedToAnotherOriginForOneMinute()
    {
        RunBench bench;
        bench.setVariable(bench.activation(Region::Secondary), u"true"_s);
        const QString run = bench.startRun(Region::Secondary);
        const QString plan = u"plans/%1/json-output"_s.arg(bench.world.run(run)->plan.id);
        QCOMPARE(bench.get(plan).status, 204);
        bench.pass(2min);
        const SimResponse redirect = bench.get(plan);
        QCOMPARE(redirect.status, 307);
        const QString location = QString::fromLatin1(RunBench::headerOf(redirect, "Location"_ba));
        QVERIFY(location.startsWith(u"http://localhost:9999/"_s)); // another name, so that clients drop the token
        const QString path = QUrl(location).path();
        QCOMPARE(RunBench::ask(bench.blobs, "GET"_ba, path, {}, "alice-token"_ba).status, 400);
        const SimResponse blob = RunBench::ask(bench.blobs, "GET"_ba, path, {}, {});
        QCOMPARE(blob.status, 200);
        QCOMPARE(shown(RunBench::parsed(blob)["format_version"]), shown(json("1.2")));
        bench.pass(61s);
        QCOMPARE(RunBench::ask(bench.blobs, "GET"_ba, path, {}, {}).status, 403);
        QCOMPARE(bench.get(plan, "bob-token"_ba).status, 404); // needs an admin
        QCOMPARE(bench.get(plan + u"-redacted"_s, "bob-token"_ba).status, 307);
    }

    void logsAreFramedAndReadByOffset()
    {
        RunBench bench;
        const QString run = bench.startRun(Region::Primary);
        const json plan = RunBench::parsed(bench.get(u"runs/%1/plan"_s.arg(run)))["data"];
        const QString path = QUrl(QString::fromStdString(plan["attributes"]["log-read-url"].get<std::string>())).path();
        QCOMPARE(RunBench::ask(bench.blobs, "GET"_ba, path, {}, {}).body, QByteArray());
        bench.pass(2min);
        const QByteArray whole = RunBench::ask(bench.blobs, "GET"_ba, path, {}, {}).body;
        QCOMPARE(whole.front(), '\x02');
        QCOMPARE(whole.back(), '\x03');
        QCOMPARE(whole.count("\x02"), 1);
        QByteArray pieces;
        for (qsizetype offset = 0; offset < whole.size(); offset += 10)
            pieces += RunBench::ask(bench.blobs, "GET"_ba, path + u"?limit=10&offset=%1"_s.arg(offset), {}, {}).body;
        QCOMPARE(pieces, whole);
    }

    void aConfirmableRunIsAppliedOnceAndNotTwice()
    {
        RunBench bench;
        bench.setVariable(bench.activation(Region::Secondary), u"true"_s);
        const QString run = bench.startRun(Region::Secondary);
        const QString apply = u"runs/%1/actions/apply"_s.arg(run);
        QCOMPARE(bench.post(apply, {{"comment", "go"}}).status, 409);
        bench.pass(2min);
        const json document = RunBench::parsed(bench.get(u"runs/%1?include=plan,apply,workspace"_s.arg(run)));
        QCOMPARE(shown(document["data"]["attributes"]["actions"]["is-confirmable"]), shown(json(true)));
        QCOMPARE(document["included"].size(), std::size_t(3));
        QCOMPARE(bench.post(apply, {{"comment", "go"}}).status, 202);
        const SimResponse again = bench.post(apply, {{"comment", "go"}});
        QCOMPARE(again.status, 409);
        QCOMPARE(shown(RunBench::parsed(again)["errors"][0]["title"]), shown(json("transition not allowed")));
    }

    void moreThanThirtyRequestsASecondAreTooMany()
    {
        RunBench bench;
        for (int count = 0; count < 30; ++count)
            QCOMPARE(bench.get(u"ping"_s).status, 204);
        const SimResponse refused = bench.get(u"ping"_s);
        QCOMPARE(refused.status, 429);
        QVERIFY(RunBench::headerOf(refused, "X-RateLimit-Reset"_ba).toDouble() > 0);
        bench.pass(1s);
        QCOMPARE(bench.get(u"ping"_s).status, 204);
    }

    void listsOfRunsAreLimitedPerMinute()
    {
        RunBench bench;
        const QString list = u"workspaces/%1/runs"_s.arg(bench.activation(Region::Secondary).id);
        for (int count = 0; count < 30; ++count) {
            QCOMPARE(bench.get(list).status, 200);
            bench.pass(1s);
        }
        QCOMPARE(bench.get(list).status, 429);
        QCOMPARE(bench.get(u"ping"_s).status, 204);
        bench.pass(60s);
        QCOMPARE(bench.get(list).status, 200);
    }

    void onlyReadsAreNotMutating()
    {
        RunBench bench;
        SimRequest request;
        request.method = "GET"_ba;
        QVERIFY(!bench.face.isMutating(request));
        request.method = "POST"_ba;
        QVERIFY(bench.face.isMutating(request));
    }
};

QTEST_GUILESS_MAIN(TestTerraformFace)
#include "tst_terraformface.moc"
