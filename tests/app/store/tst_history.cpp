// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// History: extremes survive every reduction, gaps stay gaps, and a restart finds what was written.
#include "app/store/historyquery.h"
#include "app/store/historystore.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestHistory : public QObject {
    Q_OBJECT

private:
    static inline const Instant start = *fromIso(u"2026-11-22T00:00:00Z"_s);

    static LagSample sample(qint64 second, std::optional<Duration> lag, const QString &table = u"main.gold.orders"_s,
                            Region region = Region::Primary)
    {
        return {start.addSecs(second), region, u"orders"_s, table, lag, {}};
    }
    static LagQuestion ask(qint64 seconds, int columns, const QString &table = u"main.gold.orders"_s)
    {
        return {u"orders"_s, table, start, start.addSecs(seconds), columns};
    }
    static std::optional<LagWindow> answered(HistoryStore &store, const LagQuestion &question)
    {
        QObject asker;
        std::optional<LagWindow> got;
        store.lagWindow(question, &asker, [&got](LagWindow window) { got = std::move(window); });
        (void)QTest::qWaitFor([&got] { return got.has_value(); });
        return got;
    }
    static std::optional<Duration> highest(const QList<LagColumn> &columns)
    {
        std::optional<Duration> high;
        for (const LagColumn &column : columns)
            high = column.high ? std::max(high.value_or(*column.high), *column.high) : high;
        return high;
    }

private Q_SLOTS:
    void extremesSurviveEveryLevel_data()
    {
        QTest::addColumn<int>("columns");
        QTest::addColumn<QString>("level");
        QTest::newRow("readings") << 2000 << u"lag_raw"_s;
        QTest::newRow("minutes") << 600 << u"lag_1m"_s;
        QTest::newRow("quarters of an hour") << 30 << u"lag_15m"_s;
        QTest::newRow("one column") << 1 << u"lag_15m"_s;
    }
    void extremesSurviveEveryLevel()
    {
        QFETCH(const int, columns);
        constexpr qint64 span = 10LL * 3600;
        HistoryStore store({});
        QList<LagSample> samples;
        for (qint64 second = 0; second < span; second += 30)
            samples << sample(second, second == 17010 ? 3600s : second == 25020 ? 1s : 40s);
        store.append(samples);
        const LagQuestion question = ask(span, columns);
        QTEST(QString::fromLatin1(levelFor(question).table), "level");
        const auto window = answered(store, question);
        QVERIFY(window);
        const auto &got = window->columns.primary;
        QVERIFY(got.size() <= columns);
        QCOMPARE(highest(got), std::optional<Duration>(3600s));
        Duration low = 3600s;
        for (const LagColumn &column : got)
            low = std::min(low, *column.low);
        QCOMPARE(low, Duration(1s));
        QVERIFY(window->columns.secondary.isEmpty());
    }

    void failedTryIsAGapAndNoZero()
    {
        HistoryStore store({});
        store.append({sample(0, 40s), sample(30, {}), sample(60, 50s)});
        const auto window = answered(store, ask(90, 3));
        QVERIFY(window);
        const auto &columns = window->columns.primary;
        QCOMPARE(columns.size(), 3);
        QVERIFY(columns.at(0).high);
        QVERIFY(!columns.at(1).high);
        QVERIFY(!columns.at(1).low);
        QCOMPARE(columns.at(2).high, std::optional<Duration>(50s));
    }

    void gapInABucketDoesNotWipeItsReadings()
    {
        HistoryStore store({});
        store.append({sample(5, {}), sample(10, 40s), sample(20, {})});
        const auto window = answered(store, ask(3600, 60));
        QVERIFY(window);
        QCOMPARE(window->columns.primary.size(), 1);
        QCOMPARE(window->columns.primary.first().high, std::optional<Duration>(40s));
    }

    void timeNobodyLookedAtIsAGap()
    {
        HistoryStore store({});
        store.append({sample(0, 40s), sample(7200, 40s)});
        const auto window = answered(store, ask(7300, 7300));
        QVERIFY(window);
        QCOMPARE(window->columns.primary.size(), 3);
        QVERIFY(!window->columns.primary.at(1).high);
    }

    void slowestTableSpeaksForTheGroup()
    {
        HistoryStore store({});
        store.append({sample(0, 40s), sample(0, 90s, u"main.gold.returns"_s), sample(30, 40s),
                      sample(30, {}, u"main.gold.returns"_s), sample(0, 7s, u"x"_s, Region::Secondary)});
        const auto window = answered(store, ask(60, 2, {}));
        QVERIFY(window);
        QCOMPARE(window->columns.primary.size(), 2);
        QCOMPARE(window->columns.primary.at(0).high, std::optional<Duration>(90s));
        QVERIFY(!window->columns.primary.at(1).high); // one table unknown: the slowest is not known
        QCOMPARE(window->columns.secondary.size(), 1);
    }

    void restartFindsWhatWasWritten()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"estates/acme/history.sqlite"_s);
        {
            HistoryStore store(path);
            QVERIFY2(store.trouble().isEmpty(), qPrintable(store.trouble()));
            store.append({sample(0, 40s)});
            QVERIFY(answered(store, ask(60, 2)));
        }
        const auto owner = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
        QCOMPARE(QFileInfo(path).permissions(), owner);
        const QString home = QFileInfo(path).path();
        QCOMPARE(QFileInfo(home).permissions(), owner | QFile::ExeOwner | QFile::ExeUser);
        HistoryStore again(path);
        const auto window = answered(again, ask(60, 2));
        QVERIFY(window);
        QCOMPARE(highest(window->columns.primary), std::optional<Duration>(40s));
    }

    void unusableFileIsToldAndMemoryServes()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"history.sqlite"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        file.close();
        HistoryStore store(path);
        QVERIFY(store.trouble().contains(path));
        store.append({sample(0, 40s)});
        const auto window = answered(store, ask(60, 2));
        QVERIFY(window);
        QCOMPARE(highest(window->columns.primary), std::optional<Duration>(40s));
    }

    void askerThatIsGoneIsNotAnswered()
    {
        HistoryStore store({});
        bool called = false;
        {
            QObject asker;
            store.lagWindow(ask(60, 2), &asker, [&called](const LagWindow &) { called = true; });
        }
        QVERIFY(answered(store, ask(60, 2))); // a later question was answered, so the earlier one was worked off
        QVERIFY(!called);
    }

    void answersComeOnTheAskersThread()
    {
        QThread worker;
        worker.start();
        HistoryStore *store = nullptr;
        QObject context;
        context.moveToThread(&worker);
        QMetaObject::invokeMethod(
            &context, [&store] { store = new HistoryStore({}); }, Qt::BlockingQueuedConnection);
        store->append({sample(0, 40s)});
        QObject asker;
        const QThread *answeredOn = nullptr;
        store->lagWindow(ask(60, 2), &asker,
                         [&answeredOn](const LagWindow &) { answeredOn = QThread::currentThread(); });
        QTRY_VERIFY(answeredOn);
        QCOMPARE(answeredOn, QThread::currentThread());
        QMetaObject::invokeMethod(
            &context, [store] { delete store; }, Qt::BlockingQueuedConnection);
        worker.quit();
        worker.wait();
    }
};

QTEST_GUILESS_MAIN(TestHistory)
#include "tst_history.moc"
