// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every include of the tree points the way of design.md section 2, and the check finds those that do not.
#include "arrows.h"

#include <QSet>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace twinlake;

class TestArrows : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyIncludePointsTheRightWay_data()
    {
        QTest::addColumn<int>("index");
        for (qsizetype i = 0; i < rooms().size(); ++i)
            QTest::newRow(rooms().at(i).name) << static_cast<int>(i);
    }

    void everyIncludePointsTheRightWay()
    {
        QFETCH(int, index);
        const QList<SourceFile> files = sourceTree();
        QVERIFY2(files.size() > 50, "the tree was not found");
        QList<Finding> findings;
        for (const SourceFile &file : files)
            findings += brokenArrows(rooms().at(index), file);
        QVERIFY2(findings.isEmpty(), qPrintable(u'\n' + toText(findings)));
    }

    void theCheckFindsEachMarkedLineAndNoOther_data()
    {
        QTest::addColumn<int>("index");
        const QList<SourceFile> files = samples(u"arrows.sample"_s);
        QVERIFY(!files.isEmpty());
        for (qsizetype i = 0; i < files.size(); ++i)
            QTest::newRow(qPrintable(files.at(i).path)) << static_cast<int>(i);
    }

    void theCheckFindsEachMarkedLineAndNoOther()
    {
        QFETCH(int, index);
        const SourceFile file = samples(u"arrows.sample"_s).at(index);
        QSet<int> found;
        for (const Room &room : rooms()) {
            for (const Finding &finding : brokenArrows(room, file))
                found.insert(finding.line);
        }
        QSet<int> marked;
        for (qsizetype i = 0; i < file.lines.size(); ++i) {
            if (file.lines.at(i).contains("// FLAW"_L1))
                marked.insert(static_cast<int>(i) + 1);
        }
        QVERIFY(!marked.isEmpty());
        QCOMPARE(found, marked);
    }
};

QTEST_GUILESS_MAIN(TestArrows)
#include "tst_arrows.moc"
