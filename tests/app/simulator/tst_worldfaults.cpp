// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every fault of a region and of the data, set and lifted over the control address, seen where a client would see it:
// in the API, in SQL rows, in the ground truth.
#include "tests/app/simulator/simulationbench.h"

#include <QDateTime>

using namespace twinlake;
using namespace twinlake::simulator;

namespace {

qint64 millis(const json &iso)
{
    return iso.is_string()
        ? QDateTime::fromString(QString::fromStdString(iso.get<std::string>()), Qt::ISODateWithMs).toMSecsSinceEpoch()
        : 0;
}

struct World : SimulationBench {
    json pipeline(const std::string &region, const std::string &name = "orders")
    {
        return named(state()["regions"][region]["pipelines"], name);
    }
    qint64 now() { return millis(state()["virtual_time"]); }
    /// Seconds from the pipeline's newest row to now.
    double lag(const std::string &region)
    {
        const json all = state();
        const json one = named(all["regions"][region]["pipelines"], "orders");
        return static_cast<double>(millis(all["virtual_time"]) - millis(one["watermark"])) / 1000.0;
    }
    json rest(const QString &region)
    {
        const QString id = QString::fromStdString(pipeline(region.toStdString())["pipeline_id"].get<std::string>());
        return call(region, "GET"_ba, u"/api/2.0/pipelines/"_s + id).body;
    }
    qint64 count(const QString &region, const std::string &where)
    {
        const json row = query(region, "SELECT count(*) FROM main.gold.orders WHERE " + where);
        return row.is_array() ? std::stoll(row[0].get<std::string>()) : -1;
    }
    json warehouse(const QString &region)
    {
        return call(region, "GET"_ba,
                    u"/api/2.0/sql/warehouses/"_s
                        + QString::fromStdString(
                            state()["regions"][region.toStdString()]["warehouses"][0]["id"].get<std::string>()))
            .body;
    }
    std::string iso(qint64 ms)
    {
        return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs).toStdString();
    }
    std::string between(qint64 from, qint64 to)
    {
        return "event_timestamp >= TIMESTAMP '" + iso(from) + "' AND event_timestamp < TIMESTAMP '" + iso(to) + "'";
    }
};

} // namespace

