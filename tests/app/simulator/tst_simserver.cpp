// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SimServer on a real socket: what each wire fault looks like to a client that reads bytes.
#include "tests/app/simulator/serverbench.h"

#include <QSignalSpy>
#include <QTest>

using namespace twinlake;
using namespace twinlake::simulator;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

class TestSimServer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRequestIsAnsweredAndWrittenDown()
    {
        ServerBench bench;
        QTcpSocket socket;
        bench.connectTo(socket);
        ServerBench::send(socket, "POST"_ba, "/things%20here"_ba);
        QTRY_VERIFY(socket.bytesAvailable() > 0);
        const QByteArray answer = socket.readAll();
        QVERIFY(answer.startsWith("HTTP/1.1 200 OK\r\n"));
        QVERIFY(answer.endsWith(R"({"path":"/things here","body":"hi"})"));
        QCOMPARE(bench.ledger.entries().size(), std::size_t(1));
        const LedgerEntry &entry = bench.ledger.entries().front();
        QCOMPARE(entry.status, 200);
        QVERIFY(entry.mutating && entry.applied);
        QCOMPARE(entry.principal, u"tester"_s);
        QCOMPARE(entry.bodyHash.size(), 64);
    }

    void aConnectionIsKeptAlive()
    {
        ServerBench bench;
        QTcpSocket socket;
        bench.connectTo(socket);
        for (int count = 1; count <= 3; ++count) {
            ServerBench::send(socket);
            QTRY_VERIFY(socket.bytesAvailable() > 0);
            socket.readAll();
            QCOMPARE(bench.face.handled, count);
        }
        QCOMPARE(socket.state(), QAbstractSocket::ConnectedState);
    }

    void darkAcceptsAndNeverAnswers()
    {
        ServerBench bench;
        QTcpSocket before;
        bench.connectTo(before);
        ServerBench::send(before);
        QTRY_VERIFY(before.bytesAvailable() > 0);
        before.readAll();
        const QString fault = bench.fault({{"target", "primary"}, {"kind", "dark"}});
        QTcpSocket after;
        bench.connectTo(after);
        QTRY_COMPARE(after.state(), QAbstractSocket::ConnectedState);
        ServerBench::send(after);
        ServerBench::send(before);
        QSignalSpy keptAliveGone(&before, &QTcpSocket::disconnected);
        QSignalSpy newGone(&after, &QTcpSocket::disconnected);
        QTcpSocket other; // a round trip of another server shows that ours had its turn
        ServerBench lively;
        lively.connectTo(other);
        ServerBench::send(other);
        QTRY_VERIFY(other.bytesAvailable() > 0);
        QCOMPARE(before.bytesAvailable() + after.bytesAvailable(), 0);
        QCOMPARE(bench.face.handled, 1);
        QCOMPARE(bench.ledger.entries().size(), std::size_t(1));
        QVERIFY(bench.faults.lift(fault));
        QTRY_COMPARE(keptAliveGone.count(), 1);
        QTRY_COMPARE(newGone.count(), 1);
        QTcpSocket again;
        bench.connectTo(again);
        ServerBench::send(again);
        QTRY_VERIFY(again.bytesAvailable() > 0);
    }

    void refuseClosesThePortAndComesBackOnTheSameOne()
    {
        ServerBench bench;
        const quint16 port = bench.port();
        const QString fault = bench.fault({{"target", "primary"}, {"kind", "refuse"}});
        QTcpSocket socket;
        bench.connectTo(socket);
        QTRY_COMPARE(socket.error(), QAbstractSocket::ConnectionRefusedError);
        QTcpSocket stranger; // looks for a free port meanwhile
        QVERIFY(!stranger.bind(QHostAddress::LocalHost, port, QAbstractSocket::DontShareAddress));
        bench.faults.lift(fault);
        QCOMPARE(bench.port(), port);
        bench.connectTo(socket);
        ServerBench::send(socket);
        QTRY_VERIFY(socket.bytesAvailable() > 0);
    }

    void resets_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("handled");
        QTest::newRow("reset before: nothing happened") << u"reset_before"_s << 0;
        QTest::newRow("reset after: it happened") << u"reset_after"_s << 1;
    }
    void resets()
    {
        QFETCH(QString, kind);
        QFETCH(int, handled);
        ServerBench bench;
        bench.fault({{"target", "primary"}, {"kind", kind.toStdString()}, {"count", 1}});
        QTcpSocket socket;
        bench.connectTo(socket);
        ServerBench::send(socket, "POST"_ba);
        QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(socket.bytesAvailable(), 0);
        QCOMPARE(bench.face.handled, handled);
        QCOMPARE(bench.ledger.entries().front().applied, handled == 1);
        QCOMPARE(bench.ledger.entries().front().status, 0);
    }

    void statusStrikesWhatItMatchesAsOftenAsItSays()
    {
        ServerBench bench;
        bench.fault({{"target", "primary"},
                     {"kind", "status"},
                     {"status", 503},
                     {"retry_after", 7},
                     {"count", 1},
                     {"match", {{"method", "POST"}, {"path", "/jobs"}}}});
        QTcpSocket socket;
        bench.connectTo(socket);
        const auto statusOf = [&](const QByteArray &method, const QByteArray &path) {
            ServerBench::send(socket, method, path);
            [&] { QTRY_VERIFY(socket.bytesAvailable() > 0); }();
            return socket.readAll();
        };
        QVERIFY(statusOf("GET"_ba, "/jobs/1"_ba).startsWith("HTTP/1.1 200"));
        QVERIFY(statusOf("POST"_ba, "/pipelines"_ba).startsWith("HTTP/1.1 200"));
        const QByteArray struck = statusOf("POST"_ba, "/jobs/1"_ba);
        QVERIFY(struck.startsWith("HTTP/1.1 503"));
        QVERIFY(struck.contains("Retry-After: 7\r\n"));
        QVERIFY(statusOf("POST"_ba, "/jobs/1"_ba).startsWith("HTTP/1.1 200"));
        QCOMPARE(bench.face.handled, 3);
    }

    void slowIsSlowInVirtualTimeOnly()
    {
        ServerBench bench;
        bench.fault({{"target", "primary"}, {"kind", "slow"}, {"delay_ms", 45000}});
        const SimTime before = bench.scheduler.now();
        QTcpSocket socket;
        bench.connectTo(socket);
        ServerBench::send(socket);
        QTRY_VERIFY(socket.bytesAvailable() > 0);
        QCOMPARE(bench.scheduler.now() - before, SimDuration(45s));
    }

    void aReplyThatComesLaterMovesASteppedWorldByItself()
    {
        ServerBench bench;
        const SimTime before = bench.scheduler.now();
        QTcpSocket socket;
        bench.connectTo(socket);
        ServerBench::send(socket, "GET"_ba, "/later"_ba);
        QTRY_VERIFY(socket.bytesAvailable() > 0);
        QCOMPARE(bench.scheduler.now() - before, SimDuration(10s));
    }

    void aClientThatLeavesDoesNoHarm()
    {
        ServerBench bench;
        bench.driver.setSpeed(0); // hold: the answer comes only when we say so
        QTcpSocket socket;
        bench.connectTo(socket);
        ServerBench::send(socket, "GET"_ba, "/later"_ba);
        QTRY_COMPARE(bench.face.handled, 1);
        socket.abort();
        QTcpSocket other;
        bench.connectTo(other);
        ServerBench::send(other);
        QTRY_VERIFY(other.bytesAvailable() > 0);
        bench.driver.advance(20s);
        QCOMPARE(bench.ledger.entries().front().status, 200);
    }

    void spoiltAnswers_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QByteArray>("part");
        QTest::newRow("throttle") << u"throttle"_s << "HTTP/1.1 429"_ba;
        QTest::newRow("html instead of JSON") << u"html"_s << "Content-Type: text/html"_ba;
        QTest::newRow("a redirect") << u"redirect"_s << "Location: "_ba;
        QTest::newRow("garbage") << u"garbage"_s << "{]garbage["_ba;
        QTest::newRow("a cut body") << u"truncate"_s << "Content-Length: 25"_ba;
    }
    void spoiltAnswers()
    {
        QFETCH(QString, kind);
        QFETCH(QByteArray, part);
        ServerBench bench;
        bench.fault({{"target", "primary"}, {"kind", kind.toStdString()}});
        QTcpSocket socket;
        bench.connectTo(socket);
        ServerBench::send(socket);
        QTRY_VERIFY(socket.bytesAvailable() > 0);
        const QByteArray answer = socket.readAll();
        QVERIFY2(answer.contains(part), answer.constData());
        if (kind == u"truncate"_s)
            QVERIFY(answer.mid(answer.indexOf("\r\n\r\n") + 4).size() < 25);
    }

    void aFaultEndsByItselfInVirtualTime()
    {
        ServerBench bench;
        bench.fault({{"target", "primary"}, {"kind", "dark"}, {"for_s", 30}});
        QVERIFY(bench.faults.isDark(u"primary"_s));
        bench.driver.advance(31s);
        QVERIFY(!bench.faults.isDark(u"primary"_s));
    }
};

QTEST_GUILESS_MAIN(TestSimServer)
#include "tst_simserver.moc"
