// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Scenario files: what they may say, what is refused and how, and that the schema says the same.
#include "app/simulator/faults/faultkinds.h"
#include "app/simulator/process/scenarioreader.h"

#include <QDir>
#include <QFile>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

using namespace twinlake;
using namespace twinlake::simulator;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using nlohmann::json;

namespace {

json minimal()
{
    return {{"schema", 1}, {"id", "x"}, {"title", "X"}, {"summary", "Y"}, {"group", "orders"}};
}

Result<Scenario> parsed(const json &document)
{
    return parseScenario(QByteArray::fromStdString(document.dump()));
}

json fileJson(const QString &path)
{
    QFile file(QStringLiteral(TWINLAKE_TREE) + u'/' + path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return json::parse(file.readAll().toStdString(), nullptr, false);
}

QSet<QString> keysOf(const json &object)
{
    QSet<QString> keys;
    for (const auto &[key, value] : object.items())
        keys << QString::fromStdString(key);
    return keys;
}

QSet<QString> textsOf(const json &array)
{
    QSet<QString> texts;
    for (const json &one : array)
        texts << QString::fromStdString(one.get<std::string>());
    return texts;
}

QSet<QString> setOf(const QStringList &list)
{
    return {list.cbegin(), list.cend()};
}

} // namespace

class TestScenario : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyScenarioOfTheHouseReads()
    {
        QCOMPARE(scenarioIds().first(), u"regional-outage"_s); // what a rehearsal does when nothing is said
        for (const QString &id : scenarioIds()) {
            const auto scenario = loadScenario(id);
            QVERIFY2(scenario, qPrintable(id + u": "_s + (scenario ? QString() : scenario.error().message)));
            QCOMPARE(scenario->id, id);
            QVERIFY2(!scenario->title.isEmpty() && !scenario->summary.isEmpty(), qPrintable(id));
            QVERIFY2(!scenario->expected.verdict.isEmpty(), qPrintable(id));
        }
    }

    void everyFileIsCompiledIn()
    {
        const QDir folder(QStringLiteral(TWINLAKE_TREE) + u"/resources/scenarios"_s);
        QSet<QString> ids;
        const QStringList files = folder.entryList({u"*.json"_s}, QDir::Files);
        for (const QString &file : files)
            ids << file.chopped(5);
        QCOMPARE(setOf(scenarioIds()), ids);
    }

    void breaksCarryTheirTimesAndOptions()
    {
        json document = minimal();
        document["script"] = {{"normal_s", 60},
                              {"recipes", json::array({"switchover"})},
                              {"break",
                               json::array({{{"target", "terraform"},
                                             {"kind", "apply_fails_midway"},
                                             {"workspace", "orders-us-west-2"},
                                             {"after_s", 30},
                                             {"count", 1}},
                                            {{"target", "primary"},
                                             {"kind", "region_outage"},
                                             {"at_step", "activate"},
                                             {"until_step", "last-look"}}})},
                              {"console", json::array({{{"what", "killed"}, {"at_step", "catch-up"}}})},
                              {"backfill", true}};
        document["expected"] = {{"verdict", "passed"},
                                {"serving", "secondary"},
                                {"overrides", json::array({"I3"})},
                                {"steps", {{"catch-up", "done"}}}};
        const auto scenario = parsed(document);
        QVERIFY2(scenario, scenario ? "" : qPrintable(scenario.error().message));
        QCOMPARE(scenario->recipes, QStringList{u"switchover"_s});
        QCOMPARE(scenario->breaks.size(), 2);
        const json wish = json::parse(scenario->breaks.first().wish.toStdString());
        QVERIFY(wish["after_s"] == 30 && wish["workspace"] == "orders-us-west-2" && wish["count"] == 1);
        QCOMPARE(scenario->breaks.last().atStep, u"activate"_s);
        QCOMPARE(scenario->breaks.last().untilStep, u"last-look"_s);
        const json bare = json::parse(scenario->breaks.last().wish.toStdString());
        QCOMPARE(keysOf(bare), (QSet<QString>{u"target"_s, u"kind"_s})); // what the control address takes
        QCOMPARE(scenario->console.first().what, u"killed"_s);
        QVERIFY(scenario->backfill);
        QCOMPARE(scenario->expected.serving, u"secondary"_s);
        QCOMPARE(scenario->expected.steps.at(u"catch-up"_s), u"done"_s);
    }

    void failoverAndFailbackUnlessItSaysOtherwise()
    {
        QCOMPARE(parsed(minimal())->recipes, (QStringList{u"failover"_s, u"failback"_s}));
    }

    void theRepairsAreRecipesToo()
    {
        json document = minimal();
        document["script"] = {{"recipes", {"rearm", "settle-debt"}}};
        document["expected"] = {{"incidents", {{"settle-debt", "inconclusive"}}}};
        const auto scenario = parsed(document);
        QVERIFY(scenario.has_value());
        QCOMPARE(scenario->recipes, (QStringList{u"rearm"_s, u"settle-debt"_s}));
        document["script"]["recipes"] = {"re-arm"};
        const auto mistyped = parsed(document);
        QVERIFY(!mistyped.has_value());
        for (const QString &valid : scenarioRecipes())
            QVERIFY2(mistyped.error().message.contains(valid), qPrintable(mistyped.error().message));
    }

