// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Faults of HCP Terraform as they reach a workspace that somebody made and uploaded a configuration to.
#include "tests/app/simulator/simulationbench.h"
#include "tests/app/simulator/slugof.h"

using namespace twinlake;
using namespace twinlake::simulator;

namespace {

struct Uploads : SimulationBench {
    QString newWorkspace(const std::string &name)
    {
        const Answer made = call(u"terraform"_s, "POST"_ba, u"/api/v2/organizations/acme/workspaces"_s,
                                 {{"data", {{"type", "workspaces"}, {"attributes", {{"name", name}}}}}});
        return QString::fromStdString(made.body["data"]["id"].get<std::string>());
    }
    void upload(const QString &workspace, const QByteArray &slug)
    {
        const json version =
            call(u"terraform"_s, "POST"_ba, u"/api/v2/workspaces/%1/configuration-versions"_s.arg(workspace),
                 {{"data", {{"type", "configuration-versions"}, {"attributes", {{"auto-queue-runs", false}}}}}})
                .body["data"];
        const QUrl url(QString::fromStdString(version["attributes"]["upload-url"].get<std::string>()));
        QNetworkReply *const reply = network.put(QNetworkRequest(url), slug);
        QTRY_VERIFY(reply->isFinished());
        reply->deleteLater();
        QCOMPARE(reply->error(), QNetworkReply::NoError);
        advance(10);
    }
    QString runAndApply(const QString &workspace)
    {
        const json of = {{"data", {{"type", "workspaces"}, {"id", workspace.toStdString()}}}};
        const Answer run = call(
            u"terraform"_s, "POST"_ba, u"/api/v2/runs"_s,
            {{"data",
              {{"type", "runs"}, {"attributes", {{"auto-apply", true}}}, {"relationships", {{"workspace", of}}}}}});
        advance(300);
        return QString::fromStdString(run.body["data"]["id"].get<std::string>());
    }
    /// Its status and how many resources its apply made.
    QStringList resultOf(const QString &run)
    {
        const json document = call(u"terraform"_s, "GET"_ba, u"/api/v2/runs/"_s + run).body["data"];
        const std::string id = document["relationships"]["apply"]["data"]["id"].get<std::string>();
        const json apply = call(u"terraform"_s, "GET"_ba, u"/api/v2/applies/"_s + QString::fromStdString(id)).body;
        return {QString::fromStdString(document["attributes"]["status"].get<std::string>()),
                QString::number(apply["data"]["attributes"]["resource-additions"].get<int>())};
    }
};

} // namespace

class TestUploadFaults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anApplyOfAnUploadedConfigurationFailsMidwayToo()
    {
        Uploads world;
        const QString workspace = world.newWorkspace("uploads");
        const QString fault = world.addFault(
            {{"target", "terraform"}, {"kind", "apply_fails_midway"}, {"count", 1}, {"workspace", "uploads"}});
        QVERIFY(!fault.isEmpty());
        world.upload(workspace,
                     slugOf({{"main.tf",
                              "resource \"terraform_data\" \"first\" { input = 1 }\n"
                              "resource \"terraform_data\" \"second\" {\n"
                              "  input = terraform_data.first.output\n}\n"}}));
        QCOMPARE(world.resultOf(world.runAndApply(workspace)), (QStringList{u"errored"_s, u"1"_s}));
        QCOMPARE(world.resultOf(world.runAndApply(workspace)), (QStringList{u"applied"_s, u"1"_s})); // what was left
    }

    void aDeletedWorkspaceIsInNoStateAndTakesNoFault()
    {
        Uploads world;
        const QString workspace = world.newWorkspace("short-lived");
        QVERIFY(!named(world.state()["terraform"]["workspaces"], "short-lived").is_null());
        QCOMPARE(world.call(u"terraform"_s, "DELETE"_ba, u"/api/v2/workspaces/"_s + workspace).status, 204);
        QVERIFY(named(world.state()["terraform"]["workspaces"], "short-lived").is_null());
        const json wish = {{"target", "terraform"}, {"kind", "queue_stuck"}, {"workspace", "short-lived"}};
        QCOMPARE(world.control("POST"_ba, u"/control/faults"_s, wish).status, 400);
    }
};

QTEST_GUILESS_MAIN(TestUploadFaults)
#include "tst_uploadfaults.moc"
