// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A server that never comes to the end of its head, its status line or a chunk's size: every door ends the call long
// before its deadline, with an error that says why, and the memory stays where it was.
#include "app/credentials/oauthtoken.h"
#include "app/http/loopbackcaller.h"
#include "app/http/mutationsender.h"
#include "app/http/neutralreader.h"
#include "app/http/readdoor.h"
#include "tests/support/fakeclock.h"
#include "tests/support/rawserver.h"
#include "tests/support/testpermit.h"

#include <QFile>
#include <QTest>

#include <qcoro/qcorotask.h>

#include <unistd.h>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 mebibyte = 1 << 20;

qint64 residentBytes()
{
    QFile file(u"/proc/self/statm"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() * ::sysconf(_SC_PAGESIZE)
                                          : 0;
}

struct Bench {
    FakeClock clock;
    RawServer server;
    HostOptions options{server.url(), {}, {}, nullptr};

    Bench()
    {
        QFETCH(QByteArray, begins);
        QFETCH(QByteArray, endless);
        clock.runsByItself = true;
        clock.realDeadline = 2min; // what ends the call is something else
        RawReply reply;
        reply.bytes = begins;
        reply.endless = endless;
        server.reply(reply);
    }
};

const QByteArray much(64LL * 1024, 'a');

void addAHead()
{
    QTest::addColumn<QByteArray>("begins");
    QTest::addColumn<QByteArray>("endless");
    QTest::newRow("header after header") << "HTTP/1.1 200 OK\r\n"_ba
                                         << "X-More: " + much + "\r\n";
}

void addHeads()
{
    addAHead();
    QTest::newRow("one long header") << "HTTP/1.1 200 OK\r\nX-More: "_ba << much;
    QTest::newRow("a status line") << "HTTP/1.1 200 "_ba << much;
    QTest::newRow("go on, go on") << QByteArray() << QByteArray("HTTP/1.1 100 Continue\r\n\r\n").repeated(2000);
}

} // namespace

class TestEndlessHeads : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aReadEnds_data() { addHeads(); }
    void aReadEnds()
    {
        Bench bench;
        ReadDoor door(bench.options, bench.clock);
        const Result<ReadAnswer> answer = QCoro::waitFor(door.read(ReadRequest::get(u"/api/x"_s), std::stop_token()));
        QVERIFY(!answer);
        isRefused(bench, answer.error());
    }

    void aWriteEndsUnknown_data() { addAHead(); }
    void aWriteEndsUnknown()
    {
        Bench bench;
        MutationSender sender(bench.options, bench.clock);
        const MutationRequest request{"POST"_ba, u"/api/x"_s, "{}"_ba, "application/json"_ba, false};
        const MutationAnswer answer = QCoro::waitFor(sender.sendOnce(request, PermitOffice::full(u"intent"_s)));
        QCOMPARE(answer.outcome.kind, Outcome::Kind::Unknown);
        QVERIFY2(answer.outcome.text.contains("too large"_L1), qPrintable(answer.outcome.text));
        QCOMPARE(bench.server.requests.size(), 1);
        theMemoryStays();
    }

    void aCanaryEnds_data() { addAHead(); }
    void aCanaryEnds()
    {
        Bench bench;
        NeutralReader reader(bench.clock, {}, nullptr);
        CanaryQuestion question;
        question.url = bench.server.url();
        question.regionPointer = u"/region"_s;
        const Result<CanaryAnswer> answer = QCoro::waitFor(reader.canary(question, std::stop_token()));
        QVERIFY(!answer);
        isRefused(bench, answer.error());
    }

    void aTokenRequestEnds_data() { addAHead(); }
    void aTokenRequestEnds()
    {
        Bench bench;
        OAuthClient client;
        client.host = bench.server.url();
        const Result<AccessToken> token =
            QCoro::waitFor(fetchAccessToken(client, bench.clock, nullptr, std::stop_token()));
        QVERIFY(!token);
        theMemoryStays();
    }

    void aControlCallEnds_data() { addHeads(); }
    void aControlCallEnds()
    {
        Bench bench;
        LoopbackCaller caller;
        const LoopbackAnswer answer = QCoro::waitFor(caller.call("GET"_ba, bench.server.url(), {}));
        QVERIFY(answer.status == 0 || answer.status == 100);
        QVERIFY2(answer.status == 100 || answer.trouble.contains("too large"_L1), qPrintable(answer.trouble));
        theMemoryStays();
    }

    void init() { m_before = residentBytes(); }

private:
    void theMemoryStays() const
    {
        const qint64 grown = (residentBytes() - m_before) / mebibyte;
        QVERIFY2(grown < 400, qPrintable(u"%1 MiB"_s.arg(grown)));
    }
    void isRefused(const Bench &bench, const Error &error) const
    {
        QCOMPARE(error.kind, Error::Kind::Protocol);
        QVERIFY2(error.message.contains("too large"_L1), qPrintable(error.message));
        QCOMPARE(bench.server.requests.size(), 1);
        theMemoryStays();
    }

    qint64 m_before = 0;
};

QTEST_GUILESS_MAIN(TestEndlessHeads)
#include "tst_endlessheads.moc"
