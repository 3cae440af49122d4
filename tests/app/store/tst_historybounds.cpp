// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// History over a month: it does not grow without a bound, neither on disk nor in memory, what was taken away is shown
// from a coarser level, and what SQLite refuses is said.
#include "app/store/historyretention.h"
#include "app/store/historystore.h"
#include "tests/app/store/testfolder.h"

#include <QFile>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Instant start = *fromIso(u"2026-11-22T00:00:00Z"_s);
constexpr qint64 day = 24LL * 3600;

LagSample sample(qint64 second, Duration lag)
{
    return {start.addSecs(second), Region::Primary, u"orders"_s, u"main.gold.orders"_s, lag, {}};
}

/// From the n-th second to the m-th, one reading every `every`, an hour's worth at a time as a console would.
void fill(HistoryStore &store, qint64 from, qint64 to, qint64 every)
{
    QList<LagSample> samples;
    for (qint64 second = from; second < to; second += every) {
        samples.append(sample(second, 40s));
        if (samples.size() * every >= 3600)
            store.append(std::exchange(samples, {}));
    }
    store.append(samples);
}

LagWindow answered(HistoryStore &store, qint64 from, qint64 to, int columns = 600)
{
    QObject asker;
    std::optional<LagWindow> got;
    store.lagWindow({u"orders"_s, {}, start.addSecs(from), start.addSecs(to), columns}, &asker,
                    [&got](LagWindow window) { got = std::move(window); });
    (void)QTest::qWaitFor([&got] { return got.has_value(); }, 60'000);
    return got.value_or(LagWindow());
}

qint64 rowsIn(const QSqlDatabase &database, const QString &table)
{
    QSqlQuery query(database);
    return query.exec(u"SELECT count(*) FROM "_s + table) && query.next() ? query.value(0).toLongLong() : -1;
}

/// The store's own connection, which is the only way into a database in memory.
QSqlDatabase connectionOfTheStore()
{
    const QStringList names = QSqlDatabase::connectionNames().filter(u"history-"_s);
    return QSqlDatabase::database(names.constFirst(), false);
}

void onFile(const QString &path, const QString &statement)
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"stranger"_s);
        database.setDatabaseName(path);
        QVERIFY(database.open());
        QSqlQuery query(database);
        QVERIFY(query.exec(statement));
    }
    QSqlDatabase::removeDatabase(u"stranger"_s);
}

} // namespace

class TestHistoryBounds : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMonthInMemoryStaysSmall()
    {
        HistoryStore store({});
        fill(store, 0, 30 * day, 300);
        const LagWindow lastHour = answered(store, 30 * day - 3600, 30 * day);
        QVERIFY(lastHour.columns.primary.size() > 10);
        const QSqlDatabase database = connectionOfTheStore();
        const qint64 perDay = day / 300;
        QVERIFY(rowsIn(database, u"lag_raw"_s) <= perDay + 60);
        QVERIFY(rowsIn(database, u"lag_1m"_s) <= 2 * perDay + 60);
        QCOMPARE(rowsIn(database, u"lag_15m"_s), 30 * 96);
    }

    void whatWasTakenAwayIsShownFromACoarserLevel()
    {
        HistoryStore store({});
        fill(store, 0, 10 * day, 300);
        const LagWindow old = answered(store, 3 * day, 3 * day + 7200);
        QVERIFY(old.columns.primary.size() >= 8);
        QCOMPARE(old.columns.primary.constFirst().high, std::optional<Duration>(40s));
    }

    void aFileIsPrunedWhileItIsInUse()
    {
        const QTemporaryDir folder(testFolder());
        HistoryStore store(folder.filePath(u"history.sqlite"_s));
        fill(store, 0, 20 * day, 900);
        (void)answered(store, 0, 3600);
        const qint64 perDay = day / 900;
        QVERIFY(rowsIn(connectionOfTheStore(), u"lag_raw"_s) <= 14 * perDay + 8);
        QCOMPARE(rowsIn(connectionOfTheStore(), u"lag_15m"_s), 20 * 96);
    }

    void manyRowsAreABoundToo()
    {
        HistoryStore store({});
        fill(store, 0, 1000LL * 30, 30);
        (void)answered(store, 0, 3600);
        HistoryPruner pruner;
        const qint64 ever = 1000 * day * 1000;
        const HistoryRetention few{{ever, ever, ever}, 100};
        pruner.setRetention(few);
        const qint64 newest = start.addSecs(999LL * 30).toMSecsSinceEpoch();
        QVERIFY(pruner.isDue(newest));
        QVERIFY(pruner.prune(connectionOfTheStore(), newest));
        QVERIFY(!pruner.isDue(newest + 1));
        const qint64 rows = rowsIn(connectionOfTheStore(), u"lag_raw"_s);
        QVERIFY2(rows >= 90 && rows <= 101, QByteArray::number(rows).constData());
        QVERIFY(pruner.reach().at(0) > start.addSecs(850LL * 30).toMSecsSinceEpoch()); // the latest stay
    }

    void whatCannotBeReadIsSaid()
    {
        const QTemporaryDir folder(testFolder());
        const QString path = folder.filePath(u"history.sqlite"_s);
        HistoryStore store(path);
        fill(store, 0, 3600, 30);
        QVERIFY(answered(store, 0, 3600).trouble.isEmpty());
        onFile(path, u"DROP TABLE lag_raw"_s);
        const LagWindow window = answered(store, 0, 3600);
        QVERIFY2(window.trouble.startsWith(u"The history cannot be read: "_s), qPrintable(window.trouble));
        QVERIFY(window.columns.primary.isEmpty());
    }

    void whatCannotBeWrittenIsSaidUntilItCan()
    {
        const QTemporaryDir folder(testFolder());
        const QString path = folder.filePath(u"history.sqlite"_s);
        HistoryStore store(path);
        fill(store, 0, 3600, 30);
        QVERIFY(answered(store, 0, 3600).trouble.isEmpty());
        onFile(path, u"CREATE TRIGGER full BEFORE INSERT ON lag_15m BEGIN SELECT RAISE(ABORT, 'no space'); END"_s);
        fill(store, 3600, 3700, 30);
        const LagWindow window = answered(store, 0, 3600);
        QVERIFY2(window.trouble.contains(u"no space"_s), qPrintable(window.trouble));
        QVERIFY(!window.columns.primary.isEmpty()); // what is there is shown all the same
        onFile(path, u"DROP TRIGGER full"_s);
        fill(store, 3700, 3800, 30);
        QVERIFY(answered(store, 0, 3600).trouble.isEmpty());
    }

    void aFileThatCannotBeUsedIsSaidWithEachAnswer()
    {
        const QTemporaryDir folder(testFolder());
        const QString path = folder.filePath(u"history.sqlite"_s);
        QVERIFY(QFile::link(folder.filePath(u"elsewhere"_s), path));
        HistoryStore store(path);
        fill(store, 0, 3600, 30);
        const LagWindow window = answered(store, 0, 3600);
        QVERIFY2(window.trouble.contains(path), qPrintable(window.trouble));
        QVERIFY(!window.columns.primary.isEmpty());
        QVERIFY(!QFile::exists(folder.filePath(u"elsewhere"_s)));
    }
};

QTEST_GUILESS_MAIN(TestHistoryBounds)
#include "tst_historybounds.moc"
