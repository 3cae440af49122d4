// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Simulation over real HTTP: control address, ledger, faults, estate file, and a switch through Terraform.
#include "models/estate/estateparser.h"
#include "tests/app/simulator/simulationbench.h"

#include <QProcess>
#include <QTcpSocket>
#include <QTemporaryDir>

using namespace twinlake;
using namespace twinlake::simulator;
using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

/// As a browser that was misled would send it; what comes back until the connection ends.
QByteArray rawCall(const QString &address, const QByteArray &call, QByteArray host, QByteArray origin,
                   const QByteArray &type = "application/json"_ba)
{
    const QByteArray port = QByteArray::number(QUrl(address).port());
    const QByteArray body = call.startsWith("POST") ? R"({"target":"source","kind":"source_quiet"})"_ba : QByteArray();
    QByteArray head = call + " HTTP/1.1\r\nConnection: close\r\nContent-Length: " + QByteArray::number(body.size());
    if (!host.isEmpty())
        head += "\r\nHost: " + host.replace("PORT", port);
    if (!origin.isEmpty())
        head += "\r\nOrigin: " + origin.replace("PORT", port);
    if (!type.isEmpty())
        head += "\r\nContent-Type: " + type;
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, static_cast<quint16>(QUrl(address).port()));
    socket.write(head + "\r\n\r\n" + body);
    [&] { QTRY_COMPARE_WITH_TIMEOUT(socket.state(), QAbstractSocket::UnconnectedState, 30000); }();
    return socket.readAll();
}

} // namespace

