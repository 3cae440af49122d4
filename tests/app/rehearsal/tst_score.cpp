// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The score of a rehearsal: each thing that a scenario may expect can be missed, and is then seen in the simulator's
// state and ledger whatever the engine says of itself.
#include "app/rehearsal/rehearsalsummary.h"
#include "app/simulator/process/rehearsalestate.h"
#include "models/estate/estateparser.h"

#include <QTest>

using namespace twinlake;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Change = void (*)(RehearsedWorld &);

const Instant start = *fromIso(u"2026-11-22T00:30:00Z"_s);

simulator::Scenario scenarioOf(const QByteArray &expected)
{
    const QByteArray text = R"({"schema":1,"id":"x","title":"X","summary":"Y","group":"orders","script":{"recipes":)"
                            R"(["failover"]},"expected":)"
        + expected + '}';
    return simulator::parseScenario(text).value_or(simulator::Scenario());
}

Estate estateOfWorld()
{
    const simulator::Scenario scenario = scenarioOf("{}"_ba);
    simulator::EstateAddresses addresses;
    addresses.hosts = {u"http://127.0.0.1:1"_s, u"http://127.0.0.1:2"_s};
    addresses.terraform = u"http://127.0.0.1:3"_s;
    addresses.consumers = u"http://127.0.0.1:4"_s;
    addresses.witness = u"http://127.0.0.1:5"_s;
    addresses.control = u"http://127.0.0.1:6"_s;
    addresses.rehearsalId = u"REH-x-1"_s;
    return parseEstate(simulator::rehearsalEstate(simulator::defaultFleet(7), scenario, addresses)).value();
}

QJsonObject regionAt(const Estate &estate, Region region, bool active, int rows)
{
    const FailoverGroup &group = *estate.group(u"orders"_s);
    QJsonArray pipelines;
    for (const EstatePipeline &pipeline : group.pipelines)
        pipelines.append(QJsonObject{{u"name"_s, pipeline.name},
                                     {u"continuous"_s, active},
                                     {u"active_update"_s, active ? QJsonValue(u"update"_s) : QJsonValue()},
                                     {u"watermark"_s, toIso(start)},
                                     {u"rows"_s, rows}});
    QJsonArray jobs;
    for (const JobId &job : group.jobs(region))
        jobs.append(QJsonObject{{u"job_id"_s, job.value}, {u"pause_status"_s, active ? u"PAUSED"_s : u"UNPAUSED"_s}});
    return {{u"pipelines"_s, pipelines}, {u"jobs"_s, jobs}};
}

/// The primary serves with so many rows; the secondary may run beside it.
QJsonObject stateAt(const Estate &estate, Duration since, bool secondaryActive, int primaryRows, int secondaryRows)
{
    const QJsonObject coordination{{u"name"_s, estate.terraform.coordinationWorkspace}, {u"locked"_s, false}};
    return {{u"virtual_time"_s, toIso(later(start, since))},
            {u"serving_by_group"_s, QJsonObject{{u"orders"_s, u"primary"_s}}},
            {u"regions"_s,
             QJsonObject{{u"primary"_s, regionAt(estate, Region::Primary, true, primaryRows)},
                         {u"secondary"_s, regionAt(estate, Region::Secondary, secondaryActive, secondaryRows)}}},
            {u"terraform"_s, QJsonObject{{u"workspaces"_s, QJsonArray{coordination}}}}};
}

QJsonObject requestAt(Duration since, const QString &method, const QString &path, bool applied = true)
{
    return {{u"at"_s, toIso(later(start, since))},
            {u"target"_s, u"terraform"_s},
            {u"method"_s, method},
            {u"path"_s, path},
            {u"mutating"_s, true},
            {u"applied"_s, applied},
            {u"body_hash"_s, u"hash"_s}};
}

void addRequest(RehearsedWorld &world, const QJsonObject &request)
{
    QJsonArray requests = world.ledger["requests"_L1].toArray();
    requests.append(request);
    world.ledger[u"requests"_s] = requests;
}

void change(QJsonObject &object, const QStringList &path, const QJsonValue &value)
{
    if (path.size() == 1) {
        object[path.first()] = value;
        return;
    }
    QJsonObject inner = object[path.first()].toObject();
    change(inner, path.mid(1), value);
    object[path.first()] = inner;
}

/// Nothing happened but one apply, while Terraform's queue was stuck; then all stood as before.
RehearsedWorld goodWorld(const Estate &estate)
{
    RehearsedWorld world;
    RunState state;
    state.openedAt = start;
    state.result = RunResult::Passed;
    state.caughtUp = CaughtUp::Proven;
    StepProgress step;
    step.id = StepId{u"catch-up"_s};
    step.status = StepStatus::Done;
    state.steps = {step};
    world.incidents = {{u"failover"_s, state, u"passed"_s, 0}};
    world.begin = stateAt(estate, 0s, false, 10'000, 8'000);
    world.end = stateAt(estate, 1h, false, 20'000, 18'000);
    world.atRepoint[u"failover"_s] = stateAt(estate, 30min, true, 15'000, 15'000);
    world.atBackfill = stateAt(estate, 20min, true, 14'000, 14'000);
    world.faults = {{u"fault-1"_s, u"queue_stuck"_s, {}, later(start, 5min), later(start, 10min)}};
    world.said = {uR"({"sentence":"NEVER AT THIS RATE"})"_s};
    addRequest(world, requestAt(7min, u"POST"_s, u"/api/v2/runs/run-1/actions/apply"_s));
    return world;
}

