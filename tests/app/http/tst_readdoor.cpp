// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The read door against a raw socket: retries, waits, deadlines, cut answers, and where the token goes.
#include "app/http/readdoor.h"
#include "tests/support/fakeclock.h"
#include "tests/support/rawserver.h"

#include <QTest>

#include <qcoro/qcorotask.h>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

using End = RawReply::End;
using Kind = Error::Kind;

QCoro::Task<Result<Secret>> giveToken(int &asked, QByteArray token)
{
    ++asked;
    co_return Secret{token, u"pat"_s, u"test"_s};
}

RawReply raw(const QByteArray &bytes, End end)
{
    RawReply reply;
    reply.bytes = bytes;
    reply.end = end;
    return reply;
}

struct Bench {
    FakeClock clock;
    RawServer server;
    int tokensAsked = 0;
    HostOptions options{server.url(),
                        [this](const QByteArray &refused, const std::stop_token &) {
                            return giveToken(tokensAsked, refused.isEmpty() ? "first"_ba : "second"_ba);
                        },
                        {},
                        nullptr};
    ReadDoor door{options, clock};

    Bench() { clock.runsByItself = true; }
    Result<ReadAnswer> read(const ReadRequest &request = ReadRequest::get(u"/api/x"_s))
    {
        return QCoro::waitFor(door.read(request, std::stop_token()));
    }
};

} // namespace

