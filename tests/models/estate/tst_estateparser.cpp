// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The estate file: what a right one means, and that each of the broken ones is explained at its place.
#include "models/estate/estateparser.h"

#include "brokenestates.h"

#include <QFile>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace twinlake;

class TestEstateParser : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theExampleParses();
    void optionalPartsHaveDefaults();
    void explains_data();
    void explains();
    void reportsAllAtOnce();
    void judgesWhatStandsBeforeASyntaxError();
    void aRehearsalStaysOnThisMachine_data();
    void aRehearsalStaysOnThisMachine();
    void groupAndPipelineNamesAreUnique();
    void survivesAnything_data();
    void survivesAnything();

private:
    QString m_example;
};

namespace {

QString listOf(const QList<EstateProblem> &problems)
{
    QString text;
    for (const EstateProblem &each : problems)
        text += u"%1:%2 %3: %4 -> %5\n"_s.arg(each.line).arg(each.column).arg(each.path, each.problem, each.remedy);
    return text;
}

QList<EstateProblem> problemsOf(const QString &text)
{
    const auto estate = parseEstate(text.toUtf8());
    return estate ? QList<EstateProblem>() : estate.error();
}

/// Where "§" stands in the text, counted by a person: lines and characters from 1.
TextPosition markIn(const QString &text)
{
    const QString before = text.left(text.indexOf(u'§'));
    return {static_cast<int>(before.count(u'\n')) + 1, static_cast<int>(before.size() - before.lastIndexOf(u'\n'))};
}

} // namespace

