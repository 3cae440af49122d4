// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The promise that one mutation is one request, whatever the network does to it (reliability.md section 1, rows 1-2b).
#include "app/http/mutationsender.h"
#include "tests/support/fakeclock.h"
#include "tests/support/rawserver.h"
#include "tests/support/testpermit.h"

#include <QTest>

#include <qcoro/qcorotask.h>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

using End = RawReply::End;
using Kind = Outcome::Kind;

RawReply raw(const QByteArray &bytes, End end)
{
    RawReply reply;
    reply.bytes = bytes;
    reply.end = end;
    return reply;
}

MutationRequest start()
{
    return MutationRequest{"POST"_ba, u"/api/2.0/pipelines/p/updates"_s, R"({"cause":"API_CALL"})"_ba,
                           "application/json"_ba, false};
}

QCoro::Task<Result<Secret>> giveToken()
{
    co_return Secret{"canary-token"_ba, u"pat"_s, u"test"_s};
}

struct Bench {
    FakeClock clock;
    RawServer server;
    HostOptions options{
        server.url(), [](const QByteArray &, const std::stop_token &) { return giveToken(); }, {}, nullptr};
    MutationSender sender{options, clock};
    int permits = 0;

    MutationAnswer send(const MutationRequest &request = start())
    {
        return QCoro::waitFor(sender.sendOnce(request, PermitOffice::full(u"intent-%1"_s.arg(++permits))));
    }
};

QCoro::Task<> sendInto(Bench &bench, std::optional<Outcome::Kind> &kind)
{
    const MutationRequest request = start();
    const MutationPermit permit = PermitOffice::full(u"intent-%1"_s.arg(++bench.permits));
    const MutationAnswer answer = co_await bench.sender.sendOnce(request, permit);
    kind = answer.outcome.kind;
}

} // namespace

