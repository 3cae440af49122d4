// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Stepped time against a whole simulator: a call that it holds ends at the call's own deadline in the world's time, to
// the millisecond on however busy a machine, and nothing moves the world while a call is being answered.
#include "app/http/mutationsender.h"
#include "app/http/readdoor.h"
#include "app/rehearsal/steppedclock.h"
#include "tests/app/simulator/simulationbench.h"
#include "tests/support/testpermit.h"

#include <QSignalSpy>
#include <QThread>

#include <qcoro/qcorotask.h>

#include <algorithm>

using namespace twinlake;
using namespace twinlake::simulator;
using namespace std::chrono_literals;

namespace {

const QString here = u"/api/2.0/preview/scim/v2/Me"_s;

QCoro::Task<Result<Secret>> giveToken(QByteArray token)
{
    co_return Secret{token, u"pat"_s, u"test"_s};
}

QCoro::Task<> sleepThenNote(Clock &clock, Duration span, QList<Duration> &woken, Instant began)
{
    co_await clock.after(span, std::stop_token());
    woken.append(between(began, clock.now()));
}

/// Sleeps again and again, then ends its thread. Fills in how long the longest of the sleeps took.
QCoro::Task<> sleepOften(Clock &clock, int times, Duration span, Duration &longest, QThread &own)
{
    for (int i = 0; i < times; ++i) {
        const Instant began = clock.now();
        co_await clock.after(span, std::stop_token());
        longest = std::max(longest, between(began, clock.now()));
    }
    own.quit();
}

struct Bench : SimulationBench {
    SteppedClock clock{QUrl(simulation.url(u"control"_s)), world()};
    HostOptions options{
        QUrl(simulation.url(u"primary"_s)),
        [this](const QByteArray &, const std::stop_token &) { return giveToken(simulation.token(u"primary"_s)); },
        {},
        &clock};
    ReadDoor door{options, clock};
    const Instant began = clock.now();

    ~Bench() { QCoreApplication::processEvents(); } // what has ended is still to be counted, by the clock

    Instant world()
    {
        const json told = control("GET"_ba, u"/control/clock"_s).body;
        return *fromIso(QString::fromStdString(told["virtual_time"].get<std::string>()));
    }
    Duration passed() { return between(began, clock.now()); }
    Result<ReadAnswer> probe() { return QCoro::waitFor(door.read(ReadRequest::probe(here), std::stop_token())); }
};

} // namespace

