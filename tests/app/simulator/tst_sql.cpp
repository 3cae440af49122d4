// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SQL over the region's tables: what Twinlake asks, what it costs, and what an unknown statement is told.
#include "tests/app/simulator/sqlbench.h"

#include <QElapsedTimer>
#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using namespace twinlake;
using namespace twinlake::simulator;

namespace {

QString only(const SqlAnswer &answer)
{
    if (!answer)
        return answer.error().message;
    return answer->rows.empty() || answer->rows.front().empty() ? u"nothing"_s
                                                                : answer->rows.front().front().value_or(u"null"_s);
}

} // namespace

class TestSql : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersOfOneValue_data();
    void answersOfOneValue();
    void newestRowIsTheWatermark();
    void watermarksOfAllTablesInOneStatement();
    void countsOfARangeAgreeHoweverTheyAreAsked();
    void perMinuteCountsAddUp();
    void rowSumsAreTheSameInBothRegions();
    void columnsAreTyped();
    void errorsAreDatabricksErrors_data();
    void errorsAreDatabricksErrors();
    void unreadFilesAreCounted();
    void listingShowsOneLevel();
    void rowLimitTruncates();
    void readOnlyStatements_data();
    void readOnlyStatements();
};

void TestSql::answersOfOneValue_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("value");
    QTest::newRow("liveness") << u"SELECT 1"_s << u"1"_s;
    QTest::newRow("server's now") << u"select current_timestamp() as n;"_s << u"2026-11-22T00:20:00.000Z"_s;
    QTest::newRow("hour") << u"SELECT date_trunc('HOUR', TIMESTAMP'2026-11-22T00:20:03.5Z')"_s
                          << u"2026-11-22T00:00:00.000Z"_s;
    QTest::newRow("interval") << u"SELECT current_timestamp() - INTERVAL 5 MINUTES"_s << u"2026-11-22T00:15:00.000Z"_s;
    QTest::newRow("interval text") << u"SELECT current_timestamp() + INTERVAL '90' SECONDS"_s
                                   << u"2026-11-22T00:21:30.000Z"_s;
    QTest::newRow("milliseconds") << u"SELECT unix_millis(TIMESTAMP '1970-01-01 00:00:01.5')"_s << u"1500"_s;
    QTest::newRow("cast") << u"SELECT CAST('2026-11-22 01:02:03' AS TIMESTAMP)"_s << u"2026-11-22T01:02:03.000Z"_s;
    QTest::newRow("double colon") << u"SELECT '2026-11-22'::timestamp"_s << u"2026-11-22T00:00:00.000Z"_s;
    QTest::newRow("difference") << u"SELECT timestampdiff(SECOND, TIMESTAMP'2026-01-01', TIMESTAMP'2026-01-02')"_s
                                << u"86400"_s;
    QTest::newRow("text of a time") << u"SELECT cast(TIMESTAMP'2026-01-01' AS STRING)"_s << u"2026-01-01 00:00:00"_s;
    QTest::newRow("subquery") << u"SELECT (SELECT 2) + 3"_s << u"5"_s;
    QTest::newRow("common table") << u"WITH x AS (SELECT 4 AS y) SELECT y FROM x"_s << u"4"_s;
    QTest::newRow("null") << u"SELECT max(event_timestamp) FROM main.gold.orders WHERE event_timestamp < '2020-01-01'"_s
                          << u"null"_s;
}

void TestSql::answersOfOneValue()
{
    QFETCH(QString, sql);
    QFETCH(QString, value);
    WorldUnderTest test(Region::Primary);
    QCOMPARE(only(ask(test, sql)), value);
}

