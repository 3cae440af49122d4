// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A region's data and its updates: what is read, when, and what an outage does to it.
#include "tests/app/simulator/worldundertest.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using namespace twinlake;
using namespace twinlake::simulator;

class TestWorld : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void normalOperationOpensAtOnce();
    void continuousPipelineKeepsItsWatermarkFresh();
    void triggeredUpdateReadsOnlyFilesThatWereThereWhenItStarted();
    void triggeredUpdateRefusesASecondStart();
    void flippingToContinuousStartsAndCatchesUp();
    void catchingUpTakesTheTimeThatThroughputAllows();
    void storageOutageFreezesTheTablesAndTheFeederDeliversLater();
    void computeOutageEndsInARetry();
    void sameContentInBothRegions();
    void landingFilesKeepTheirOrder();
    void spansAreClosed();
};

void TestWorld::normalOperationOpensAtOnce()
{
    WorldUnderTest primary(Region::Primary);
    WorldUnderTest secondary(Region::Secondary);
    QVERIFY(primary.orders().continuous());
    QCOMPARE(primary.orders().state(), PipelineState::Running);
    QVERIFY(primary.ordersJob().paused());
    QCOMPARE(primary.warehouse().state(), WarehouseState::Running);
    QVERIFY(!secondary.orders().continuous());
    QCOMPARE(secondary.orders().state(), PipelineState::Idle);
    QCOMPARE(secondary.orders().updates().front().state, UpdateState::Completed);
    QVERIFY(!secondary.ordersJob().paused());
    QCOMPARE(secondary.warehouse().state(), WarehouseState::Stopped);
}

void TestWorld::continuousPipelineKeepsItsWatermarkFresh()
{
    WorldUnderTest test(Region::Primary);
    for (int hour = 0; hour < 30; ++hour) {
        test.pass(1h);
        const auto lag = test.scheduler.now() - *test.orders().data().watermark();
        QVERIFY2(lag > 0s && lag < 45s, qPrintable(QString::number(lag.count())));
    }
}

void TestWorld::triggeredUpdateReadsOnlyFilesThatWereThereWhenItStarted()
{
    WorldUnderTest test(Region::Secondary);
    const std::int64_t present = test.orders().data().zone().filesAt(test.scheduler.now());
    QVERIFY(test.orders().start(u"API_CALL"_s, nlohmann::json::object()));
    QVERIFY(test.passUntil([&] { return !test.orders().activeUpdate(); }, 20min));
    QCOMPARE(test.orders().updates().front().state, UpdateState::Completed);
    QCOMPARE(test.orders().data().committed().files(), present);
    QVERIFY(test.orders().data().zone().filesAt(test.scheduler.now()) > present);
}

void TestWorld::triggeredUpdateRefusesASecondStart()
{
    WorldUnderTest test(Region::Secondary);
    const auto first = test.orders().start(u"API_CALL"_s, nlohmann::json::object());
    QVERIFY(first);
    QVERIFY(!test.orders().start(u"API_CALL"_s, nlohmann::json::object()));
    QCOMPARE(test.orders().activeUpdate()->id, *first);
}

void TestWorld::flippingToContinuousStartsAndCatchesUp()
{
    WorldUnderTest test(Region::Secondary);
    const SimTime cut = test.scheduler.now();
    test.world.setCut(cut);
    const auto before = *test.orders().data().watermark();
    QVERIFY(before < cut - 10min);
    test.orders().edit(test.ordersSpec(true));
    QVERIFY(test.orders().activeUpdate());
    QCOMPARE(test.orders().updates().front().cause, u"SETTINGS_CHANGE"_s);
    QVERIFY(test.passUntil([&] { return test.orders().state() == PipelineState::Running; }, 10min));
    QVERIFY(test.passUntil([&] { return *test.orders().data().watermark() >= cut - 10s; }, 10min));
    test.pass(2min);
    QVERIFY(test.scheduler.now() - *test.orders().data().watermark() < 45s);
}

