// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One fetch for all who ask meanwhile; who leaves harms nobody; and one token request a credential, as the simulator's
// issuer counts them.
#include "app/credentials/credentialstore.h"
#include "app/http/readdoor.h"
#include "tests/app/simulator/simulationbench.h"
#include "tests/support/fakeclock.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

QCoro::Task<Result<int>> slowFetch(FakeClock *clock, int *fetches, int *cancelled, std::stop_token stop)
{
    ++*fetches;
    const bool over = co_await clock->after(10s, stop);
    if (!over) {
        ++*cancelled;
        co_return fail(Error::Kind::Cancelled, QString());
    }
    if (*fetches > 1)
        co_return fail(Error::Kind::Server, u"no"_s);
    co_return Result<int>(*fetches);
}

struct Flights {
    FakeClock clock;
    int fetches = 0;
    int cancelled = 0;
    SingleFlight<int> flights;

    QCoro::Task<Result<int>> ask(const std::stop_token &stop = {}, const QString &key = u"k"_s)
    {
        const auto fetch = [this](std::stop_token gone) {
            return slowFetch(&clock, &fetches, &cancelled, std::move(gone));
        };
        return flights.get(key, fetch, stop);
    }
};

QCoro::Task<> note(QCoro::Task<Result<ReadAnswer>> task, QList<Result<ReadAnswer>> *answers)
{
    const Result<ReadAnswer> answer = co_await task;
    answers->append(answer);
}

/// A simulated region, a profile with its OAuth client, and a store that knows it.
struct Issuer {
    simulator::SimulationBench bench;
    QTemporaryDir folder;
    FakeClock clock;
    CredentialStore store{{}, clock};
    QUrl host{bench.simulation.url(u"primary"_s)};

    Issuer()
    {
        clock.runsByItself = true;
        const auto line = simulator::json::parse(bench.simulation.listeningLine({}).toStdString());
        const auto client = line["clients"]["primary"];
        QFile file(folder.filePath(u"cfg"_s));
        if (file.open(QIODevice::WriteOnly))
            file.write("[p]\nclient_id = "_ba + QByteArray::fromStdString(client["client_id"].get<std::string>())
                       + "\nclient_secret = "_ba + QByteArray::fromStdString(client["client_secret"].get<std::string>())
                       + '\n');
        qputenv("DATABRICKS_CONFIG_FILE", file.fileName().toUtf8());
    }
    TokenSource source() { return store.tokenSource(u"databrickscfg:p"_s, host); }
    int tokenRequests()
    {
        const simulator::Answer ledger = bench.control("GET"_ba, u"/control/ledger"_s);
        int count = 0;
        for (const auto &request : ledger.body["requests"])
            count += request["path"] == "/oidc/v1/token" ? 1 : 0;
        return count;
    }
};

} // namespace

