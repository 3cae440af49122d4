// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Statements are built from checked names alone; nothing can be smuggled into them.
#include "app/databricks/statementtext.h"

#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

class TestStatementText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNameIsQuotedOrRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("quoted");
        QTest::newRow("three parts") << u"main.gold.orders"_s << u"`main`.`gold`.`orders`"_s;
        QTest::newRow("one part") << u"orders_2"_s << u"`orders_2`"_s;
        QTest::newRow("hyphen") << u"prod-eu.gold.t"_s << u"`prod-eu`.`gold`.`t`"_s;
        for (const QString &bad :
             {u""_s, u"a.b.c.d"_s, u"a..b"_s, u".a"_s, u"a."_s, u"a b"_s, u"a`b"_s, u"a;DROP TABLE b"_s, u"a'b"_s,
              u"a\nb"_s, u"a--"_s + u" "_s, u"\u00e4"_s, u"a/*"_s, u"orders\n"_s})
            QTest::addRow("refused: %s", qPrintable(bad)) << bad << QString();
    }
    void aNameIsQuotedOrRefused()
    {
        QFETCH(QString, name);
        QFETCH(QString, quoted);
        QCOMPARE(quotedName(name).value_or(QString()), quoted);
    }
    void watermarksAreOneStatement()
    {
        const auto statement =
            AllowedStatement::watermarks({{u"main.gold.a"_s, u"event_timestamp"_s}, {u"main.gold.b"_s, u"ts"_s}});
        QVERIFY(statement);
        QCOMPARE(statement->text(),
                 u"SELECT 'main.gold.a' AS t, max(`event_timestamp`) AS w, current_timestamp() AS n FROM "
                 u"`main`.`gold`.`a` UNION ALL "
                 "SELECT 'main.gold.b' AS t, max(`ts`) AS w, current_timestamp() AS n FROM `main`.`gold`.`b`"_s);
        QCOMPARE(statement->rowLimit(), 2);
    }
    void badNamesMakeNoStatement()
    {
        QCOMPARE(AllowedStatement::watermarks({{u"a; DROP TABLE b"_s, u"ts"_s}}).error().kind,
                 Error::Kind::Configuration);
        QVERIFY(!AllowedStatement::watermarks({{u"a"_s, u"ts) FROM x --"_s}}));
        QVERIFY(!AllowedStatement::watermarks({{u"a"_s, u"t.ts"_s}}));
        QVERIFY(!AllowedStatement::watermarks({}));
        QVERIFY(!AllowedStatement::listing(u"s3://a/'; DROP"_s));
        QVERIFY(!AllowedStatement::listing(u"relative/path"_s));
        CatchUpQuestion question;
        question.goldTable = u"main.gold.orders"_s;
        question.timestampColumn = u"ts"_s;
        question.bronzeTable = u"x) --"_s;
        QVERIFY(AllowedStatement::catchUpCounts(question));
        QVERIFY(!AllowedStatement::unreadFiles(question));
    }
    void instantsGoAsParameters()
    {
        CatchUpQuestion question;
        question.goldTable = u"main.gold.orders"_s;
        question.timestampColumn = u"event_timestamp"_s;
        question.t0 = *fromIso(u"2026-11-22T02:58:00Z"_s);
        question.from = *fromIso(u"2026-11-21T00:00:00Z"_s);
        question.futureAllowance = std::chrono::minutes(2);
        const auto statement = AllowedStatement::catchUpCounts(question);
        QVERIFY(statement);
        QVERIFY(!statement->text().contains(u"2026"_s));
        QVERIFY(statement->text().contains(u"INTERVAL 120 SECONDS"_s));
        QCOMPARE(statement->parameters().size(), 2);
        QCOMPARE(statement->parameters().at(1).value, u"2026-11-22T02:58:00Z"_s);
        QCOMPARE(statement->parameters().at(1).type, u"TIMESTAMP"_s);
    }
    void landingZonesOfAllCloudsMayBeListed_data()
    {
        QTest::addColumn<QString>("folder");
        for (const QString &folder : {u"s3://a/orders/"_s, u"abfss://c@acct.dfs.core.windows.net/x/dt=2026-11-23/"_s,
                                      u"gs://b/x"_s, u"/Volumes/main/raw/x"_s})
            QTest::addRow("%s", qPrintable(folder)) << folder;
    }
    void landingZonesOfAllCloudsMayBeListed()
    {
        QFETCH(QString, folder);
        const auto statement = AllowedStatement::listing(folder);
        QVERIFY(statement);
        QCOMPARE(statement->text(), u"LIST '%1'"_s.arg(folder));
    }
};

QTEST_GUILESS_MAIN(TestStatementText)
#include "tst_statementtext.moc"
