// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The guard around JSON: caps, and access that never throws and never converts.
#include "app/http/json.h"

#include <QTest>

#include <nlohmann/json.hpp>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

class TestJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsNotOneDocumentIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << ""_ba;
        QTest::newRow("cut") << R"({"a":)"_ba;
        QTest::newRow("garbage behind") << R"({} x)"_ba;
        QTest::newRow("invalid UTF-8") << QByteArray("\"\xff\"");
        QTest::newRow("nested too deeply") << QByteArray(1000, '[') + QByteArray(1000, ']');
        QTest::newRow("too large") << "\""_ba + QByteArray(9LL * 1024 * 1024, 'a') + "\""_ba;
    }
    void whatIsNotOneDocumentIsRefused()
    {
        QFETCH(QByteArray, text);
        const Result<nlohmann::json> document = parseJson(text);
        QVERIFY(!document);
        QCOMPARE(document.error().kind, Error::Kind::Protocol);
    }
    void bracketsInTextAreNotDepth() { QVERIFY(parseJson("\""_ba + QByteArray(1000, '[') + "\\\"[\""_ba)); }
    void integersStayExact()
    {
        const auto document =
            parseJson(R"({"id":9007199254740993,"large":18446744073709551615,"real":1.0,"text":"7"})"_ba);
        QCOMPARE(integerAt(*document, "/id"), 9007199254740993LL);
        QVERIFY(!integerAt(*document, "/large"));
        QVERIFY(!integerAt(*document, "/real"));
        QVERIFY(!integerAt(*document, "/text"));
    }
    void aPathThatLeadsNowhereIsEmpty()
    {
        const auto document = parseJson(R"({"a":[{"b/c":"x"},null],"n":null})"_ba);
        QCOMPARE(textAt(*document, "/a/0/b~1c"), u"x"_s);
        for (const char *path : {"/a/2", "/a/x", "/a/0/b", "/n", "/n/x", "/a/99999999999", "a", "//"})
            QVERIFY2(!textAt(*document, path), path);
        QVERIFY(arrayAt(*document, "/n").empty());
        QVERIFY(!boolAt(*document, "/a"));
    }
};

QTEST_GUILESS_MAIN(TestJson)
#include "tst_json.moc"
