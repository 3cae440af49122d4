// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TerraformFace: documents, refusals, logs, rate limits and the redirect of plan JSON to another origin.
#include "app/simulator/terraform/terraformface.h"
#include "terraformbench.h"

#include <QTest>

using namespace twinlake;
using namespace twinlake::simulator;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

struct FaceBench : TerraformBench {
    TfBlobs blobs{world, draw};
    TerraformFace face{world, blobs, {{"alice-token"_ba, alice}, {"bob-token"_ba, bob}}};

    FaceBench() { blobs.setOrigin(u"http://127.0.0.1:9999"_s); }

    static SimResponse ask(Face &asked, const QByteArray &method, const QString &path, const json &body,
                           const QByteArray &token)
    {
        SimRequest request;
        request.method = method;
        request.path = path.section(u'?', 0, 0);
        request.query = QUrlQuery(path.section(u'?', 1));
        if (!token.isEmpty())
            request.headers.append({"authorization"_ba, "Bearer "_ba + token});
        if (!body.is_null())
            request.body = QByteArray::fromStdString(body.dump());
        SimResponse answer;
        asked.handle(request, [&answer](SimResponse response) { answer = std::move(response); });
        return answer;
    }
    SimResponse get(const QString &path, const QByteArray &token = "alice-token"_ba)
    {
        return ask(face, "GET"_ba, u"/api/v2/"_s + path, {}, token);
    }
    SimResponse post(const QString &path, const json &body = {}, const QByteArray &token = "alice-token"_ba)
    {
        return ask(face, "POST"_ba, u"/api/v2/"_s + path, body, token);
    }
    static json parsed(const SimResponse &response) { return json::parse(response.body.toStdString(), nullptr, false); }
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
        FaceBench bench;
        const SimResponse response = FaceBench::ask(bench.face, "GET"_ba, u"/.well-known/terraform.json"_s, {}, {});
        QCOMPARE(response.contentType, "application/json"_ba);
        QCOMPARE(shown(FaceBench::parsed(response)["tfe.v2"]), shown(json("/api/v2/")));
    }

    void pingCarriesTheHeadersThatTheCliReads()
    {
        FaceBench bench;
        const SimResponse response = bench.get(u"ping"_s);
        QCOMPARE(response.status, 204);
        QCOMPARE(FaceBench::headerOf(response, "TFP-API-Version"_ba), "2.6"_ba);
        QCOMPARE(FaceBench::headerOf(response, "TFP-AppName"_ba), "HCP Terraform"_ba);
        QCOMPARE(FaceBench::headerOf(response, "X-RateLimit-Limit"_ba), "30"_ba);
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
        FaceBench bench;
        path.replace(u"/acme/"_s, u'/' + bench.fleet.organization + u'/');
        const SimResponse response = bench.get(path, token);
        QCOMPARE(response.status, status);
        QCOMPARE(shown(FaceBench::parsed(response)["errors"][0]["status"]), shown(json(std::to_string(status))));
    }

    void aWorkspaceIsFoundByNameWithItsPermissions()
    {
        FaceBench bench;
        const TfWorkspace &workspace = bench.activation(Region::Secondary);
        const SimResponse response =
            bench.get(u"organizations/%1/workspaces/%2"_s.arg(bench.fleet.organization, workspace.name));
        const json data = FaceBench::parsed(response)["data"];
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
        FaceBench bench;
        const QString path = u"workspaces/%1/actions/lock"_s.arg(bench.coordination().id);
        const SimResponse locked = bench.post(path, json::parse(body.toStdString()));
        QCOMPARE(locked.status, 200);
        QVERIFY(locked.applied);
        QCOMPARE(shown(FaceBench::parsed(locked)["data"]["attributes"]["locked-reason"]), shown(json("INC-1")));
        const SimResponse again = bench.post(path, json::parse(body.toStdString()), "bob-token"_ba);
        QCOMPARE(again.status, 409);
        QCOMPARE(shown(FaceBench::parsed(again)["errors"][0]["title"]), shown(json("conflict")));
    }

    void patchingAVariableGivesANewVersion()
    {
        FaceBench bench;
        const QString path = u"workspaces/%1/vars"_s.arg(bench.activation(Region::Secondary).id);
        const json before = FaceBench::parsed(bench.get(path))["data"][0];
        QCOMPARE(shown(before["attributes"]["key"]), shown(json("active_region")));
        const QString one = path + u'/' + QString::fromStdString(before["id"].get<std::string>());
        const SimResponse patched =
            FaceBench::ask(bench.face, "PATCH"_ba, u"/api/v2/"_s + one,
                           {{"data", {{"type", "vars"}, {"id", before["id"]}, {"attributes", {{"value", "true"}}}}}},
                           "alice-token"_ba);
        QCOMPARE(patched.status, 200);
        const json after = FaceBench::parsed(bench.get(one))["data"];
        QCOMPARE(shown(after["attributes"]["value"]), shown(json("true")));
        QVERIFY(after["attributes"]["version-id"] != before["attributes"]["version-id"]);
    }

    void aRunIsFoundByItsNonceAndNotAmongPlanOnlyRuns()
    {
        FaceBench bench;
        const QString run = bench.startRun(Region::Secondary);
        const QString list = u"workspaces/%1/runs"_s.arg(bench.activation(Region::Secondary).id);
        const json found = FaceBench::parsed(bench.get(list + u"?search[basic]=nonce-1"_s));
        QCOMPARE(found["data"].size(), std::size_t(1));
        QCOMPARE(shown(found["data"][0]["id"]), shown(json(run.toStdString())));
        QCOMPARE(shown(found["meta"]["pagination"]["total-count"]), shown(json(1)));
        QCOMPARE(FaceBench::parsed(bench.get(list + u"?search[basic]=other"_s))["data"].size(), std::size_t(0));
        QCOMPARE(FaceBench::parsed(bench.get(list + u"?filter[operation]=plan_only"_s))["data"].size(), std::size_t(0));
        QCOMPARE(FaceBench::parsed(bench.get(list + u"?filter[status_group]=final"_s))["data"].size(), std::size_t(0));
    }

    void planJsonIsRedirectedToAnotherOriginForOneMinute()
    {
        FaceBench bench;
        bench.setVariable(bench.activation(Region::Secondary), u"true"_s);
        const QString run = bench.startRun(Region::Secondary);
        const QString plan = u"plans/%1/json-output"_s.arg(bench.world.run(run)->plan.id);
        QCOMPARE(bench.get(plan).status, 204);
        bench.pass(2min);
        const SimResponse redirect = bench.get(plan);
        QCOMPARE(redirect.status, 307);
        const QString location = QString::fromLatin1(FaceBench::headerOf(redirect, "Location"_ba));
        QVERIFY(location.startsWith(u"http://127.0.0.1:9999/"_s));
        const QString path = QUrl(location).path();
        QCOMPARE(FaceBench::ask(bench.blobs, "GET"_ba, path, {}, "alice-token"_ba).status, 400);
        const SimResponse blob = FaceBench::ask(bench.blobs, "GET"_ba, path, {}, {});
        QCOMPARE(blob.status, 200);
        QCOMPARE(shown(FaceBench::parsed(blob)["format_version"]), shown(json("1.2")));
        bench.pass(61s);
        QCOMPARE(FaceBench::ask(bench.blobs, "GET"_ba, path, {}, {}).status, 403);
        QCOMPARE(bench.get(plan, "bob-token"_ba).status, 404); // needs an admin
        QCOMPARE(bench.get(plan + u"-redacted"_s, "bob-token"_ba).status, 307);
    }

    void logsAreFramedAndReadByOffset()
    {
        FaceBench bench;
        const QString run = bench.startRun(Region::Primary);
        const json plan = FaceBench::parsed(bench.get(u"runs/%1/plan"_s.arg(run)))["data"];
        const QString path = QUrl(QString::fromStdString(plan["attributes"]["log-read-url"].get<std::string>())).path();
        QCOMPARE(FaceBench::ask(bench.blobs, "GET"_ba, path, {}, {}).body, QByteArray());
        bench.pass(2min);
        const QByteArray whole = FaceBench::ask(bench.blobs, "GET"_ba, path, {}, {}).body;
        QCOMPARE(whole.front(), '\x02');
        QCOMPARE(whole.back(), '\x03');
        QCOMPARE(whole.count("\x02"), 1);
        QByteArray pieces;
        for (qsizetype offset = 0; offset < whole.size(); offset += 10)
            pieces += FaceBench::ask(bench.blobs, "GET"_ba, path + u"?limit=10&offset=%1"_s.arg(offset), {}, {}).body;
        QCOMPARE(pieces, whole);
    }

    void aConfirmableRunIsAppliedOnceAndNotTwice()
    {
        FaceBench bench;
        bench.setVariable(bench.activation(Region::Secondary), u"true"_s);
        const QString run = bench.startRun(Region::Secondary);
        const QString apply = u"runs/%1/actions/apply"_s.arg(run);
        QCOMPARE(bench.post(apply, {{"comment", "go"}}).status, 409);
        bench.pass(2min);
        const json document = FaceBench::parsed(bench.get(u"runs/%1?include=plan,apply,workspace"_s.arg(run)));
        QCOMPARE(shown(document["data"]["attributes"]["actions"]["is-confirmable"]), shown(json(true)));
        QCOMPARE(document["included"].size(), std::size_t(3));
        QCOMPARE(bench.post(apply, {{"comment", "go"}}).status, 202);
        const SimResponse again = bench.post(apply, {{"comment", "go"}});
        QCOMPARE(again.status, 409);
        QCOMPARE(shown(FaceBench::parsed(again)["errors"][0]["title"]), shown(json("transition not allowed")));
    }

    void moreThanThirtyRequestsASecondAreTooMany()
    {
        FaceBench bench;
        for (int count = 0; count < 30; ++count)
            QCOMPARE(bench.get(u"ping"_s).status, 204);
        const SimResponse refused = bench.get(u"ping"_s);
        QCOMPARE(refused.status, 429);
        QVERIFY(FaceBench::headerOf(refused, "X-RateLimit-Reset"_ba).toDouble() > 0);
        bench.pass(1s);
        QCOMPARE(bench.get(u"ping"_s).status, 204);
    }

    void listsOfRunsAreLimitedPerMinute()
    {
        FaceBench bench;
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
        FaceBench bench;
        SimRequest request;
        request.method = "GET"_ba;
        QVERIFY(!bench.face.isMutating(request));
        request.method = "POST"_ba;
        QVERIFY(bench.face.isMutating(request));
    }
};

QTEST_GUILESS_MAIN(TestTerraformFace)
#include "tst_terraformface.moc"
