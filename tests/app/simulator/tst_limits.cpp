// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the simulator remembers has limits, however long it runs, and what a test counts on is never forgotten.
#include "app/simulator/server/ledger.h"
#include "tests/app/simulator/worldundertest.h"

#include <QTest>

#include <algorithm>

using namespace twinlake;
using namespace twinlake::simulator;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

class TestLimits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLedgerForgetsReadsButNoMutation()
    {
        Ledger ledger;
        constexpr int requests = 100'000;
        constexpr int everyMutation = 20;
        SimRequest request;
        request.path = u"/x"_s;
        for (int count = 1; count <= requests; ++count) {
            const bool mutating = count % everyMutation == 0;
            request.method = mutating ? "POST"_ba : "GET"_ba;
            const quint64 sequence = ledger.receive(u"primary"_s, request, mutating, SimTime());
            QCOMPARE(sequence, static_cast<quint64>(count));
            ledger.conclude(sequence, 200 + (mutating ? 1 : 0), mutating, u"me"_s);
        }
        ledger.conclude(1, 599, false, {}); // a read that was answered when nobody remembered it
        const auto &entries = ledger.entries();
        const auto mutations = std::count_if(entries.begin(), entries.end(),
                                             [](const LedgerEntry &one) { return one.mutating && one.status == 201; });
        QCOMPARE(mutations, requests / everyMutation);
        const std::size_t reads = entries.size() - static_cast<std::size_t>(mutations);
        QVERIFY(reads >= Ledger::readsKept && reads <= Ledger::readsKept * 5 / 4);
        QVERIFY(std::is_sorted(entries.begin(), entries.end(),
                               [](const LedgerEntry &a, const LedgerEntry &b) { return a.sequence < b.sequence; }));
        const nlohmann::json document = ledger.document();
        QCOMPARE(document["forgotten_reads"].get<std::size_t>() + entries.size(), std::size_t(requests));
        QVERIFY(std::none_of(entries.begin(), entries.end(), [](const LedgerEntry &one) { return one.status == 599; }));
    }

    void spansAreForgottenOldestFirst()
    {
        SpanLog spans;
        const SpanLog::Handle first = spans.begin(u"plan"_s, u"terraform/x"_s, simTime(0));
        SpanLog::Handle last = first;
        for (std::size_t count = 1; count <= SpanLog::kept; ++count)
            last = spans.begin(u"statement"_s, u"primary/x"_s, simTime(static_cast<std::int64_t>(count)));
        QCOMPARE(spans.all().size(), SpanLog::kept);
        QCOMPARE(spans.all().front().started, simTime(1));
        spans.end(first, simTime(5)); // forgotten: nothing happens
        QVERIFY(!spans.all().front().ended);
        spans.end(last, simTime(99'999));
        QCOMPARE(spans.all().back().ended, std::optional(simTime(99'999)));
    }

    void detoursOfFilesThatAreTakenAreForgotten()
    {
        Detours detours;
        for (std::int64_t file = 0; file < 60'000; file += 3) {
            detours.append(file, simTime(file), true);
            detours.all().back().discovered = 1;
            detours.all().back().committed = 1;
        }
        QVERIFY(detours.all().size() <= 10'001);
        QVERIFY(detours.of(59'997));
        QVERIFY(!detours.of(0));
    }

    void aHoleIsOneRunHoweverLong()
    {
        Detours detours;
        for (std::int64_t file = 100; file < 60'000; ++file)
            detours.append(file, std::nullopt, true);
        QCOMPARE(detours.all().size(), std::size_t(1));
        QVERIFY(!detours.of(99) && detours.of(100) && detours.of(59'999) && !detours.of(60'000));
        QCOMPARE(detours.nextFrom(0, 7), 7);
        QCOMPARE(detours.nextFrom(0, 1'000'000), 100);
        QCOMPARE(detours.nextFrom(60'000, 70'000), 70'000);
    }

    void aMonthLeavesHistoriesOfBoundedLength_data()
    {
        QTest::addColumn<Region>("region");
        QTest::newRow("a continuous region") << Region::Primary;
        QTest::newRow("a region on schedules") << Region::Secondary;
    }
    void aMonthLeavesHistoriesOfBoundedLength()
    {
        QFETCH(Region, region);
        WorldUnderTest test(region);
        test.pass(24h * 30);
        for (const auto &pipeline : test.world.pipelines()) {
            pipeline->data(); // every batch of the month
            QVERIFY(pipeline->updates().size() <= 100);
            QVERIFY(pipeline->events().all().size() <= 250);
        }
        for (const auto &job : test.world.jobs())
            QVERIFY(job->runs().size() <= 200);
        QVERIFY(test.spans.all().size() <= SpanLog::kept);
    }
};

QTEST_GUILESS_MAIN(TestLimits)
#include "tst_limits.moc"
