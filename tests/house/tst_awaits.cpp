// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// No co_await of the tree is one that its expression may leave out, and the check finds those that are.
#include "awaits.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace twinlake;

class TestAwaits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noAwaitIsConditional()
    {
        const QList<SourceFile> files = sourceTree();
        QVERIFY2(files.size() > 50, "the tree was not found");
        QList<Finding> findings;
        for (const SourceFile &file : files)
            findings += conditionalAwaits(file);
        QVERIFY2(findings.isEmpty(), qPrintable(u'\n' + toText(findings)));
    }

    void theCheckFindsWhatItMust_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("found");
        QTest::newRow("loop") << u"while (watch && co_await clock.after(span, stop))\n    ++n;"_s << 1;
        QTest::newRow("do loop") << u"do { f(); } while (a && co_await b);"_s << 1;
        QTest::newRow("on the left") << u"if (!co_await b || !self)\n    co_return;"_s << 1;
        QTest::newRow("a value") << u"const bool idle = !monitor || co_await monitor->stop(1);"_s << 1;
        QTest::newRow("a branch") << u"x = local ? y : co_await far();"_s << 1;
        QTest::newRow("over two lines") << u"co_return a\n    && co_await b;"_s << 1;
        QTest::newRow("in a for") << u"for (;a && co_await b;) {}"_s << 1;
        QTest::newRow("alone") << u"while (co_await clock.after(span, stop))\n    ++n;"_s << 0;
        QTest::newRow("behind a condition") << u"if (a && b)\n    x = co_await y;"_s << 0;
        QTest::newRow("in a block") << u"if (a || b) {\n    x = co_await y;\n}"_s << 0;
        QTest::newRow("in a comment") << u"x = co_await y; // a && b ? c : d"_s << 0;
        QTest::newRow("in a text") << u"x = co_await say(\"a && b?\");"_s << 0;
    }
    void theCheckFindsWhatItMust()
    {
        QFETCH(QString, code);
        QFETCH(int, found);
        QCOMPARE(conditionalAwaits({u"app/a.cpp"_s, code.split(u'\n')}).size(), found);
    }
};

QTEST_GUILESS_MAIN(TestAwaits)
#include "tst_awaits.moc"
