// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tests of serverFloor: which waits belong to the critical path of a failover.
#include "app/rehearsal/floor.h"

#include <QJsonArray>
#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Instant start = fromEpoch(1'800'000'000'000ms);

QJsonObject span(const QString &what, const QString &target, int from, int to)
{
    return {{u"what"_s, what},
            {u"target"_s, target},
            {u"started"_s, toIso(later(start, std::chrono::seconds(from)))},
            {u"ended"_s, toIso(later(start, std::chrono::seconds(to)))}};
}

QJsonArray wholeFailover()
{
    return {span(u"warehouse_start"_s, u"secondary/w"_s, 1, 101),
            span(u"run_queue"_s, u"terraform/b/run-1"_s, 1, 3),
            span(u"plan"_s, u"terraform/b/run-1"_s, 3, 23),
            span(u"run_queue"_s, u"terraform/b/run-2"_s, 110, 112),
            span(u"plan"_s, u"terraform/b/run-2"_s, 112, 130),
            span(u"apply"_s, u"terraform/b/run-2"_s, 135, 147),
            span(u"update_start"_s, u"secondary/orders"_s, 139, 319),
            span(u"catch_up"_s, u"secondary/orders"_s, 319, 419),
            span(u"update_start"_s, u"secondary/returns"_s, 140, 340),
            span(u"catch_up"_s, u"secondary/returns"_s, 340, 350),
            span(u"run_queue"_s, u"terraform/c/run-3"_s, 450, 452),
            span(u"plan"_s, u"terraform/c/run-3"_s, 452, 470),
            span(u"apply"_s, u"terraform/c/run-3"_s, 475, 487),
            span(u"canary"_s, u"orders"_s, 487, 497)};
}

FloorQuestion question()
{
    return {u"orders"_s, u"secondary"_s, u"b"_s, u"c"_s, start, later(start, 500s)};
}

} // namespace

class TestFloor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLongestChainCountsAndOurOwnWaitsDoNot()
    {
        const QJsonObject state{{u"spans"_s, wholeFailover()}};
        // 22 preview + 20 queue and plan + 4 apply before the update + 280 orders' start and catch-up (the warehouse's
        // 100 pass beside them) + 20 queue and plan + 22 from the second apply's start to the canary's end.
        QCOMPARE(serverFloor(state, question()), std::optional<Duration>(368s));
    }

    void aWarehouseThatTakesLongestIsTheChain()
    {
        QJsonArray spans = wholeFailover();
        spans.replace(0, span(u"warehouse_start"_s, u"secondary/w"_s, 1, 401));
        const QJsonObject state{{u"spans"_s, spans}};
        QCOMPARE(serverFloor(state, question()), std::optional<Duration>(442s));
    }

    void aCanaryThatFollowsDuringTheApplyIsCountedOnce()
    {
        QJsonArray spans = wholeFailover();
        spans.replace(13, span(u"canary"_s, u"orders"_s, 480, 490));
        const QJsonObject state{{u"spans"_s, spans}};
        QCOMPARE(serverFloor(state, question()), std::optional<Duration>(361s));
    }

    void waitsOfAnotherTimeOrRegionDoNotCount()
    {
        QJsonArray spans = wholeFailover();
        spans.append(span(u"update_start"_s, u"primary/orders"_s, 10, 490));
        spans.append(span(u"catch_up"_s, u"secondary/orders"_s, 600, 900));
        const QJsonObject state{{u"spans"_s, spans}};
        QCOMPARE(serverFloor(state, question()), std::optional<Duration>(368s));
    }

    void withoutTheRepointThereIsNoFloor()
    {
        FloorQuestion other = question();
        other.consumersWorkspace = u"elsewhere"_s;
        const QJsonObject state{{u"spans"_s, wholeFailover()}};
        QVERIFY(!serverFloor(state, other));
    }

    void aFailbackHasNoActivation()
    {
        FloorQuestion failback = question();
        failback.activationWorkspace.clear();
        const QJsonObject state{{u"spans"_s, wholeFailover()}};
        QCOMPARE(serverFloor(state, failback), std::optional<Duration>(42s));
    }
};

QTEST_GUILESS_MAIN(TestFloor)
#include "tst_floor.moc"
