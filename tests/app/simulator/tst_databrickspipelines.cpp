// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pipelines on the Databricks face: lists, documents, edits, updates and events (contracts/databricks-api.md section
// 3).
#include "tests/app/simulator/worldundertest.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using namespace twinlake;
using namespace twinlake::simulator;

class TestDatabricksPipelines : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listPagesAndFilters();
    void pipelineDocumentHasTheContractsTypes();
    void staleEditIsRefused();
    void editIsCountedAsApplied();
    void runAsCannotBeDropped();
    void secondStartIsAConflict();
    void stopOfAnIdlePipelineDoesNothing();
    void eventsCanBeFilteredAndPaged();
    void listsShowWhatHasChangedSince();
};

void TestDatabricksPipelines::listPagesAndFilters()
{
    WorldFace test(Region::Primary);
    QCOMPARE(test.json("GET", u"/api/2.0/pipelines"_s)["statuses"].size(), std::size_t(4));
    const auto first = test.json("GET", u"/api/2.0/pipelines?max_results=3&order_by=name%20desc"_s);
    QVERIFY((first["statuses"][0]["name"]) == (nlohmann::json("payments")));
    QVERIFY(!first["statuses"][0].contains("spec"));
    const QString token = QString::fromStdString(first["next_page_token"].get<std::string>());
    const auto last = test.json("GET", u"/api/2.0/pipelines?max_results=3&order_by=name+desc&page_token="_s + token);
    QCOMPARE(last["statuses"].size(), std::size_t(1));
    QVERIFY(!last.contains("next_page_token"));
    const auto named = test.json("GET", u"/api/2.0/pipelines?filter=name%20LIKE%20'order%25'"_s);
    QCOMPARE(named["statuses"].size(), std::size_t(2));
}

void TestDatabricksPipelines::pipelineDocumentHasTheContractsTypes()
{
    WorldFace test(Region::Primary);
    const auto document = test.json("GET", u"/api/2.0/pipelines/"_s + test.orders().id());
    QVERIFY((document["state"]) == (nlohmann::json("RUNNING")));
    QVERIFY((document["spec"]["continuous"]) == (nlohmann::json(true)));
    QVERIFY(document["last_modified"].is_number_integer());
    QVERIFY(document["latest_updates"][0]["creation_time"].is_string());
    const auto updates = test.json("GET", u"/api/2.0/pipelines/%1/updates"_s.arg(test.orders().id()));
    QVERIFY(updates["updates"][0]["creation_time"].is_number_integer());
    QVERIFY(updates["updates"][0]["config"].is_object());
    WorldFace standby(Region::Secondary);
    QVERIFY(!standby.json("GET", u"/api/2.0/pipelines/"_s + standby.orders().id())["spec"].contains("continuous"));
}

void TestDatabricksPipelines::staleEditIsRefused()
{
    WorldFace test(Region::Secondary);
    nlohmann::json spec = test.ordersSpec(true);
    spec["expected_last_modified"] = test.orders().lastModified();
    const QString target = u"/api/2.0/pipelines/"_s + test.orders().id();
    QCOMPARE(test.send("PUT", target, dumped(spec)).status, 200);
    const SimResponse again = test.send("PUT", target, dumped(spec));
    QCOMPARE(again.status, 409);
    QVERIFY(!again.applied);
}

void TestDatabricksPipelines::editIsCountedAsApplied()
{
    WorldFace test(Region::Secondary);
    const SimResponse edited =
        test.send("PUT", u"/api/2.0/pipelines/"_s + test.orders().id(), dumped(test.ordersSpec(true)));
    QCOMPARE(edited.body, QByteArray("{}"));
    QVERIFY(edited.applied);
    QVERIFY(test.orders().continuous());
    nlohmann::json without = test.ordersSpec(true);
    without.erase("continuous");
    test.send("PUT", u"/api/2.0/pipelines/"_s + test.orders().id(), dumped(without));
    QVERIFY(!test.orders().continuous());
}

void TestDatabricksPipelines::runAsCannotBeDropped()
{
    WorldFace test(Region::Secondary);
    const QString target = u"/api/2.0/pipelines/"_s + test.orders().id();
    nlohmann::json spec = test.ordersSpec(false);
    QCOMPARE(test.send("PUT", target, dumped(spec)).status, 200);
    spec["run_as"] = {{"user_name", "operator@acme.example"}};
    QCOMPARE(test.send("PUT", target, dumped(spec)).status, 200);
    const auto document = test.json("GET", target);
    QVERIFY(document["run_as"] == spec["run_as"]);
    QVERIFY(!document["spec"].contains("run_as"));
    spec.erase("run_as");
    QCOMPARE(test.send("PUT", target, dumped(spec)).status, 400);
}

