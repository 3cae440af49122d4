// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How the engine ends: without holding up the thread that asks, without losing a write, and without a word afterwards.
#include "app/composition/enginehost.h"

#include "app/rehearsal/controlchannel.h"
#include "app/store/journalstore.h"
#include "models/estate/estateparser.h"
#include "models/runbook/events.h"
#include "models/runbook/fold.h"
#include "tests/support/rawserver.h"

#include <QFile>
#include <QJsonArray>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int longestMs = 120'000;
constexpr auto settled = 7min; // everything runs, and has a history

RawReply never()
{
    RawReply reply;
    reply.end = RawReply::End::Hang;
    return reply;
}

/// Everything is at one address.
Estate estateAt(const QUrl &host, const QString &credentials)
{
    Estate estate;
    estate.name = u"acme"_s;
    estate.regions = {{u"us-east-1"_s, host, credentials, WarehouseId{u"wh-a"_s}},
                      {u"us-west-2"_s, host, credentials, WarehouseId{u"wh-b"_s}}};
    estate.terraform = {host, u"acme"_s, credentials, u"dr-coordination"_s};
    FailoverGroup group;
    group.name = u"orders"_s;
    EstatePipeline pipeline;
    pipeline.name = u"orders"_s;
    pipeline.pipelineIds = {PipelineId{u"p-a"_s}, PipelineId{u"p-b"_s}};
    group.pipelines = {pipeline};
    group.activation = {{u"dlt-a"_s, u"active_region"_s}, {u"dlt-b"_s, u"active_region"_s}};
    estate.groups = {group};
    return estate;
}

OpenIncident opening(RecipeKind recipe)
{
    OpenIncident request;
    request.recipe = recipe;
    request.group = u"orders"_s;
    request.driver = u"jo"_s;
    return request;
}

std::shared_ptr<EstateClock> clockOf(const std::optional<EstateRehearsal> &rehearsal)
{
    return QCoro::waitFor(EstateClock::open(rehearsal, false)).value_or(nullptr);
}

/// `twinlake simulate` at the pace of the wall, so that the deadline of a write is a minute away.
class World {
public:
    World()
    {
        const QString file = m_folder.filePath(u"estate.json"_s);
        m_process.start(
            qEnvironmentVariable("TWINLAKE_BINARY"),
            {u"simulate"_s, u"--scenario"_s, u"regional-outage"_s, u"--speed"_s, u"1"_s, u"--write-estate"_s, file});
        while (!m_process.canReadLine() && m_process.waitForReadyRead(longestMs)) { }
        QFile written(file);
        if (written.open(QIODevice::ReadOnly))
            estate = parseEstate(written.readAll()).value_or(Estate());
    }
    ~World()
    {
        m_process.terminate();
        m_process.waitForFinished();
    }

    Estate estate;

private:
    QTemporaryDir m_folder;
    QProcess m_process;
};

bool hasArrived(ControlChannel &control, const QString &path)
{
    const QJsonObject ledger = QCoro::waitFor(control.ledger()).value_or(QJsonObject());
    for (const QJsonValue request : ledger["requests"_L1].toArray()) {
        if (request["mutating"_L1].toBool() && request["path"_L1].toString().contains(path))
            return true;
    }
    return false;
}

} // namespace

class TestEngineHost : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("TWINLAKE_TEST_TOKEN", "a-token"); }

    void hostsThatNeverAnswerDoNotHoldUpTheEnd()
    {
        RawServer silent;
        silent.reply(never());
        const QTemporaryDir folder;
        EngineHost host({estateAt(silent.url(), u"env:TWINLAKE_TEST_TOKEN"_s), clockOf({}), folder.path()});
        QVERIFY(host.start());
        host.open(opening(RecipeKind::Failover));
        QTRY_VERIFY_WITH_TIMEOUT(!silent.requests.isEmpty(), longestMs);
        const QSignalSpy stopped(&host, &EngineHost::stopped);
        host.beginStop();
        QCOMPARE(stopped.count(), 0); // it came back with everything still in flight
        QTRY_COMPARE_WITH_TIMEOUT(stopped.count(), 1, longestMs);
        const QSignalSpy states(&host, &EngineHost::stateChanged);
        const QSignalSpy refusals(&host, &EngineHost::refused);
        host.open(opening(RecipeKind::Failover)); // nobody is there any more
        host.stop();
        QCoreApplication::processEvents();
        QCOMPARE(states.count() + refusals.count(), 0);
        QCOMPARE(stopped.count(), 1);
    }

    void aCallThatNothingEndsIsLeftBehind()
    {
        RawServer silent;
        silent.reply(never());
        const QTemporaryDir folder;
        Estate estate = estateAt(silent.url(), u"rehearsal:primary"_s);
        estate.rehearsal = EstateRehearsal{silent.url(), u"r1"_s}; // where tokens are fetched
        int heard = 0;
        {
            EngineHost host({estate, clockOf({}), folder.path()});
            QVERIFY(host.start());
            connect(&host, &EngineHost::stateChanged, &host, [&heard] { ++heard; });
            host.open(opening(RecipeKind::Failover));
            QTRY_VERIFY_WITH_TIMEOUT(!silent.requests.isEmpty(), longestMs);
            const QSignalSpy stopped(&host, &EngineHost::stopped);
            host.beginStop(1ms);
            QCOMPARE(stopped.count(), 0);
            QTRY_COMPARE_WITH_TIMEOUT(stopped.count(), 1, longestMs);
        }
        const int before = heard;
        silent.stopListening();
        for (int i = 0; i < 50; ++i) // its thread has ended, so whatever it had said is here by now
            QCoreApplication::processEvents();
        QCOMPARE(heard, before);
    }

    void aWriteInFlightIsGivenUpAndWrittenDown()
    {
        World world;
        QVERIFY(world.estate.rehearsal);
        ControlChannel control(world.estate.rehearsal->control);
        QVERIFY(QCoro::waitFor(control.advance(settled)));
        const QString lock = u"/actions/lock"_s; // the first write of a switchover
        const QJsonObject stall{{u"target"_s, u"terraform"_s},
                                {u"kind"_s, u"stall"_s},
                                {u"match"_s, QJsonObject{{u"method"_s, u"POST"_s}, {u"path"_s, lock}}}};
        QVERIFY(QCoro::waitFor(control.addFault(stall)));
        const QTemporaryDir folder;
        EngineHost host({world.estate, clockOf(world.estate.rehearsal), folder.path()});
        QVERIFY(host.start());
        IncidentId incident;
        connect(&host, &EngineHost::stateChanged, this, [&incident](const RunState &state) { incident = state.id; });
        host.open(opening(RecipeKind::Switchover));
        QTRY_VERIFY_WITH_TIMEOUT(hasArrived(control, lock), longestMs);
        const QSignalSpy stopped(&host, &EngineHost::stopped);
        host.beginStop(1ms);
        QCOMPARE(stopped.count(), 0);
        QTRY_COMPARE_WITH_TIMEOUT(stopped.count(), 1, longestMs);
        host.stop();
        const auto journal = JournalStore::open(folder.path() + u"/journal.sqlite"_s, JournalStore::Access::ReadOnly);
        QVERIFY(journal);
        const RunState state = fold(*(*journal)->eventsOf(incident));
        QVERIFY(!state.intents.isEmpty());
        for (const IntentRecord &intent : state.intents)
            QVERIFY2(intent.outcome && intent.outcome->kind == Outcome::Kind::Unknown, qPrintable(intent.phase));
    }
};

QTEST_GUILESS_MAIN(TestEngineHost)
#include "tst_enginehost.moc"
