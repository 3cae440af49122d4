// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every wire fault as a client that reads bytes sees it: how much of an answer comes, whether the connection ends,
// whether the request was carried out, what the ledger says.
#include "tests/app/simulator/serverbench.h"

#include <QTest>

using namespace twinlake;
using namespace twinlake::simulator;

namespace {

enum class End { Open, Closed }; // what becomes of the connection

const QByteArray fullBody = R"({"path":"/x","body":"hi"})"_ba;

QByteArray bodyOf(const QByteArray &answer)
{
    const qsizetype head = answer.indexOf("\r\n\r\n");
    return head < 0 ? QByteArray() : answer.mid(head + 4);
}

} // namespace

class TestWireFaults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onTheWire_data()
    {
        QTest::addColumn<QByteArray>("wish"); // without target
        QTest::addColumn<QByteArray>("begins"); // the status line; empty: nothing comes
        QTest::addColumn<QByteArray>("contains");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("end");
        QTest::addColumn<bool>("applied");
        QTest::addColumn<int>("ledger"); // its status
        const auto row = [](const char *name, const char *wish, const char *begins, const char *contains,
                            const QByteArray &body, End end, bool applied, int ledger) {
            QTest::newRow(name) << QByteArray(wish) << QByteArray(begins) << QByteArray(contains) << body
                                << static_cast<int>(end) << applied << ledger;
        };
        row("dark", R"({"kind":"dark","match":{"method":"POST"}})", "", "", {}, End::Open, false, 0);
        row("refuse one call", R"({"kind":"refuse","match":{"path":"/x"}})", "", "", {}, End::Closed, false, 0);
        row("reset before", R"({"kind":"reset_before"})", "", "", {}, End::Closed, false, 0);
        row("reset after", R"({"kind":"reset_after"})", "", "", {}, End::Closed, true, 0);
        row("stall", R"({"kind":"stall"})", "", "", {}, End::Open, false, 0);
        row("stall, carried out", R"({"kind":"stall","applied":true})", "", "", {}, End::Open, true, 0);
        row("stall within the body", R"({"kind":"stall","bytes":9})", "HTTP/1.1 200", "Content-Length: 25",
            fullBody.left(9), End::Open, true, 200);
        row("drip", R"({"kind":"drip","delay_ms":100})", "HTTP/1.1 200", "", fullBody, End::Open, true, 200);
        row("truncate", R"({"kind":"truncate"})", "HTTP/1.1 200", "Content-Length: 25", fullBody.left(12), End::Closed,
            true, 200);
        row("truncate to nothing", R"({"kind":"truncate","bytes":0})", "HTTP/1.1 200", "Content-Length: 25", {},
            End::Closed, true, 200);
        row("truncate unseen", R"({"kind":"truncate","bytes":5,"without_length":true})", "HTTP/1.1 200",
            "Connection: close", fullBody.left(5), End::Closed, true, 200);
        row("garbage", R"({"kind":"garbage"})", "HTTP/1.1 200", "{]garbage[", QByteArray("\x00\xff\xfe{]garbage[", 13),
            End::Open, true, 200);
        row("html", R"({"kind":"html"})", "HTTP/1.1 200 OK", "text/html", "*"_ba, End::Open, false, 200);
        row("status", R"({"kind":"status"})", "HTTP/1.1 503 Service Unavailable", "TEMPORARILY_UNAVAILABLE", "*"_ba,
            End::Open, false, 503);
        row("status of choice, when to come back", R"({"kind":"status","status":500,"retry_after":7})", "HTTP/1.1 500",
            "Retry-After: 7\r\n", "*"_ba, End::Open, false, 500);
        row("status of a gateway", R"({"kind":"status","status":502})", "HTTP/1.1 502",
            "<title>502 Bad Gateway</title>", "*"_ba, End::Open, false, 502);
        row("throttle", R"({"kind":"throttle"})", "HTTP/1.1 429", "Retry-After: 1\r\n", "*"_ba, End::Open, false, 429);
        row("throttle for long", R"({"kind":"throttle","retry_after":90})", "HTTP/1.1 429", "Retry-After: 90\r\n",
            "*"_ba, End::Open, false, 429);
        row("slow", R"({"kind":"slow"})", "HTTP/1.1 200", "", fullBody, End::Open, true, 200);
        row("redirect", R"({"kind":"redirect","location":"https://elsewhere.example/x"})", "HTTP/1.1 302",
            "Location: https://elsewhere.example/x\r\n", {}, End::Open, false, 302);
    }
    void onTheWire()
    {
        QFETCH(QByteArray, wish);
        QFETCH(QByteArray, begins);
        QFETCH(QByteArray, contains);
        QFETCH(QByteArray, body);
        QFETCH(int, end);
        QFETCH(bool, applied);
        QFETCH(int, ledger);
        ServerBench bench;
        json document = json::parse(wish.toStdString());
        document["target"] = "primary";
        QVERIFY(!bench.fault(document).isEmpty());
        QTcpSocket socket;
        bench.connectTo(socket);
        ServerBench::send(socket, "POST"_ba);
        if (static_cast<End>(end) == End::Closed)
            QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
        QByteArray answer;
        const auto all = [&] {
            answer += socket.readAll();
            return begins.isEmpty() ? bench.ledger.entries().size() == 1
                                    : bodyOf(answer).endsWith(body) || body == "*"_ba;
        };
        QTRY_VERIFY(all() && (begins.isEmpty() || answer.contains("\r\n\r\n")));
        QVERIFY2(answer.startsWith(begins), answer.constData());
        QVERIFY2(answer.contains(contains), answer.constData());
        QCOMPARE(answer.isEmpty(), begins.isEmpty());
        if (body != "*"_ba)
            QCOMPARE(bodyOf(answer), body);
        QCOMPARE(bench.face.handled, applied ? 1 : 0);
        const LedgerEntry &entry = bench.ledger.entries().front();
        QVERIFY(entry.mutating);
        QCOMPARE(entry.applied, applied);
        QCOMPARE(entry.status, ledger);
        QCOMPARE(socket.state() == QAbstractSocket::ConnectedState, static_cast<End>(end) == End::Open);
    }

    void errorsAreWordedAsTheServiceDoes_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("contains");
        QTest::newRow("Databricks, forbidden") << u"primary"_s << 403 << R"("error_code":"PERMISSION_DENIED")"_ba;
        QTest::newRow("Databricks, internal") << u"secondary"_s << 500 << R"("error_code":"INTERNAL_ERROR")"_ba;
        QTest::newRow("Databricks, gateway timeout") << u"primary"_s << 504 << R"("DEADLINE_EXCEEDED")"_ba;
        QTest::newRow("Databricks, something rare") << u"primary"_s << 418 << R"("error_code")"_ba;
        QTest::newRow("Terraform, a page before it") << u"terraform"_s << 503 << "<title>503 Service"_ba;
        QTest::newRow("Terraform, JSON:API") << u"terraform"_s << 500 << R"({"errors":[{"status":"500")"_ba;
        QTest::newRow("no body where none belongs") << u"primary"_s << 204 << "HTTP/1.1 204 No Content\r\n\r\n"_ba;
    }
    void errorsAreWordedAsTheServiceDoes()
    {
        QFETCH(QString, target);
        QFETCH(int, status);
        QFETCH(QByteArray, contains);
        ServerBench bench(target);
        bench.fault({{"target", target.toStdString()}, {"kind", "status"}, {"status", status}});
        QTcpSocket socket;
        bench.connectTo(socket);
        ServerBench::send(socket);
        QTRY_VERIFY(socket.bytesAvailable() > 0);
        const QByteArray answer = socket.readAll();
        QVERIFY2(answer.contains(contains), answer.constData());
    }

    void aDripTakesItsTime()
    {
        ServerBench bench;
        bench.fault({{"target", "primary"}, {"kind", "drip"}, {"delay_ms", 300}, {"bytes", 10}});
        const SimTime before = bench.scheduler.now();
        QTcpSocket socket;
        bench.connectTo(socket);
        ServerBench::send(socket);
        QByteArray answer;
        QTRY_VERIFY((answer += socket.readAll()).endsWith(fullBody));
        const auto pieces = (answer.size() + 9) / 10;
        QCOMPARE(bench.scheduler.now() - before, pieces * SimDuration(300ms));
    }

    void slowAndAnErrorGoTogether()
    {
        ServerBench bench;
        bench.fault({{"target", "primary"}, {"kind", "slow"}, {"delay_ms", 30000}});
        bench.fault({{"target", "primary"}, {"kind", "slow"}, {"delay_ms", 5000}});
        bench.fault({{"target", "primary"}, {"kind", "status"}, {"status", 500}});
        const SimTime before = bench.scheduler.now();
        QTcpSocket socket;
        bench.connectTo(socket);
        ServerBench::send(socket);
        QTRY_VERIFY(socket.bytesAvailable() > 0);
        QVERIFY(socket.readAll().startsWith("HTTP/1.1 500"));
        QCOMPARE(bench.scheduler.now() - before, SimDuration(35s));
        QCOMPARE(bench.face.handled, 0);
    }

    void whoWaitedInVainIsLetGo_data()
    {
        QTest::addColumn<QByteArray>("wish");
        QTest::newRow("dark") << R"({"target":"primary","kind":"dark"})"_ba;
        QTest::newRow("dark for some calls") << R"({"target":"primary","kind":"dark","match":{"path":"/x"}})"_ba;
        QTest::newRow("stall") << R"({"target":"primary","kind":"stall"})"_ba;
        QTest::newRow("stall within the body") << R"({"target":"primary","kind":"stall","bytes":4})"_ba;
    }
    void whoWaitedInVainIsLetGo()
    {
        QFETCH(QByteArray, wish);
        ServerBench bench;
        QTcpSocket socket;
        bench.connectTo(socket);
        ServerBench::send(socket, "GET"_ba, "/y"_ba);
        QTRY_VERIFY(socket.bytesAvailable() > 0);
        socket.readAll();
        const QString fault = bench.fault(json::parse(wish.toStdString()));
        ServerBench::send(socket);
        QTRY_COMPARE(bench.received, 2);
        QCOMPARE(socket.state(), QAbstractSocket::ConnectedState);
        QVERIFY(bench.faults.lift(fault));
        QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    }
};

QTEST_GUILESS_MAIN(TestWireFaults)
#include "tst_wirefaults.moc"