void TestDatabricksPipelines::secondStartIsAConflict()
{
    WorldFace test(Region::Secondary);
    const QString target = u"/api/2.0/pipelines/%1/updates"_s.arg(test.orders().id());
    const auto started = test.json("POST", target, R"({"cause":"USER_ACTION"})");
    const QString id = QString::fromStdString(started["update_id"].get<std::string>());
    const SimResponse again = test.send("POST", target, "{}");
    QCOMPARE(again.status, 409);
    QVERIFY(again.body.contains(id.toLatin1()));
    QVERIFY(!again.applied);
    const auto update = test.json("GET", target + u'/' + id)["update"];
    QVERIFY((update["cause"]) == (nlohmann::json("USER_ACTION")));
    QVERIFY((update["mode"]) == (nlohmann::json("DEFAULT")));
}

void TestDatabricksPipelines::stopOfAnIdlePipelineDoesNothing()
{
    WorldFace test(Region::Secondary);
    const SimResponse stopped = test.send("POST", u"/api/2.0/pipelines/%1/stop"_s.arg(test.orders().id()));
    QCOMPARE(stopped.status, 200);
    QVERIFY(!stopped.applied);
}

void TestDatabricksPipelines::eventsCanBeFilteredAndPaged()
{
    WorldFace test(Region::Secondary);
    const QString root = u"/api/2.0/pipelines/%1/"_s.arg(test.orders().id());
    const auto started = test.json("POST", root + u"updates"_s, "{}");
    test.pass(10min);
    const QString id = QString::fromStdString(started["update_id"].get<std::string>());
    const QString filter = u"events?order_by=timestamp%20asc&filter=update_id%3D'"_s + id
        + u"'%20AND%20event_type%20in%20('update_progress')%20and%20level%3D'INFO'"_s;
    const auto all = test.json("GET", root + filter);
    QStringList words;
    for (const auto &event : all["events"])
        words << QString::fromStdString(event["details"]["update_progress"]["state"].get<std::string>());
    QCOMPARE(words,
             QStringList({u"CREATED"_s, u"WAITING_FOR_RESOURCES"_s, u"INITIALIZING"_s, u"SETTING_UP_TABLES"_s,
                          u"RUNNING"_s, u"COMPLETED"_s}));
    QCOMPARE(all["events"][0]["message"].get<std::string>(), u"Update %1 is CREATED."_s.arg(id.left(6)).toStdString());
    const auto page = test.json("GET", root + filter + u"&max_results=4"_s);
    const QString token = QString::fromStdString(page["next_page_token"].get<std::string>());
    QCOMPARE(test.json("GET", root + u"events?max_results=4&page_token="_s + token)["events"].size(), std::size_t(2));
    // The official clients repeat the whole query beside the token.
    QCOMPARE(test.json("GET", root + filter + u"&page_token="_s + token)["events"].size(), std::size_t(2));
    QCOMPARE(test.send("GET", root + u"events?filter=level%3D'WARN'&page_token="_s + token).status, 400);
}

void TestDatabricksPipelines::listsShowWhatHasChangedSince()
{
    WorldFace test(Region::Secondary);
    const QString list = u"/api/2.0/pipelines?filter=name%20LIKE%20'orders'"_s;
    const QString one = u"/api/2.0/pipelines/"_s + test.orders().id();
    const auto states = [&] {
        const auto listed = test.json("GET", list)["statuses"][0];
        const auto got = test.json("GET", one);
        return QStringList{textAt(listed, "state"), textAt(got, "state"), textAt(listed, "name"), textAt(got, "name")};
    };
    QCOMPARE(states(), QStringList({u"IDLE"_s, u"IDLE"_s, u"orders"_s, u"orders"_s}));
    test.send("POST", one + u"/updates"_s, "{}");
    QCOMPARE(states().mid(0, 2), QStringList({u"STARTING"_s, u"STARTING"_s}));
    QVERIFY(test.passUntil([&] { return states()[0] == u"RUNNING"; }, 20min));
    QCOMPARE(states()[1], u"RUNNING"_s);
    QVERIFY(test.passUntil([&] { return states()[0] == u"IDLE"; }, 40min));
    nlohmann::json spec = test.ordersSpec(false);
    spec["name"] = "ordersX";
    QCOMPARE(test.send("PUT", one, dumped(spec)).status, 200);
    QVERIFY(test.json("GET", list)["statuses"].empty());
    QCOMPARE(textAt(test.json("GET", one)["spec"], "name"), u"ordersX"_s);
    const auto made = test.json("POST", u"/api/2.0/pipelines"_s, R"({"name":"zz"})");
    QCOMPARE(test.json("GET", u"/api/2.0/pipelines"_s)["statuses"].size(), std::size_t(5));
    test.send("DELETE", u"/api/2.0/pipelines/"_s + textAt(made, "pipeline_id"));
    QCOMPARE(test.json("GET", u"/api/2.0/pipelines"_s)["statuses"].size(), std::size_t(4));
}

QTEST_GUILESS_MAIN(TestDatabricksPipelines)
#include "tst_databrickspipelines.moc"
