// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A region's jobs, warehouses and settings edits.
#include "tests/app/simulator/worldundertest.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using namespace twinlake;
using namespace twinlake::simulator;

class TestWorldJobs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scheduleFiresAndItsRunEndsWithItsUpdates();
    void pausedScheduleDoesNotFire();
    void dailyScheduleFiresInItsOwnZone();
    void jobOnARunningContinuousPipelineFails();
    void secondRunIsSkipped();
    void queuedRunBeginsWhenTheFirstHasEnded();
    void sameTokenGivesTheSameRun();
    void cancelledRunStopsItsUpdates();
    void editRestartsAContinuousPipeline();
    void editToTriggeredStopsTheContinuousUpdate();
    void fullRefreshEmptiesTheTables();
    void warehouseStopsAfterTenIdleMinutes();
    void warehouseOfTheBusyRegionComesBackAfterAnOutage();
};

void TestWorldJobs::scheduleFiresAndItsRunEndsWithItsUpdates()
{
    WorldUnderTest test(Region::Secondary);
    const std::size_t runs = test.ordersJob().runs().size();
    QCOMPARE(isoMillis(*test.ordersJob().nextFire()), u"2026-11-22T00:30:00.000Z"_s);
    test.pass(10min + 2s);
    QCOMPARE(test.ordersJob().runs().size(), runs + 1);
    QCOMPARE(test.ordersJob().runs().front().trigger, u"PERIODIC"_s);
    QCOMPARE(test.orders().activeUpdate()->cause, u"JOB_TASK"_s);
    QVERIFY(test.passUntil([&] { return test.ordersJob().activeRuns() == 0; }, 20min));
    QCOMPARE(test.ordersJob().runs().front().result, u"SUCCESS"_s);
    QCOMPARE(test.ordersJob().runs().front().tasks.size(), std::size_t(2));
}

void TestWorldJobs::pausedScheduleDoesNotFire()
{
    WorldUnderTest test(Region::Primary);
    test.pass(26h);
    QVERIFY(test.ordersJob().runs().empty());
    QVERIFY(!test.ordersJob().nextFire());
}

void TestWorldJobs::dailyScheduleFiresInItsOwnZone()
{
    WorldUnderTest test(Region::Secondary);
    QCOMPARE(isoMillis(*test.world.jobs().back()->nextFire()), u"2026-11-22T06:00:00.000Z"_s);
}

void TestWorldJobs::jobOnARunningContinuousPipelineFails()
{
    WorldUnderTest test(Region::Primary);
    const QString active = test.orders().activeUpdate()->id;
    const SimJobRun run = test.ordersJob().runNow({}, {});
    QCOMPARE(run.result, u"FAILED"_s);
    QVERIFY(run.message.contains(u"An active update"));
    QCOMPARE(test.orders().activeUpdate()->id, active);
}

void TestWorldJobs::secondRunIsSkipped()
{
    WorldUnderTest test(Region::Secondary);
    QVERIFY(test.ordersJob().runNow({}, {}).active());
    QCOMPARE(test.ordersJob().runNow({}, {}).lifeCycle, u"SKIPPED"_s);
}

void TestWorldJobs::queuedRunBeginsWhenTheFirstHasEnded()
{
    WorldUnderTest test(Region::Secondary);
    test.ordersJob().update({{"queue", {{"enabled", true}}}}, {"schedule"});
    test.ordersJob().runNow({}, {});
    QCOMPARE(test.ordersJob().runNow({}, {}).lifeCycle, u"QUEUED"_s);
    QVERIFY(test.passUntil([&] { return test.ordersJob().runs().front().lifeCycle == u"RUNNING"; }, 20min));
    QVERIFY(test.passUntil([&] { return test.ordersJob().activeRuns() == 0; }, 20min));
    QCOMPARE(test.ordersJob().runs().front().result, u"SUCCESS"_s);
}

