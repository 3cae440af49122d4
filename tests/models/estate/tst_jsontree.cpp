// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// JsonTree: every value knows its line and column, whatever comments and letters stand before it.
#include "models/estate/jsonpositions.h"
#include "models/estate/jsontree.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace twinlake;

class TestJsonTree : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsWhereValuesStart_data();
    void knowsWhereValuesStart();
    void keepsLargeIntegersExact();
    void whatBreaksOffIsNotComplete();
    void aLongLineIsLookedAtOnce();
    void manyKeysAreToldApart();
};

void TestJsonTree::knowsWhereValuesStart_data()
{
    QTest::addColumn<QByteArray>("text"); // the value of "x" is asked for
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::newRow("on one line") << QByteArray("{\"x\":1}") << 1 << 6;
    QTest::newRow("on the next line") << QByteArray("{\n  \"x\":\n 1}") << 3 << 2;
    QTest::newRow("behind Windows line ends") << QByteArray("{\r\n\"x\": 1}") << 2 << 6;
    QTest::newRow("behind letters of several bytes")
        << QByteArray("{\"\xC3\xA9\xE2\x82\xAC\": 0, \"x\": 1}") << 1 << 16;
    QTest::newRow("behind a byte order mark") << QByteArray("\xEF\xBB\xBF{\"x\":1}") << 1 << 6;
    QTest::newRow("behind a line comment") << QByteArray("{ // \"x\": 5, {[\n\"x\":1}") << 2 << 5;
    QTest::newRow("behind a block comment") << QByteArray("{ /* \"x\" \n */ \"x\": /* ] */ 1}") << 2 << 18;
    QTest::newRow("behind a string with quotes") << QByteArray("{\"a\":\"\\\"{[\\\\\",\"x\":1}") << 1 << 19;
    QTest::newRow("behind nested values")
        << QByteArray("{\"a\":[{\"b\":[1,-2.5e3,true,null]},\"s\"],\n\"x\":1}") << 2 << 5;
    QTest::newRow("a comment at the value's end") << QByteArray("{\"a\":12/**/,\"x\":1}") << 1 << 17;
    QTest::newRow("an object") << QByteArray("{ \"x\": {} }") << 1 << 8;
    QTest::newRow("empty values before it") << QByteArray("{\"a\":[],\"b\":{},\"c\":\"\",\"x\":[ ]}") << 1 << 27;
}

void TestJsonTree::knowsWhereValuesStart()
{
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    QFETCH(int, column);
    const JsonTree tree = readJsonTree(text);
    QVERIFY2(tree.problems.isEmpty(), qPrintable(tree.problems.isEmpty() ? QString() : tree.problems.first().problem));
    const JsonMember *member = tree.root.member(u"x"_s);
    QVERIFY(member);
    QCOMPARE(member->value.at.line, line);
    QCOMPARE(member->value.at.column, column);
}

void TestJsonTree::keepsLargeIntegersExact()
{
    const JsonTree tree =
        readJsonTree("{\"a\": 9007199254740993, \"b\": 9223372036854775807, \"c\": 9223372036854775808}");
    QCOMPARE(tree.root.member(u"a"_s)->value.integer, 9007199254740993LL);
    QCOMPARE(tree.root.member(u"b"_s)->value.integer, std::numeric_limits<qint64>::max());
    QVERIFY(tree.root.member(u"c"_s)->value.kind == JsonNode::Kind::Fraction);
}

void TestJsonTree::whatBreaksOffIsNotComplete()
{
    const JsonTree tree = readJsonTree("{\"a\": {\"b\": 1}, \"c\": {\"d\": 2");
    QCOMPARE(tree.problems.size(), 1);
    QVERIFY(tree.root.member(u"a"_s)->value.complete);
    QVERIFY(!tree.root.member(u"c"_s)->value.complete);
    QVERIFY(!tree.root.complete);
}

void TestJsonTree::aLongLineIsLookedAtOnce()
{
    QByteArray text = "[";
    for (int i = 0; i < 20'000; ++i)
        text += "\"\xC3\xA9\",";
    text += "1]";
    JsonPositions positions(text);
    for (int i = 0; i < 20'001; ++i)
        QCOMPARE(positions.next().column, i == 0 ? 1 : 2 + (i - 1) * 4);
    const TextPosition last = positions.next();
    QCOMPARE(last.line, 1);
    QCOMPARE(last.column, 2 + 20'000 * 4);
    QVERIFY2(positions.bytesCounted() <= text.size(), qPrintable(QString::number(positions.bytesCounted())));
}

void TestJsonTree::manyKeysAreToldApart()
{
    QByteArray text = "{\n";
    for (int i = 0; i < 50'000; ++i)
        text += "\"k" + QByteArray::number(i) + "\":1,\n";
    text += "\"k7\":2}";
    const JsonTree tree = readJsonTree(text);
    QCOMPARE(tree.problems.size(), 1);
    QCOMPARE(tree.problems.first().line, 50'002);
    QVERIFY(tree.problems.first().remedy.contains("line 9"_L1));
}

QTEST_GUILESS_MAIN(TestJsonTree)
#include "tst_jsontree.moc"
