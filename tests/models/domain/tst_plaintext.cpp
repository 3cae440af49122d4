// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// No text that went through the one function makes a terminal or a layout do something; nothing else is changed.
#include "models/domain/plaintext.h"
#include "tests/support/obeyedcharacters.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

class TestPlainText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCharacterOfTheCorpusIsShown()
    {
        for (char32_t c = 0; c <= 0xe007f; ++c) {
            const QString foreign = u"a%1b"_s.arg(QStringView(QChar::fromUcs4(c)));
            if (!isInCorpus(c))
                continue;
            const QString line = plainLine(foreign);
            QVERIFY2(line.startsWith("a\\u"_L1) && line.endsWith(u'b'), qPrintable(line));
            QCOMPARE(obeyedIn(line.toUtf8()), QString());
        }
        QCOMPARE(plainLine(u"a\x1b[31m"_s), u"a\\u001b[31m"_s);
        QCOMPARE(plainLine(u"\U000E0041"_s), u"\\udb40\\udc41"_s);
    }
    void whatPeopleReadStays()
    {
        const QString text = u"Zürich – “ok” 東京 \u00a0 \U0001F680 مرحبا %1 \\u001b"_s;
        QCOMPARE(plainLine(text), text);
        QCOMPARE(plainLines(text), text);
        QCOMPARE(withoutObeyed(text), text);
        QCOMPARE(plainLine(QString()), QString());
    }
    void aLineCannotBecomeTwo()
    {
        QCOMPARE(plainLine(u"a\nFORGED"_s), u"a\\u000aFORGED"_s);
        QCOMPARE(plainLines(QStringList{u"a\rb"_s, u"c\nd"_s}), u"a\\u000db\nc\\u000ad"_s);
        QCOMPARE(plainLines(u"a\nb\r"_s), u"a\nb\\u000d"_s);
    }
    void jsonStaysTheSameJson()
    {
        const QJsonObject object{{hostileText(), hostileText()}, {u"plain"_s, u"text"_s}};
        for (const auto format : {QJsonDocument::Compact, QJsonDocument::Indented}) {
            const QByteArray shown = plainLines(QJsonDocument(object).toJson(format));
            QCOMPARE(obeyedIn(shown), QString());
            QCOMPARE(QJsonDocument::fromJson(shown).object(), object);
        }
    }
    void bytesThatAreNoTextAreReplaced()
    {
        QCOMPARE(obeyedIn(plainLines(QByteArray("a\x9b[31m\xc2\x9b\xff"))), QString());
    }
    void proseGetsASpaceForEachRun() { QCOMPARE(withoutObeyed(u"a\r\n\x1b b\u202e"_s), u"a  b "_s); }
};

QTEST_GUILESS_MAIN(TestPlainText)
#include "tst_plaintext.moc"
