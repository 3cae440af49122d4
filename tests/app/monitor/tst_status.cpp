// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What `twinlake status` says: every value with its age, what is unknown as null with the host and the reason.
#include "app/monitor/statusreader.h"
#include "app/monitor/statustext.h"
#include "tests/app/monitor/smallworld.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestStatus : public QObject {
    Q_OBJECT

private:
    static EstateSnapshot look(SmallWorld &world)
    {
        return QCoro::waitFor(readOnce(world.estate, world.monitorPorts(), {}));
    }
    static QJsonObject json(SmallWorld &world, const EstateSnapshot &snapshot)
    {
        const QByteArray text = statusJson(world.estate, snapshot, world.clock.now());
        return QJsonDocument::fromJson(text).object();
    }
    static QJsonObject region(const QJsonObject &document, const QString &key)
    {
        return document[u"groups"_s][0][u"regions"_s][key].toObject();
    }

private Q_SLOTS:
    void everyValueHasItsAge()
    {
        SmallWorld world;
        const EstateSnapshot snapshot = look(world);
        world.clock.advance(3s);
        const QJsonObject document = json(world, snapshot);
        QCOMPARE(document[u"estate"_s].toString(), u"acme"_s);
        QCOMPARE(document[u"advice"_s][u"tone"_s].toString(), u"fine"_s);
        const QJsonValue group = document[u"groups"_s][0];
        QCOMPARE(group[u"serving"_s][u"region"_s].toString(), u"primary"_s);
        QCOMPARE(group[u"serving"_s][u"proven"_s].toBool(), true);
        const QJsonObject primary = region(document, u"primary"_s);
        QCOMPARE(primary[u"reach"_s][u"word"_s].toString(), u"REACHABLE"_s);
        QCOMPARE(primary[u"role"_s][u"role"_s].toString(), u"ACTIVE"_s);
        const QJsonValue pipeline = primary[u"pipelines"_s][0];
        QCOMPARE(pipeline[u"id"_s].toString(), u"p-a"_s);
        QCOMPARE(pipeline[u"continuous"_s].toBool(), true);
        QCOMPARE(pipeline[u"active_update"_s][u"state"_s].toString(), u"RUNNING"_s);
        QCOMPARE(pipeline[u"age_s"_s].toDouble(), 3.0);
        QVERIFY(pipeline[u"error"_s].isNull());
        const QJsonObject secondary = region(document, u"secondary"_s);
        QCOMPARE(secondary[u"jobs"_s][0][u"id"_s].toInt(), 202);
        QCOMPARE(secondary[u"jobs"_s][0][u"pause_status"_s].toString(), u"UNPAUSED"_s);
        QCOMPARE(secondary[u"jobs"_s][0][u"next_fire"_s].toString(), u"2026-11-22T03:30:00Z"_s);
        QCOMPARE(secondary[u"gold_tables"_s][0][u"lag_s"_s].toDouble(), 42.0);
        QVERIFY(pipeline[u"last_update"_s].isObject());
        QVERIFY(secondary[u"pipelines"_s][0][u"active_update"_s].isNull());
        const QJsonArray workspaces = group[u"terraform"_s][u"workspaces"_s].toArray();
        QCOMPARE(workspaces.size(), 4);
        QCOMPARE(workspaces[2][u"value"_s].toString(), u"us-east-1"_s);
        QCOMPARE(statusExitCode(world.estate, snapshot, world.clock.now()), 0);
    }

    void silentHostIsNamedAndTheRestIsTold()
    {
        SmallWorld world;
        world.databricks.primary.dark = noAnswer();
        const EstateSnapshot snapshot = look(world);
        const QJsonObject document = json(world, snapshot);
        const QJsonObject primary = region(document, u"primary"_s);
        QCOMPARE(primary[u"reach"_s][u"word"_s].toString(), u"NO ANSWER"_s);
        const QJsonValue pipeline = primary[u"pipelines"_s][0];
        QVERIFY(pipeline[u"continuous"_s].isNull());
        QVERIFY(pipeline[u"age_s"_s].isNull());
        QCOMPARE(pipeline[u"error"_s].toString(), u"us-east-1 (a.example): no answer within 10 s"_s);
        QVERIFY(primary[u"gold_tables"_s][0][u"watermark"_s].isNull());
        QCOMPARE(primary[u"role"_s][u"role"_s].toString(), u"UNKNOWN"_s);
        QCOMPARE(region(document, u"secondary"_s)[u"role"_s][u"role"_s].toString(), u"STANDBY ARMED"_s);
        QCOMPARE(statusExitCode(world.estate, snapshot, world.clock.now()), 2);
    }

    void exitCodeFollowsWhatIsWrong_data()
    {
        QTest::addColumn<QString>("wrong");
        QTest::addColumn<int>("code");
        QTest::newRow("refused credentials") << u"auth"_s << 4;
        QTest::newRow("disarmed standby") << u"disarmed"_s << 2;
        QTest::newRow("lag over the objective") << u"lag"_s << 2;
        QTest::newRow("Terraform dark") << u"terraform"_s << 2;
        QTest::newRow("standby's warehouse asleep is normal") << u"asleep"_s << 0;
    }
    void exitCodeFollowsWhatIsWrong()
    {
        QFETCH(const QString, wrong);
        SmallWorld world;
        if (wrong == u"auth"_s)
            world.databricks.secondary.dark = Error{Error::Kind::Auth, u"the token is not accepted"_s, 401, {}, {}};
        if (wrong == u"disarmed"_s)
            world.databricks.secondary.jobs[JobId{202}].schedule->paused = true;
        if (wrong == u"lag"_s)
            world.setWatermark(Region::Primary, world.clock.now().addSecs(-3600));
        if (wrong == u"terraform"_s)
            world.terraform.dark = noAnswer();
        if (wrong == u"asleep"_s)
            world.setWarehouse(Region::Secondary, WarehouseState::Stopped);
        const EstateSnapshot snapshot = look(world);
        QTEST(statusExitCode(world.estate, snapshot, world.clock.now()), "code");
        if (wrong == u"asleep"_s)
            QCOMPARE(world.databricks.secondary.calls.value(u"watermarks"_s), 0); // a look wakes nobody
    }

    void textNamesTheHostAndTheReason()
    {
        SmallWorld world;
        world.databricks.primary.dark = noAnswer();
        const QString text = statusText(world.estate, look(world), world.clock.now());
        QVERIFY2(text.contains(u"us-east-1 (primary, https://a.example)"_s), qPrintable(text));
        QVERIFY(text.contains(u"unknown: no answer within 10 s"_s));
        QVERIFY(text.contains(u"STANDBY ARMED"_s));
        QVERIFY(text.endsWith(u'\n'));
    }
};

QTEST_GUILESS_MAIN(TestStatus)
#include "tst_status.moc"