void TestWorldJobs::sameTokenGivesTheSameRun()
{
    WorldUnderTest test(Region::Secondary);
    const std::int64_t first = test.ordersJob().runNow(u"once"_s, {}).id;
    QCOMPARE(test.ordersJob().runNow(u"once"_s, {}).id, first);
    QVERIFY(test.ordersJob().runNow(u"twice"_s, {}).id != first);
}

void TestWorldJobs::cancelledRunStopsItsUpdates()
{
    WorldUnderTest test(Region::Secondary);
    const std::int64_t run = test.ordersJob().runNow({}, {}).id;
    test.pass(1min);
    QVERIFY(test.ordersJob().cancelRun(run));
    QCOMPARE(test.orders().state(), PipelineState::Stopping);
    test.pass(1min);
    QCOMPARE(test.orders().state(), PipelineState::Idle);
    QCOMPARE(test.orders().updates().front().state, UpdateState::Canceled);
    QCOMPARE(test.ordersJob().runs().front().result, u"CANCELED"_s);
    QVERIFY(!test.ordersJob().cancelRun(1));
}

void TestWorldJobs::editRestartsAContinuousPipeline()
{
    WorldUnderTest test(Region::Primary);
    const QString old = test.orders().activeUpdate()->id;
    const std::int64_t stamp = test.orders().lastModified();
    test.orders().edit(test.ordersSpec(true));
    QVERIFY(test.orders().lastModified() > stamp);
    QVERIFY(test.passUntil([&] { return test.orders().update(old)->state == UpdateState::Canceled; }, 1min));
    QVERIFY(test.orders().activeUpdate());
    QVERIFY(test.orders().activeUpdate()->id != old);
    QVERIFY(test.passUntil([&] { return test.orders().state() == PipelineState::Running; }, 10min));
}

void TestWorldJobs::editToTriggeredStopsTheContinuousUpdate()
{
    WorldUnderTest test(Region::Primary);
    test.orders().edit(test.ordersSpec(false));
    QVERIFY(!test.orders().document()["spec"].contains("continuous"));
    test.pass(10min);
    QCOMPARE(test.orders().state(), PipelineState::Idle);
    QCOMPARE(test.orders().updates().front().state, UpdateState::Canceled);
}

void TestWorldJobs::fullRefreshEmptiesTheTables()
{
    WorldUnderTest test(Region::Secondary);
    QVERIFY(test.orders().start(u"API_CALL"_s, {{"full_refresh", true}}));
    QVERIFY(test.passUntil([&] { return test.orders().state() == PipelineState::Resetting; }, 10min));
    QCOMPARE(test.orders().data().rows(), 0);
    QVERIFY(test.passUntil([&] { return !test.orders().activeUpdate(); }, 6h));
    QVERIFY(test.orders().data().rows() > 100'000);
}

void TestWorldJobs::warehouseStopsAfterTenIdleMinutes()
{
    WorldUnderTest test(Region::Secondary);
    test.warehouse().start();
    QCOMPARE(test.warehouse().state(), WarehouseState::Starting);
    QVERIFY(test.passUntil([&] { return test.warehouse().state() == WarehouseState::Running; }, 3min));
    test.pass(9min);
    test.warehouse().touch();
    test.pass(9min);
    QCOMPARE(test.warehouse().state(), WarehouseState::Running);
    test.pass(1min);
    QCOMPARE(test.warehouse().state(), WarehouseState::Stopped);
}

void TestWorldJobs::warehouseOfTheBusyRegionComesBackAfterAnOutage()
{
    WorldUnderTest test(Region::Primary);
    test.world.setConditions({true, true, false});
    test.pass(1h);
    test.world.setConditions({});
    QCOMPARE(test.warehouse().state(), WarehouseState::Starting);
    QVERIFY(test.passUntil([&] { return test.warehouse().state() == WarehouseState::Running; }, 3min));
}

QTEST_GUILESS_MAIN(TestWorldJobs)
#include "tst_worldjobs.moc"
