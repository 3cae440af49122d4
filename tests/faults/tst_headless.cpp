// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// run, resume and incidents as a script uses them: exit codes, what is printed, and what is refused.
#include "tests/faults/ends.h"
#include "tests/faults/judge.h"
#include "tests/faults/steppedworld.h"
#include "tests/faults/twinlakeprocess.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString group = u"orders"_s;

QStringList run(const SteppedWorld &world, const QString &recipe, const QStringList &more = {})
{
    return QStringList{u"run"_s,        recipe,         u"--estate"_s, world.estate(), u"--group"_s, group,
                       u"--headless"_s, u"--answers"_s, u"auto"_s,     u"--output"_s,  u"ndjson"_s}
    + more;
}

Console consoleIn(const SteppedWorld &world)
{
    return {world.folder() + u"/state"_s};
}

QStringList eventKinds(const Ended &ended)
{
    QStringList kinds;
    for (const QJsonObject &line : ended.lines)
        kinds.append(line.value("event"_L1).toString());
    return kinds;
}

} // namespace

class TestHeadless : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFailoverAndAFailbackRunToTheirEnds()
    {
        SteppedWorld world(11);
        QVERIFY2(world.trouble().isEmpty(), qPrintable(world.trouble()));
        const Console console = consoleIn(world);
        world.advance(420);
        const QString fault = world.breakPrimary();
        const Ended over = runTwinlake(console, run(world, u"failover"_s));
        QVERIFY2(over.exitCode == 0, over.said().constData());
        QCOMPARE(over.summary()["event"_L1].toString(), u"summary"_s);
        QCOMPARE(over.summary()["result"_L1].toString(), u"passed"_s);
        QCOMPARE(over.summary()["caught_up"_L1].toString(), u"proven"_s);
        QVERIFY(over.summary()["rto_s"_L1].toDouble() > 0);
        QVERIFY(over.summary()["floor_s"_L1].isNull());
        QCOMPARE(eventKinds(over).first(), u"incident_opened"_s);
        QCOMPARE(failoverIsWhole(world.state(), group), QString());
        world.mend(fault);
        world.advance(900);
        const Ended back = runTwinlake(console, run(world, u"failback"_s));
        QVERIFY2(back.exitCode == 0, back.said().constData());
        QCOMPARE(world.state()["serving"_L1].toString(), u"primary"_s);
        QCOMPARE(nothingTwice(world.ledger(), world.state(), 2, 2), QString());
        const Ended again = runTwinlake(console,
                                        {u"resume"_s, u"--estate"_s, world.estate(), u"--headless"_s, u"--answers"_s,
                                         u"auto"_s, u"--output"_s, u"ndjson"_s});
        QVERIFY2(again.exitCode == 0, again.said().constData());
        QCOMPARE(again.summary()["recipe"_L1].toString(), u"failback"_s);
    }

    void aDryRunSendsNothingButPlans()
    {
        SteppedWorld world(12);
        world.advance(420);
        const Ended dry = runTwinlake(consoleIn(world), run(world, u"failover"_s, {u"--dry-run"_s}));
        QVERIFY2(dry.exitCode == 0 || dry.exitCode == 2, dry.said().constData());
        QVERIFY(eventKinds(dry).contains(u"would_send"_s));
        QVERIFY(dry.summary()["dry_run"_L1].toBool());
        int runs = 0;
        for (const QJsonValue request : world.ledger()["requests"_L1].toArray()) {
            if (!request["mutating"_L1].toBool())
                continue;
            ++runs;
            QCOMPARE(request["path"_L1].toString(), u"/api/v2/runs"_s);
        }
        QCOMPARE(runs, 1);
        for (const QJsonValue one : world.state()["terraform"_L1]["runs"_L1].toArray())
            QVERIFY(one["plan_only"_L1].toBool());
        QCOMPARE(world.state()["serving"_L1].toString(), u"primary"_s);
    }

    void aPrimaryThatAnswersIsNotFailedOver()
    {
        SteppedWorld world(13);
        world.advance(60);
        const Ended ended = runTwinlake(consoleIn(world), run(world, u"failover"_s));
        QVERIFY2(ended.exitCode == 2, ended.said().constData());
        QCOMPARE(ended.summary()["result"_L1].toString(), u"inconclusive"_s);
        for (const QJsonValue request : world.ledger()["requests"_L1].toArray())
            QVERIFY(!request["mutating"_L1].toBool());
    }

    void aForeignLockIsShownAndEndsIt()
    {
        SteppedWorld world(14);
        world.advance(420);
        world.breakPrimary();
        const QString id =
            world.terraform("GET", u"/api/v2/organizations/acme/workspaces/dr-coordination"_s)["data"_L1]["id"_L1]
                .toString();
        world.terraform("POST", u"/api/v2/workspaces/%1/actions/lock"_s.arg(id),
                        {{u"reason"_s, u"kim carries out something else"_s}});
        const Ended ended = runTwinlake(consoleIn(world), run(world, u"failover"_s));
        QVERIFY2(ended.exitCode == 5, ended.said().constData());
        QVERIFY2(ended.complaints.contains("kim carries out something else"), ended.complaints.constData());
        QCOMPARE(ended.summary()["open"_L1].toBool(), false);
    }

    void aGateWithoutAnAnswerIsLeftOpenForResume()
    {
        SteppedWorld world(15);
        const Console console = consoleIn(world);
        world.advance(420);
        world.breakPrimary();
        QFile answers(world.folder() + u"/answers.json"_s);
        QVERIFY(answers.open(QIODevice::WriteOnly));
        answers.write("{\"declare\": \"approve\", \"go\": {\"answer\": \"approve\", \"after\": \"90s\"}}");
        answers.close();
        QStringList some = run(world, u"failover"_s);
        some.replace(some.indexOf(u"auto"_s), answers.fileName());
        const Ended first = runTwinlake(console, some);
        QVERIFY2(first.exitCode == 2, first.said().constData());
        QVERIFY(first.summary()["open"_L1].toBool());
        QVERIFY(first.complaints.contains("activate/apply"));
        const Ended second =
            runTwinlake(console, {u"resume"_s, u"--headless"_s, u"--answers"_s, u"auto"_s, u"--output"_s, u"ndjson"_s});
        QVERIFY2(second.exitCode == 0, second.said().constData());
        QVERIFY(second.summary()["decision_s"_L1].toDouble() >= 90);
        QCOMPARE(failoverIsWhole(world.state(), group), QString());
    }

    void whatCannotBeIsUsage_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("an unknown group") << QStringList{u"--group"_s, u"volcano"_s, u"--answers"_s, u"auto"_s};
        QTest::newRow("auto on a real estate")
            << QStringList{u"--estate"_s, u"REAL"_s, u"--group"_s, group, u"--answers"_s, u"auto"_s};
        QTest::newRow("several groups and none named") << QStringList{u"--answers"_s, u"auto"_s};
    }
    void whatCannotBeIsUsage()
    {
        QFETCH(QStringList, arguments);
        SteppedWorld world(16);
        const QString real = world.folder() + u"/real.json"_s;
        QFile file(world.estate());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QJsonObject estate = QJsonDocument::fromJson(file.readAll()).object();
        estate.remove(u"rehearsal"_s);
        makeReal(estate);
        QFile out(real);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(QJsonDocument(estate).toJson());
        out.close();
        const qsizetype at = arguments.indexOf(u"REAL"_s);
        if (at >= 0)
            arguments.replace(at, real);
        else
            arguments << u"--estate"_s << world.estate();
        const Ended ended =
            runTwinlake(consoleIn(world), QStringList{u"run"_s, u"failover"_s, u"--headless"_s} + arguments);
        QVERIFY2(ended.exitCode == 3, ended.said().constData());
        QVERIFY(world.ledger()["requests"_L1].toArray().isEmpty());
    }