void TestSql::newestRowIsTheWatermark()
{
    WorldUnderTest test(Region::Primary);
    QElapsedTimer timer;
    const auto expected = isoMillis(*test.world.goldWatermark(u"orders"_s));
    SqlEngine engine(test.world);
    timer.start();
    for (int again = 0; again < 200; ++again)
        QCOMPARE(only(engine.run({u"SELECT max(event_timestamp) AS m FROM main.gold.orders"_s, {}, {}, {}, {}, {}})),
                 expected);
    // 200 full scans of 200,000 rows would take many seconds on any machine.
    qInfo("200 watermarks: %lld ms", timer.elapsed());
    QVERIFY(test.orders().data().rows() > 200'000);
    const auto slow =
        ask(test, u"SELECT event_timestamp FROM main.gold.orders ORDER BY event_timestamp DESC LIMIT 1"_s);
    QCOMPARE(only(slow), expected);
}

void TestSql::watermarksOfAllTablesInOneStatement()
{
    WorldUnderTest test(Region::Primary);
    const auto answer =
        ask(test,
            u"SELECT 'main.gold.orders' AS t, max(`event_timestamp`) AS w, current_timestamp() AS n FROM "
            "`main`.`gold`.`orders` UNION ALL SELECT 'main.gold.payments' AS t, max(`event_timestamp`) AS w, "
            "current_timestamp() AS n FROM `main`.`gold`.`payments`"_s);
    QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
    QCOMPARE(answer->rows.size(), std::size_t(2));
    QCOMPARE(*answer->rows[1][1], isoMillis(*test.world.goldWatermark(u"payments"_s)));
    QCOMPARE(answer->columns[0].typeName, u"STRING"_s);
    QCOMPARE(answer->columns[1].typeName, u"TIMESTAMP"_s);
    QCOMPARE(answer->columns[1].name, u"w"_s);
}

void TestSql::countsOfARangeAgreeHoweverTheyAreAsked()
{
    WorldUnderTest test(Region::Primary);
    const QString range = u"event_timestamp >= TIMESTAMP'2026-11-21T10:00:00Z' AND event_timestamp < "
                          "TIMESTAMP'2026-11-21T11:00:00Z'"_s;
    const QString quick = only(ask(test, u"SELECT count(*) FROM main.gold.orders WHERE "_s + range));
    const QString slow =
        only(ask(test, u"SELECT sum(CASE WHEN %1 THEN 1 ELSE 0 END) FROM main.gold.orders"_s.arg(range)));
    const QString counted = only(ask(test, u"SELECT count_if(%1) FROM main.gold.orders"_s.arg(range)));
    const QString bound = only(ask(
        test,
        u"SELECT count(*) FROM main.gold.orders WHERE event_timestamp >= :a AND "
        "event_timestamp < :b"_s,
        {{u"a"_s, u"2026-11-21T10:00:00Z"_s, u"TIMESTAMP"_s}, {u"b"_s, u"2026-11-21T11:00:00Z"_s, u"TIMESTAMP"_s}}));
    QVERIFY(quick.toInt() > 3'000 && quick.toInt() < 6'000);
    QCOMPARE(slow, quick);
    QCOMPARE(counted, quick);
    QCOMPARE(bound, quick);
    const auto both = ask(test, u"SELECT count(*), max(event_timestamp) FROM main.gold.orders"_s);
    QCOMPARE(both->rows.front()[0]->toLongLong(), test.orders().data().rows());
    QCOMPARE(*both->rows.front()[1], isoMillis(*test.world.goldWatermark(u"orders"_s)));
    QCOMPARE(both->columns[0].name, u"count(*)"_s);
}

void TestSql::perMinuteCountsAddUp()
{
    WorldUnderTest test(Region::Primary);
    const QString range = u" FROM main.gold.orders WHERE event_timestamp >= TIMESTAMP'2026-11-21T10:00:00Z' AND "
                          "event_timestamp < TIMESTAMP'2026-11-21T11:00:00Z'"_s;
    const auto minutes = ask(test,
                             u"SELECT date_trunc('MINUTE', event_timestamp) AS m, count(*) AS c"_s + range
                                 + u" GROUP BY 1 ORDER BY 1"_s);
    QVERIFY2(minutes, minutes ? "" : qPrintable(minutes.error().message));
    QCOMPARE(minutes->rows.size(), std::size_t(60));
    qint64 sum = 0;
    for (const auto &row : minutes->rows)
        sum += row[1]->toLongLong();
    QCOMPARE(QString::number(sum), only(ask(test, u"SELECT count(*)"_s + range)));
}

void TestSql::rowSumsAreTheSameInBothRegions()
{
    WorldUnderTest primary(Region::Primary);
    WorldUnderTest secondary(Region::Secondary);
    const QString sum = u"SELECT bit_xor(xxhash64(id, event_timestamp, amount)) FROM main.gold.orders WHERE "
                        "event_timestamp < TIMESTAMP'2026-11-21T02:00:00Z'"_s;
    const QString here = only(ask(primary, sum));
    QVERIFY(here.toLongLong() != 0);
    QCOMPARE(only(ask(secondary, sum)), here);
}

void TestSql::columnsAreTyped()
{
    WorldUnderTest test(Region::Primary);
    const auto answer = ask(test,
                            u"SELECT o.*, _ingest_time, 1 AS one, (SELECT count_if(amount > 5) FROM main.gold.orders "
                            "WHERE event_timestamp > current_timestamp() - INTERVAL 2 MINUTES) AS large FROM "
                            "main.bronze.orders o WHERE event_timestamp > current_timestamp() - INTERVAL 2 MINUTES"_s);
    QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
    QStringList types;
    for (const SqlColumn &column : answer->columns)
        types << column.typeName;
    QCOMPARE(types.mid(0, 4), QStringList({u"STRING"_s, u"TIMESTAMP"_s, u"DOUBLE"_s, u"TIMESTAMP"_s}));
    QVERIFY(!answer->rows.empty());
}

void TestSql::errorsAreDatabricksErrors_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("begins");
    QTest::addColumn<QString>("state");
    QTest::newRow("no table") << u"SELECT * FROM main.gold.nothing"_s << u"[TABLE_OR_VIEW_NOT_FOUND]"_s << u"42P01"_s;
    QTest::newRow("no column") << u"SELECT absent_column FROM main.gold.orders"_s << u"[UNRESOLVED_COLUMN"_s
                               << u"42703"_s;
    QTest::newRow("no function") << u"SELECT frobnicate(1)"_s << u"[UNRESOLVED_ROUTINE]"_s << u"42883"_s;
    QTest::newRow("wall clock of SQLite") << u"SELECT datetime('now')"_s << u"[UNRESOLVED_ROUTINE]"_s << u"42883"_s;
    QTest::newRow("not SQL") << u"SELECT 1 +"_s << u"[PARSE_SYNTAX_ERROR]"_s << u"42601"_s;
    QTest::newRow("open text") << u"SELECT 'abc"_s << u"[PARSE_SYNTAX_ERROR]"_s << u"42601"_s;
    QTest::newRow("open parenthesis") << u"SELECT (1"_s << u"[PARSE_SYNTAX_ERROR]"_s << u"42601"_s;
    QTest::newRow("deep") << u"SELECT "_s + QString(100'000, u'(') << u"[PARSE_SYNTAX_ERROR]"_s << u"42601"_s;
    QTest::newRow("two statements") << u"SELECT 1; SELECT 2"_s << u"[PARSE_SYNTAX_ERROR]"_s << u"42601"_s;
    QTest::newRow("a write") << u"DROP TABLE main.gold.orders"_s << u"[INSUFFICIENT_PERMISSIONS]"_s << u"42501"_s;
    QTest::newRow("a pragma") << u"PRAGMA table_info(x)"_s << u"[INSUFFICIENT_PERMISSIONS]"_s << u"42501"_s;
    QTest::newRow("a word that is no SQL") << u"SELEC 1"_s << u"[PARSE_SYNTAX_ERROR]"_s << u"42601"_s;
    QTest::newRow("no parameter") << u"SELECT :x"_s << u"[UNBOUND_SQL_PARAMETER]"_s << u"42P02"_s;
    QTest::newRow("no path") << u"LIST 's3://elsewhere/'"_s << u"[PATH_NOT_FOUND]"_s << u"42K03"_s;
    QTest::newRow("bad literal") << u"SELECT TIMESTAMP'yesterday'"_s << u"[INVALID_TYPED_LITERAL]"_s << u"42604"_s;
    QTest::newRow("bad comparison") << u"SELECT count(*) FROM main.gold.orders WHERE event_timestamp > 'soon'"_s
                                    << u"[CAST_INVALID_INPUT]"_s << u"22018"_s;
}

void TestSql::errorsAreDatabricksErrors()
{
    QFETCH(QString, sql);
    QFETCH(QString, begins);
    QFETCH(QString, state);
    WorldUnderTest test(Region::Primary);
    const SqlAnswer answer = ask(test, sql);
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, u"BAD_REQUEST"_s);
    QVERIFY2(answer.error().message.startsWith(begins), qPrintable(answer.error().message));
    QVERIFY(answer.error().message.endsWith(u"SQLSTATE: "_s + state));
    QCOMPARE(answer.error().sqlState, state);
}

void TestSql::unreadFilesAreCounted()
{
    WorldUnderTest test(Region::Secondary);
    test.ordersJob().reset({{"name", "none"}});
    const QString unread = u"SELECT (SELECT count(*) FROM cloud_files_state(TABLE(`main`.`bronze`.`orders`)) WHERE "
                           "commit_time IS NULL AND create_time <= :until) AS unread, (SELECT max(create_time) FROM "
                           "cloud_files_state(TABLE(`main`.`bronze`.`orders`))) AS newest, current_timestamp() AS n"_s;
    const QList<SqlParameter> until{{u"until"_s, isoMillis(test.scheduler.now()), u"TIMESTAMP"_s}};
    QCOMPARE(only(ask(test, unread, until)), u"0"_s);
    test.orders().edit(test.ordersSpec(true));
    QVERIFY(test.passUntil([&] { return test.orders().activeUpdate()->state == UpdateState::Running; }, 10min));
    test.pass(10s);
    const auto answer = ask(test, unread, until);
    QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
    QVERIFY2(answer->rows.front()[0]->toInt() > 10, qPrintable(*answer->rows.front()[0]));
    QCOMPARE(answer->columns[1].typeName, u"TIMESTAMP"_s);
    test.pass(10min);
    QCOMPARE(only(ask(test, unread, until)), u"0"_s);
}

void TestSql::listingShowsOneLevel()
{
    WorldUnderTest test(Region::Secondary);
    const QString zone = test.orders().zoneAddress();
    const auto days = ask(test, u"LIST '%1'"_s.arg(zone));
    QVERIFY2(days, days ? "" : qPrintable(days.error().message));
    QCOMPARE(*days->rows.back()[1], u"dt=2026-11-22/"_s);
    QCOMPARE(*days->rows.back()[2], u"0"_s);
    const auto hours = ask(test, u"LIST '%1dt=2026-11-21/'"_s.arg(zone));
    QCOMPARE(hours->rows.size(), std::size_t(24));
    const auto files = ask(test, u"LIST '%1dt=2026-11-21/hour=05' LIMIT 1000"_s.arg(zone));
    QCOMPARE(files->rows.size(), std::size_t(360));
    QVERIFY(files->rows.front()[2]->toInt() > 0);
    QCOMPARE(ask(test, u"LIST '%1dt=2026-11-21/hour=05' LIMIT 7"_s.arg(zone))->rows.size(), std::size_t(7));
    QVERIFY(!ask(test, u"LIST '%1dt=1999-01-01/'"_s.arg(zone)));
    const auto newest = ask(test, u"LIST '%1dt=2026-11-22/hour=00'"_s.arg(zone));
    QCOMPARE(*newest->rows.back()[3],
             QString::number(epochMillis(*test.orders().data().zone().arrivalOf(
                 test.orders().data().zone().filesAt(test.scheduler.now()) - 1))));
}

void TestSql::rowLimitTruncates()
{
    WorldUnderTest test(Region::Primary);
    const auto answer = SqlEngine(test.world).run({u"SELECT id FROM main.gold.orders"_s, {}, {}, {}, 5, {}});
    QCOMPARE(answer->rows.size(), std::size_t(5));
    QVERIFY(answer->truncated);
    const auto schema = SqlEngine(test.world).run({u"SELECT count(*) FROM orders"_s, {}, u"main"_s, u"gold"_s, {}, {}});
    QVERIFY(schema);
}

void TestSql::readOnlyStatements_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<bool>("readOnly");
    QTest::newRow("select") << u" select 1"_s << true;
    QTest::newRow("after a comment") << u"/* x */ -- y\nSELECT 1"_s << true;
    QTest::newRow("list") << u"LIST 's3://x'"_s << true;
    QTest::newRow("with") << u"WITH x AS (SELECT 1) SELECT * FROM x"_s << true;
    QTest::newRow("with insert") << u"WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x"_s << false;
    QTest::newRow("delete") << u"DELETE FROM t"_s << false;
    QTest::newRow("empty") << u"  "_s << false;
}

void TestSql::readOnlyStatements()
{
    QFETCH(QString, sql);
    QFETCH(bool, readOnly);
    QCOMPARE(SqlEngine::isReadOnly(sql), readOnly);
}

QTEST_GUILESS_MAIN(TestSql)
#include "tst_sql.moc"