class TestSteppedClock : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aHeldCallEndsAtItsDeadline_data()
    {
        QTest::addColumn<QByteArray>("fault");
        QTest::newRow("a region that is out") << R"({"target":"primary","kind":"region_outage"})"_ba;
        QTest::newRow("dark") << R"({"target":"primary","kind":"dark"})"_ba;
        QTest::newRow("dark for this call") << R"({"target":"primary","kind":"dark","match":{"path":"/Me"}})"_ba;
        QTest::newRow("a stall") << R"({"target":"primary","kind":"stall"})"_ba;
        QTest::newRow("a stall, carried out") << R"({"target":"primary","kind":"stall","applied":true})"_ba;
        QTest::newRow("a stall within the body") << R"({"target":"primary","kind":"stall","bytes":9})"_ba;
        QTest::newRow("an answer that is too slow") << R"({"target":"primary","kind":"slow","delay_ms":30000})"_ba;
        QTest::newRow("a drip without end") << R"({"target":"primary","kind":"drip","delay_ms":1000})"_ba;
    }
    void aHeldCallEndsAtItsDeadline()
    {
        QFETCH(QByteArray, fault);
        for (const bool keptAlive : {false, true}) {
            Bench bench;
            if (keptAlive)
                QVERIFY(bench.probe());
            QVERIFY(!bench.addFault(json::parse(fault.toStdString())).isEmpty());
            for (int count = 1; count <= 2; ++count) {
                const Result<ReadAnswer> answer = bench.probe();
                QVERIFY(!answer);
                QCOMPARE(answer.error().kind, Error::Kind::Timeout);
                QCOMPARE(bench.passed(), count * probeDeadline);
            }
            QCOMPARE(bench.world(), bench.clock.now());
        }
    }

    void aSlowAnswerTakesItsTimeAndNoMore()
    {
        Bench bench;
        bench.addFault({{"target", "primary"}, {"kind", "slow"}, {"delay_ms", 4000}});
        QVERIFY(bench.probe());
        QCOMPARE(bench.passed(), Duration(4s));
    }

    void whoeverSleepsMeanwhileWakesInTime()
    {
        Bench bench;
        bench.addFault({{"target", "primary"}, {"kind", "region_outage"}});
        QList<Duration> woken;
        const auto first = sleepThenNote(bench.clock, 3s, woken, bench.began);
        const auto second = sleepThenNote(bench.clock, 11s, woken, bench.began);
        QVERIFY(!bench.probe());
        QCOMPARE(woken, QList<Duration>({3s}));
        QCOMPARE(bench.passed(), probeDeadline);
        QCoro::waitFor(second);
        QCOMPARE(woken, QList<Duration>({3s, 11s}));
    }

    void severalAreHeldAtOnce()
    {
        Bench bench;
        bench.addFault({{"target", "primary"}, {"kind", "region_outage"}});
        std::vector<QCoro::Task<Result<ReadAnswer>>> probes;
        probes.reserve(6);
        for (int count = 0; count < 6; ++count)
            probes.push_back(bench.door.read(ReadRequest::probe(here), std::stop_token()));
        for (auto &each : probes)
            QCOMPARE(QCoro::waitFor(each).error().kind, Error::Kind::Timeout);
        QCOMPARE(bench.passed(), probeDeadline);
    }

    void theEndOfTheDarknessIsNoticedAtItsInstant()
    {
        Bench bench;
        bench.addFault({{"target", "primary"}, {"kind", "region_outage"}, {"for_s", 5}});
        static_cast<void>(bench.probe()); // whether the client knocks again is its own business
        QCOMPARE(bench.passed(), Duration(5s));
    }

    void aWriteIntoTheDarkIsUnknownAfterItsDeadline()
    {
        Bench bench;
        bench.addFault({{"target", "primary"}, {"kind", "region_outage"}});
        MutationSender sender(bench.options, bench.clock);
        const MutationRequest request{"POST"_ba, u"/api/2.0/pipelines/p/updates"_s, "{}"_ba, "application/json"_ba,
                                      false};
        const MutationAnswer answer = QCoro::waitFor(sender.sendOnce(request, PermitOffice::full(u"intent-1"_s)));
        QCOMPARE(answer.outcome.kind, Outcome::Kind::Unknown);
        QCOMPARE(bench.passed(), mutationDeadline);
    }

    void theWorldStandsWhileACallIsNotHeld()
    {
        Bench bench;
        const Instant before = bench.world();
        const json wish = {{"advance_to", toIso(later(before, 60s)).toStdString()}, {"holding", {"nobody-1"}}};
        const Answer told = bench.control("POST"_ba, u"/control/clock"_s, wish);
        QCOMPARE(told.status, 200);
        QVERIFY(!told.body["held"].get<bool>());
        QCOMPARE(bench.world(), before);
        for (const json &wrong : {json{{"advance_to", 5}}, json{{"advance_to", "soon"}},
                                  json{{"advance_to", toIso(before).toStdString()}, {"holding", {1}}},
                                  json{{"advance_to", "2999-01-01T00:00:00Z"}}})
            QCOMPARE(bench.control("POST"_ba, u"/control/clock"_s, wrong).status, 400);
    }

    /// The clock lives on one thread, and the sleeper on another. The world waits until the woken sleeper has gone on,
    /// wherever the system interrupts the clock's thread. Tried many times, because such an interruption is rare.
    void whoeverSleepsOnAnotherThreadIsNotOvertaken()
    {
        Bench bench;
        std::stop_source stop;
        bench.clock.began(); // until the other one sleeps
        const auto distant = bench.clock.after(1h, stop.get_token());
        Duration longest{};
        QThread other;
        QObject there;
        there.moveToThread(&other);
        other.start();
        QSignalSpy over(&other, &QThread::finished);
        QMetaObject::invokeMethod(&there, [&] {
            sleepOften(bench.clock, 3000, 10ms, longest, other);
            bench.clock.ended();
        });
        QVERIFY(over.wait(240'000));
        QCOMPARE(longest, Duration(10ms));
        stop.request_stop();
        QCoro::waitFor(distant);
    }

    void aSleeperThatIsStoppedAsItWakesDoesNotHoldTheWorld()
    {
        Bench bench;
        std::stop_source stop;
        const auto stopped = bench.clock.after(1s, stop.get_token());
        const auto other = bench.clock.after(2s, std::stop_token());
        QVERIFY(QCoro::waitFor(bench.clock.after(1s, std::stop_token())));
        stop.request_stop();
        QVERIFY(QCoro::waitFor(other));
        QCOMPARE(bench.passed(), Duration(2s));
        static_cast<void>(QCoro::waitFor(stopped));
    }
};

QTEST_GUILESS_MAIN(TestSteppedClock)
#include "tst_steppedclock.moc"
