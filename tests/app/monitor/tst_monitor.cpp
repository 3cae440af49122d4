// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The monitor's two loops, what they publish and keep, and that they end.
#include "tests/app/monitor/smallworld.h"

#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestMonitor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void publishesWholeSnapshotsAndKeepsLag()
    {
        SmallWorld world;
        QList<EstateSnapshot> published;
        Monitor monitor(world.estate, world.monitorPorts(), {},
                        [&](const EstateSnapshot &one) { published.append(one); });
        monitor.start();
        QTRY_VERIFY(world.clock.waiting() == 5 && world.history.kept.size() == 2);
        QTRY_VERIFY(!published.isEmpty() && published.last().groups.first().canary.isLive());
        const EstateSnapshot last = published.last();
        QCOMPARE(last.groups.size(), 1);
        QCOMPARE(last.groups.first().regions.secondary.reach.reach, Reach::Reachable);
        QCOMPARE(last.witnesses.size(), 1);
        QCOMPARE(world.history.kept.first().lag, std::optional<Duration>(42s));
        QVERIFY(QCoro::waitFor(monitor.stop(5s)));
    }

    void slowLoopAsksThirdAsOften()
    {
        SmallWorld world;
        Monitor monitor(world.estate, world.monitorPorts(), {}, [](const EstateSnapshot &) {});
        monitor.start();
        QTRY_COMPARE(world.clock.waiting(), 5);
        for (int tick = 1; tick <= 3; ++tick) {
            world.clock.advance(10s);
            QTRY_COMPARE(world.clock.waiting(), 5);
            QTRY_COMPARE(world.databricks.primary.calls.value(u"pipeline"_s), 1 + tick);
        }
        QTRY_COMPARE(world.databricks.primary.calls.value(u"watermarks"_s), 2);
        QTRY_COMPARE(world.clock.waiting(), 5);
        QVERIFY(QCoro::waitFor(monitor.stop(5s)));
    }

    void readNowWaitsForNobodysTurn()
    {
        SmallWorld world;
        Monitor monitor(world.estate, world.monitorPorts(), {}, [](const EstateSnapshot &) {});
        monitor.start();
        for (int round = 1; round <= 3; ++round) { // without a tick of the clock
            QTRY_COMPARE(world.clock.waiting(), 5);
            QTRY_COMPARE(world.databricks.primary.calls.value(u"pipeline"_s), round);
            QTRY_COMPARE(world.databricks.primary.calls.value(u"watermarks"_s), round);
            monitor.readNow();
        }
        QTRY_COMPARE(world.clock.waiting(), 5);
        QVERIFY(QCoro::waitFor(monitor.stop(5s)));
        QCOMPARE(world.clock.waiting(), 0);
    }

    void darkRegionLeavesAGapAndTheOtherStaysFresh()
    {
        SmallWorld world;
        world.databricks.primary.dark = noAnswer();
        EstateSnapshot last;
        Monitor monitor(world.estate, world.monitorPorts(), {}, [&last](EstateSnapshot one) { last = std::move(one); });
        monitor.start();
        QTRY_VERIFY(world.clock.waiting() == 5 && world.history.kept.size() == 2);
        for (const LagSample &sample : std::as_const(world.history.kept))
            QCOMPARE(sample.lag.has_value(), sample.region == Region::Secondary);
        for (int tick = 0; tick < 2; ++tick) {
            world.clock.advance(10s);
            QTRY_COMPARE(world.clock.waiting(), 5);
        }
        QTRY_COMPARE(last.groups.first().regions.primary.reach.reach, Reach::NoAnswer);
        QCOMPARE(last.groups.first().regions.secondary.reach.reach, Reach::Reachable);
        QVERIFY(QCoro::waitFor(monitor.stop(5s)));
    }

    void whatWasNotAskedIsNotKept()
    {
        SmallWorld world;
        world.setWarehouse(Region::Secondary, WarehouseState::Stopped);
        MonitorSettings settings;
        settings.wakeEvery = {}; // never
        Monitor monitor(world.estate, world.monitorPorts(), settings, [](const EstateSnapshot &) {});
        monitor.start();
        QTRY_COMPARE(world.clock.waiting(), 5);
        for (int tick = 0; tick < 4; ++tick) {
            world.clock.advance(30s);
            QTRY_COMPARE(world.clock.waiting(), 5);
        }
        QTRY_COMPARE(world.history.kept.size(), 5);
        for (const LagSample &sample : std::as_const(world.history.kept))
            QCOMPARE(sample.region, Region::Primary);
        QVERIFY(QCoro::waitFor(monitor.stop(5s)));
    }

    void stopEndsEveryLoop()
    {
        SmallWorld world;
        int published = 0;
        Monitor monitor(world.estate, world.monitorPorts(), {}, [&published](const EstateSnapshot &) { ++published; });
        monitor.start(); // calls are in flight
        QVERIFY(QCoro::waitFor(monitor.stop(5s)));
        QCOMPARE(world.clock.waiting(), 0);
        QCOMPARE(world.databricks.primary.inFlight, 0);
    }
};

QTEST_GUILESS_MAIN(TestMonitor)
#include "tst_monitor.moc"