class TestSingleFlight : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void allWhoAskMeanwhileShareOneFetch()
    {
        Flights test;
        auto one = test.ask();
        auto two = test.ask();
        auto other = test.ask({}, u"another"_s);
        QCOMPARE(test.fetches, 2);
        test.clock.advance(10s);
        QCOMPARE(QCoro::waitFor(one), QCoro::waitFor(two));
        QVERIFY(other.isReady());
    }
    void whoLeavesHarmsNobody()
    {
        Flights test;
        std::stop_source stop;
        auto leaves = test.ask(stop.get_token());
        auto stays = test.ask();
        stop.request_stop();
        QCOMPARE(QCoro::waitFor(leaves).error().kind, Error::Kind::Cancelled);
        QCOMPARE(test.cancelled, 0);
        test.clock.advance(10s);
        QCOMPARE(QCoro::waitFor(stays).value(), 1);
        QCOMPARE(test.fetches, 1);
    }
    void theLastOneOutCancelsAndTheNextBeginsAgain()
    {
        Flights test;
        std::stop_source stop;
        auto one = test.ask(stop.get_token());
        auto two = test.ask(stop.get_token());
        stop.request_stop();
        QVERIFY(!QCoro::waitFor(one) && !QCoro::waitFor(two));
        QCOMPARE(test.cancelled, 1);
        auto next = test.ask();
        QCOMPARE(test.fetches, 2);
        test.clock.advance(10s);
        QCOMPARE(QCoro::waitFor(next).error().kind, Error::Kind::Server);
    }
    void aFailureIsNotKept()
    {
        Flights test;
        test.fetches = 1;
        auto fails = test.ask();
        test.clock.advance(10s);
        QCOMPARE(QCoro::waitFor(fails).error().kind, Error::Kind::Server);
        test.fetches = 0;
        auto again = test.ask();
        test.clock.advance(10s);
        QCOMPARE(QCoro::waitFor(again).value(), 1);
    }
    void itMayGoWhileItFetches()
    {
        FakeClock clock;
        int fetches = 0;
        int cancelled = 0;
        auto flights = std::make_unique<SingleFlight<int>>();
        const auto fetch = [&](std::stop_token gone) {
            return slowFetch(&clock, &fetches, &cancelled, std::move(gone));
        };
        auto waits = flights->get(u"k"_s, fetch, {});
        flights.reset();
        QCOMPARE(QCoro::waitFor(waits).error().kind, Error::Kind::Cancelled);
        QCOMPARE(cancelled, 1);
    }

    void ninetySixReadsAskForOneToken()
    {
        Issuer issuer;
        ReadDoor door(HostOptions{issuer.host, issuer.source(), {}, nullptr}, issuer.clock);
        QList<Result<ReadAnswer>> answers;
        const ReadRequest me = ReadRequest::get(u"/api/2.0/preview/scim/v2/Me"_s);
        for (int i = 0; i < 96; ++i)
            note(door.read(me, {}), &answers);
        QTRY_COMPARE_WITH_TIMEOUT(answers.size(), 96, 60'000);
        for (const Result<ReadAnswer> &answer : answers)
            QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
        QCOMPARE(issuer.tokenRequests(), 1);
    }
    void whatAllWereRefusedIsRenewedOnce()
    {
        Issuer issuer;
        const TokenSource source = issuer.source();
        const QByteArray first = QCoro::waitFor(source({}, {})).value().token;
        std::vector<QCoro::Task<Result<Secret>>> asked;
        asked.reserve(20);
        for (int i = 0; i < 20; ++i)
            asked.push_back(source(first, {}));
        QByteArray second;
        for (auto &task : asked)
            second = QCoro::waitFor(task).value().token;
        QVERIFY(second != first);
        QCOMPARE(QCoro::waitFor(source(first, {})).value().token, second); // one that was refused late
        QCOMPARE(issuer.tokenRequests(), 2);
    }
    void aFailureIsSharedForAMomentOnly()
    {
        Issuer issuer;
        const QString fault = issuer.bench.addFault(
            {{"target", "primary"}, {"kind", "status"}, {"status", 503}, {"match", {{"path", "/oidc/v1/token"}}}});
        QVERIFY(!fault.isEmpty());
        const TokenSource source = issuer.source();
        for (int i = 0; i < 10; ++i)
            QVERIFY(!QCoro::waitFor(source({}, {})));
        QCOMPARE(issuer.tokenRequests(), 1);
        QVERIFY(issuer.bench.lift(fault));
        issuer.clock.advance(6s);
        QVERIFY(QCoro::waitFor(source({}, {})));
        QCOMPARE(issuer.tokenRequests(), 2);
    }
    void aCancelledCallerIsAnsweredAtOnce()
    {
        Issuer issuer;
        const QString fault = issuer.bench.addFault({{"target", "primary"}, {"kind", "stall"}});
        QVERIFY(!fault.isEmpty());
        const TokenSource source = issuer.source();
        std::stop_source stop;
        auto waits = source({}, stop.get_token());
        stop.request_stop();
        QCOMPARE(QCoro::waitFor(waits).error().kind, Error::Kind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestSingleFlight)
#include "tst_singleflight.moc"
