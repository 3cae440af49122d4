// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every fault of a region, set and lifted over the control address, seen where a client would see it: in the API, in
// SQL, in the ground truth. Those of the data are tst_datafaults.cpp.
#include "tests/app/simulator/worldfaultsbench.h"

using namespace twinlake;
using namespace twinlake::simulator;

class TestWorldFaults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRegionOutageStopsEverythingAndEnds()
    {
        WorldFaultsBench world;
        world.advance(60);
        const QString fault = world.addFault({{"target", "primary"}, {"kind", "region_outage"}, {"for_s", 600}});
        world.advance(500);
        QVERIFY(world.lag("primary") > 480);
        QVERIFY(world.lag("primary") < 560);
        QCOMPARE(world.call(u"consumers"_s, "GET"_ba, u"/orders"_s).status, 504);
        world.advance(1200);
        QVERIFY(world.state()["faults"].empty());
        QVERIFY2(world.lag("primary") < 60, qPrintable(QString::number(world.lag("primary"))));
        QVERIFY(world.rest(u"primary"_s)["state"] == "RUNNING");
        QVERIFY(!world.lift(fault));
    }

    void withoutComputeTheApiAnswersAndNothingStarts()
    {
        WorldFaultsBench world;
        const QString fault = world.addFault({{"target", "secondary"}, {"kind", "compute_out"}});
        const QString id =
            QString::fromStdString(world.pipeline("secondary", "payments")["pipeline_id"].get<std::string>());
        QCOMPARE(
            world.call(u"secondary"_s, "POST"_ba, u"/api/2.0/pipelines/%1/updates"_s.arg(id), json::object()).status,
            200);
        world.advance(900);
        const auto stateOf = [&] {
            const json all = world.call(u"secondary"_s, "GET"_ba, u"/api/2.0/pipelines/"_s + id).body;
            return all["latest_updates"][0]["state"];
        };
        QVERIFY(stateOf() == "WAITING_FOR_RESOURCES" || stateOf() == "CREATED");
        QVERIFY(world.lift(fault));
        world.advance(1200);
        QVERIFY2(stateOf() == "COMPLETED" || stateOf() == "RUNNING", stateOf().dump().c_str());
    }

    void withoutStorageRowsStopAndStatementsFail()
    {
        WorldFaultsBench world;
        world.advance(60);
        const QString fault = world.addFault({{"target", "primary"}, {"kind", "storage_out"}});
        const json before = world.pipeline("primary")["rows"];
        world.advance(300);
        QVERIFY(world.pipeline("primary")["rows"] == before);
        QVERIFY(world.rest(u"primary"_s)["state"] == "RUNNING"); // only freshness shows it
        QVERIFY(world.query(u"primary"_s, "SELECT count(*) FROM main.gold.orders")["error_code"] == "IO_ERROR");
        QVERIFY(world.lift(fault));
        world.advance(120);
        QVERIFY(world.lag("primary") < 60);
    }

    void aSlowClusterStartsLater()
    {
        const auto startSeconds = [](const json &fault) {
            WorldFaultsBench world;
            if (!fault.is_null())
                world.addFault(fault);
            const QString id =
                QString::fromStdString(world.pipeline("secondary", "payments")["pipeline_id"].get<std::string>());
            world.call(u"secondary"_s, "POST"_ba, u"/api/2.0/pipelines/%1/updates"_s.arg(id), json::object());
            int seconds = 0;
            for (; seconds < 3000; seconds += 10) {
                if (world.call(u"secondary"_s, "GET"_ba, u"/api/2.0/pipelines/"_s + id).body["state"] == "RUNNING")
                    break;
                world.advance(10);
            }
            return seconds;
        };
        const int usual = startSeconds({});
        const int slow = startSeconds({{"target", "secondary"}, {"kind", "cluster_slow"}, {"factor", 5}});
        QVERIFY2(slow > usual * 3, qPrintable(u"%1 against %2"_s.arg(slow).arg(usual)));
    }

    void aColdWarehouseHasToStart()
    {
        WorldFaultsBench world;
        QVERIFY(world.warehouse(u"primary"_s)["state"] == "RUNNING");
        const QString fault = world.addFault({{"target", "primary"}, {"kind", "warehouse_cold"}});
        world.advance(600);
        QVERIFY(world.warehouse(u"primary"_s)["state"] == "STOPPED");
        const qint64 asked = world.now();
        QVERIFY(world.query(u"primary"_s, "SELECT 1").is_array()); // it starts for whoever asks
        QVERIFY(world.now() - asked > 180'000);
        world.advance(1200);
        QVERIFY(world.warehouse(u"primary"_s)["state"] == "STOPPED");
        QVERIFY(world.lift(fault));
        world.advance(300);
        QVERIFY(world.warehouse(u"primary"_s)["state"] == "RUNNING"); // dashboards wake it again
    }

    void aSkewedClockIsTheServersNotTheDatas()
    {
        WorldFaultsBench world;
        world.advance(60);
        const auto serverAhead = [&](const QString &region) {
            const json row =
                world.query(region, "SELECT current_timestamp(), max(event_timestamp) FROM main.gold.orders");
            return (millis(row[0]) - world.now()) / 1000;
        };
        QVERIFY(std::abs(serverAhead(u"primary"_s)) <= 3);
        const double lag = world.lag("primary");
        const QString fault = world.addFault({{"target", "primary"}, {"kind", "clock_skew"}, {"skew_s", -120}});
        QVERIFY(std::abs(serverAhead(u"primary"_s) + 120) <= 3);
        QVERIFY(std::abs(world.lag("primary") - lag) < 30);
        QVERIFY(world.lift(fault));
        QVERIFY(std::abs(serverAhead(u"primary"_s)) <= 3);
    }

    void revokedTokensAreRefusedUntilTheyAreBack_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("refused");
        QTest::newRow("primary") << u"primary"_s << u"/api/2.0/pipelines"_s << 403;
        QTest::newRow("secondary") << u"secondary"_s << u"/api/2.0/pipelines"_s << 403;
        QTest::newRow("Terraform") << u"terraform"_s << u"/api/v2/organizations/acme/workspaces"_s << 401;
    }
    void revokedTokensAreRefusedUntilTheyAreBack()
    {
        QFETCH(QString, target);
        QFETCH(QString, path);
        QFETCH(int, refused);
        WorldFaultsBench world;
        QCOMPARE(world.call(target, "GET"_ba, path).status, 200);
        const QString fault = world.addFault({{"target", target.toStdString()}, {"kind", "token_revoked"}});
        QCOMPARE(world.call(target, "GET"_ba, path).status, refused);
        QVERIFY(world.lift(fault));
        QCOMPARE(world.call(target, "GET"_ba, path).status, 200);
    }

    void aSecondaryThatFailedShowsIt()
    {
        Scenario scenario = *loadScenario(u"regional-outage"_s);
        scenario.secondaryFailed = true;
        SimulationBench bench(scenario);
        const json pipeline = named(bench.state()["regions"]["secondary"]["pipelines"], "orders");
        const QString id = QString::fromStdString(pipeline["pipeline_id"].get<std::string>());
        const json document = bench.call(u"secondary"_s, "GET"_ba, u"/api/2.0/pipelines/"_s + id).body;
        QVERIFY(document["state"] == "FAILED");
        QVERIFY(document["latest_updates"][0]["state"] == "FAILED");
        QVERIFY(document["health"] == "UNHEALTHY");
    }
};

QTEST_GUILESS_MAIN(TestWorldFaults)
#include "tst_worldfaults.moc"