class TestWorldFaults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRegionOutageStopsEverythingAndEnds()
    {
        World world;
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
        World world;
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
        World world;
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
            World world;
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
        World world;
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
        World world;
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

    void aStoppedFeederDeliversAfterwards()
    {
        World world;
        world.advance(60);
        const qint64 from = world.now();
        const QString fault = world.addFault({{"target", "primary"}, {"kind", "feeder_stopped"}});
        world.advance(300);
        QVERIFY(from - millis(world.pipeline("primary")["landing_watermark"]) < 60'000);
        QVERIFY(world.now() - millis(world.pipeline("secondary")["landing_watermark"]) < 60'000);
        QVERIFY(world.lag("primary") > 280);
        QVERIFY(world.lift(fault));
        world.advance(300);
        QVERIFY(world.lag("primary") < 60);
        const std::string window = world.between(from, from + 300'000);
        world.call(u"secondary"_s, "POST"_ba,
                   u"/api/2.0/pipelines/%1/updates"_s.arg(
                       QString::fromStdString(world.pipeline("secondary")["pipeline_id"].get<std::string>())),
                   json::object());
        world.advance(1800);
        QVERIFY(world.count(u"primary"_s, window) > 200);
        QCOMPARE(world.count(u"primary"_s, window), world.count(u"secondary"_s, window));
    }

    void aFeederThatSkipsLeavesAHoleThatMaxDoesNotSee()
    {
        World world;
        world.advance(300);
        const qint64 from = world.now();
        world.addFault({{"target", "primary"}, {"kind", "feeder_skips"}, {"for_s", 300}});
        world.advance(900);
        QVERIFY(world.lag("primary") < 60); // max() says all is well
        const std::string hole = world.between(from + 60'000, from + 240'000);
        QCOMPARE(world.count(u"primary"_s, hole), 0);
        QVERIFY(world.count(u"primary"_s, world.between(from - 200'000, from - 60'000)) > 100);
        QVERIFY(world.count(u"primary"_s, world.between(from + 400'000, from + 600'000)) > 100);
        const json rows = world.pipeline("primary")["rows"];
        const json gap = world.query(u"primary"_s,
                                     "SELECT max(event_timestamp) FROM main.gold.orders WHERE event_timestamp < "
                                     "TIMESTAMP '"
                                         + world.iso(from + 240'000) + "'");
        QVERIFY(millis(gap[0]) <= from + 60'000);
        const json minutes = world.query(u"primary"_s,
                                         "SELECT count(DISTINCT date_trunc('MINUTE', event_timestamp)) FROM "
                                         "main.gold.orders WHERE "
                                             + world.between(from - 120'000, from + 480'000));
        QVERIFY2(minutes.is_array() && std::stoi(minutes[0].get<std::string>()) <= 7, minutes.dump().c_str());
        // The files are not in the bucket either, and what is there is read.
        const json waiting =
            world.query(u"primary"_s,
                        "SELECT count(*) FROM cloud_files_state(TABLE(main.bronze.orders)) WHERE commit_time IS NULL");
        QVERIFY(std::stoi(waiting[0].get<std::string>()) <= 2);

        QCOMPARE(world.control("POST"_ba, u"/control/backfill"_s, {{"target", "primary"}}).status, 202);
        world.advance(300);
        QVERIFY(world.count(u"primary"_s, hole) > 150);
        QVERIFY(world.pipeline("primary")["rows"] > rows);
    }

    void backfillNeedsARegion()
    {
        World world;
        QCOMPARE(world.control("POST"_ba, u"/control/backfill"_s, {{"target", "terraform"}}).status, 400);
    }

    void aQuietSourceIsQuietInBothRegions()
    {
        World world;
        world.advance(300);
        const qint64 from = world.now();
        const QString fault = world.addFault({{"target", "source"}, {"kind", "source_quiet"}});
        world.advance(600);
        for (const std::string region : {"primary", "secondary"})
            QVERIFY(millis(world.pipeline(region)["landing_watermark"]) < from + 30'000);
        QVERIFY(world.lag("primary") > 560);
        QVERIFY(world.rest(u"primary"_s)["state"] == "RUNNING");
        QVERIFY(world.lift(fault));
        world.advance(120);
        QVERIFY(world.lag("primary") < 60);
        QCOMPARE(world.count(u"primary"_s, world.between(from + 60'000, from + 590'000)), 0);
        QCOMPARE(world.control("POST"_ba, u"/control/backfill"_s, {{"target", "primary"}}).status, 202);
        world.advance(120);
        QCOMPARE(world.count(u"primary"_s, world.between(from + 60'000, from + 590'000)), 0); // there never was a row
    }

    void oneQuietPipelineIsNotTheOthers()
    {
        World world;
        world.addFault({{"target", "source"}, {"kind", "source_quiet"}, {"pipeline", "payments"}});
        world.advance(600);
        QVERIFY(world.lag("primary") < 60);
        QVERIFY(world.now() - millis(world.pipeline("primary", "payments")["watermark"]) > 560'000);
    }

    void aRowFromTheFutureIsThereAndStays()
    {
        World world;
        world.advance(60);
        const json rows = world.pipeline("primary")["rows"];
        const qint64 dated = world.now() + 3'600'000;
        const QString fault =
            world.addFault({{"target", "primary"}, {"kind", "future_row"}, {"ahead_s", 3600}, {"pipeline", "orders"}});
        world.advance(60);
        const json newest =
            world.query(u"primary"_s, "SELECT max(event_timestamp), current_timestamp() FROM main.gold.orders");
        QCOMPARE(millis(newest[0]), dated);
        QCOMPARE(millis(world.pipeline("primary")["watermark"]), dated);
        QVERIFY(millis(world.pipeline("secondary")["landing_watermark"]) < dated);
        QCOMPARE(world.count(u"primary"_s, "event_timestamp > current_timestamp()"), 1);
        QCOMPARE(world.count(u"primary"_s, world.between(dated - 1000, dated + 1000)), 1);
        const json sorted = world.query(u"primary"_s,
                                        "SELECT event_timestamp, id FROM main.gold.orders ORDER BY "
                                        "event_timestamp DESC LIMIT 1");
        QCOMPARE(millis(sorted[0]), dated);
        QVERIFY(world.pipeline("primary")["rows"] > rows);
        QVERIFY(world.lift(fault));
        world.advance(60);
        QCOMPARE(millis(world.pipeline("primary")["watermark"]), dated);
        world.advance(3700); // time passes it; it is an old row among others then
        QVERIFY(millis(world.pipeline("primary")["watermark"]) > dated);
        QVERIFY(world.count(u"primary"_s, world.between(dated - 60'000, dated + 60'000)) > 50);
    }

    void lateRowsComeBehindYoungerOnes()
    {
        World world;
        world.advance(120);
        const qint64 from = world.now();
        world.addFault({{"target", "primary"}, {"kind", "late_rows"}, {"late_s", 900}, {"for_s", 300}});
        world.advance(420);
        const std::string window = world.between(from, from + 270'000);
        const qint64 first = world.count(u"primary"_s, window);
        QVERIFY(world.lag("primary") < 60); // the watermark has passed them
        world.advance(300);
        QCOMPARE(world.count(u"primary"_s, window), first);
        world.advance(600);
        const qint64 all = world.count(u"primary"_s, window);
        QVERIFY2(first > 0 && all > first * 13 / 10 && all < first * 17 / 10,
                 qPrintable(u"%1, then %2"_s.arg(first).arg(all)));
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
        World world;
        QCOMPARE(world.call(target, "GET"_ba, path).status, 200);
        const QString fault = world.addFault({{"target", target.toStdString()}, {"kind", "token_revoked"}});
        QCOMPARE(world.call(target, "GET"_ba, path).status, refused);
        QVERIFY(world.lift(fault));
        QCOMPARE(world.call(target, "GET"_ba, path).status, 200);
    }

    void troublesOfOneKindAddUp()
    {
        World world;
        const QString all = world.addFault({{"target", "source"}, {"kind", "feeder_stopped"}});
        const QString one = world.addFault({{"target", "primary"}, {"kind", "feeder_stopped"}, {"pipeline", "orders"}});
        world.advance(120);
        QVERIFY(world.lift(all));
        world.advance(120);
        QVERIFY(world.lag("primary") > 220);
        QVERIFY(world.now() - millis(world.pipeline("primary", "payments")["watermark"]) < 60'000);
        QVERIFY(world.lift(one));
        world.advance(120);
        QVERIFY(world.lag("primary") < 60);
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