private:
    static void makeReal(QJsonObject &estate)
    {
        QJsonObject regions = estate["regions"_L1].toObject();
        for (const QString &name : {u"primary"_s, u"secondary"_s}) {
            QJsonObject region = regions[name].toObject();
            region.insert(u"host"_s, u"https://%1.example.com"_s.arg(name));
            region.insert(u"credentials"_s, u"env:NOBODY"_s);
            regions.insert(name, region);
        }
        estate.insert(u"regions"_s, regions);
        QJsonObject terraform = estate["terraform"_L1].toObject();
        terraform.insert(u"address"_s, u"https://terraform.example.com"_s);
        terraform.insert(u"credentials"_s, u"env:NOBODY"_s);
        estate.insert(u"terraform"_s, terraform);
        estate.remove(u"witnesses"_s);
        QJsonArray groups = estate["failover_groups"_L1].toArray();
        for (qsizetype i = 0; i < groups.size(); ++i) {
            QJsonObject one = groups[i].toObject();
            QJsonObject switches = one["terraform"_L1].toObject();
            QJsonObject consumers = switches["consumers"_L1].toObject();
            consumers.remove(u"canary"_s);
            switches.insert(u"consumers"_s, consumers);
            one.insert(u"terraform"_s, switches);
            groups.replace(i, one);
        }
        estate.insert(u"failover_groups"_s, groups);
    }
};

QTEST_GUILESS_MAIN(TestHeadless)
#include "tst_headless.moc"
