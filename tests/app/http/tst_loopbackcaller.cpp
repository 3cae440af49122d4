// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Calls to the control address: one connection as long as it holds, whole answers only, never off this machine.
#include "app/http/loopbackcaller.h"
#include "tests/support/rawserver.h"

#include <QTest>

#include <qcoro/qcorotask.h>

#include <algorithm>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

LoopbackAnswer ask(LoopbackCaller &caller, const QUrl &host, const QByteArray &json = {})
{
    QUrl url = host;
    url.setPath(u"/control/clock"_s);
    return QCoro::waitFor(caller.call(json.isEmpty() ? "GET"_ba : "POST"_ba, url, json));
}

} // namespace

class TestLoopbackCaller : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneConnectionIsEnough()
    {
        RawServer server;
        server.reply(RawReply::http(200, R"({"speed":"step"})"_ba));
        server.reply(RawReply::http(201, "{}"_ba));
        LoopbackCaller caller;
        const LoopbackAnswer first = ask(caller, server.url());
        QCOMPARE(first.status, 200);
        QCOMPARE(first.body, R"({"speed":"step"})"_ba);
        QCOMPARE(ask(caller, server.url(), R"({"advance_s":3})"_ba).status, 201);
        QCOMPARE(server.connections, 1);
        QCOMPARE(server.requests.size(), 2);
        QCOMPARE(server.requests.first().line, "GET /control/clock HTTP/1.1"_ba);
        QCOMPARE(server.requests.last().line, "POST /control/clock HTTP/1.1"_ba);
        QCOMPARE(server.requests.last().body, R"({"advance_s":3})"_ba);
    }
    void anAnswerMayComeInPieces()
    {
        RawServer server;
        RawReply slow = RawReply::http(404, R"({"error":"no such call"})"_ba);
        slow.dripMs = 1;
        server.reply(slow);
        LoopbackCaller caller;
        const LoopbackAnswer answer = ask(caller, server.url());
        QCOMPARE(answer.status, 404);
        QCOMPARE(answer.body, R"({"error":"no such call"})"_ba);
    }
    void aClosedConnectionIsReplaced()
    {
        RawServer server;
        RawReply last = RawReply::http(200, "{}"_ba);
        last.end = RawReply::End::Close;
        server.reply(last);
        LoopbackCaller caller;
        QCOMPARE(ask(caller, server.url()).status, 200);
        QTRY_COMPARE(server.closed, 1);
        QCOMPARE(ask(caller, server.url()).status, 200);
        QCOMPARE(server.connections, 2);
    }
    void calledTwiceAtOnceItIsNoMixUp()
    {
        RawServer server;
        server.reply(RawReply::http(200, "1"_ba));
        server.reply(RawReply::http(200, "2"_ba));
        LoopbackCaller caller;
        const auto one = caller.call("GET"_ba, server.url(), {});
        const auto other = caller.call("GET"_ba, server.url(), {});
        QList<QByteArray> bodies{QCoro::waitFor(one).body, QCoro::waitFor(other).body};
        std::sort(bodies.begin(), bodies.end());
        QCOMPARE(bodies, QList<QByteArray>({"1"_ba, "2"_ba}));
        QCOMPARE(server.connections, 2);
    }
    void aCutAnswerIsNone()
    {
        RawServer server;
        RawReply cut = RawReply::http(200, R"({"virtual_time":"2026"})"_ba);
        cut.bytes.chop(5);
        cut.end = RawReply::End::Close;
        server.reply(cut);
        LoopbackCaller caller;
        const LoopbackAnswer answer = ask(caller, server.url());
        QCOMPARE(answer.status, 0);
        QVERIFY(!answer.trouble.isEmpty());
    }
    void nobodyThereIsSaid()
    {
        QUrl gone;
        {
            const RawServer server;
            gone = server.url();
        }
        LoopbackCaller caller;
        const LoopbackAnswer answer = ask(caller, gone);
        QCOMPARE(answer.status, 0);
        QVERIFY(!answer.trouble.isEmpty());
    }
    void nothingLeavesTheMachine()
    {
        LoopbackCaller caller;
        const LoopbackAnswer answer = ask(caller, QUrl(u"http://192.0.2.1:80"_s));
        QCOMPARE(answer.status, 0);
        QVERIFY(answer.trouble.contains("not on this machine"_L1));
    }
};

QTEST_GUILESS_MAIN(TestLoopbackCaller)
#include "tst_loopbackcaller.moc"