class TestSimulation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyAddressIsOnThisMachine()
    {
        SimulationBench bench;
        const json line = json::parse(bench.simulation.listeningLine(u"/somewhere/estate.json"_s).toStdString());
        for (const char *target : {"primary", "secondary", "terraform", "consumers", "witness", "control"})
            QCOMPARE(QUrl(QString::fromStdString(line[target].get<std::string>())).host(), u"127.0.0.1"_s);
        QVERIFY(QString::fromStdString(line["tokens"]["primary"].get<std::string>()).startsWith(u"dapi"_s));
        QVERIFY(line["tokens"]["primary"] != line["tokens"]["secondary"]);
        QVERIFY(bench.control("GET"_ba, u"/control/tokens"_s).body == line["tokens"]);
    }

    void theEstateItWritesIsValid()
    {
        SimulationBench bench;
        const auto estate = parseEstate(bench.simulation.estate());
        if (!estate) {
            for (const EstateProblem &problem : estate.error())
                qWarning().noquote() << problem.line << problem.path << problem.problem << problem.remedy;
        }
        QVERIFY(estate);
        QCOMPARE(estate->groups.size(), 3);
        QVERIFY(estate->rehearsal);
        QCOMPARE(estate->rehearsal->control.toString(), bench.simulation.url(u"control"_s));
        QCOMPARE(estate->timings.dwell, Duration(std::chrono::minutes(2)));
        QVERIFY(estate->groups.first().consumers->canary);
    }

    void theWorldStandsStillUntilItIsAdvanced()
    {
        SimulationBench bench;
        const json before = bench.control("GET"_ba, u"/control/clock"_s).body;
        QVERIFY(before["speed"] == "step");
        bench.call(u"primary"_s, "GET"_ba, u"/api/2.0/pipelines"_s);
        QVERIFY(bench.control("GET"_ba, u"/control/clock"_s).body["virtual_time"] == before["virtual_time"]);
        const json after = bench.control("POST"_ba, u"/control/clock"_s, {{"advance_s", 90}}).body;
        QCOMPARE(
            QDateTime::fromString(QString::fromStdString(after["virtual_time"].get<std::string>()), Qt::ISODateWithMs)
                    .toMSecsSinceEpoch()
                - QDateTime::fromString(QString::fromStdString(before["virtual_time"].get<std::string>()),
                                        Qt::ISODateWithMs)
                      .toMSecsSinceEpoch(),
            90000);
    }

    void clockRefusesNonsense_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("neither") << "{}"_ba;
        QTest::newRow("both") << R"({"speed":1,"advance_s":1})"_ba;
        QTest::newRow("backwards") << R"({"advance_s":-5})"_ba;
        QTest::newRow("negative speed") << R"({"speed":-1})"_ba;
        QTest::newRow("not JSON") << "speed=3"_ba;
    }
    void clockRefusesNonsense()
    {
        QFETCH(QByteArray, body);
        SimulationBench bench;
        const json wish = json::parse(body.toStdString(), nullptr, false);
        const Answer answer =
            bench.control("POST"_ba, u"/control/clock"_s, wish.is_discarded() ? json("speed=3") : wish);
        QCOMPARE(answer.status, 400);
    }

    void noWebPageIsObeyed_data()
    {
        QTest::addColumn<QByteArray>("host"); // PORT stands for the address' own
        QTest::addColumn<QByteArray>("origin"); // empty: none is sent
        QTest::addColumn<bool>("allowed");
        QTest::newRow("a program of this machine") << "127.0.0.1:PORT"_ba << QByteArray() << true;
        QTest::newRow("by its usual name") << "LocalHost:PORT"_ba << QByteArray() << true;
        QTest::newRow("by its IPv6 name") << "[::1]:PORT"_ba << QByteArray() << true;
        QTest::newRow("a page of ours") << "127.0.0.1:PORT"_ba
                                        << "http://localhost:PORT"_ba << true;
        QTest::newRow("a page of anybody's") << "127.0.0.1:PORT"_ba
                                             << "https://evil.example"_ba << false;
        QTest::newRow("a page from a file") << "127.0.0.1:PORT"_ba
                                            << "null"_ba << false;
        QTest::newRow("a page of another port") << "127.0.0.1:PORT"_ba
                                                << "http://127.0.0.1:1"_ba << false;
        QTest::newRow("a page with our name in its own") << "127.0.0.1:PORT"_ba
                                                         << "http://127.0.0.1:PORT.evil.example"_ba << false;
        QTest::newRow("a page without a scheme") << "127.0.0.1:PORT"_ba
                                                 << "127.0.0.1:PORT"_ba << false;
        QTest::newRow("a name that was made to lead here") << "evil.example:PORT"_ba << QByteArray() << false;
        QTest::newRow("a name without a port") << "evil.example"_ba << QByteArray() << false;
        QTest::newRow("our name, another port") << "127.0.0.1:1"_ba << QByteArray() << false;
        QTest::newRow("our name without a port") << "127.0.0.1"_ba << QByteArray() << false;
        QTest::newRow("two names") << "127.0.0.1:PORT\r\nHost: evil.example"_ba << QByteArray() << false;
        QTest::newRow("no name") << QByteArray() << QByteArray() << false;
    }
    void noWebPageIsObeyed()
    {
        QFETCH(QByteArray, host);
        QFETCH(QByteArray, origin);
        QFETCH(bool, allowed);
        SimulationBench bench;
        for (const QString &target :
             {u"control"_s, u"primary"_s, u"secondary"_s, u"terraform"_s, u"consumers"_s, u"witness"_s, u"blobs"_s}) {
            for (const QByteArray &call : {"GET /control/tokens"_ba, "POST /control/faults"_ba, "OPTIONS /"_ba}) {
                const QByteArray answer = rawCall(bench.simulation.url(target), call, host, origin);
                QVERIFY2(answer.contains("Only programs of this machine") == !allowed, answer.constData());
                QVERIFY2(allowed || answer.startsWith("HTTP/1.1 403 "), answer.constData());
            }
        }
        const qsizetype faults = static_cast<qsizetype>(bench.state()["faults"].size());
        QCOMPARE(faults, allowed ? 1 : 0);
        if (!allowed)
            QVERIFY(bench.control("GET"_ba, u"/control/ledger"_s).body["requests"].empty());
    }

    void theControlAddressTakesJsonOnly_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<int>("status");
        QTest::newRow("JSON") << "application/json"_ba << 201;
        QTest::newRow("JSON with its letters") << "Application/JSON; charset=utf-8"_ba << 201;
        QTest::newRow("JSON of a kind") << "application/vnd.api+json"_ba << 201;
        QTest::newRow("a form") << "application/x-www-form-urlencoded"_ba << 415;
        QTest::newRow("plain text") << "text/plain"_ba << 415;
        QTest::newRow("text that mentions it") << "text/plain; application/json"_ba << 415;
        QTest::newRow("none") << QByteArray() << 415;
    }
    void theControlAddressTakesJsonOnly()
    {
        QFETCH(QByteArray, type);
        QFETCH(int, status);
        SimulationBench bench;
        const QByteArray answer =
            rawCall(bench.simulation.url(u"control"_s), "POST /control/faults"_ba, "127.0.0.1:PORT"_ba, {}, type);
        QCOMPARE(answer.mid(9, 3).toInt(), status);
        QCOMPARE(bench.state()["faults"].size(), std::size_t(status == 201 ? 1 : 0));
    }

    void theLedgerListsEachMutationOnce()
    {
        SimulationBench bench;
        const QString id = bench.workspaceId(u"dr-coordination"_s);
        bench.call(u"terraform"_s, "POST"_ba, u"/api/v2/workspaces/%1/actions/lock"_s.arg(id), {{"reason", "INC-1"}});
        bench.call(u"terraform"_s, "POST"_ba, u"/api/v2/workspaces/%1/actions/lock"_s.arg(id), {{"reason", "INC-2"}});
        const Answer answer = bench.control("GET"_ba, u"/control/ledger"_s);
        int mutating = 0;
        int applied = 0;
        for (const json &entry : answer.body["requests"]) {
            mutating += entry["mutating"].get<bool>() ? 1 : 0;
            applied += entry["applied"].get<bool>() ? 1 : 0;
            QVERIFY(entry["target"] == "terraform" && entry["principal"] == "operator");
        }
        QCOMPARE(mutating, 2);
        QCOMPARE(applied, 1);
        QVERIFY(!QByteArray::fromStdString(answer.body.dump()).contains(bench.simulation.token(u"terraform"_s)));
    }

    void anOutageSilencesTheRegionAndItsConsumersAndEnds()
    {
        SimulationBench bench;
        bench.advance(60);
        QVERIFY(bench.call(u"consumers"_s, "GET"_ba, u"/orders"_s).body["region"] == "us-east-1");
        const QString fault = bench.breakPrimary();
        QCOMPARE(bench.call(u"consumers"_s, "GET"_ba, u"/orders"_s).status, 504);
        QCOMPARE(bench.call(u"witness"_s, "GET"_ba, u"/"_s).status, 200);
        QCOMPARE(bench.call(u"secondary"_s, "GET"_ba, u"/api/2.0/pipelines"_s).status, 200);
        QCOMPARE(bench.state()["faults"].size(), std::size_t(1));
        QCOMPARE(bench.control("DELETE"_ba, u"/control/faults/"_s + fault).status, 200);
        QCOMPARE(bench.control("DELETE"_ba, u"/control/faults/"_s + fault).status, 404);
        QCOMPARE(bench.call(u"consumers"_s, "GET"_ba, u"/orders"_s).status, 200);
        QCOMPARE(bench.call(u"primary"_s, "GET"_ba, u"/api/2.0/pipelines"_s).status, 200);
    }

    void anUnknownFaultNamesTheKindsThatExist()
    {
        SimulationBench bench;
        const Answer answer =
            bench.control("POST"_ba, u"/control/faults"_s, {{"target", "primary"}, {"kind", "earthquake"}});
        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.body["kinds"].size(), std::size_t(30));
        QVERIFY(answer.body["valid"].front()["does"].is_string());
    }

    void aSwitchThroughTerraformReallyMovesTheSecondary()
    {
        SimulationBench bench;
        bench.advance(60);
        bench.breakPrimary();
        bench.switchTo(u"orders-us-west-2"_s, "true", 900);
        json state = bench.state();
        QVERIFY(named(state["regions"]["secondary"]["pipelines"], "orders")["continuous"] == true);
        QVERIFY(named(state["regions"]["secondary"]["pipelines"], "payments")["continuous"] == false);
        QVERIFY(state["serving"] == "primary");
        bench.switchTo(bench.simulation.fleet().groups.first().consumersWorkspace, "us-west-2", 60);
        state = bench.state();
        QVERIFY(state["serving"] == "secondary");
        QVERIFY(state["serving_by_group"]["payments"] == "primary");
        QVERIFY(bench.call(u"consumers"_s, "GET"_ba, u"/orders"_s).body["region"] == "us-west-2");
        QStringList whats;
        for (const json &span : state["spans"])
            whats << QString::fromStdString(span["what"].get<std::string>());
        for (const QString &what : {u"run_queue"_s, u"plan"_s, u"apply"_s, u"update_start"_s, u"canary"_s})
            QVERIFY2(whats.contains(what), qPrintable(what));
    }

    void theSameSeedGivesTheSameWorld()
    {
        SimulationBench one;
        SimulationBench two;
        for (SimulationBench *bench : {&one, &two}) {
            bench->advance(300);
            bench->switchTo(u"orders-us-west-2"_s, "true", 600);
        }
        QCOMPARE(one.simulation.token(u"primary"_s), two.simulation.token(u"primary"_s));
        QVERIFY(one.state() == two.state());
    }

    void theProcessListensAndEndsCleanlyOnSigterm()
    {
        QTemporaryDir folder;
        const QString estateFile = folder.filePath(u"estate.json"_s);
        QProcess process;
        process.start(QStringLiteral(SIMULATEHOST), {u"regional-outage"_s, u"100"_s, u"7"_s, estateFile});
        QTRY_VERIFY_WITH_TIMEOUT(process.canReadLine(), 30000);
        const json line = json::parse(process.readLine().toStdString(), nullptr, false);
        QVERIFY(line.is_object());
        QVERIFY(QFile::exists(estateFile));
        process.terminate();
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 0);
    }

    void anUnknownScenarioIsAConfigurationError()
    {
        QProcess process;
        process.start(QStringLiteral(SIMULATEHOST), {u"meteor"_s, u"100"_s, u"7"_s});
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 3);
        QVERIFY(process.readAllStandardError().contains("regional-outage"));
    }
};

QTEST_GUILESS_MAIN(TestSimulation)
#include "tst_simulation.moc"
