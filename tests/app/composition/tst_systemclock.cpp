// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A machine whose clock is set, and one that sleeps: what waits goes by the time that passes.
#include "app/composition/systemclock.h"
#include "app/http/retryrules.h"

#include <QTest>

#include <qcoro/qcorotask.h>

using namespace twinlake;
using namespace std::chrono_literals;

namespace {

const Instant start = fromEpoch(1'800'000'000s);

/// Boot time moves only as the test says, the wall clock is set as the test says.
struct Machine {
    std::chrono::nanoseconds boot = 500s;
    Instant wall = start;
    int looks = 0; ///< at the boot time: whoever waits looks now and then

    SystemClock clock()
    {
        return SystemClock({[this] {
                                ++looks;
                                return boot;
                            },
                            [this] { return wall; }});
    }
    void pass(Duration span)
    {
        boot += span;
        wall = later(wall, span);
    }
    void setWall(Duration by) { wall = later(wall, by); }
};

QCoro::Task<> waitFor(Clock &clock, Duration span, std::stop_token stop, std::optional<bool> &elapsed)
{
    elapsed = co_await clock.after(span, stop);
}

} // namespace

class TestSystemClock : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itBeginsAtTheWallClockAndGoesOnWithTheMachine()
    {
        Machine machine;
        const SystemClock clock = machine.clock();
        QCOMPARE(clock.now(), start);
        machine.pass(90s);
        QCOMPARE(clock.now(), later(start, 90s));
        QCOMPARE(clock.wallCorrection(), Duration::zero());
    }

    void aWallClockThatIsSetMovesNothing_data()
    {
        QTest::addColumn<int>("hours");
        QTest::newRow("an hour back") << -1;
        QTest::newRow("an hour forward") << 1;
        QTest::newRow("a day back") << -24;
    }
    void aWallClockThatIsSetMovesNothing()
    {
        QFETCH(int, hours);
        Machine machine;
        SystemClock clock = machine.clock();
        std::optional<bool> elapsed;
        std::stop_source stop;
        waitFor(clock, 30s, stop.get_token(), elapsed);
        machine.pass(10s);
        machine.setWall(std::chrono::hours(hours));
        QCOMPARE(clock.now(), later(start, 10s));
        QCOMPARE(clock.wallCorrection(), Duration(std::chrono::hours(hours)));
        const int looks = machine.looks;
        QTRY_VERIFY(machine.looks > looks + 1);
        QVERIFY(!elapsed); // a step forward satisfies no dwell
        machine.pass(20s);
        QTRY_VERIFY(elapsed); // a step back freezes no poll
        QVERIFY(*elapsed);
    }

    void theRateLimitDoesNotFollowTheWallClock()
    {
        Machine machine;
        const SystemClock clock = machine.clock();
        RateLimit limit(2, 1s);
        QCOMPARE(limit.book(clock.now()), Duration::zero());
        QCOMPARE(limit.book(clock.now()), Duration::zero());
        machine.setWall(-1h);
        QCOMPARE(limit.book(clock.now()), Duration(1s));
        machine.setWall(2h);
        QCOMPARE(limit.book(clock.now()), Duration(1s));
    }

    void aSleepCounts()
    {
        Machine machine;
        SystemClock clock = machine.clock();
        std::optional<bool> elapsed;
        std::stop_source stop;
        waitFor(clock, 30min, stop.get_token(), elapsed);
        const int looks = machine.looks;
        QTRY_VERIFY(machine.looks > looks + 1);
        QVERIFY(!elapsed);
        machine.pass(8h); // the lid was closed
        QTRY_VERIFY(elapsed);
        QVERIFY(*elapsed);
        QCOMPARE(clock.now(), later(start, 8h));
    }

    void aStopEndsTheWait()
    {
        Machine machine;
        SystemClock clock = machine.clock();
        std::optional<bool> elapsed;
        std::stop_source stop;
        waitFor(clock, 30min, stop.get_token(), elapsed);
        stop.request_stop();
        QTRY_VERIFY(elapsed);
        QVERIFY(!*elapsed);
    }

    void theMachinesOwnTimeRuns()
    {
        SystemClock clock;
        const Instant before = clock.now();
        QVERIFY(between(before, QDateTime::currentDateTimeUtc()) < 1h);
        std::optional<bool> elapsed;
        waitFor(clock, 20ms, {}, elapsed);
        QTRY_VERIFY(elapsed);
        QVERIFY(between(before, clock.now()) >= 20ms);
    }
};

QTEST_GUILESS_MAIN(TestSystemClock)
#include "tst_systemclock.moc"