QString unmetOf(const QList<ScoreCheck> &checks)
{
    QStringList unmet;
    for (const ScoreCheck &check : checks) {
        if (!check.met)
            unmet << check.what;
    }
    return unmet.join(u" | "_s);
}

} // namespace

class TestScore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsMissedIsSeen_data()
    {
        QTest::addColumn<QByteArray>("expected");
        QTest::addColumn<Change>("go");
        QTest::addColumn<QString>("unmet"); // a part of the one check that is not met
        const auto row = [](const char *name, const QByteArray &expected, Change go, const QString &unmet) {
            QTest::newRow(name) << expected << go << unmet;
        };
        row(
            "the incident's end", R"({"verdict":"passed"})", [](auto &w) { w.incidents[0].result = u"failed"_s; },
            u"The incidents end"_s);
        row(
            "an end that was to be another", R"({"verdict":"passed","incidents":{"failover":"inconclusive"}})",
            [](auto &) {}, u"The failover ends"_s);
        row(
            "never begun", R"({"verdict":"passed"})", [](auto &w) { w.incidents.clear(); }, u"The incidents end"_s);
        row(
            "who serves", R"({"verdict":"passed"})",
            [](auto &w) {
                change(w.end, {u"serving_by_group"_s, u"orders"_s}, u"secondary"_s);
            },
            u"served by"_s);
        row(
            "who was to serve", R"({"verdict":"passed","serving":"secondary"})", [](auto &) {}, u"served by"_s);
        row(
            "a disarmed standby", R"({"verdict":"passed","roles":{"primary":"active","secondary":"standby_armed"}})",
            [](auto &w) {
                change(w.end, {u"regions"_s, u"secondary"_s, u"jobs"_s}, pausedJobs(w));
            },
            u"role of the secondary"_s);
        row(
            "not caught up", R"({"verdict":"passed","caught_up":"proven"})",
            [](auto &w) { w.incidents[0].state->caughtUp = CaughtUp::CannotKnow; }, u"Caught up"_s);
        row(
            "a step that failed", R"({"verdict":"passed","steps":{"failover/catch-up":"done"}})",
            [](auto &w) { w.incidents[0].state->steps[0].status = StepStatus::Failed; }, u"catch-up"_s);
        row(
            "a step that is none", R"({"verdict":"passed","steps":{"catch-down":"done"}})", [](auto &) {},
            u"catch-down"_s);
        row(
            "nobody said it", R"({"verdict":"passed","findings":["never at this rate"]})",
            [](auto &w) { w.said.clear(); }, u"it is said"_s);
        row(
            "a rule was overridden", R"({"verdict":"passed"})",
            [](auto &w) { w.incidents[0].state->overrides = {u"I3"_s}; }, u"overridden"_s);
        row(
            "too many requests", R"({"verdict":"passed","requests":[{"what":"Applies","path":"/apply","at_most":0}]})",
            [](auto &) {}, u"Applies"_s);
        row(
            "too few, one was refused",
            R"({"verdict":"passed","requests":[{"what":"Locks","path":"/lock","at_least":1}]})",
            [](auto &w) { addRequest(w, requestAt(8min, u"POST"_s, u"/actions/lock"_s, false)); }, u"Locks"_s);
        row(
            "at the wrong time",
            R"({"verdict":"passed","requests":[{"what":"Then","path":"/lock","during":"queue_stuck","at_least":1}]})",
            [](auto &w) { addRequest(w, requestAt(10min, u"POST"_s, u"/actions/lock"_s)); }, u"Then"_s);
        row(
            "carried out twice", R"({"verdict":"passed"})",
            [](auto &w) { addRequest(w, requestAt(9min, u"POST"_s, u"/api/v2/runs/run-1/actions/apply"_s)); },
            u"more than once"_s);
        row(
            "the lock was left", R"({"verdict":"passed"})",
            [](auto &w) {
                change(w.end, {u"terraform"_s, u"workspaces"_s}, QJsonArray());
            },
            u"lock"_s);
        row(
            "a flag was left set", R"({"verdict":"passed"})",
            [](RehearsedWorld &w) {
                QJsonArray workspaces = w.end["terraform"_L1]["workspaces"_L1].toArray();
                workspaces.append(QJsonObject{{u"name"_s, u"orders-us-west-2"_s},
                                              {u"variables"_s, QJsonObject{{u"active_region"_s, u"true"_s}}}});
                change(w.end, {u"terraform"_s, u"workspaces"_s}, workspaces);
            },
            u"next run would activate"_s);
        row(
            "consumers moved to less", R"({"verdict":"passed"})",
            [](auto &w) { w.atRepoint[u"failover"_s] = stateAt(estateOfWorld(), 30min, true, 15'000, 14'000); },
            u"lacked rows"_s);
        row(
            "no hole was hidden", R"({"verdict":"passed","hole_behind_max":true})", [](auto &) {}, u"hole"_s);
        row(
            "the second got through", R"({"verdict":"passed"})", [](auto &w) { w.secondExitCodes = {0}; },
            u"second console"_s);
    }
    void whatIsMissedIsSeen()
    {
        QFETCH(QByteArray, expected);
        QFETCH(Change, go);
        QFETCH(QString, unmet);
        const Estate estate = estateOfWorld();
        RehearsalSummary summary;
        summary.scenario = scenarioOf(expected);
        QCOMPARE(summary.scenario.expected.verdict, u"passed"_s);
        RehearsedWorld world = goodWorld(estate);
        go(world);
        summary.incidents = world.incidents;
        summary.checks = scoreOf(summary.scenario, estate, world);
        const QString found = unmetOf(summary.checks);
        QVERIFY2(found.contains(unmet) && !found.contains(u'|'), qPrintable(found));
        QVERIFY(summary.result() != "passed"_L1);
        QVERIFY(summary.exitCode() != 0);
    }

    void whatGoesAsExpectedPasses()
    {
        const Estate estate = estateOfWorld();
        RehearsalSummary summary;
        summary.scenario = scenarioOf(
            R"({"verdict":"passed","incidents":{"failover":"passed"},"caught_up":"proven","serving":"primary",
                "roles":{"primary":"active","secondary":"standby_armed"},"steps":{"catch-up":"done"},
                "findings":["never at this rate"],"requests":[
                {"what":"Applies","method":"POST","path":"/apply","during":"queue_stuck","at_least":1,"at_most":1}]})");
        const RehearsedWorld world = goodWorld(estate);
        summary.incidents = world.incidents;
        summary.checks = scoreOf(summary.scenario, estate, world);
        QCOMPARE(unmetOf(summary.checks), QString());
        QCOMPARE(summary.result(), u"passed"_s);
        QCOMPARE(summary.exitCode(), 0);
    }

    void anExpectedStopPasses()
    {
        const Estate estate = estateOfWorld();
        RehearsalSummary summary;
        summary.scenario = scenarioOf(R"({"verdict":"passed","incidents":{"failover":"failed"}})");
        RehearsedWorld world = goodWorld(estate);
        world.incidents[0].result = u"failed"_s;
        summary.incidents = world.incidents;
        summary.checks = scoreOf(summary.scenario, estate, world);
        QCOMPARE(summary.result(), u"passed"_s);
    }

    void aHoleBehindTheWatermarkIsSeen()
    {
        const Estate estate = estateOfWorld();
        const simulator::Scenario scenario = scenarioOf(R"({"verdict":"passed","hole_behind_max":true})");
        RehearsedWorld world = goodWorld(estate);
        // The secondary serves, both watermarks are level, the primary lacks three thousand rows.
        world.atBackfill = stateAt(estate, 20min, true, 11'000, 14'000);
        change(world.atBackfill, {u"serving_by_group"_s, u"orders"_s}, u"secondary"_s);
        QCOMPARE(unmetOf(scoreOf(scenario, estate, world)), QString());
        change(world.atBackfill, {u"serving_by_group"_s, u"orders"_s}, u"primary"_s);
        QVERIFY(unmetOf(scoreOf(scenario, estate, world)).contains("hole"_L1));
    }

    void aTakeOverMayFreeTheLockOfTheOneBefore()
    {
        const Estate estate = estateOfWorld();
        const simulator::Scenario scenario = scenarioOf(R"({"verdict":"passed"})");
        RehearsedWorld world = goodWorld(estate);
        for (const Duration at : {Duration(11min), Duration(12min)})
            addRequest(world, requestAt(at, u"POST"_s, u"/api/v2/workspaces/ws-1/actions/unlock"_s));
        QVERIFY(unmetOf(scoreOf(scenario, estate, world)).contains("more than once"_L1));
        world.incidents[0].takeOvers = 1;
        QCOMPARE(unmetOf(scoreOf(scenario, estate, world)), QString());
    }

private:
    static QJsonArray pausedJobs(const RehearsedWorld &world)
    {
        QJsonArray jobs = world.end["regions"_L1]["secondary"_L1]["jobs"_L1].toArray();
        for (QJsonValueRef job : jobs) {
            QJsonObject paused = job.toObject();
            paused[u"pause_status"_s] = u"PAUSED"_s;
            job = paused;
        }
        return jobs;
    }
};

QTEST_GUILESS_MAIN(TestScore)
#include "tst_score.moc"
