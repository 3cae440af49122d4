// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The catch-up proof: each witness alone can hold it back, a quiet source cannot, and one row from the future cannot
// fake it. Then the ETA over staircases.
#include "models/rules/catchup.h"

#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestCatchUp : public QObject {
    Q_OBJECT

private:
    static inline const Instant t0 = *fromIso(u"2026-11-22T02:58:00Z"_s);
    static inline const Instant now = *fromIso(u"2026-11-22T03:20:00Z"_s);

    static CatchUpPoll poll(Duration sinceT0, qint64 rows, std::optional<qint64> unread, const Instant &at = now)
    {
        CatchUpPoll one;
        one.watermark = {u"main.gold.orders"_s, later(t0, sinceT0), at};
        one.evidence.table = u"main.gold.orders"_s;
        one.evidence.rowsUpToT0 = rows;
        one.evidence.unreadFiles = unread;
        one.evidence.serverNow = at;
        return one;
    }
    static CatchUpInput whole()
    {
        CatchUpInput input;
        input.t0 = t0;
        input.lateness = 2min;
        input.servedUpTo = t0;
        input.polls = {poll(5min, 100, 0, now.addSecs(-15)), poll(6min, 100, 0)};
        return input;
    }
    static const Evidence *witnessAbout(const CatchUpVerdict &verdict, const QString &word)
    {
        for (const Evidence &one : verdict.witnesses) {
            if (one.question.contains(word))
                return &one;
        }
        return nullptr;
    }
    static QList<TableWatermark> staircase(double rate, int polls)
    {
        QList<TableWatermark> readings;
        for (int i = 0; i < polls; ++i) {
            const qint64 batches = i / 3; // a batch every three polls of 10 s
            const auto climbed = Duration(static_cast<qint64>(rate * 30000.0) * batches);
            readings.append({u"t"_s, later(t0.addSecs(-7200), climbed), now.addSecs(10LL * i)});
        }
        return readings;
    }