void TestEstateParser::initTestCase()
{
    QFile file(QStringLiteral(TWINLAKE_RESOURCES "/examples/acme-lakehouse.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_example = QString::fromUtf8(file.readAll());
}

void TestEstateParser::theExampleParses()
{
    const auto estate = parseEstate(m_example.toUtf8());
    QVERIFY2(estate.has_value(), qPrintable(estate ? QString() : listOf(estate.error())));
    QCOMPARE(estate->name, u"acme-lakehouse"_s);
    QCOMPARE(estate->environment, u"production"_s);
    QCOMPARE(estate->regions.primary.host, QUrl(u"https://dbc-a.cloud.databricks.com"_s));
    QCOMPARE(estate->regions.secondary.credentials, u"keychain:prod-usw2"_s);
    QCOMPARE(estate->regions.secondary.warehouse.value, u"fedcba9876543210"_s);
    QCOMPARE(estate->terraform.coordinationWorkspace, u"dr-coordination"_s);
    QCOMPARE(estate->witnesses, QList<QUrl>{QUrl(u"https://www.example.com"_s)});
    QVERIFY(!estate->rehearsal.has_value());
    const FailoverGroup *group = estate->group(u"orders"_s);
    QVERIFY(group);
    QCOMPARE(group->rto, Duration(std::chrono::minutes(30)));
    QCOMPARE(group->rpo, Duration(std::chrono::minutes(15)));
    const EstatePipeline &pipeline = group->pipelines.constFirst();
    QCOMPARE(pipeline.pipelineIds.primary.value, u"1f0c6a52-93a1-4f2e-8d53-0a4b7c9e2d11"_s);
    QCOMPARE(pipeline.jobIds.secondary.value, 202);
    QCOMPARE(pipeline.goldTables.size(), 2);
    QCOMPARE(pipeline.goldTables.constFirst().names.secondary, u"main.gold.orders"_s);
    QCOMPARE(pipeline.goldTables.constLast().names.secondary, u"west.gold.order_items"_s);
    QCOMPARE(pipeline.bronzeTables, QList<QString>{u"main.bronze.orders"_s});
    QCOMPARE(pipeline.landingZones.primary, u"s3://acme-use1/orders/"_s);
    QVERIFY(group->consumers.has_value());
    QCOMPARE(group->consumers->values.secondary, u"us-west-2"_s);
    QVERIFY(group->consumers->canary.has_value());
    QCOMPARE(group->consumers->canary->regionPointer, u"/region"_s);
    QCOMPARE(group->manualSteps.constFirst().before.value, u"repoint"_s);
}

void TestEstateParser::optionalPartsHaveDefaults()
{
    QString text = m_example;
    text.replace(
        u"\"timings\": { \"dwell\": \"5m\", \"commit_window\": \"15m\", \"hold_down\": \"30m\", \"soak\": \"30m\" },"_s,
        u"\"timings\": { \"soak\": \"1h30m\" }, \"ca_bundle\": \"/etc/ssl/acme.pem\","_s);
    text.replace(u"\"approval\": \"single\","_s, u"\"approval\": \"four_eyes\","_s);
    text.replace(u"\"activation\": \"continuous_pipeline\""_s, u"\"activation\": \"continuous_job\""_s);
    text.replace(u", \"lateness\": \"2m\""_s, u", \"lateness\": \"90s\""_s);
    const auto estate = parseEstate(text.toUtf8());
    QVERIFY2(estate.has_value(), qPrintable(estate ? QString() : listOf(estate.error())));
    QCOMPARE(estate->timings.dwell, Duration(std::chrono::minutes(5)));
    QCOMPARE(estate->timings.commitWindow, Duration(std::chrono::minutes(15)));
    QCOMPARE(estate->timings.holdDown, Duration(std::chrono::minutes(30)));
    QCOMPARE(estate->timings.soak, Duration(std::chrono::minutes(90)));
    QCOMPARE(estate->caBundle, u"/etc/ssl/acme.pem"_s);
    QCOMPARE(estate->approval, Approval::FourEyes);
    const EstatePipeline &pipeline = estate->groups.constFirst().pipelines.constFirst();
    QCOMPARE(pipeline.activation, Activation::ContinuousJob);
    QCOMPARE(pipeline.goldTables.constFirst().lateness, Duration(std::chrono::seconds(90)));
    QCOMPARE(pipeline.goldTables.constLast().lateness, Duration(std::chrono::minutes(2)));
}

void TestEstateParser::explains_data()
{
    QTest::addColumn<int>("index");
    QVERIFY(brokenEstates().size() >= 50);
    int index = 0;
    for (const BrokenEstate &broken : brokenEstates())
        QTest::newRow(broken.name) << index++;
}

void TestEstateParser::explains()
{
    QFETCH(int, index);
    const BrokenEstate broken = brokenEstates().at(index);
    QCOMPARE(m_example.count(broken.replaced), 1);
    QString text = m_example;
    text.replace(broken.replaced, broken.by);
    const bool marked = text.contains(u'§');
    const TextPosition mark = markIn(text);
    text.remove(u'§');

    const QList<EstateProblem> problems = problemsOf(text);
    QVERIFY2(problems.size() == broken.count, qPrintable(listOf(problems)));
    const auto fits = [&](const EstateProblem &each) {
        return each.problem.contains(broken.problem) && each.remedy.contains(broken.remedy)
            && each.path.startsWith(u'$') && !each.remedy.isEmpty()
            && (!marked || TextPosition{each.line, each.column} == mark);
    };
    QVERIFY2(std::any_of(problems.begin(), problems.end(), fits),
             qPrintable(u"expected at %1:%2\n"_s.arg(mark.line).arg(mark.column) + listOf(problems)));
}

void TestEstateParser::reportsAllAtOnce()
{
    QString text = m_example;
    text.replace(u"\"0123456789abcdef\""_s, u"17"_s);
    text.replace(u"\"rto\": \"30m\""_s, u"\"rto\": \"soon\""_s);
    text.replace(u"\"before\": \"repoint\""_s, u"\"befor\": \"repoint\""_s);
    const QList<EstateProblem> problems = problemsOf(text);
    QVERIFY2(problems.size() == 4, qPrintable(listOf(problems)));
    QCOMPARE(problems.at(0).path, u"$.regions.primary.warehouse_id"_s);
    QCOMPARE(problems.at(1).path, u"$.failover_groups[0].objectives.rto"_s);
    QCOMPARE(problems.at(2).path, u"$.failover_groups[0].manual_steps[0].before"_s);
    QCOMPARE(problems.at(3).path, u"$.failover_groups[0].manual_steps[0].befor"_s);
}

void TestEstateParser::judgesWhatStandsBeforeASyntaxError()
{
    QString text = m_example;
    text.replace(u"\"0123456789abcdef\""_s, u"17"_s);
    text.replace(u"\"organization\": \"acme\","_s, u"\"organization\": \"acme\""_s);
    const QList<EstateProblem> problems = problemsOf(text);
    QVERIFY2(problems.size() == 2, qPrintable(listOf(problems)));
    QCOMPARE(problems.at(0).path, u"$.regions.primary.warehouse_id"_s);
    QVERIFY(problems.at(1).problem.contains("not JSON"_L1));
}

void TestEstateParser::aRehearsalStaysOnThisMachine_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("credentials");
    QTest::addColumn<QString>("says"); // nothing: it is right
    const QString own = u"rehearsal:primary"_s;
    QTest::newRow("loopback and its own token") << u"http://127.0.0.1:8081"_s << own << QString();
    QTest::newRow("loopback by name") << u"http://localhost:8081"_s << own << QString();
    QTest::newRow("loopback, version 6") << u"http://[::1]:8081"_s << own << QString();
    QTest::newRow("loopback with TLS") << u"https://127.0.0.1:8081"_s << own << QString();
    QTest::newRow("another machine") << u"http://10.0.0.1:8081"_s << own << u"not on it"_s;
    QTest::newRow("a name that begins like loopback") << u"http://127.0.0.1.example.com"_s << own << u"not on it"_s;
    QTest::newRow("a real workspace") << u"https://dbc-a.cloud.databricks.com"_s << own << u"not on it"_s;
    QTest::newRow("a real token") << u"http://127.0.0.1:8081"_s << u"keychain:prod"_s << u"real credentials"_s;
}

void TestEstateParser::aRehearsalStaysOnThisMachine()
{
    QFETCH(QString, host);
    QFETCH(QString, credentials);
    QFETCH(QString, says);
    QString text = m_example;
    text.replace(u"\"schema\": 1,"_s,
                 u"\"schema\": 1, \"rehearsal\": { \"control\": \"http://127.0.0.1:8080\", \"id\": \"r-1\" },"_s);
    text.replace(u"https://dbc-a.cloud.databricks.com"_s, host)
        .replace(u"https://dbc-b.cloud.databricks.com"_s, u"http://127.0.0.1:8082"_s);
    text.replace(u"https://app.terraform.io"_s, u"http://127.0.0.1:8083"_s)
        .replace(u"https://www.example.com"_s, u"http://127.0.0.1:8084"_s);
    text.replace(u"https://gold.example.com/canary"_s, u"http://127.0.0.1:8085/canary"_s);
    text.replace(u"databrickscfg:prod-use1"_s, credentials).replace(u"keychain:prod-usw2"_s, u"rehearsal:secondary"_s);
    text.replace(u"\"terraformrc\""_s, u"\"rehearsal:terraform\""_s);
    const QList<EstateProblem> problems = problemsOf(text);
    QVERIFY2(problems.size() == (says.isEmpty() ? 0 : 1), qPrintable(listOf(problems)));
    if (!says.isEmpty())
        QVERIFY2(problems.first().problem.contains(says), qPrintable(listOf(problems)));
}

void TestEstateParser::groupAndPipelineNamesAreUnique()
{
    const qsizetype start = m_example.indexOf(u"    {\n      \"name\": \"orders\""_s);
    const qsizetype end = m_example.lastIndexOf(u"\n  ]\n}"_s);
    QVERIFY(start > 0 && end > start);
    QString text = m_example;
    text.insert(end, u",\n"_s + m_example.mid(start, end - start));
    const QString all = listOf(problemsOf(text));
    QVERIFY2(all.contains("group name \"orders\""_L1), qPrintable(all));
    QVERIFY2(all.contains("pipeline name \"orders\""_L1), qPrintable(all));
}

void TestEstateParser::survivesAnything_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a blank") << QByteArray(" \n");
    QTest::newRow("only a comment") << QByteArray("// nothing");
    QTest::newRow("an open comment") << QByteArray("/* nothing");
    QTest::newRow("a scalar") << QByteArray("42");
    QTest::newRow("a list") << QByteArray("[]");
    QTest::newRow("an empty object") << QByteArray("{}");
    QTest::newRow("bytes that are not UTF-8") << QByteArray("{ \"name\": \"\xff\xfe\" }");
    QTest::newRow("zero bytes") << QByteArray(100, '\0');
    QTest::newRow("very deep") << QByteArray(100000, '[');
    QTest::newRow("very large") << QByteArray(qsizetype(2) * 1024 * 1024, ' ');
    QTest::newRow("only a byte order mark") << QByteArray("\xEF\xBB\xBF");
    QTest::newRow("a number beyond doubles") << QByteArray("{ \"schema\": 1e999 }");
}

void TestEstateParser::survivesAnything()
{
    QFETCH(QByteArray, text);
    const auto estate = parseEstate(text);
    QVERIFY(!estate.has_value());
    QVERIFY(!estate.error().isEmpty());
    for (const EstateProblem &problem : estate.error()) {
        QVERIFY(problem.line >= 1 && problem.column >= 1);
        QVERIFY(!problem.problem.isEmpty() && !problem.remedy.isEmpty());
    }
}

QTEST_GUILESS_MAIN(TestEstateParser)
#include "tst_estateparser.moc"
