// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The plan guard against contracts/terraform-cloud-api.md 5.2.1: the two expected rows pass, every spoilt plan blocks.
#include "models/rules/planguard.h"

#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

ResourceChange update(const QString &address, const QString &type, const QString &id, AttributeChange attribute)
{
    ResourceChange change;
    change.address = address;
    change.mode = u"managed"_s;
    change.type = type;
    change.actions = {u"update"_s};
    change.resourceId = id;
    change.attributes = {std::move(attribute)};
    return change;
}

PlanDiff activation()
{
    PlanDiff plan;
    plan.formatVersion = u"1.2"_s;
    plan.changes = {update(u"module.dlt.databricks_job.refresh"_s, u"databricks_job"_s, u"1122"_s,
                           {u"schedule[0].pause_status"_s, u"\"UNPAUSED\""_s, u"\"PAUSED\""_s, false, false}),
                    update(u"module.dlt.databricks_pipeline.main"_s, u"databricks_pipeline"_s, u"p-1"_s,
                           {u"continuous"_s, u"false"_s, u"true"_s, false, false})};
    return plan;
}

ExpectedChange activating()
{
    return {{u"p-1"_s}, {u"1122"_s}, true, {}, {}};
}

PlanDiff repoint()
{
    PlanDiff plan;
    plan.formatVersion = u"1.2"_s;
    plan.changes = {update(u"terraform_data.pointer"_s, u"terraform_data"_s, u"t-1"_s,
                           {u"input"_s, u"\"us-east-1\""_s, u"\"us-west-2\""_s, false, false})};
    plan.changes.first().attributes.append({u"output"_s, u"\"us-east-1\""_s, {}, true, false});
    return plan;
}

using Spoil = void (*)(PlanDiff &);

} // namespace

Q_DECLARE_METATYPE(Spoil)