class TestReadDoor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTokenRequestGoesToItsOwnHostAlone()
    {
        Bench bench;
        RawServer other;
        other.reply(RawReply::http(200, "{}"_ba));
        bench.server.reply(RawReply::http(200, R"({"access_token":"t"})"_ba));
        const QByteArray form = "grant_type=client_credentials"_ba;
        const ReadRequest away = ReadRequest::token(other.url().resolved(QUrl(u"/token"_s)), "id:secret"_ba, form);
        QVERIFY(!QCoro::waitFor(bench.door.read(away, {})));
        QVERIFY(other.requests.isEmpty());
        const ReadRequest home =
            ReadRequest::token(bench.server.url().resolved(QUrl(u"/token"_s)), "id:secret"_ba, form);
        QVERIFY(QCoro::waitFor(bench.door.read(home, {})));
        QCOMPARE(bench.server.requests.size(), 1);
        QCOMPARE(bench.server.requests.first().line, "POST /token HTTP/1.1"_ba);
        QCOMPARE(bench.server.requests.first().body, form);
        QCOMPARE(bench.server.requests.first().header("Authorization"), "Basic aWQ6c2VjcmV0"_ba);
    }

    void anAnswerComesBackWhole()
    {
        Bench bench;
        bench.server.reply(RawReply::http(200, R"({"a":1})"_ba));
        const Result<ReadAnswer> answer = bench.read();
        QVERIFY(answer);
        QCOMPARE(answer->body, R"({"a":1})"_ba);
        QCOMPARE(bench.server.requests.size(), 1);
        QCOMPARE(bench.server.requests.first().header("Authorization"_ba), "Bearer first"_ba);
    }
    void aStatusBecomesAKind_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("kind");
        QTest::newRow("pipeline missing")
            << 404 << R"({"error_code":"RESOURCE_DOES_NOT_EXIST","message":"x"})"_ba << int(Kind::NotFound);
        QTest::newRow("job missing is 400")
            << 400 << R"({"error_code":"INVALID_PARAMETER_VALUE","message":"Job 7 does not exist."})"_ba
            << int(Kind::NotFound);
        QTest::newRow("bad parameter") << 400 << R"({"error_code":"INVALID_PARAMETER_VALUE","message":"limit"})"_ba
                                       << int(Kind::Rejected);
        QTest::newRow("bad token is 403 with a number")
            << 403 << R"({"error_code":403,"message":"Invalid access token."})"_ba << int(Kind::Auth);
        QTest::newRow("may not") << 403 << R"({"error_code":"PERMISSION_DENIED","message":"x"})"_ba
                                 << int(Kind::Forbidden);
        QTest::newRow("401") << 401 << R"({"errors":[{"status":"401","title":"unauthorized"}]})"_ba << int(Kind::Auth);
        QTest::newRow("conflict") << 409 << R"({"errors":[{"status":"409","title":"conflict"}]})"_ba
                                  << int(Kind::Conflict);
        QTest::newRow("422") << 422 << R"({"errors":[{"status":"422","title":"unprocessable entity"}]})"_ba
                             << int(Kind::Rejected);
        QTest::newRow("redirect") << 302 << ""_ba << int(Kind::Protocol);
        QTest::newRow("gateway page") << 502 << "<html><title>502 Bad Gateway</title></html>"_ba << int(Kind::Server);
        QTest::newRow("web page with 200") << 200 << "<html>log in</html>"_ba << int(Kind::Protocol);
    }
    void aStatusBecomesAKind()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, kind);
        Bench bench;
        bench.server.reply(RawReply::http(status, body));
        const Result<ReadAnswer> answer = bench.read(ReadRequest::probe(u"/api/x"_s));
        QVERIFY(!answer);
        QCOMPARE(int(answer.error().kind), kind);
        QVERIFY(answer.error().message.contains(bench.server.url().authority()));
    }
    void aFailureIsTriedFiveTimesAndNoMore()
    {
        Bench bench;
        bench.server.reply(RawReply::http(503, R"({"error_code":"TEMPORARILY_UNAVAILABLE"})"_ba));
        const Result<ReadAnswer> answer = bench.read();
        QCOMPARE(answer.error().kind, Kind::Server);
        QCOMPARE(bench.server.requests.size(), 5);
        for (const Duration wait : std::as_const(bench.clock.spans))
            QVERIFY(wait <= 30s);
    }
    void aFailureThatPassesIsNotSeen()
    {
        Bench bench;
        bench.server.reply(RawReply::http(503, "{}"_ba));
        bench.server.reply(RawReply::http(200, "{}"_ba));
        QVERIFY(bench.read());
        QCOMPARE(bench.server.requests.size(), 2);
    }
    void aProbeIsTriedOnce()
    {
        Bench bench;
        bench.server.reply(RawReply::http(500, "{}"_ba));
        QVERIFY(!bench.read(ReadRequest::probe(u"/x"_s)));
        QCOMPARE(bench.server.requests.size(), 1);
    }
    void theServersWaitIsKept_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<qint64>("waitMs");
        QTest::newRow("seconds") << "Retry-After: 7\r\n"_ba << qint64(7000);
        QTest::newRow("reset as a float") << "X-RateLimit-Reset: 0.5\r\n"_ba << qint64(500);
        QTest::newRow("a date") << "Retry-After: Fri, 20 Dec 2019 00:00:09 GMT\r\n"_ba << qint64(9000);
        QTest::newRow("a date of a server whose clock is an hour ahead of ours")
            << "Date: Fri, 20 Dec 2019 01:00:00 GMT\r\nRetry-After: Fri, 20 Dec 2019 01:00:04 GMT\r\n"_ba
            << qint64(4000);
        QTest::newRow("a date of a server whose clock is an hour behind ours")
            << "Date: Thu, 19 Dec 2019 23:00:00 GMT\r\nRetry-After: Thu, 19 Dec 2019 23:00:04 GMT\r\n"_ba
            << qint64(4000);
    }
    void theServersWaitIsKept()
    {
        QFETCH(QByteArray, header);
        QFETCH(qint64, waitMs);
        Bench bench;
        bench.server.reply(RawReply::http(429, "{}"_ba, header));
        bench.server.reply(RawReply::http(200, "{}"_ba));
        QVERIFY(bench.read());
        QVERIFY(waitMs == 0 || bench.clock.spans.contains(Duration(waitMs)));
        QCOMPARE(bench.server.requests.size(), 2);
    }
    void aWaitThatIsTooLongIsSaidInsteadOfWaited()
    {
        Bench bench;
        bench.server.reply(RawReply::http(429, "{}"_ba, "Retry-After: 1000000000\r\n"_ba));
        const Result<ReadAnswer> answer = bench.read();
        QCOMPARE(answer.error().kind, Kind::RateLimited);
        QCOMPARE(bench.server.requests.size(), 1);
        QVERIFY(!bench.read());
        QCOMPARE(bench.server.requests.size(), 1); // still closed: not even asked
    }
    void aCutAnswerIsAnError_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("shorter than announced") << "HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n{\"a\":1}"_ba;
        QTest::newRow("missing last chunk")
            << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n{\"a\":1}\r\n"_ba;
    }
    void aCutAnswerIsAnError()
    {
        QFETCH(QByteArray, bytes);
        Bench bench;
        bench.server.reply(raw(bytes, End::Close));
        const Result<ReadAnswer> answer = bench.read(ReadRequest::probe(u"/x"_s));
        if (answer) // Qt cannot see a missing last chunk in every case; then the document is whole
            QCOMPARE(answer->body, R"({"a":1})"_ba);
        else
            QVERIFY(answer.error().kind == Kind::Protocol || answer.error().kind == Kind::Unreachable);
        if (bytes.contains("Content-Length"))
            QVERIFY(!answer);
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
        bench.clock.realDeadline = 300ms;
        RawReply reply = RawReply::http(200, QByteArray(500, ' ') + "{}"_ba);
        reply.dripMs = dripMs;
        bench.server.reply(dripMs == 0 ? raw({}, End::Hang) : reply);
        const Result<ReadAnswer> answer = bench.read();
        QCOMPARE(answer.error().kind, Kind::Timeout);
        QCOMPARE(bench.server.requests.size(), 1);
    }
    void aRefusedConnectionSaysWhichHostAndWhy()
    {
        Bench bench;
        bench.server.stopListening();
        const Result<ReadAnswer> answer = bench.read(ReadRequest::probe(u"/x"_s));
        QCOMPARE(answer.error().kind, Kind::ConnectionRefused);
        QVERIFY2(answer.error().message.contains(u"127.0.0.1:"_s), qPrintable(answer.error().message));
        QVERIFY2(answer.error().message.contains(u"refused"_s), qPrintable(answer.error().message));
    }
    void aBodyAboveTheCapIsNotRead()
    {
        Bench bench;
        bench.server.reply(RawReply::http(200, QByteArray(9LL * 1024 * 1024, ' ')));
        const Result<ReadAnswer> answer = bench.read(ReadRequest::probe(u"/x"_s));
        QCOMPARE(answer.error().kind, Kind::Protocol);
    }
    void theTokenDoesNotFollowARedirect()
    {
        RawServer other;
        other.reply(RawReply::http(200, R"({"plan":1})"_ba));
        Bench bench;
        bench.server.reply(RawReply::http(307, ""_ba, "Location: "_ba + other.url().toEncoded() + "/blob\r\n"_ba));
        QCOMPARE(bench.read(ReadRequest::probe(u"/x"_s)).error().kind, Kind::Protocol);
        QCOMPARE(other.connections, 0);
        ReadRequest follow = ReadRequest::probe(u"/x"_s);
        follow.followWithoutToken = true;
        const Result<ReadAnswer> answer = bench.read(follow);
        QVERIFY(answer);
        QCOMPARE(answer->body, R"({"plan":1})"_ba);
        QCOMPARE(other.requests.size(), 1);
        QCOMPARE(other.requests.first().header("Authorization"_ba), ""_ba);
        QVERIFY(!other.requests.first().head.contains("first"));
    }
    void anAddressOnAnotherHostIsAskedWithoutTheToken()
    {
        RawServer other;
        other.reply(RawReply::http(200, "{}"_ba));
        Bench bench;
        ReadRequest request;
        request.url = other.url().resolved(QUrl(u"/elsewhere"_s));
        QVERIFY(bench.read(request));
        QCOMPARE(other.requests.first().header("Authorization"_ba), ""_ba);
    }
    void aRefusedTokenIsFetchedAgainOnce()
    {
        Bench bench;
        bench.server.reply(RawReply::http(401, "{}"_ba));
        bench.server.reply(RawReply::http(200, "{}"_ba));
        QVERIFY(bench.read());
        QCOMPARE(bench.tokensAsked, 2);
        QCOMPARE(bench.server.requests.last().header("Authorization"_ba), "Bearer second"_ba);
    }
    void onlyStatementsMayBePosted()
    {
        Bench bench;
        bench.server.reply(RawReply::http(200, "{}"_ba));
        ReadRequest request = ReadRequest::get(u"/api/2.0/pipelines/x/updates"_s);
        request.statement = "{}"_ba;
        QCOMPARE(bench.read(request).error().kind, Kind::Configuration);
        QCOMPARE(bench.server.connections, 0);
        request.path = u"/api/2.0/sql/statements"_s;
        QVERIFY(bench.read(request));
    }
    void atMostSixAreInFlight()
    {
        Bench bench;
        std::vector<QCoro::Task<Result<ReadAnswer>>> reads;
        reads.reserve(9);
        for (int i = 0; i < 9; ++i)
            reads.push_back(bench.door.read(ReadRequest::probe(u"/x"_s), std::stop_token()));
        QTRY_COMPARE(bench.server.requests.size(), 6);
        QTest::qWait(100);
        QCOMPARE(bench.server.requests.size(), 6);
        QCOMPARE(bench.door.inFlight(), 9);
    }
    void stopEndsWhatWaits()
    {
        Bench bench;
        std::stop_source stop;
        auto waiting = bench.door.read(ReadRequest::get(u"/x"_s), stop.get_token());
        QTRY_COMPARE(bench.server.requests.size(), 1);
        stop.request_stop();
        const Result<ReadAnswer> answer = QCoro::waitFor(std::move(waiting));
        QCOMPARE(answer.error().kind, Kind::Cancelled);
    }
    void theDoorMayGoWhileARequestIsUnderWay()
    {
        FakeClock clock;
        RawServer server;
        auto door = std::make_unique<ReadDoor>(HostOptions{server.url(), {}, {}, nullptr}, clock);
        auto waiting = door->read(ReadRequest::get(u"/x"_s), std::stop_token());
        QTRY_COMPARE(server.requests.size(), 1);
        door.reset();
        QCOMPARE(QCoro::waitFor(std::move(waiting)).error().kind, Kind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestReadDoor)
#include "tst_readdoor.moc"
