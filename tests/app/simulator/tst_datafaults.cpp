// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every fault of the data, set and lifted over the control address, seen in SQL rows and in the ground truth.
#include "tests/app/simulator/worldfaultsbench.h"

using namespace twinlake;
using namespace twinlake::simulator;

class TestDataFaults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aStoppedFeederDeliversAfterwards()
    {
        WorldFaultsBench world;
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
        WorldFaultsBench world;
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
        WorldFaultsBench world;
        QCOMPARE(world.control("POST"_ba, u"/control/backfill"_s, {{"target", "terraform"}}).status, 400);
    }

    void aQuietSourceIsQuietInBothRegions()
    {
        WorldFaultsBench world;
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
        WorldFaultsBench world;
        world.addFault({{"target", "source"}, {"kind", "source_quiet"}, {"pipeline", "payments"}});
        world.advance(600);
        QVERIFY(world.lag("primary") < 60);
        QVERIFY(world.now() - millis(world.pipeline("primary", "payments")["watermark"]) > 560'000);
    }

    void aRowFromTheFutureIsThereAndStays()
    {
        WorldFaultsBench world;
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
        WorldFaultsBench world;
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

    void troublesOfOneKindAddUp()
    {
        WorldFaultsBench world;
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
};

QTEST_GUILESS_MAIN(TestDataFaults)
#include "tst_datafaults.moc"