class TestPlanGuard : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void expectedPairIsAllowed()
    {
        const GuardVerdict verdict = judgePlan(activation(), activating());
        QCOMPARE(verdict.kind, GuardVerdict::Kind::Allowed);
        QCOMPARE(verdict.findings.size(), 2);
        QCOMPARE(verdict.projectionHash.size(), 64);
    }

    void deactivationIsTheSameSwapped()
    {
        PlanDiff plan = activation();
        for (ResourceChange &change : plan.changes)
            std::swap(change.attributes.first().before, change.attributes.first().after);
        QCOMPARE(judgePlan(plan, activating()).kind, GuardVerdict::Kind::Blocked);
        ExpectedChange expected = activating();
        expected.becomesActive = false;
        QCOMPARE(judgePlan(plan, expected).kind, GuardVerdict::Kind::Allowed);
    }

    void harmlessPlans_data()
    {
        QTest::addColumn<Spoil>("change");
        QTest::addColumn<GuardVerdict::Kind>("expected");
        using Kind = GuardVerdict::Kind;
        const auto row = [](const char *name, Spoil change, Kind expected) {
            QTest::newRow(name) << change << expected;
        };
        row(
            "flag never set", [](PlanDiff &p) { p.changes[1].attributes[0].before = u"null"_s; }, Kind::Allowed);
        row(
            "pipeline alone", [](PlanDiff &p) { p.changes.removeFirst(); }, Kind::Allowed);
        row(
            "job alone, the repair of a broken apply", [](PlanDiff &p) { p.changes.removeLast(); }, Kind::Allowed);
        row(
            "nothing", [](PlanDiff &p) { p.changes.clear(); }, Kind::NothingToDo);
        row(
            "unchanged resources",
            [](PlanDiff &p) {
                for (ResourceChange &change : p.changes) {
                    change.actions = {u"no-op"_s};
                    change.attributes.clear();
                }
            },
            Kind::NothingToDo);
        row(
            "empty beside null",
            [](PlanDiff &p) {
                p.changes[1].attributes.append({u"photon"_s, u"null"_s, u"false"_s, false, false});
            },
            Kind::Allowed);
        row(
            "data source read",
            [](PlanDiff &p) {
                ResourceChange data;
                data.address = u"data.x.y"_s;
                data.mode = u"data"_s;
                data.actions = {u"read"_s};
                p.changes.append(data);
            },
            Kind::Allowed);
        row(
            "volatile drift",
            [](PlanDiff &p) {
                p.drift = p.changes;
                p.drift[0].attributes = {
                    {u"latest_updates[0].state"_s, u"\"RUNNING\""_s, u"\"COMPLETED\""_s, false, false}};
                p.drift[1].attributes = {{u"last_modified"_s, u"1"_s, u"2"_s, false, false}};
            },
            Kind::Allowed);
        row(
            "edited outside is shown",
            [](PlanDiff &p) {
                p.drift = {p.changes[1]};
                p.drift[0].attributes = {{u"channel"_s, u"\"CURRENT\""_s, u"\"PREVIEW\""_s, false, false}};
            },
            Kind::Allowed);
        row(
            "outputs",
            [](PlanDiff &p) {
                p.outputs = {{u"state"_s, u"1"_s, u"2"_s, false, false}};
            },
            Kind::Allowed);
    }
    void harmlessPlans()
    {
        QFETCH(const Spoil, change);
        PlanDiff plan = activation();
        change(plan);
        const GuardVerdict verdict = judgePlan(plan, activating());
        QVERIFY2(verdict.kind != GuardVerdict::Kind::Blocked, qPrintable(verdict.sentence));
        QTEST(verdict.kind, "expected");
    }

    void spoiltPlansBlock_data()
    {
        QTest::addColumn<Spoil>("spoil");
        const auto row = [](const char *name, Spoil spoil) { QTest::newRow(name) << spoil; };
        row("replaced", [](PlanDiff &p) { p.changes[1].actions = {u"delete"_s, u"create"_s}; });
        row("replace paths", [](PlanDiff &p) { p.changes[1].replaces = true; });
        row("created", [](PlanDiff &p) { p.changes[1].actions = {u"create"_s}; });
        row("deleted", [](PlanDiff &p) { p.changes[0].actions = {u"delete"_s}; });
        row("forgotten", [](PlanDiff &p) { p.changes[0].actions = {u"forget"_s}; });
        row("action of the future", [](PlanDiff &p) { p.changes[0].actions = {u"rename"_s}; });
        row("action reason", [](PlanDiff &p) { p.changes[0].actionReason = u"replace_because_tainted"_s; });
        row("moved", [](PlanDiff &p) { p.changes[0].previousAddress = u"old.address"_s; });
        row("deposed", [](PlanDiff &p) { p.changes[0].deposed = true; });
        row("imported", [](PlanDiff &p) { p.changes[0].importing = true; });
        row("moved without a change", [](PlanDiff &p) {
            p.changes[0].actions = {u"no-op"_s};
            p.changes[0].previousAddress = u"old.address"_s;
        });
        row("another pipeline", [](PlanDiff &p) { p.changes[1].resourceId = u"p-2"_s; });
        row("another job", [](PlanDiff &p) { p.changes[0].resourceId = u"1123"_s; });
        row("another type", [](PlanDiff &p) { p.changes[0].type = u"databricks_notebook"_s; });
        row("another attribute", [](PlanDiff &p) {
            p.changes[1].attributes.append({u"cluster[0].num_workers"_s, u"2"_s, u"4"_s, false, false});
        });
        row("the schedule itself", [](PlanDiff &p) {
            p.changes[0].attributes.append(
                {u"schedule[0].quartz_cron_expression"_s, u"\"a\""_s, u"\"b\""_s, false, false});
        });
        row("wrong direction",
            [](PlanDiff &p) { std::swap(p.changes[1].attributes[0].before, p.changes[1].attributes[0].after); });
        row("unknown after apply", [](PlanDiff &p) {
            p.changes[1].attributes.append({u"url"_s, u"\"x\""_s, {}, true, false});
        });
        row("sensitive flag", [](PlanDiff &p) { p.changes[1].attributes[0].sensitive = true; });
        row("errored", [](PlanDiff &p) { p.errored = true; });
        row("errored and empty", [](PlanDiff &p) {
            p.errored = true;
            p.changes.clear();
        });
        row("incomplete", [](PlanDiff &p) { p.complete = false; });
        row("deferred", [](PlanDiff &p) { p.hasDeferred = true; });
        row("format of the future", [](PlanDiff &p) { p.formatVersion = u"2.0"_s; });
        row("deleted outside", [](PlanDiff &p) {
            p.drift = {p.changes[0]};
            p.drift[0].actions = {u"delete"_s};
        });
        row("data read behind an unknown", [](PlanDiff &p) {
            ResourceChange data;
            data.address = u"data.x.y"_s;
            data.mode = u"data"_s;
            data.actions = {u"read"_s};
            p.changes.append(data);
            p.changes[1].attributes[0].unknownAfter = true;
        });
    }
    void spoiltPlansBlock()
    {
        QFETCH(const Spoil, spoil);
        PlanDiff plan = activation();
        spoil(plan);
        const GuardVerdict verdict = judgePlan(plan, activating());
        QCOMPARE(verdict.kind, GuardVerdict::Kind::Blocked);
        QVERIFY(!verdict.findings.first().allowed);
        QVERIFY(!verdict.findings.first().reason.isEmpty());
    }

    void pointerMovesAlone_data()
    {
        QTest::addColumn<Spoil>("spoil");
        QTest::addColumn<bool>("allowed");
        const auto row = [](const char *name, Spoil spoil, bool allowed) { QTest::newRow(name) << spoil << allowed; };
        row(
            "as expected", [](PlanDiff &) {}, true);
        row(
            "a record of another type",
            [](PlanDiff &p) {
                p.changes[0].type = u"aws_route53_record"_s;
                p.changes[0].attributes = {{u"records[0]"_s, u"\"us-east-1\""_s, u"\"us-west-2\""_s, false, false}};
            },
            true);
        row(
            "to a third region", [](PlanDiff &p) { p.changes[0].attributes[0].after = u"\"eu-1\""_s; }, false);
        row(
            "from a third region", [](PlanDiff &p) { p.changes[0].attributes[0].before = u"\"eu-1\""_s; }, false);
        row(
            "replaced by its trigger",
            [](PlanDiff &p) {
                p.changes[0].actions = {u"delete"_s, u"create"_s};
            },
            false);
        row(
            "a second resource",
            [](PlanDiff &p) {
                p.changes.append(p.changes[0]);
                p.changes[1].address = u"terraform_data.other"_s;
            },
            false);
        row(
            "one more attribute",
            [](PlanDiff &p) {
                p.changes[0].attributes.append({u"triggers_replace"_s, u"1"_s, u"2"_s, false, false});
            },
            false);
    }
    void pointerMovesAlone()
    {
        QFETCH(const Spoil, spoil);
        QFETCH(const bool, allowed);
        PlanDiff plan = repoint();
        spoil(plan);
        const ExpectedChange expected{{}, {}, false, u"us-east-1"_s, u"us-west-2"_s};
        QCOMPARE(judgePlan(plan, expected).kind, allowed ? GuardVerdict::Kind::Allowed : GuardVerdict::Kind::Blocked);
    }

    void hashIsBoundToWhatChangesAndNothingElse()
    {
        const QByteArray hash = judgePlan(activation(), activating()).projectionHash;
        PlanDiff same = activation();
        std::swap(same.changes[0], same.changes[1]);
        same.drift = same.changes;
        same.changes[0].attributes.append({u"last_modified"_s, u"1"_s, u"2"_s, false, false});
        QCOMPARE(judgePlan(same, activating()).projectionHash, hash);
        PlanDiff other = activation();
        other.changes.removeFirst();
        QVERIFY(judgePlan(other, activating()).projectionHash != hash);
        other = activation();
        other.changes[0].attributes[0].after = u"\"UNPAUSED\""_s;
        QVERIFY(judgePlan(other, activating()).projectionHash != hash);
        other = activation();
        other.complete = false;
        QVERIFY(judgePlan(other, activating()).projectionHash != hash);
    }

    void debtThatIsSettledIsNamed()
    {
        PlanDiff plan = activation();
        plan.drift = {plan.changes[1]};
        const GuardVerdict verdict = judgePlan(plan, activating());
        QCOMPARE(verdict.kind, GuardVerdict::Kind::Allowed);
        QVERIFY(verdict.findings.last().reason.contains(u"debt"_s));
    }
};

QTEST_GUILESS_MAIN(TestPlanGuard)
#include "tst_planguard.moc"
