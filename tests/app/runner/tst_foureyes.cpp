// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Four eyes, where the estate asks for them: the go needs a second person with a token of their own (design.md 13).
#include "app/runner/runner.h"
#include "models/runbook/events.h"
#include "tests/app/runner/testconsole.h"

#include <QJsonDocument>
#include <QTest>

#include <qcoro/qcorotimer.h>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

QCoro::Task<Result<QString>> owner(QByteArray token)
{
    co_await QCoro::sleepFor(0ms);
    if (token == "bad"_ba)
        co_return Result<QString>(fail(Error::Kind::Auth, u"The token was refused."_s));
    co_return Result<QString>(token == "mine"_ba ? u"on-call"_s : u"kim"_s);
}

void askForFourEyes(RunnerPorts &ports)
{
    ports.estate.approval = Approval::FourEyes;
    ports.whoIs = [](Region, const QByteArray &token, const std::stop_token &) { return owner(token); };
}

struct Bench {
    FakeClock clock;
    FakeWorld world{clock};
    MemoryJournal journal;
    Console console{world, journal, u"here"_s, askForFourEyes};

    /// Stops at the go, which waits for two.
    bool reachGo()
    {
        world.regions.primary.dark = true;
        console.open(RecipeKind::Failover);
        const bool there = console.drive([](const RunState &s) { return s.gate && s.gate->id == "go/approve"_L1; });
        console.answersGates = false;
        return there;
    }
    QString agreed() const
    {
        for (const JournalEvent &event : journal.rows) {
            if (event.kind == events::gateAnswered && event.data["gate"_L1].toString() == "go/approve"_L1)
                return event.data["second"_L1].toString();
        }
        return {};
    }
    bool isOpen() const { return console.state.gate && console.state.gate->id == "go/approve"_L1; }
};

} // namespace

class TestFourEyes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onePersonIsNotEnough()
    {
        Bench bench;
        QVERIFY(bench.reachGo());
        QVERIFY(bench.console.state.gate->secondPerson);
        bench.console.runner->approve(bench.console.state.id, u"go/approve"_s, {});
        bench.console.settle();
        QVERIFY(bench.isOpen());
        QCOMPARE(bench.console.refusals.size(), 1);
    }

    void anotherPersonsTokenOpensTheGate()
    {
        Bench bench;
        QVERIFY(bench.reachGo());
        bench.console.runner->approveTogether(bench.console.state.id, u"go/approve"_s, {}, {"theirs"_ba, {}});
        bench.console.settle();
        QVERIFY(!bench.isOpen());
        QCOMPARE(bench.agreed(), u"kim"_s);
        bench.console.answersGates = true;
        QVERIFY(bench.console.driveToEnd());
        for (const JournalEvent &event : std::as_const(bench.journal.rows))
            QVERIFY(!QJsonDocument(event.data).toJson().contains("theirs"));
    }

    void aTokenThatProvesNobodyElseIsRefused_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::newRow("the driver's own again") << "mine"_ba;
        QTest::newRow("refused by the workspace") << "bad"_ba;
    }
    void aTokenThatProvesNobodyElseIsRefused()
    {
        QFETCH(QByteArray, token);
        Bench bench;
        QVERIFY(bench.reachGo());
        bench.console.runner->approveTogether(bench.console.state.id, u"go/approve"_s, {}, {token, {}});
        bench.console.settle();
        QVERIFY(bench.isOpen());
        QCOMPARE(bench.console.refusals.size(), 1);
    }

    void aloneCountsAfterFiveMinutesWithAReason_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<bool>("opens");
        QTest::newRow("too early") << 290 << u"nobody answers the phone"_s << false;
        QTest::newRow("without a reason") << 310 << u" "_s << false;
        QTest::newRow("late enough, with a reason") << 310 << u"nobody answers the phone"_s << true;
    }
    void aloneCountsAfterFiveMinutesWithAReason()
    {
        QFETCH(int, seconds);
        QFETCH(QString, reason);
        QFETCH(bool, opens);
        Bench bench;
        QVERIFY(bench.reachGo());
        bench.clock.advance(std::chrono::seconds(seconds));
        bench.console.settle();
        bench.console.runner->approveTogether(bench.console.state.id, u"go/approve"_s, {}, {{}, reason});
        bench.console.settle();
        QCOMPARE(!bench.isOpen(), opens);
        QCOMPARE(bench.console.state.overridden[u"go"_s].contains(u"four_eyes"_s), opens);
    }

    void anEstateThatDoesNotAskNeedsOnePerson()
    {
        Outage outage;
        Console &console = outage.console;
        QVERIFY(console.driveToEnd());
        QCOMPARE(console.state.result, RunResult::Passed);
    }
};

QTEST_GUILESS_MAIN(TestFourEyes)
#include "tst_foureyes.moc"
