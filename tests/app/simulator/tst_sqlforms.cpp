// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Forms of Spark's SQL that SQLite does not have: GROUP BY ALL, QUALIFY, SEMI and ANTI JOIN, UNIONs over hundreds of
// tables, and SHOW.
#include "tests/app/simulator/sqlbench.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace twinlake;
using namespace twinlake::simulator;

namespace {

const QString letters = u"(SELECT 'a' AS k, 1 AS x UNION ALL SELECT 'a', 2 UNION ALL SELECT 'b', 5) t"_s;
const QString known = u"(SELECT 'b' AS k, 9 AS y UNION ALL SELECT 'c', 8) u"_s;

} // namespace

class TestSqlForms : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void formsOfSparkAlone_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("rows");
        const auto row = [](const char *name, const QString &sql, const QString &rows) {
            QTest::newRow(name) << sql << rows;
        };
        row("grouped by all that is not counted", u"SELECT k, sum(x) AS s FROM %1 GROUP BY ALL ORDER BY k"_s,
            u"a|3 b|5"_s);
        row("by an expression", u"SELECT upper(k) AS c, count(*) FROM %1 GROUP BY ALL ORDER BY c"_s, u"A|2 B|1"_s);
        row("by nothing, for all is counted", u"SELECT count(*), max(x) FROM %1 GROUP BY ALL"_s, u"3|5"_s);
        row("with HAVING", u"SELECT k, count(*) FROM %1 GROUP BY ALL HAVING count(*) > 1"_s, u"a|2"_s);
        row("in a subquery", u"SELECT max(s) FROM (SELECT k, sum(x) AS s FROM %1 GROUP BY ALL) v"_s, u"5"_s);
        row("qualified by a window",
            u"SELECT k, x FROM %1 QUALIFY row_number() OVER (PARTITION BY k ORDER BY x "
            u"DESC) = 1 ORDER BY k"_s,
            u"a|2 b|5"_s);
        row("qualified by an alias",
            u"SELECT k, x, row_number() OVER (PARTITION BY k ORDER BY x) AS n FROM %1 QUALIFY n = 2"_s, u"a|2|2"_s);
        row("qualified, everything shown",
            u"SELECT * FROM %1 QUALIFY row_number() OVER (ORDER BY x DESC) = 1 LIMIT 1"_s, u"b|5"_s);
        row("qualified within a subquery",
            u"SELECT count(*) FROM (SELECT * FROM %1 QUALIFY rank() OVER (ORDER BY k) "
            u"= 1) v"_s,
            u"2"_s);
        row("semi join", u"SELECT k, x FROM %1 LEFT SEMI JOIN %2 ON t.k = u.k"_s, u"b|5"_s);
        row("anti join", u"SELECT k, x FROM %1 LEFT ANTI JOIN %2 ON t.k = u.k WHERE x > 1"_s, u"a|2"_s);
        row("anti join without LEFT, by a column", u"SELECT x FROM %1 ANTI JOIN %2 USING (k) ORDER BY x"_s, u"1 2"_s);
        row("anti join by a column", u"SELECT x FROM %1 LEFT ANTI JOIN %2 USING (k) ORDER BY x"_s, u"1 2"_s);
        row("grouped by all of a star", u"SELECT *, count(*) FROM %1 GROUP BY ALL"_s, u"[PARSE_SYNTAX_ERROR]"_s);
        row("a semi join before another join",
            u"SELECT x, y FROM %1 SEMI JOIN %2 ON t.k = u.k JOIN (SELECT 7 AS y) w ON true"_s, u"5|7"_s);
        row("a table of the region",
            u"SELECT count(*) FROM main.gold.orders g LEFT ANTI JOIN main.bronze.orders b ON g.id = b.id"_s, u"0"_s);
        row("nothing is like null",
            u"SELECT v FROM (SELECT 1 AS v UNION ALL SELECT NULL) p ANTI JOIN (SELECT 1 AS w UNION "
            u"ALL SELECT NULL) q ON q.w = p.v"_s,
            u"null"_s);
    }
    void formsOfSparkAlone()
    {
        QFETCH(QString, sql);
        QFETCH(QString, rows);
        WorldUnderTest test(Region::Primary);
        QCOMPARE(rowsOf(ask(test, QString(sql).replace(u"%1"_s, letters).replace(u"%2"_s, known))), rows);
    }

    void columnsKeepTheirNamesAndTypes()
    {
        WorldUnderTest test(Region::Primary);
        const auto answer = ask(test,
                                u"SELECT event_timestamp, 1 = 1 AS b, count(*) FROM main.gold.orders GROUP BY ALL "
                                "QUALIFY row_number() OVER (ORDER BY event_timestamp) = 1"_s);
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
        QCOMPARE(answer->columns.size(), 3);
        QCOMPARE(answer->columns[0].typeName, u"TIMESTAMP"_s);
        QCOMPARE(answer->columns[1].typeName, u"BOOLEAN"_s);
        QCOMPARE(answer->columns[2].name, u"count(*)"_s);
    }

    void aStatementOverMoreTablesThanSqliteTakes()
    {
        WorldUnderTest test(Region::Primary);
        QStringList selects;
        for (int table = 0; table < 1200; ++table)
            selects << u"SELECT %1 AS n, max(event_timestamp) AS t, count(*) AS c FROM main.gold.orders"_s.arg(table);
        const auto answer = ask(test, selects.join(u" UNION ALL "_s) + u" ORDER BY n DESC LIMIT 1000"_s);
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
        QCOMPARE(answer->rows.size(), std::size_t(1000));
        QCOMPARE(answer->rows.front()[0].value_or(QString()), u"1199"_s);
        QCOMPARE(answer->columns[1].typeName, u"TIMESTAMP"_s);
        QCOMPARE(answer->columns[1].name, u"t"_s);
        const auto counted = ask(test, u"SELECT count(*) FROM ("_s + selects.join(u" UNION ALL "_s) + u") a"_s);
        QCOMPARE(rowsOf(counted), u"1200"_s);
    }

    void showNamesWhatIsThere_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("rows");
        QTest::newRow("catalogs") << u"SHOW CATALOGS"_s << u"main system"_s;
        QTest::newRow("some catalogs") << u"SHOW CATALOGS LIKE 'm*'"_s << u"main"_s;
        QTest::newRow("schemas") << u"SHOW SCHEMAS IN main LIKE 'gold|bronze'"_s << u"bronze gold"_s;
        QTest::newRow("databases of no catalog") << u"SHOW DATABASES IN nowhere"_s << u"[CATALOG_NOT_FOUND]"_s;
        QTest::newRow("tables") << u"SHOW TABLES IN main.gold 'ord*'"_s
                                << u"gold|order_returns|false gold|orders|false"_s;
        QTest::newRow("tables of the default schema") << u"SHOW TABLES"_s << QString();
        QTest::newRow("tables of no schema") << u"SHOW TABLES FROM nowhere"_s << u"[SCHEMA_NOT_FOUND]"_s;
        QTest::newRow("what is too much") << u"SHOW TABLES IN a.b.c"_s << u"[PARSE_SYNTAX_ERROR]"_s;
        QTest::newRow("another SHOW") << u"SHOW GRANTS ON SCHEMA gold"_s << u"[INSUFFICIENT_PERMISSIONS]"_s;
    }
    void showNamesWhatIsThere()
    {
        QFETCH(QString, sql);
        QFETCH(QString, rows);
        WorldUnderTest test(Region::Primary);
        QCOMPARE(rowsOf(ask(test, sql)), rows);
        QCOMPARE(SqlEngine::isReadOnly(sql), !sql.contains(u"GRANTS"));
    }
};

QTEST_GUILESS_MAIN(TestSqlForms)
#include "tst_sqlforms.moc"