    void wrongFilesAreRefusedWithAReason_data()
    {
        QTest::addColumn<QByteArray>("pointer");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("reason");
        QTest::newRow("another schema") << "/schema"_ba
                                        << "2"_ba << u"schema"_s;
        QTest::newRow("a key that is none") << "/colour"_ba
                                            << "1"_ba << u"colour"_s;
        QTest::newRow("no such duration") << "/world"_ba
                                          << R"({"coffee_s":1})"_ba << u"coffee_s"_s;
        QTest::newRow("a duration that is text") << "/world"_ba
                                                 << R"({"plan_s":"soon"})"_ba << u"plan_s"_s;
        QTest::newRow("too many pipelines") << "/world"_ba
                                            << R"({"pipelines":100000})"_ba << u"2000"_s;
        QTest::newRow("no Quartz schedule") << "/world"_ba
                                            << R"({"job_cron":"every day"})"_ba << u"Quartz"_s;
        QTest::newRow("an unknown fault")
            << "/script"_ba
            << R"({"break":[{"target":"primary","kind":"quake"}]})"_ba << u"region_outage"_s;
        QTest::newRow("a fault that is not aimed")
            << "/script"_ba
            << R"({"break":[{"target":"witness","kind":"storage_out"}]})"_ba << u"primary, secondary"_s;
        QTest::newRow("an option of another fault")
            << "/script"_ba
            << R"({"break":[{"target":"primary","kind":"dark","late_s":3}]})"_ba << u"late_s"_s;
        QTest::newRow("an unknown recipe") << "/script"_ba
                                           << R"({"recipes":["moveover"]})"_ba << u"switchover"_s;
        QTest::newRow("an unknown console event")
            << "/script"_ba
            << R"({"console":[{"what":"bored","at_step":"go"}]})"_ba << u"killed"_s;
        QTest::newRow("normal for ever") << "/script"_ba
                                         << R"({"normal_s":99999999})"_ba << u"normal_s"_s;
        QTest::newRow("a verdict of its own") << "/expected"_ba
                                              << R"({"verdict":"fine"})"_ba << u"inconclusive"_s;
        QTest::newRow("a region that is none") << "/expected"_ba
                                               << R"({"serving":"both"})"_ba << u"secondary"_s;
    }
    void wrongFilesAreRefusedWithAReason()
    {
        QFETCH(QByteArray, pointer);
        QFETCH(QByteArray, value);
        QFETCH(QString, reason);
        json document = minimal();
        document[json::json_pointer(pointer.toStdString())] = json::parse(value.toStdString());
        const auto scenario = parsed(document);
        QVERIFY(!scenario);
        QCOMPARE(scenario.error().kind, Error::Kind::Configuration);
        QVERIFY2(scenario.error().message.contains(reason), qPrintable(scenario.error().message));
    }

    void aFileOfOnesOwnIsAScenarioToo()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"mine.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(minimal().dump()));
        file.close();
        const auto scenario = loadScenario(file.fileName());
        QVERIFY(scenario);
        QCOMPARE(scenario->id, u"x"_s);
        QVERIFY(!loadScenario(folder.filePath(u"yours.json"_s)));
    }

    void anUnknownIdNamesTheValidOnes()
    {
        const auto unknown = loadScenario(u"meteor"_s);
        QVERIFY(!unknown);
        QVERIFY(unknown.error().message.contains(u"regional-outage"_s));
    }

    void theSchemaHasTheKeysThatAreRead()
    {
        const json schema = fileJson(u"resources/schemas/scenario.schema.json"_s);
        QVERIFY(schema.is_object());
        const std::map<QString, json> objects = {
            {QString(), schema},
            {u"world"_s, schema["properties"]["world"]},
            {u"script"_s, schema["properties"]["script"]},
            {u"script.console"_s, schema["properties"]["script"]["properties"]["console"]["items"]},
            {u"expected"_s, schema["properties"]["expected"]},
            {u"expected.requests"_s, schema["properties"]["expected"]["properties"]["requests"]["items"]}};
        for (const auto &[where, keys] : scenarioKeys())
            QCOMPARE(keysOf(objects.at(where)["properties"]), setOf(keys));
    }

    void theSchemaHasTheFaultsAndTheirOptions()
    {
        const json fault = fileJson(u"resources/schemas/scenario.schema.json"_s)["$defs"]["break"]["properties"];
        QCOMPARE(textsOf(fault["kind"]["enum"]), setOf(faultKindNames()));
        QCOMPARE(textsOf(fault["target"]["enum"]), setOf(faultTargets()));
        QStringList options = commonFaultOptions();
        for (const FaultKindInfo &kind : faultKinds())
            options += kind.options;
        QCOMPARE(keysOf(fault), setOf(options + QStringList{u"at_step"_s, u"until_step"_s}));
    }

    void theWorldOfAScenario()
    {
        json document = minimal();
        document["world"] = {{"pipelines", 400},         {"throughput", 0.8},          {"job_cron", "0 7/30 * * * ?"},
                             {"secondary_failed", true}, {"secondary_disarmed", true}, {"cluster_start_s", 12}};
        Fleet fleet = defaultFleet(7);
        applyScenario(*parsed(document), fleet);
        qsizetype pipelines = 0;
        for (const FleetGroup &group : fleet.groups)
            pipelines += group.pipelines.size();
        QCOMPARE(pipelines, 400);
        QCOMPARE(fleet.timings.clusterStart, SimDuration(12s));
        QCOMPARE(fleet.groups.first().jobCron, u"0 7/30 * * * ?"_s);
        QCOMPARE(fleet.groups.first().pipelines.first().throughput, 0.8);
        QVERIFY(fleet.groups.first().pipelines.first().secondaryFailed);
        QVERIFY(!fleet.groups.at(1).pipelines.first().secondaryFailed);
        QVERIFY(fleet.groups.first().secondaryDisarmed);
        QVERIFY(!fleet.groups.at(1).secondaryDisarmed);
    }
};

QTEST_GUILESS_MAIN(TestScenario)
#include "tst_scenario.moc"
