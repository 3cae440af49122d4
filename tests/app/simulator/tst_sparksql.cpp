// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where Spark and SQLite differ, Spark is right: types of columns, division, casts, names, functions, windows, and the
// tables that only Databricks has.
#include "tests/app/simulator/sqlbench.h"

#include <QCryptographicHash>
#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using namespace twinlake;
using namespace twinlake::simulator;

namespace {

/// "BIGINT-like type:value" of the only value, or the error.
QString shown(const SqlAnswer &answer)
{
    if (!answer)
        return answer.error().message.section(u']', 0, 0) + u']';
    if (answer->rows.empty())
        return u"nothing"_s;
    return answer->columns.front().typeName + u':' + answer->rows.front().front().value_or(u"null"_s);
}

} // namespace

class TestSparkSql : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void valuesHaveSparksTypes_data();
    void valuesHaveSparksTypes();
    void whatCannotBeDoneFails_data();
    void whatCannotBeDoneFails();
    void countIfWorksOverAWindow();
    void keywordsOfSqliteAreNames();
    void eventLogCanBeTakenApart();
    void historyAndDetailOfATable();
    void newTablesAreThereAtOnce();
    void fuzzyTextIsNeverACrash();
};

void TestSparkSql::valuesHaveSparksTypes_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QString &sql, const QString &expected) {
        QTest::newRow(name) << u"SELECT "_s + sql << expected;
    };
    row("a small whole number", u"7"_s, u"INT:7"_s);
    row("a large whole number", u"12345678901"_s, u"LONG:12345678901"_s);
    row("a decimal keeps its digits", u"1.50"_s, u"DECIMAL:1.50"_s);
    row("an exponent makes a double", u"1e3"_s, u"DOUBLE:1000.0"_s);
    row("a comparison", u"1 = 1"_s, u"BOOLEAN:true"_s);
    row("a comparison with an alias", u"2 < 1 AS smaller"_s, u"BOOLEAN:false"_s);
    row("a comparison within CASE is none", u"CASE WHEN 1 = 1 THEN 'a' ELSE 'b' END"_s, u"STRING:a"_s);
    row("is null", u"NULL IS NULL"_s, u"BOOLEAN:true"_s);
    row("a quotient has a fraction", u"5 / 2"_s, u"DOUBLE:2.5"_s);
    row("quotients from the left", u"20 / 2 / 4"_s, u"DOUBLE:2.5"_s);
    row("a whole quotient", u"5 DIV 2"_s, u"LONG:2"_s);
    row("cast to long", u"CAST('5' AS BIGINT)"_s, u"LONG:5"_s);
    row("cast to int by colons", u"'5'::INT"_s, u"INT:5"_s);
    row("cast to decimal", u"CAST('5' AS DECIMAL(10,2))"_s, u"DECIMAL:5.00"_s);
    row("cast to boolean", u"CAST('yes' AS BOOLEAN)"_s, u"BOOLEAN:true"_s);
    row("cast to date", u"CAST(TIMESTAMP'2026-11-22T10:00:00Z' AS DATE)"_s, u"DATE:2026-11-22"_s);
    row("a date equals its text", u"CAST(TIMESTAMP'2026-11-22T10:00:00Z' AS DATE) = '2026-11-22'"_s, u"BOOLEAN:true"_s);
    row("a cast that fails is null if it may", u"try_cast('x' AS INT)"_s, u"INT:null"_s);
    row("a time as text", u"CAST(TIMESTAMP'2026-11-22T10:00:00.250Z' AS STRING)"_s, u"STRING:2026-11-22 10:00:00.25"_s);
    row("floor is whole", u"floor(2.7)"_s, u"LONG:2"_s);
    row("the greatest passes over null", u"greatest(1, NULL, 3)"_s, u"LONG:3"_s);
    row("texts are put together", u"concat_ws('-', 'a', NULL, 'b')"_s, u"STRING:a-b"_s);
    row("text with null is null", u"concat('a', NULL)"_s, u"STRING:null"_s);
    row("LIKE minds the case", u"'ABC' LIKE 'a%'"_s, u"BOOLEAN:false"_s);
    row("parts of a date", u"month(TIMESTAMP'2026-11-22T10:00:00Z')"_s, u"INT:11"_s);
    row("a date in a pattern", u"date_format(TIMESTAMP'2026-11-22T10:05:00Z', 'yyyy-MM-dd HH:mm')"_s,
        u"STRING:2026-11-22 10:05"_s);
    row("days between", u"datediff(DATE'2026-11-22', DATE'2026-11-20')"_s, u"INT:2"_s);
    row("a path into JSON", u"get_json_object('{\"a\":{\"b\":[1,\"x\"]}}', '$.a.b[1]')"_s, u"STRING:x"_s);
    row("md5", u"md5('twinlake')"_s,
        u"STRING:%1"_s.arg(QString::fromLatin1(QCryptographicHash::hash("twinlake", QCryptographicHash::Md5).toHex())));
    row("crc32 of the check text", u"crc32('123456789')"_s, u"LONG:3421780262"_s);
    row("Spark's xxhash64 of a text", u"xxhash64('Spark')"_s, u"LONG:-4294468057691064905"_s);
    row("and of a long text", u"xxhash64('a text of more than thirty-two bytes, all told')"_s,
        u"LONG:-4565914900865906096"_s);
    row("and of a number", u"xxhash64(12345678901)"_s, u"LONG:1214687633961119376"_s);
    row("an order-free sum of nothing", u"bit_xor(xxhash64(id)) FROM main.gold.orders WHERE 1 = 0"_s, u"LONG:null"_s);
}

