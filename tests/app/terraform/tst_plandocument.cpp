// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The JSON plan as a diff (contracts/terraform-cloud-api.md 5.2 and 5.2.1).
#include "app/http/json.h"
#include "app/terraform/plandocument.h"
#include "app/terraform/runlog.h"

#include <QTest>

#include <nlohmann/json.hpp>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

nlohmann::json json(const QByteArray &text)
{
    return parseJson(text).value_or(nlohmann::json());
}

QByteArray planWith(const QByteArray &change)
{
    return R"({"format_version":"1.2","resource_changes":[)"_ba + change + "]}"_ba;
}

} // namespace

class TestPlanDocument : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFlipIsTwoAttributes()
    {
        const auto diff = planDiffFrom(
            json(R"({"format_version":"1.2","applyable":true,"complete":true,"errored":false,"resource_changes":[
          {"address":"module.dlt.databricks_job.refresh","mode":"managed","type":"databricks_job","change":{"actions":["update"],
           "before":{"id":"1122","name":"n","schedule":[{"quartz_cron_expression":"0 0 1 * * ?","pause_status":"UNPAUSED","sql_condition":[]}]},
           "after":{"id":"1122","name":"n","schedule":[{"quartz_cron_expression":"0 0 1 * * ?","pause_status":"PAUSED","sql_condition":[]}]},
           "after_unknown":{},"before_sensitive":{"schedule":[{"sql_condition":[]}]},"after_sensitive":{"schedule":[{"sql_condition":[]}]}}},
          {"address":"module.dlt.databricks_pipeline.main","mode":"managed","type":"databricks_pipeline","change":{"actions":["update"],
           "before":{"id":"u","continuous":false,"last_modified":1790000000000},"after":{"id":"u","continuous":true,"last_modified":1790000000000},"after_unknown":{},
           "before_sensitive":{"cluster":[{}]},"after_sensitive":{"cluster":[{}]}}},
          {"address":"x.same","change":{"actions":["no-op"],"before":{"a":1},"after":{"a":1}}}]})"_ba));
        QVERIFY(diff);
        QCOMPARE(diff->changes.size(), 2);
        QCOMPARE(diff->changes.at(0).attributes,
                 (QList<AttributeChange>{
                     {u"schedule[0].pause_status"_s, u"\"UNPAUSED\""_s, u"\"PAUSED\""_s, false, false}}));
        QCOMPARE(diff->changes.at(0).resourceId, u"1122"_s);
        QCOMPARE(diff->changes.at(1).attributes,
                 (QList<AttributeChange>{{u"continuous"_s, u"false"_s, u"true"_s, false, false}}));
        QVERIFY(diff->complete && !diff->errored && !diff->hasDeferred);
    }
    void theRedactedDocumentIsAPlanToo()
    {
        const auto diff = planDiffFrom(
            json(R"({"plan_format_version":"1.2","provider_format_version":"1.0","resource_changes":[],"resource_drift":
          [{"address":"d","mode":"managed","type":"databricks_pipeline","change":{"actions":["update"],"before":{"state":"IDLE"},"after":{"state":"RUNNING"}}}]})"_ba));
        QVERIFY(diff);
        QCOMPARE(diff->formatVersion, u"1.2"_s);
        QCOMPARE(diff->drift.size(), 1);
        QCOMPARE(diff->drift.first().attributes.first().path, u"state"_s);
        QVERIFY(diff->complete);
    }
    void whatBlocksIsKept()
    {
        const auto diff = planDiffFrom(json(
            R"({"format_version":"1.2","errored":true,"complete":false,"deferred_changes":[{}],"output_changes":{"region":{"actions":["update"],"before":"a","after":"b"}},
          "resource_changes":[{"address":"a","previous_address":"b","mode":"managed","type":"t","deposed":"0123","action_reason":"replace_because_tainted",
          "change":{"actions":["no-op"],"before":{},"after":{},"importing":{"id":"x"},"replace_paths":[["storage"]]}}]})"_ba));
        QVERIFY(diff->errored && !diff->complete && diff->hasDeferred);
        const ResourceChange change = diff->changes.value(0);
        QVERIFY(change.deposed && change.importing && change.replaces);
        QCOMPARE(change.previousAddress, u"b"_s);
        QCOMPARE(change.actionReason, u"replace_because_tainted"_s);
        QCOMPARE(diff->outputs.value(0).path, u"region"_s);
    }
    void unknownAndSensitiveAreMarked()
    {
        const auto diff =
            planDiffFrom(json(planWith(R"({"address":"a","mode":"managed","type":"t","change":{"actions":["update"],
          "before":{"id":"1","secret":"x","continuous":true,"other":"s"},"after":{"secret":"y","continuous":true,"other":"s"},
          "after_unknown":{"id":true},"before_sensitive":{"continuous":true,"other":true},"after_sensitive":{"secret":true}}})"_ba)));
        const QList<AttributeChange> attributes = diff->changes.first().attributes;
        QCOMPARE(attributes.size(), 3);
        QCOMPARE(attributes.at(0),
                 (AttributeChange{u"continuous"_s, {}, {}, false, true})); // equal, but it cannot be checked
        QCOMPARE(attributes.at(1), (AttributeChange{u"id"_s, u"\"1\""_s, {}, true, false}));
        QCOMPARE(attributes.at(2), (AttributeChange{u"secret"_s, {}, {}, false, true}));
    }
    void aCreationListsItsAttributes()
    {
        const auto diff =
            planDiffFrom(json(planWith(R"({"address":"a","mode":"managed","type":"t","change":{"actions":["create"],
          "before":null,"after":{"name":"n","list":[{"x":1}]},"after_unknown":{"id":true}}})"_ba)));
        QStringList paths;
        for (const AttributeChange &attribute : diff->changes.first().attributes)
            paths << attribute.path;
        QCOMPARE(paths, (QStringList{u"id"_s, u"list[0].x"_s, u"name"_s}));
    }
    void aChangeOfShapeIsOneChange()
    {
        const auto changes = attributeChanges(
            json(R"({"before":{"a":[1],"b":{"x":1},"c":[1,2]},"after":{"a":{"x":1},"b":null,"c":[1]}})"_ba));
        QStringList paths;
        for (const AttributeChange &change : changes)
            paths << change.path;
        QCOMPARE(paths, (QStringList{u"a"_s, u"b.x"_s, u"c[1]"_s}));
    }
    void anotherDocumentIsNotAPlan_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << "{}"_ba;
        QTest::newRow("version 2") << R"({"format_version":"2.0"})"_ba;
        QTest::newRow("array") << "[]"_ba;
    }
    void anotherDocumentIsNotAPlan()
    {
        QFETCH(QByteArray, text);
        QCOMPARE(planDiffFrom(json(text)).error().kind, Error::Kind::Protocol);
    }
    void aLogLosesItsFrameAndColours_data()
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::addColumn<QString>("plain");
        QTest::newRow("framed") << "\x02Terraform\nPlan\x03"_ba << u"Terraform\nPlan"_s;
        QTest::newRow("colours") << "\x02\x1b[1m\x1b[32mgreen\x1b[0m"_ba << u"green"_s;
        QTest::newRow("empty phase") << "\x02\x03"_ba << u""_s;
    }
    void aLogLosesItsFrameAndColours()
    {
        QFETCH(QByteArray, raw);
        QFETCH(QString, plain);
        QCOMPARE(plainLog(raw), plain);
        QVERIFY(plainLog(QByteArray(200000, 'x')).size() <= logCap);
    }
};

QTEST_GUILESS_MAIN(TestPlanDocument)
#include "tst_plandocument.moc"