void TestWorld::catchingUpTakesTheTimeThatThroughputAllows()
{
    WorldUnderTest test(Region::Secondary);
    test.ordersJob().reset({{"name", "none"}}); // no schedule: it falls behind
    test.pass(2h);
    test.orders().edit(test.ordersSpec(true));
    QVERIFY(test.passUntil([&] { return test.orders().activeUpdate()->state == UpdateState::Running; }, 10min));
    const SimTime running = test.scheduler.now();
    const double behind = static_cast<double>((running - *test.orders().data().watermark()).count());
    QVERIFY(test.passUntil([&] { return test.scheduler.now() - *test.orders().data().watermark() < 40s; }, 30min));
    const double took = static_cast<double>((test.scheduler.now() - running).count());
    const double speed = behind / took + 1.0;
    QVERIFY2(speed > 11.0 && speed < 17.0, qPrintable(QString::number(speed)));
}

void TestWorld::storageOutageFreezesTheTablesAndTheFeederDeliversLater()
{
    WorldUnderTest test(Region::Primary);
    test.pass(10min);
    test.world.setConditions({false, true, false});
    const std::int64_t frozen = test.orders().data().rows();
    const std::int64_t landed = test.orders().data().zone().filesAt(test.scheduler.now());
    test.pass(30min);
    QCOMPARE(test.orders().data().rows(), frozen);
    QCOMPARE(test.orders().data().zone().filesAt(test.scheduler.now()), landed);
    test.world.setConditions({});
    test.pass(10min);
    QVERIFY(test.scheduler.now() - *test.orders().data().watermark() < 45s);
    const PipelineData &data = test.orders().data();
    QCOMPARE(data.rows(), data.source().rowsBefore(data.committed().files())); // no file was lost
}

void TestWorld::computeOutageEndsInARetry()
{
    WorldUnderTest test(Region::Primary);
    test.pass(10min);
    const QString old = test.orders().activeUpdate()->id;
    test.world.setConditions({true, true, false});
    QVERIFY(!test.world.answers());
    const auto frozen = test.orders().data().watermark();
    test.pass(1h);
    QCOMPARE(test.orders().data().watermark(), frozen);
    test.world.setConditions({});
    QVERIFY(test.world.answers());
    QCOMPARE(test.orders().update(old)->state, UpdateState::Failed);
    QCOMPARE(test.orders().state(), PipelineState::Recovering);
    QVERIFY(test.passUntil([&] { return test.orders().state() == PipelineState::Running; }, 10min));
    QCOMPARE(test.orders().updates().front().cause, u"RETRY_ON_FAILURE"_s);
    QVERIFY(test.passUntil([&] { return test.scheduler.now() - *test.orders().data().watermark() < 45s; }, 20min));
}

void TestWorld::sameContentInBothRegions()
{
    WorldUnderTest primary(Region::Primary);
    WorldUnderTest secondary(Region::Secondary);
    const SourceStream &a = primary.orders().data().source();
    const SourceStream &b = secondary.orders().data().source();
    for (std::int64_t row = 1000; row < 2000; ++row) {
        QCOMPARE(a.eventTime(row), b.eventTime(row));
        QCOMPARE(a.rowBits(row), b.rowBits(row));
        QVERIFY(a.eventTime(row) < a.eventTime(row + 1));
        QCOMPARE(a.rowsEarlierThan(a.eventTime(row)), row);
    }
}

void TestWorld::landingFilesKeepTheirOrder()
{
    WorldUnderTest test(Region::Secondary);
    test.world.setConditions({false, false, true});
    test.pass(20min);
    test.world.setConditions({});
    test.pass(1h);
    const LandingZone &zone = test.orders().data().zone();
    const std::int64_t files = zone.filesAt(test.scheduler.now());
    for (std::int64_t file = files - 600; file + 1 < files; ++file)
        QVERIFY(*zone.arrivalOf(file) <= *zone.arrivalOf(file + 1));
}

void TestWorld::spansAreClosed()
{
    WorldUnderTest test(Region::Secondary);
    test.warehouse().start();
    test.orders().edit(test.ordersSpec(true));
    test.pass(30min);
    QStringList kinds;
    for (const Span &span : test.spans.all()) {
        QVERIFY2(span.ended, qPrintable(span.what));
        QVERIFY(*span.ended >= span.started);
        kinds << span.what;
    }
    for (const QString &wanted : {u"warehouse_start"_s, u"update_start"_s, u"catch_up"_s})
        QVERIFY2(kinds.contains(wanted), qPrintable(wanted));
}

QTEST_GUILESS_MAIN(TestWorld)
#include "tst_world.moc"