void TestSparkSql::valuesHaveSparksTypes()
{
    QFETCH(QString, sql);
    QFETCH(QString, expected);
    WorldUnderTest test(Region::Primary);
    const QString got = shown(ask(test, sql));
    if (expected.endsWith(u":null"))
        QCOMPARE(got.section(u':', 1), u"null"_s);
    else
        QCOMPARE(got, expected);
}

void TestSparkSql::whatCannotBeDoneFails_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("begins");
    QTest::newRow("division by zero") << u"SELECT 1 / 0"_s << u"[DIVIDE_BY_ZERO]"_s;
    QTest::newRow("remainder of zero") << u"SELECT 1 % 0"_s << u"[DIVIDE_BY_ZERO]"_s;
    QTest::newRow("a text that is no number") << u"SELECT CAST('x' AS INT)"_s << u"[CAST_INVALID_INPUT]"_s;
    QTest::newRow("a number too large") << u"SELECT CAST(3000000000 AS INT)"_s << u"[CAST_INVALID_INPUT]"_s;
    QTest::newRow("a sum that overflows")
        << u"SELECT sum(x) FROM (SELECT 9223372036854775807 AS x UNION ALL SELECT 1)"_s << u"[ARITHMETIC_OVERFLOW]"_s;
    QTest::newRow("a function of SQLite alone") << u"SELECT sqlite_version()"_s << u"[UNRESOLVED_ROUTINE]"_s;
    QTest::newRow("another one") << u"SELECT group_concat(id) FROM main.gold.orders"_s << u"[UNRESOLVED_ROUTINE]"_s;
    QTest::newRow("the engine's own") << u"SELECT tl_now()"_s << u"[UNRESOLVED_ROUTINE]"_s;
    QTest::newRow("max of two") << u"SELECT max(1, 2)"_s << u"[WRONG_NUM_ARGS.WITHOUT_SUGGESTION]"_s;
    QTest::newRow("an unknown pattern") << u"SELECT date_format(current_timestamp(), 'QQQ')"_s
                                        << u"[INVALID_DATETIME_PATTERN.ILLEGAL_CHARACTER]"_s;
    QTest::newRow("history of nothing") << u"DESCRIBE HISTORY main.gold.nothing"_s << u"[TABLE_OR_VIEW_NOT_FOUND]"_s;
    QTest::newRow("history and more") << u"DESCRIBE HISTORY main.gold.orders LIMIT x"_s << u"[PARSE_SYNTAX_ERROR]"_s;
    QTest::newRow("event log of nobody") << u"SELECT * FROM event_log('nobody')"_s
                                         << u"[UNRESOLVABLE_TABLE_VALUED_FUNCTION]"_s;
}

void TestSparkSql::whatCannotBeDoneFails()
{
    QFETCH(QString, sql);
    QFETCH(QString, begins);
    WorldUnderTest test(Region::Primary);
    QCOMPARE(shown(ask(test, sql)), begins);
}

void TestSparkSql::countIfWorksOverAWindow()
{
    WorldUnderTest test(Region::Primary);
    const auto answer =
        ask(test,
            u"SELECT x, count_if(x > 2) OVER (ORDER BY x ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS c "
            "FROM (SELECT 1 AS x UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 2) ORDER BY x"_s);
    QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
    QStringList counts;
    for (const auto &row : answer->rows)
        counts << row[1].value_or(u"null"_s);
    QCOMPARE(counts, QStringList({u"0"_s, u"0"_s, u"1"_s, u"2"_s}));
}

void TestSparkSql::keywordsOfSqliteAreNames()
{
    WorldUnderTest test(Region::Primary);
    const auto answer =
        ask(test,
            u"SELECT index, `default`, t.key AS plan, action AS transaction, n.to FROM (SELECT 1 AS index, "
            "2 AS default, 3 AS key, 4 AS action) t CROSS JOIN (SELECT 5 AS to) n ORDER BY index"_s);
    QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
    QStringList names;
    for (const SqlColumn &column : answer->columns)
        names << column.name;
    QCOMPARE(names, QStringList({u"index"_s, u"default"_s, u"plan"_s, u"transaction"_s, u"to"_s}));
    QCOMPARE(answer->rows.front()[4].value_or(QString()), u"5"_s);
}

