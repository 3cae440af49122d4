// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Hysteresis and causes: one letter a probe tells the story. a answers, s answers slowly, n no answer, u no way to it,
// r refused, t TLS, 4 token refused, 9 throttled, 5 brown-out, h not our kind of host, x cancelled by us.
#include "models/rules/reachability.h"

#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestReachability : public QObject {
    Q_OBJECT

private:
    static Probe probe(char letter, const Instant &at)
    {
        const auto failing = [&at](Error::Kind kind, const QString &text) {
            return Probe{at, {}, Error{kind, text, 0, {}, {}}};
        };
        switch (letter) {
        case 's':
            return {at, 6s, {}};
        case 'n':
            return failing(Error::Kind::Timeout, u"no answer within 10 s"_s);
        case 'r':
            return failing(Error::Kind::ConnectionRefused, u"in whatever language"_s);
        case 'u':
            return failing(Error::Kind::Unreachable, u"the proxy refused it"_s);
        case 't':
            return failing(Error::Kind::Tls, u"the certificate is not trusted"_s);
        case '4':
            return failing(Error::Kind::Auth, u"401"_s);
        case '9':
            return failing(Error::Kind::RateLimited, u"429"_s);
        case '5':
            return failing(Error::Kind::Server, u"503"_s);
        case 'h':
            return failing(Error::Kind::Protocol, u"an HTML page"_s);
        case 'x':
            return failing(Error::Kind::Cancelled, u"stopped"_s);
        default:
            return {at, 100ms, {}};
        }
    }

private Q_SLOTS:
    void wordFollowsTheProbes_data()
    {
        QTest::addColumn<QByteArray>("probes");
        QTest::addColumn<Reach>("expected");
        QTest::newRow("nothing asked") << QByteArray() << Reach::NotAsked;
        QTest::newRow("first answer is enough") << "a"_ba << Reach::Reachable;
        QTest::newRow("first lost probe says nothing yet") << "n"_ba << Reach::NotAsked;
        QTest::newRow("one failed call is not an outage") << "aaaan"_ba << Reach::Reachable;
        QTest::newRow("two are not either") << "aaaaann"_ba << Reach::Reachable;
        QTest::newRow("three in a row are") << "aaaannn"_ba << Reach::NoAnswer;
        QTest::newRow("an answer between starts the count again") << "aaaaaannann"_ba << Reach::Slow;
        QTest::newRow("one answer does not end an outage") << "annna"_ba << Reach::NoAnswer;
        QTest::newRow("flapping stays an outage") << "annnana"_ba << Reach::NoAnswer;
        QTest::newRow("two answers end it, still lossy") << "annnaa"_ba << Reach::Slow;
        QTest::newRow("a clean window is reachable") << "nnnaaaaaaaaaaaaa"_ba << Reach::Reachable;
        QTest::newRow("refused is its own word") << "rrr"_ba << Reach::Refused;
        QTest::newRow("what a text says of refusing is nothing") << "uuu"_ba << Reach::NoAnswer;
        QTest::newRow("TLS is its own word") << "attt"_ba << Reach::Tls;
        QTest::newRow("the cause follows the newest probe") << "arrrn"_ba << Reach::NoAnswer;
        QTest::newRow("a refused token is no outage") << "aaa4"_ba << Reach::Credentials;
        QTest::newRow("throttling is no outage") << "aaa9"_ba << Reach::Throttled;
        QTest::newRow("brown-out") << "aaa5"_ba << Reach::Slow;
        QTest::newRow("slow answers") << "asss"_ba << Reach::Slow;
        QTest::newRow("wrong host") << "h"_ba << Reach::WrongHost;
        QTest::newRow("what we cancelled does not count") << "aannx"_ba << Reach::Reachable;
    }
    void wordFollowsTheProbes()
    {
        QFETCH(const QByteArray, probes);
        QFETCH(const Reach, expected);
        ReachabilityWindow window;
        Instant at = *fromIso(u"2026-11-22T03:00:00Z"_s);
        for (const char letter : probes) {
            window.add(probe(letter, at));
            at = later(at, 10s);
        }
        QCOMPARE(window.judge().reach, expected);
    }

    void silenceIsDatedFromItsFirstLostProbe()
    {
        ReachabilityWindow window;
        const Instant start = *fromIso(u"2026-11-22T03:00:00Z"_s);
        window.add(probe('a', start));
        for (int i = 1; i <= 40; ++i) // longer than the window
            window.add(probe('n', later(start, i * 10s)));
        const Reachability judged = window.judge();
        QCOMPARE(judged.silentSince, std::optional(later(start, 10s)));
        QCOMPARE(judged.lastAnswerAt, std::optional(start));
        QCOMPARE(judged.lost, 12);
        QCOMPARE(judged.probes, 12);
        QCOMPARE(judged.detail, u"no answer within 10 s"_s);
    }

    void onlyTheHostItselfCanBeSilent_data()
    {
        QTest::addColumn<Reach>("reach");
        QTest::addColumn<bool>("silent");
        QTest::newRow("no answer") << Reach::NoAnswer << true;
        QTest::newRow("refused") << Reach::Refused << true;
        QTest::newRow("TLS") << Reach::Tls << true;
        QTest::newRow("credentials") << Reach::Credentials << false;
        QTest::newRow("throttled") << Reach::Throttled << false;
        QTest::newRow("wrong host") << Reach::WrongHost << false;
        QTest::newRow("not asked") << Reach::NotAsked << false;
    }
    void onlyTheHostItselfCanBeSilent()
    {
        QFETCH(const Reach, reach);
        QFETCH(const bool, silent);
        QCOMPARE(isSilent(reach), silent);
        QVERIFY(!reachWord(reach).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestReachability)
#include "tst_reachability.moc"
