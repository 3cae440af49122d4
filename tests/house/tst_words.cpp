// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// No source uses what the design forbids, every file says whose it is, and the check finds those that fail.
#include "words.h"

#include <QSet>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace twinlake;

class TestWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void forbiddenWordsAreAbsent_data()
    {
        QTest::addColumn<int>("index");
        for (qsizetype i = 0; i < wordRules().size(); ++i)
            QTest::newRow(wordRules().at(i).name) << static_cast<int>(i);
    }

    void forbiddenWordsAreAbsent()
    {
        QFETCH(int, index);
        QVERIFY(wordRules().at(index).pattern.isValid());
        QList<Finding> findings;
        for (const SourceFile &file : sourceTree())
            findings += forbiddenWords(wordRules().at(index), file);
        QVERIFY2(findings.isEmpty(), qPrintable(u'\n' + toText(findings)));
    }

    void everyFileHasItsShape()
    {
        QList<Finding> findings;
        for (const SourceFile &file : sourceTree())
            findings += shapeFlaws(file);
        QVERIFY2(findings.isEmpty(), qPrintable(u'\n' + toText(findings)));
    }

    void theCheckFindsEachMarkedLineAndNoOther_data()
    {
        QTest::addColumn<int>("index");
        const QList<SourceFile> files = samples(u"words.sample"_s);
        QVERIFY(!files.isEmpty());
        for (qsizetype i = 0; i < files.size(); ++i)
            QTest::newRow(qPrintable(files.at(i).path)) << static_cast<int>(i);
    }

    void theCheckFindsEachMarkedLineAndNoOther()
    {
        QFETCH(int, index);
        const SourceFile file = samples(u"words.sample"_s).at(index);
        QSet<int> found;
        for (const WordRule &rule : wordRules()) {
            for (const Finding &finding : forbiddenWords(rule, file))
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

    void theShapeOfAFileIsChecked_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("lines");
        QTest::addColumn<int>("flaws");
        const QStringList head{u"// SPDX-FileCopyrightText: 2026 The Twinlake authors"_s,
                               u"// SPDX-License-Identifier: GPL-3.0-or-later"_s, u"//"_s,
                               u"// A subject of one whole line."_s, u"#pragma once"_s};
        QTest::newRow("as it should be") << u"ui/a.h"_s << head << 0;
        QTest::newRow("empty") << u"ui/a.h"_s << QStringList() << 4;
        QTest::newRow("another licence") << u"ui/a.h"_s
                                         << (QStringList{head.at(0), u"// SPDX-License-Identifier: MIT"_s}
                                             + head.mid(2))
                                         << 1;
        QTest::newRow("no subject") << u"ui/a.h"_s << QStringList{head.at(0), head.at(1), u"//"_s, u""_s, head.at(4)}
                                    << 1;
        QTest::newRow("no guard") << u"ui/a.h"_s << head.mid(0, 4) << 1;
        QTest::newRow("a source needs none") << u"ui/a.cpp"_s << head.mid(0, 4) << 0;
        QTest::newRow("too long") << u"ui/a.cpp"_s << head + QStringList(400) << 1;
    }

    void theShapeOfAFileIsChecked()
    {
        QFETCH(QString, name);
        QFETCH(QStringList, lines);
        QFETCH(int, flaws);
        const QList<Finding> findings = shapeFlaws({name, lines});
        QVERIFY2(findings.size() == flaws, qPrintable(toText(findings)));
    }
};

QTEST_GUILESS_MAIN(TestWords)
#include "tst_words.moc"
