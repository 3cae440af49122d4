// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How long is waited before a read is tried again, and how many are let through.
#include "app/http/retryrules.h"

#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestRetryRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theWaitGrowsToItsCapAndIsSpread()
    {
        Backoff backoff(7);
        const Error error{Error::Kind::Server, {}, 500, {}, {}};
        for (int next = 2; next < 12; ++next) {
            const Duration ceiling = std::min<Duration>(30s, Duration(1000LL << (next - 2)));
            Duration longest{};
            for (int i = 0; i < 200; ++i) {
                const Duration wait = backoff.before(next, error);
                QVERIFY(wait >= 0ms && wait <= ceiling);
                longest = std::max(longest, wait);
            }
            QVERIFY(longest > ceiling / 2);
        }
    }
    void moreThanTheRateWaitsForTheWindow()
    {
        RateLimit limit(10, 1s);
        const Instant now = fromEpoch(1'700'000'000s);
        for (int i = 0; i < 10; ++i)
            QCOMPARE(limit.book(now), Duration(0));
        QCOMPARE(limit.book(now), Duration(1s));
        QCOMPARE(limit.book(later(now, 400ms)), Duration(600ms));
        QCOMPARE(limit.book(later(now, 5s)), Duration(0));
    }
    void onlyWhatMayPassIsTriedAgain_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("again");
        QTest::newRow("no connection") << int(Error::Kind::Unreachable) << 0 << true;
        QTest::newRow("503") << int(Error::Kind::Server) << 503 << true;
        QTest::newRow("501") << int(Error::Kind::Server) << 501 << false;
        QTest::newRow("429") << int(Error::Kind::RateLimited) << 429 << true;
        QTest::newRow("certificate") << int(Error::Kind::Tls) << 0 << false;
        QTest::newRow("token") << int(Error::Kind::Auth) << 401 << false;
        QTest::newRow("our deadline") << int(Error::Kind::Timeout) << 0 << false;
        QTest::newRow("not the API") << int(Error::Kind::Protocol) << 200 << false;
    }
    void onlyWhatMayPassIsTriedAgain()
    {
        QFETCH(int, kind);
        QFETCH(int, status);
        QFETCH(bool, again);
        const Error error{static_cast<Error::Kind>(kind), {}, status, {}, {}};
        QCOMPARE(isWorthRetrying(error, false), again);
    }
};

QTEST_GUILESS_MAIN(TestRetryRules)
#include "tst_retryrules.moc"