class TestMutationSender : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFaultNeverSendsTheRequestAgain_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("end");
        QTest::newRow("closed before a reply") << QByteArray() << int(End::Close);
        QTest::newRow("reset before a reply") << QByteArray() << int(End::Reset);
        QTest::newRow("half a status line") << "HTTP/1.1 2"_ba << int(End::Close);
        QTest::newRow("head without its end") << "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n"_ba << int(End::Close);
        QTest::newRow("100 and then nothing") << "HTTP/1.1 100 Continue\r\n\r\n"_ba << int(End::Close);
        QTest::newRow("not HTTP at all") << "SSH-2.0-OpenSSH\r\n"_ba << int(End::Close);
    }
    void aFaultNeverSendsTheRequestAgain()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, end);
        Bench bench;
        bench.server.reply(raw(bytes, static_cast<End>(end)));
        const MutationAnswer answer = bench.send();
        QCOMPARE(answer.outcome.kind, Kind::Unknown);
        QCOMPARE(answer.outcome.httpStatus, 0);
        QVERIFY(!answer.outcome.text.isEmpty());
        QTest::qWait(100); // a second copy would come on a new connection
        QCOMPARE(bench.server.requests.size(), 1);
        QCOMPARE(bench.server.connections, 1);
    }
    void aConnectionThatIsResetAtOnceIsUnknown()
    {
        Bench bench;
        bench.clock.realDeadline = std::chrono::seconds(2);
        bench.server.resetAtAccept();
        QCOMPARE(bench.send().outcome.kind, Kind::Unknown);
        QCOMPARE(bench.server.requests.size(), 0);
    }
    void whatIsGivenUpIsUnknownAndNothingMoreIsSent()
    {
        Bench bench; // the deadline is half a minute away
        bench.server.reply(raw({}, End::Hang));
        std::optional<Outcome::Kind> kind;
        sendInto(bench, kind);
        QTRY_COMPARE(bench.server.requests.size(), 1);
        QVERIFY(!kind);
        bench.sender.giveUp();
        QTRY_VERIFY(kind);
        QCOMPARE(*kind, Kind::Unknown);
        QCOMPARE(bench.sender.inFlight(), 0);
        QCOMPARE(bench.send().outcome.kind, Kind::NotSent);
        QCOMPARE(bench.server.requests.size(), 1);
    }
    void eachMutationHasAConnectionOfItsOwn()
    {
        Bench bench;
        bench.server.reply(RawReply::http(200, R"({"update_id":"u"})"_ba));
        for (int i = 0; i < 3; ++i)
            QCOMPARE(bench.send().outcome.kind, Kind::Done);
        QCOMPARE(bench.server.requests.size(), 3);
        QCOMPARE(bench.server.connections, 3);
    }
    void theStatusDecides_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("kind");
        const QList<int> done{200, 201, 202, 204};
        const QList<int> refused{400, 401, 403, 404, 409, 412, 422, 307, 308};
        const QList<int> unknown{500, 502, 503, 504, 408, 499, 302, 303};
        for (const int status : done)
            QTest::addRow("%d is done", status) << status << int(Kind::Done);
        for (const int status : refused)
            QTest::addRow("%d is refused", status) << status << int(Kind::Refused);
        QTest::newRow("429 was turned away, to be tried again") << 429 << int(Kind::NotSent);
        for (const int status : unknown)
            QTest::addRow("%d is unknown", status) << status << int(Kind::Unknown);
    }
    void theStatusDecides()
    {
        QFETCH(int, status);
        QFETCH(int, kind);
        RawServer other;
        other.reply(RawReply::http(200, "{}"_ba));
        Bench bench;
        const QByteArray location = "Location: "_ba + other.url().toEncoded() + "/x\r\n"_ba;
        bench.server.reply(RawReply::http(status, status == 204 ? ""_ba : "{}"_ba, location));
        const MutationAnswer answer = bench.send();
        QCOMPARE(int(answer.outcome.kind), kind);
        QCOMPARE(answer.outcome.httpStatus, status);
        QCOMPARE(bench.server.requests.size(), 1);
        QCOMPARE(other.connections, 0);
    }
    void successThatCannotBeReadIsUnknown_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("cut body") << "HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n{\"update_id\":"_ba;
        QTest::newRow("cut body without a length") << "HTTP/1.1 200 OK\r\n\r\n{\"update_id\":"_ba;
        QTest::newRow("a web page")
            << "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>"_ba;
    }
    void successThatCannotBeReadIsUnknown()
    {
        QFETCH(QByteArray, bytes);
        Bench bench;
        bench.server.reply(raw(bytes, End::Close));
        const MutationAnswer answer = bench.send();
        QCOMPARE(answer.outcome.kind, Kind::Unknown);
        QCOMPARE(answer.outcome.httpStatus, 200);
        QCOMPARE(bench.server.requests.size(), 1);
    }
    void silenceAndDripEndAtTheDeadline_data()
    {
        QTest::addColumn<int>("dripMs");
        QTest::newRow("silence") << 0;
        QTest::newRow("a byte at a time") << 20;
    }
    void silenceAndDripEndAtTheDeadline()
    {
        QFETCH(int, dripMs);
        Bench bench;
        bench.clock.realDeadline = std::chrono::milliseconds(300);
        RawReply reply = RawReply::http(200, QByteArray(500, ' ') + "{}"_ba);
        reply.dripMs = dripMs;
        if (dripMs == 0)
            reply = raw({}, End::Hang);
        bench.server.reply(reply);
        QCOMPARE(bench.send().outcome.kind, Kind::Unknown);
        QCOMPARE(bench.server.requests.size(), 1);
    }
    void theWholeRequestArrivesAsItWasMeant()
    {
        Bench bench;
        bench.server.reply(RawReply::http(200, "{}"_ba));
        bench.send();
        const RawRequest request = bench.server.requests.value(0);
        QCOMPARE(request.line, "POST /api/2.0/pipelines/p/updates HTTP/1.1"_ba);
        QCOMPARE(request.body, R"({"cause":"API_CALL"})"_ba);
        QCOMPARE(request.header("Authorization"_ba), "Bearer canary-token"_ba);
        QCOMPARE(request.header("Content-Length"_ba), "20"_ba);
        QVERIFY(request.header("User-Agent"_ba).startsWith("twinlake/"));
        QVERIFY(request.header("User-Agent"_ba).endsWith(" auth/pat"));
    }
    void onePermitIsOneRequest()
    {
        Bench bench;
        bench.server.reply(RawReply::http(200, "{}"_ba));
        const MutationPermit permit = PermitOffice::full(u"once"_s);
        QCOMPARE(QCoro::waitFor(bench.sender.sendOnce(start(), permit)).outcome.kind, Kind::Done);
        QCOMPARE(QCoro::waitFor(bench.sender.sendOnce(start(), permit)).outcome.kind, Kind::Refused);
        QCOMPARE(bench.server.requests.size(), 1);
    }
    void aPlanOnlyPermitDoesNotCoverAWrite()
    {
        Bench bench;
        bench.server.reply(RawReply::http(200, "{}"_ba));
        const MutationAnswer answer = QCoro::waitFor(bench.sender.sendOnce(start(), PermitOffice::planOnly(u"p"_s)));
        QCOMPARE(answer.outcome.kind, Kind::Refused);
        QCOMPARE(bench.server.connections, 0);
    }
};

QTEST_GUILESS_MAIN(TestMutationSender)
#include "tst_mutationsender.moc"
