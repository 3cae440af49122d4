// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Variables on the Terraform face: who wins, who is told, and what is changed together
// (contracts/terraform-cloud-api.md section 3).
#include "cloudbench.h"

#include <QTest>

using namespace twinlake;
using namespace twinlake::simulator;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

class TestTerraformVariables : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whoWinsAmongVariables_data()
    {
        QTest::addColumn<bool>("priority");
        QTest::addColumn<QString>("own");
        QTest::addColumn<QString>("ofRun");
        QTest::addColumn<bool>("changes");
        QTest::newRow("an ordinary set stands behind the workspace") << false << u"false"_s << QString() << false;
        QTest::newRow("a priority set shadows the workspace") << true << u"false"_s << QString() << true;
        QTest::newRow("a run beats an ordinary set") << false << u"false"_s << u"true"_s << true;
        QTest::newRow("a run loses to a priority set") << true << u"false"_s << u"false"_s << true;
    }
    void whoWinsAmongVariables()
    {
        QFETCH(bool, priority);
        QFETCH(QString, own);
        QFETCH(QString, ofRun);
        QFETCH(bool, changes);
        CloudBench bench;
        bench.setVariable(bench.activation(Region::Secondary), own);
        bench.variableSet("s", priority, "true", bench.standbyId());
        json attributes = {{"plan-only", true}};
        if (!ofRun.isEmpty())
            attributes["variables"] = json::array({{{"key", "active_region"}, {"value", ofRun.toStdString()}}});
        const QString run = bench.newRun(bench.standbyId(), attributes);
        bench.pass(2min);
        QCOMPARE(bench.world.run(run)->hasChanges, changes);
    }

    void allVarsNamesTheOverwriter()
    {
        CloudBench bench;
        bench.variableSet("s", true, "true", bench.standbyId());
        const json all =
            CloudBench::parsed(bench.api("GET"_ba, u"workspaces/%1/all-vars"_s.arg(bench.standbyId())))["data"];
        QCOMPARE(all.size(), std::size_t(2));
        QCOMPARE(shown(all[0]["attributes"]["value"]), shown(json("true")));
        QCOMPARE(shown(all[1]["relationships"]["overwriter"]["data"]["id"]), shown(all[0]["id"]));
        QCOMPARE(shown(all[0]["relationships"]["overwritten"]["data"][0]["id"]), shown(all[1]["id"]));
    }

    void variablesAreChangedTogetherOrNotAtAll()
    {
        CloudBench bench;
        TfWorkspace &workspace = bench.activation(Region::Secondary);
        const std::string id = workspace.variables.first().id.toStdString();
        const QString path = u"workspaces/%1/relationships/vars"_s.arg(workspace.id);
        const auto wish = [](const std::string &which) {
            return json{{"id", which}, {"type", "vars"}, {"attributes", {{"value", "true"}}}};
        };
        QCOMPARE(bench.api("PATCH"_ba, path, {{"data", json::array({wish(id), wish("var-none")})}}).status, 422);
        QCOMPARE(workspace.variables.first().value, u"false"_s);
        QCOMPARE(bench.api("PATCH"_ba, path, {{"data", json::array({wish(id)})}}).status, 204);
        QCOMPARE(workspace.variables.first().value, u"true"_s);
    }
};

QTEST_GUILESS_MAIN(TestTerraformVariables)
#include "tst_terraformvariables.moc"