void TestSparkSql::eventLogCanBeTakenApart()
{
    WorldUnderTest test(Region::Secondary);
    const auto started = test.orders().start(u"API_CALL"_s, {});
    QVERIFY(started);
    QVERIFY(test.passUntil([&] { return !test.orders().activeUpdate(); }, 40min));
    const QString log = u" FROM event_log('%1') WHERE "_s.arg(test.orders().id());
    const auto states =
        ask(test,
            u"SELECT details:update_progress.state AS s, origin.update_id AS u"_s + log
                + u"event_type = 'update_progress' AND origin.update_id = '%1' ORDER BY timestamp"_s.arg(*started));
    QVERIFY2(states, states ? "" : qPrintable(states.error().message));
    QCOMPARE(states->rows.front()[0].value_or(QString()), u"CREATED"_s);
    QCOMPARE(states->rows.back()[0].value_or(QString()), u"COMPLETED"_s);
    const auto rows = ask(test,
                          u"SELECT sum(details:flow_progress.metrics.num_output_rows::BIGINT)"_s + log
                              + u"level = 'METRICS' AND timestamp >= :t"_s,
                          {{u"t"_s, isoMillis(test.fleet.start), u"TIMESTAMP"_s}});
    QVERIFY2(rows, rows ? "" : qPrintable(rows.error().message));
    QVERIFY(rows->rows.front()[0].value_or(QString()).toInt() > 0);
    QCOMPARE(ask(test, u"SELECT count(*) FROM event_log(TABLE(main.gold.orders))"_s)->rows.size(), std::size_t(1));
}

void TestSparkSql::historyAndDetailOfATable()
{
    WorldUnderTest test(Region::Primary);
    test.pass(5min);
    test.orders().data();
    const auto history = ask(test, u"DESCRIBE HISTORY main.gold.orders LIMIT 2"_s);
    QVERIFY2(history, history ? "" : qPrintable(history.error().message));
    QCOMPARE(history->rows.size(), std::size_t(2));
    QCOMPARE(history->rows[0][0]->toLongLong(), history->rows[1][0]->toLongLong() + 1);
    QCOMPARE(history->rows[0][4].value_or(QString()), u"STREAMING UPDATE"_s);
    QVERIFY(nlohmann::json::parse(history->rows[0][12]->toStdString())["numOutputRows"].is_string());
    const auto detail = ask(test, u"DESCRIBE DETAIL main.gold.orders"_s);
    QCOMPARE(detail->rows[0][0].value_or(QString()), u"delta"_s);
    QCOMPARE(detail->rows[0][8]->toLongLong(), test.orders().data().committed().files());
    QCOMPARE(ask(test, u"DESCRIBE main.bronze.orders"_s)->rows.size(), std::size_t(4));
    QVERIFY(SqlEngine::isReadOnly(u"DESCRIBE HISTORY x"_s));
}

void TestSparkSql::newTablesAreThereAtOnce()
{
    WorldUnderTest test(Region::Primary);
    SqlEngine engine(test.world);
    SqlQuery query;
    query.text = u"SELECT count(*) FROM main.lab.fresh_data"_s;
    QVERIFY(!engine.run(query));
    const nlohmann::json spec{{"name", "Fresh data"}, {"catalog", "main"}, {"schema", "lab"}};
    SimPipeline &made = test.world.createPipeline(spec, {AclEntry::Kind::User, u"somebody"_s, {}});
    QCOMPARE(engine.run(query)->rows[0][0].value_or(QString()), u"0"_s);
    QVERIFY(made.start(u"API_CALL"_s, {}));
    QVERIFY(test.passUntil([&] { return !made.activeUpdate(); }, 30min));
    QVERIFY(engine.run(query)->rows[0][0]->toInt() > 100);
    QVERIFY(test.world.deletePipeline(PipelineId{made.id()}));
    QVERIFY(!engine.run(query));
}

void TestSparkSql::fuzzyTextIsNeverACrash()
{
    WorldUnderTest test(Region::Primary);
    SqlEngine engine(test.world);
    const QString pieces[] = {u"SELECT "_s,
                              u"::"_s,
                              u"/"_s,
                              u" AS "_s,
                              u"("_s,
                              u")"_s,
                              u"x:y.z"_s,
                              u"'"_s,
                              u" INTERVAL "_s,
                              u","_s,
                              u" event_log("_s,
                              u" FROM "_s,
                              u"DESCRIBE "_s,
                              u"CAST("_s,
                              u" DECIMAL("_s,
                              u":p"_s,
                              u"main.gold.orders"_s,
                              u"`"_s,
                              QString(QChar(0)),
                              u"\"\\"_s,
                              u" OVER "_s,
                              u"-- "_s,
                              u"1."_s,
                              u" DIV "_s};
    std::uint64_t state = 1;
    for (int round = 0; round < 4'000; ++round) {
        SqlQuery query;
        for (int piece = 0; piece < 8; ++piece) {
            state = state * 6364136223846793005ULL + 1442695040888963407ULL;
            query.text += pieces[(state >> 33) % std::size(pieces)];
        }
        query.rowLimit = 3;
        const SqlAnswer answer = engine.run(query);
        QVERIFY(answer || !answer.error().code.isEmpty());
    }
}

QTEST_GUILESS_MAIN(TestSparkSql)
#include "tst_sparksql.moc"
