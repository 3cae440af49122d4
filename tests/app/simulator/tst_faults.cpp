// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The fault board and what it accepts: every kind on every target it has, every option within its bounds, times, counts
// and chance.
#include "app/simulator/faults/faultboard.h"
#include "app/simulator/faults/faultkinds.h"

#include <QSignalSpy>
#include <QTest>

#include <nlohmann/json.hpp>

using namespace twinlake;
using namespace twinlake::simulator;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using nlohmann::json;

namespace {

struct Board {
    Scheduler scheduler{SimTime(std::chrono::hours(24))};
    FaultBoard faults{scheduler, 7};

    void pass(SimDuration time) { scheduler.advanceTo(scheduler.now() + time); }
    int strikes(int requests, const QString &path = u"/x"_s)
    {
        int struck = 0;
        for (int count = 0; count < requests; ++count)
            struck += faults.strike(u"primary"_s, "GET"_ba, path).empty() ? 0 : 1;
        return struck;
    }
};

} // namespace

class TestFaults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyKindStandsOnceInTheTable()
    {
        QCOMPARE(faultKinds().size(), std::size_t(30));
        for (int kind = 0; kind < 30; ++kind)
            QCOMPARE(infoOf(static_cast<FaultKind>(kind)).kind, static_cast<FaultKind>(kind));
    }

    void everyKindIsTakenOnEachOfItsTargets_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("target");
        for (const FaultKindInfo &kind : faultKinds()) {
            for (const QString &target : kind.targets)
                QTest::addRow("%s on %s", qPrintable(kind.name), qPrintable(target)) << kind.name << target;
        }
    }
    void everyKindIsTakenOnEachOfItsTargets()
    {
        QFETCH(QString, kind);
        QFETCH(QString, target);
        Board board;
        const auto id = board.faults.add({{"target", target.toStdString()}, {"kind", kind.toStdString()}});
        QVERIFY2(id, id ? "" : qPrintable(id.error()));
        const json document = board.faults.document();
        QVERIFY(document[0]["kind"] == kind.toStdString() && document[0]["target"] == target.toStdString());
        QVERIFY(board.faults.lift(*id));
        QVERIFY(board.faults.document().empty());
    }

    void wishesAreReadStrictly_data()
    {
        QTest::addColumn<QByteArray>("wish");
        QTest::addColumn<QString>("answer"); // empty: it is taken
        const auto row = [](const char *name, const char *wish, const QString &answer) {
            QTest::newRow(name) << QByteArray(wish) << answer;
        };
        row("all general options", R"({"target":"primary","kind":"status","match":{"method":"get","path":"/x"},
            "count":3,"for_s":10,"after_s":1,"status":500,"retry_after":7,"delay_ms":5,"fraction":0.5})",
            {});
        row("nulls are left out", R"({"target":"primary","kind":"dark","match":null,"count":null,"for_s":null})", {});
        row("no object", "[]", u"JSON object"_s);
        row("no kind", R"({"target":"primary"})", u"region_outage"_s);
        row("a kind that is no text", R"({"target":"primary","kind":7})", u"kind of fault"_s);
        row("a world fault on Terraform", R"({"target":"terraform","kind":"region_outage"})", u"primary, secondary."_s);
        row("the source is silent on no wire", R"({"target":"source","kind":"dark"})", u"witness"_s);
        row("a count of nothing", R"({"target":"primary","kind":"dark","count":0})", u"\"count\" must be"_s);
        row("a count that is text", R"({"target":"primary","kind":"dark","count":"3"})", u"\"count\" must be"_s);
        row("a time before now", R"({"target":"primary","kind":"dark","for_s":-1})", u"\"for_s\" must be"_s);
        row("a time beyond all", R"({"target":"primary","kind":"dark","for_s":1e300})", u"\"for_s\" must be"_s);
        row("no HTTP status", R"({"target":"primary","kind":"status","status":99})", u"\"status\" must be"_s);
        row("a match of text", R"({"target":"primary","kind":"dark","match":"/x"})", u"\"match\" must be"_s);
        row("a match by query", R"({"target":"primary","kind":"dark","match":{"query":"x"}})", u"\"match\" must be"_s);
        row("certainly more than certain", R"({"target":"primary","kind":"status","fraction":1.5})",
            u"\"fraction\" must be"_s);
        row("a header in a location", R"({"target":"primary","kind":"redirect","location":"http://x\r\nA: b"})",
            u"\"location\" must be"_s);
        row("an option of another kind", R"({"target":"primary","kind":"dark","skew_s":3})", u"option of dark"_s);
        row("an option of nobody", R"({"target":"primary","kind":"dark","colour":3})", u"Valid: target"_s);
        row("a surprise that is none", R"({"target":"terraform","kind":"plan_surprise","change":"cake"})",
            u"\"notebook\""_s);
        row("a clock that is behind", R"({"target":"secondary","kind":"clock_skew","skew_s":-30})", {});
    }
    void wishesAreReadStrictly()
    {
        QFETCH(QByteArray, wish);
        QFETCH(QString, answer);
        Board board;
        const auto id = board.faults.add(json::parse(wish.toStdString()));
        QCOMPARE(id.has_value(), answer.isEmpty());
        if (!id)
            QVERIFY2(id.error().contains(answer), qPrintable(id.error()));
    }

    void namesAreCheckedOnceTheWorldIsKnown_data()
    {
        QTest::addColumn<QByteArray>("wish");
        QTest::addColumn<bool>("taken");
        QTest::newRow("a workspace by name")
            << R"({"target":"terraform","kind":"queue_stuck","workspace":"orders-us-west-2"})"_ba << true;
        QTest::newRow("a workspace by the path")
            << R"({"target":"terraform","kind":"queue_stuck","match":{"path":"orders-us-west-2"}})"_ba << true;
        QTest::newRow("a workspace by its id in a path")
            << R"({"target":"terraform","kind":"queue_stuck","match":{"path":"/workspaces/ws-1"}})"_ba << true;
        QTest::newRow("no such workspace")
            << R"({"target":"terraform","kind":"foreign_lock","workspace":"dinner"})"_ba << false;
        QTest::newRow("a pipeline") << R"({"target":"source","kind":"source_quiet","pipeline":"orders"})"_ba << true;
        QTest::newRow("no such pipeline")
            << R"({"target":"primary","kind":"late_rows","pipeline":"dinner"})"_ba << false;
    }
    void namesAreCheckedOnceTheWorldIsKnown()
    {
        QFETCH(QByteArray, wish);
        QFETCH(bool, taken);
        Board board;
        board.faults.setScope([] { return FaultScope{{{u"orders-us-west-2"_s, u"ws-1"_s}}, {u"orders"_s}}; });
        QCOMPARE(board.faults.add(json::parse(wish.toStdString())).has_value(), taken);
    }

    void aFaultBeginsAndEndsInVirtualTime()
    {
        Board board;
        QSignalSpy began(&board.faults, &FaultBoard::began);
        QSignalSpy ended(&board.faults, &FaultBoard::ended);
        QVERIFY(board.faults.add({{"target", "primary"}, {"kind", "dark"}, {"after_s", 10}, {"for_s", 20}}));
        QVERIFY(board.faults.document()[0]["begun"] == false);
        board.pass(9s);
        QVERIFY(!board.faults.isDark(u"primary"_s) && began.isEmpty());
        board.pass(1s);
        QVERIFY(board.faults.isDark(u"primary"_s) && began.count() == 1);
        board.pass(19s);
        QVERIFY(board.faults.isDark(u"primary"_s) && ended.isEmpty());
        board.pass(1s);
        QVERIFY(!board.faults.isDark(u"primary"_s) && ended.count() == 1);
        QVERIFY(board.faults.document().empty());
    }

    void aFaultThatIsLiftedBeforeItBeginsNeverDoes()
    {
        Board board;
        QSignalSpy began(&board.faults, &FaultBoard::began);
        QSignalSpy ended(&board.faults, &FaultBoard::ended);
        const auto id = board.faults.add({{"target", "primary"}, {"kind", "dark"}, {"after_s", 10}});
        QVERIFY(board.faults.lift(*id));
        board.pass(20s);
        QVERIFY(began.isEmpty() && ended.isEmpty() && !board.faults.isDark(u"primary"_s));
    }

    void aCountIsUsedUp()
    {
        Board board;
        board.faults.add({{"target", "primary"}, {"kind", "status"}, {"count", 2}, {"match", {{"path", "/jobs"}}}});
        QCOMPARE(board.strikes(5, u"/pipelines"_s), 0);
        QCOMPARE(board.strikes(5, u"/jobs/get"_s), 2);
        QVERIFY(board.faults.document().empty());
    }

    void chanceIsTheSeeds()
    {
        const auto struck = [] {
            Board board;
            board.faults.add({{"target", "primary"}, {"kind", "status"}, {"fraction", 0.3}});
            QList<bool> each;
            for (int request = 0; request < 1000; ++request)
                each << (board.strikes(1) == 1);
            return each;
        };
        const QList<bool> first = struck();
        QVERIFY(first.count(true) > 240 && first.count(true) < 360);
        QCOMPARE(struck(), first);
    }

    void whatStrikesTogether_data()
    {
        QTest::addColumn<QStringList>("kinds");
        QTest::addColumn<QStringList>("effective");
        QTest::newRow("slow goes with everything")
            << QStringList{u"slow"_s, u"status"_s} << QStringList{u"slow"_s, u"status"_s};
        QTest::newRow("a reset goes before an answer")
            << QStringList{u"status"_s, u"reset_before"_s} << QStringList{u"reset_before"_s};
        QTest::newRow("slow, then a reset")
            << QStringList{u"slow"_s, u"reset_after"_s, u"drip"_s} << QStringList{u"slow"_s, u"reset_after"_s};
        QTest::newRow("one answer in the face's place")
            << QStringList{u"html"_s, u"throttle"_s} << QStringList{u"html"_s};
        QTest::newRow("an error that drips")
            << QStringList{u"status"_s, u"drip"_s} << QStringList{u"status"_s, u"drip"_s};
        QTest::newRow("garbage, cut") << QStringList{u"garbage"_s, u"truncate"_s}
                                      << QStringList{u"garbage"_s, u"truncate"_s};
    }
    void whatStrikesTogether()
    {
        QFETCH(QStringList, kinds);
        QFETCH(QStringList, effective);
        Board board;
        for (const QString &kind : kinds)
            board.faults.add({{"target", "primary"}, {"kind", kind.toStdString()}, {"count", 1}});
        QStringList struck;
        const WireFaults together = board.faults.strike(u"primary"_s, "GET"_ba, u"/x"_s);
        for (const Fault &one : together.all())
            struck << infoOf(one.kind).name;
        QCOMPARE(struck, effective);
        // What had no effect has not been used up.
        QCOMPARE(board.faults.document().size(), static_cast<std::size_t>(kinds.size() - effective.size()));
    }
};

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
