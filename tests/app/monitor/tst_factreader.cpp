// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a fact reader asks, what it leaves out, and what it keeps when a host falls silent.
#include "app/monitor/factreader.h"
#include "tests/app/monitor/smallworld.h"

#include <qcoro/qcorotask.h>

#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestFactReader : public QObject {
    Q_OBJECT

private:
    static FactParts everything()
    {
        FactParts parts;
        parts.reach = parts.pipelines = parts.jobs = parts.warehouse = parts.watermarks = true;
        parts.landing = parts.canary = parts.witnesses = true;
        parts.askWholeTerraform();
        return parts;
    }
    static FactParts tablesOnly()
    {
        FactParts parts;
        parts.watermarks = true;
        return parts;
    }
    static FactReader readerOf(SmallWorld &world, int silentAfter = 3)
    {
        return FactReader(world.estate, u"orders"_s, world.ports(), &world.terraform, &world.neutral, world.clock,
                          silentAfter);
    }
    static void read(FactReader &reader, const FactParts &parts) { QCoro::waitFor(reader.read(parts, {})); }

private Q_SLOTS:
    void everyPartIsReadWithItsInstant()
    {
        SmallWorld world;
        FactReader reader = readerOf(world);
        read(reader, everything());
        const GroupFacts &facts = reader.facts();
        for (const Region region : bothRegions) {
            const RegionFacts &one = facts.regions[region];
            QCOMPARE(one.reach.reach, Reach::Reachable);
            QVERIFY(one.pipelines.value(u"orders"_s).isFresh(world.clock.now(), 0ms));
            QCOMPARE(one.jobs.size(), 1);
            QCOMPARE(one.activeRuns.size(), 1);
            QVERIFY(one.warehouse.isLive());
            QVERIFY(one.watermarks.value(SmallWorld::table()).isLive());
            QVERIFY(one.landing.value(u"orders"_s).isLive());
            QVERIFY(facts.terraform.activation[region].variable.isLive());
        }
        QCOMPARE(facts.terraform.activation.secondary.variable.value->value, std::optional(u"false"_s));
        QCOMPARE(facts.terraform.consumers.variable.value->key, u"serving_region"_s);
        QVERIFY(facts.terraform.coordination.isLive());
        QCOMPARE(facts.terraform.reach.reach, Reach::Reachable);
        QCOMPARE(facts.canary.value->region, std::optional(Region::Primary));
        QCOMPARE(reader.witnesses().size(), 1);
        QCOMPARE(reader.witnesses().first().reach, Reach::Reachable);
        QVERIFY(world.databricks.primary.mostInFlight > 1); // side by side
    }

    void oneRegionAloneIsAskedAlone()
    {
        SmallWorld world;
        FactReader reader = readerOf(world);
        FactParts parts = everything();
        parts.activation = {};
        parts.consumers = parts.coordination = parts.canary = parts.witnesses = false;
        parts.regions = {Region::Secondary};
        read(reader, parts);
        QVERIFY(world.databricks.primary.calls.isEmpty());
        QVERIFY(world.terraform.calls.isEmpty());
        QCOMPARE(reader.facts().regions.primary.reach.reach, Reach::NotAsked);
        QCOMPARE(reader.facts().regions.secondary.reach.reach, Reach::Reachable);
    }

    void roundsCountForSilenceAndNotCalls()
    {
        SmallWorld world;
        FactReader reader = readerOf(world);
        read(reader, everything());
        world.databricks.primary.dark = noAnswer();
        FactParts parts;
        parts.reach = parts.pipelines = parts.jobs = parts.warehouse = true;
        read(reader, parts); // five calls are lost, one round
        QCOMPARE(reader.facts().regions.primary.reach.reach, Reach::Reachable);
        read(reader, parts);
        read(reader, parts);
        QCOMPARE(reader.facts().regions.primary.reach.reach, Reach::NoAnswer);
        QCOMPARE(reader.facts().regions.secondary.reach.reach, Reach::Reachable);
    }

    void silentHostIsAskedOneQuestionUntilItAnswers()
    {
        SmallWorld world;
        FactReader reader = readerOf(world, 1);
        read(reader, everything());
        const Instant lastRead = world.clock.now();
        world.databricks.primary.dark = noAnswer();
        read(reader, everything());
        world.databricks.primary.calls.clear();
        world.clock.advance(10s);
        read(reader, everything());
        QCOMPARE(world.databricks.primary.calls.keys(), QStringList{u"whoAmI"_s});
        const auto &pipeline = reader.facts().regions.primary.pipelines.value(u"orders"_s);
        QVERIFY(!pipeline.isLive());
        QCOMPARE(pipeline.readAt, lastRead); // the last value keeps its age
        QCOMPARE(pipeline.triedAt, world.clock.now());
        QVERIFY(!reader.facts().regions.primary.watermarks.first().isLive());

        world.databricks.primary.dark.reset();
        read(reader, everything());
        QVERIFY(reader.facts().regions.primary.pipelines.value(u"orders"_s).isLive());
    }

    void sleepingWarehouseIsNotWokenByTheMonitor()
    {
        SmallWorld world;
        world.setWarehouse(Region::Secondary, WarehouseState::Stopped);
        FactReader reader = readerOf(world);
        read(reader, tablesOnly());
        QCOMPARE(world.databricks.primary.calls.value(u"watermarks"_s), 1);
        QCOMPARE(world.databricks.primary.lastPatience, StatementPatience::CancelAfterWait);
        QCOMPARE(world.databricks.secondary.calls.value(u"watermarks"_s), 0);
        const auto &never = reader.facts().regions.secondary.watermarks.value(SmallWorld::table());
        QVERIFY(never.error && never.error->message.contains(u"STOPPED"_s));

        FactParts waking = tablesOnly();
        waking.wakeWarehouse = true;
        read(reader, waking);
        QCOMPARE(world.databricks.secondary.calls.value(u"watermarks"_s), 1);
        QCOMPARE(world.databricks.secondary.lastPatience, StatementPatience::KeepPolling);

        read(reader, tablesOnly()); // not asked again: the value stays, with its age and without an error
        QCOMPARE(world.databricks.secondary.calls.value(u"watermarks"_s), 1);
        QVERIFY(reader.facts().regions.secondary.watermarks.first().isLive());
    }

    void sleepingWarehouseIsWokenOncePerInterval()
    {
        SmallWorld world;
        world.setWarehouse(Region::Secondary, WarehouseState::Stopped);
        FactReader reader = readerOf(world);
        FactParts parts = tablesOnly();
        parts.wakeEvery = 15min;
        for (int minute = 0; minute < 31; ++minute) {
            read(reader, parts);
            world.clock.advance(1min);
        }
        QCOMPARE(world.databricks.secondary.calls.value(u"watermarks"_s), 3);
        QCOMPARE(world.databricks.primary.calls.value(u"watermarks"_s), 31);
    }

    void servedUpToOnlyMovesForward()
    {
        SmallWorld world;
        FactReader reader = readerOf(world);
        const Instant first = world.clock.now().addSecs(-42);
        read(reader, everything());
        QCOMPARE(reader.facts().servedUpTo, std::optional(first));
        world.setWatermark(Region::Primary, first.addSecs(-600));
        read(reader, everything());
        QCOMPARE(reader.facts().servedUpTo, std::optional(first));
        world.setWatermark(Region::Primary, world.clock.now().addDays(1)); // a row from the future was served to nobody
        read(reader, everything());
        QCOMPARE(reader.facts().servedUpTo, std::optional(first));
        world.setWatermark(Region::Secondary, first.addSecs(20)); // newer, but not what consumers see
        read(reader, everything());
        QCOMPARE(reader.facts().servedUpTo, std::optional(first));
        world.neutral.served = {u"us-west-2"_s, Region::Secondary, {}};
        read(reader, everything());
        QCOMPARE(reader.facts().servedUpTo, std::optional(first.addSecs(20)));
    }

    void adoptedFactsKeepTheirAge()
    {
        SmallWorld world;
        FactReader earlier = readerOf(world);
        read(earlier, everything());
        const Instant then = world.clock.now();
        world.clock.advance(5min);
        FactReader later = readerOf(world);
        later.adopt(earlier.facts());
        QCOMPARE(later.facts().regions.primary.watermarks.first().readAt, then);
        QCOMPARE(later.facts().servedUpTo, earlier.facts().servedUpTo);
        read(later, everything());
        later.adopt(earlier.facts());
        QCOMPARE(later.facts().regions.primary.pipelines.first().readAt, world.clock.now());
    }

    void variableThatIsMissingIsSaid()
    {
        SmallWorld world;
        world.terraform.variablesOf.clear();
        FactReader reader = readerOf(world);
        read(reader, everything());
        const auto &variable = reader.facts().terraform.activation.primary.variable;
        QVERIFY(variable.error);
        QVERIFY(variable.error->message.contains(u"active_region"_s));
    }
};

QTEST_GUILESS_MAIN(TestFactReader)
#include "tst_factreader.moc"