private Q_SLOTS:
    void provenOnlyIfEveryWitnessIsGood()
    {
        const CatchUpVerdict verdict = judgeCatchUp(whole());
        QCOMPARE(verdict.verdict, CaughtUp::Proven);
        QCOMPARE(verdict.witnesses.size(), 5);
        for (const Evidence &one : verdict.witnesses)
            QCOMPARE(one.verdict, EvidenceVerdict::Good);
    }

    void oneWitnessHoldsItBack_data()
    {
        QTest::addColumn<QString>("broken");
        QTest::addColumn<CaughtUp>("expected");
        QTest::addColumn<QString>("witness");
        QTest::addColumn<EvidenceVerdict>("says");
        QTest::newRow("below T0") << u"below"_s << CaughtUp::NotYet << u"reached T0"_s << EvidenceVerdict::NotYet;
        QTest::newRow("no row at all") << u"empty"_s << CaughtUp::NotYet << u"reached T0"_s << EvidenceVerdict::NotYet;
        QTest::newRow("behind what was served")
            << u"served"_s << CaughtUp::NotYet << u"consumers"_s << EvidenceVerdict::NotYet;
        QTest::newRow("a file left") << u"unread"_s << CaughtUp::NotYet << u"unread"_s << EvidenceVerdict::NotYet;
        QTest::newRow("rows still come") << u"moving"_s << CaughtUp::NotYet << u"unchanged"_s
                                         << EvidenceVerdict::NotYet;
        QTest::newRow("only one poll") << u"single"_s << CaughtUp::NotYet << u"unchanged"_s << EvidenceVerdict::NotYet;
        QTest::newRow("the same poll twice")
            << u"twice"_s << CaughtUp::NotYet << u"unchanged"_s << EvidenceVerdict::NotYet;
        QTest::newRow("backlog not asked")
            << u"noBacklog"_s << CaughtUp::CannotKnow << u"unread"_s << EvidenceVerdict::CannotKnow;
        QTest::newRow("not asked, yet not there either")
            << u"noBacklogBelow"_s << CaughtUp::NotYet << u"unread"_s << EvidenceVerdict::CannotKnow;
        QTest::newRow("a row from the future")
            << u"future"_s << CaughtUp::CannotKnow << u"future"_s << EvidenceVerdict::Bad;
        QTest::newRow("the maximum itself lies in the future")
            << u"futureMax"_s << CaughtUp::CannotKnow << u"reached T0"_s << EvidenceVerdict::CannotKnow;
    }
    void oneWitnessHoldsItBack()
    {
        QFETCH(const QString, broken);
        QFETCH(const CaughtUp, expected);
        QFETCH(const QString, witness);
        QFETCH(const EvidenceVerdict, says);
        CatchUpInput input = whole();
        for (CatchUpPoll &one : input.polls) {
            if (broken == u"below"_s || broken == u"noBacklogBelow"_s)
                one.watermark.watermark = t0.addSecs(-1);
            if (broken == u"empty"_s)
                one.watermark.watermark.reset();
            if (broken == u"noBacklog"_s || broken == u"noBacklogBelow"_s)
                one.evidence.unreadFiles.reset();
            if (broken == u"unread"_s)
                one.evidence.unreadFiles = 3;
            if (broken == u"future"_s)
                one.evidence.rowsInTheFuture = 1;
            if (broken == u"futureMax"_s)
                one.watermark.watermark = now.addDays(365);
        }
        if (broken == u"served"_s)
            input.servedUpTo = t0.addSecs(1800);
        if (broken == u"moving"_s)
            input.polls.first().evidence.rowsUpToT0 = 99;
        if (broken == u"single"_s)
            input.polls.removeFirst();
        if (broken == u"twice"_s)
            input.polls.first() = input.polls.last();
        const CatchUpVerdict verdict = judgeCatchUp(input);
        QCOMPARE(verdict.verdict, expected);
        const Evidence *found = witnessAbout(verdict, witness);
        QVERIFY(found);
        QCOMPARE(found->verdict, says);
        QVERIFY(!found->detail.isEmpty());
    }

    void quietSourceCountsAsReached()
    {
        CatchUpInput input = whole();
        input.servedUpTo = t0.addSecs(-600);
        for (CatchUpPoll &one : input.polls) {
            one.watermark.watermark = t0.addSecs(-600);
            one.evidence.newestDiscovered = t0.addSecs(121);
        }
        QCOMPARE(judgeCatchUp(input).verdict, CaughtUp::Proven);
        for (CatchUpPoll &one : input.polls)
            one.evidence.newestDiscovered = t0.addSecs(120); // not beyond T0 + slack: older files may still come
        QCOMPARE(judgeCatchUp(input).verdict, CaughtUp::NotYet);
    }

    void whatWasServedIsAWitnessOnlyIfKnown()
    {
        CatchUpInput input = whole();
        input.servedUpTo.reset();
        const CatchUpVerdict verdict = judgeCatchUp(input);
        QCOMPARE(verdict.verdict, CaughtUp::Proven);
        QVERIFY(!witnessAbout(verdict, u"consumers"_s));
    }

    void noPollIsNotYet()
    {
        CatchUpInput input = whole();
        input.polls.clear();
        QCOMPARE(judgeCatchUp(input).verdict, CaughtUp::NotYet);
    }

    void etaHoldsTheTruthOnAStaircase()
    {
        const QList<TableWatermark> readings = staircase(14.0, 30);
        const auto eta = catchUpEta(readings, t0);
        QVERIFY(eta);
        QVERIFY(!eta->never);
        QVERIFY2(eta->rate > 11.0 && eta->rate < 17.0, qPrintable(QString::number(eta->rate)));
        const TableWatermark &last = readings.constLast();
        const Duration missing = between(*last.watermark, t0);
        const Instant truth = later(last.serverNow, missing / 14);
        QVERIFY(*eta->earliest <= truth.addSecs(30)); // one batch is as exact as a staircase gets
        QVERIFY(*eta->latest >= truth.addSecs(-30));
        QVERIFY(*eta->earliest <= *eta->latest);
    }

    void etaSaysNever_data()
    {
        QTest::addColumn<double>("rate");
        QTest::addColumn<bool>("never");
        QTest::addColumn<bool>("dated");
        QTest::newRow("stands still") << 0.0 << true << false;
        QTest::newRow("slower than time, yet T0 is passed") << 0.7 << true << true;
        QTest::newRow("faster than time") << 3.0 << false << true;
    }
    void etaSaysNever()
    {
        QFETCH(const double, rate);
        const auto eta = catchUpEta(staircase(rate, 31), t0);
        QVERIFY(eta);
        QTEST(eta->never, "never");
        QTEST(eta->earliest.has_value(), "dated");
    }

    void etaNeedsThreeReadings()
    {
        QVERIFY(!catchUpEta(staircase(5.0, 2), t0));
        QVERIFY(!catchUpEta({}, t0));
    }
};

QTEST_GUILESS_MAIN(TestCatchUp)
#include "tst_catchup.moc"
