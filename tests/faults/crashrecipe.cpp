// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How each world gets to where its recipe begins.
#include "tests/faults/crashrecipe.h"

#include "tests/faults/abortends.h"
#include "tests/faults/ends.h"

#include <QFile>
#include <QJsonArray>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int settledAfterS = 420; // everything runs, and has a history
constexpr int sourceDiesAfterS = 150; // the switchover has come to its first gate by then, and waits there for longer
constexpr int terraformSilentS = 240; // longer than the budget after which the glass may be broken

QString bothAreHealthy(const SteppedWorld &world, const Console &)
{
    world.advance(settledAfterS);
    return {};
}

QString primaryIsOut(const SteppedWorld &world, const Console &)
{
    world.advance(settledAfterS);
    world.breakPrimary();
    return {};
}

QString terraformIsOutToo(const SteppedWorld &world, const Console &console)
{
    const QString wrong = primaryIsOut(world, console);
    world.breakTerraform(terraformSilentS);
    return wrong;
}

QString failOver(const SteppedWorld &world, const Console &console, int terraformSilent)
{
    world.advance(settledAfterS);
    const QString fault = world.breakPrimary();
    if (terraformSilent > 0)
        world.breakTerraform(terraformSilent);
    const Ended ended = runTwinlake(console, crashArguments(world, u"failover"_s));
    if (ended.exitCode != 0)
        return u"the failover before it: "_s + QString::fromUtf8(ended.said());
    world.mend(fault);
    world.advance(900);
    return {};
}

QString failedOver(const SteppedWorld &world, const Console &console)
{
    return failOver(world, console, 0);
}

QString failedOverBehindBrokenGlass(const SteppedWorld &world, const Console &console)
{
    return failOver(world, console, terraformSilentS);
}

/// Somebody paused the standby's job by hand: DISARMED.
QString standbyIsDisarmed(const SteppedWorld &world, const Console &)
{
    world.advance(settledAfterS);
    const QJsonObject before = world.state();
    for (const QJsonValue job : before["regions"_L1]["secondary"_L1]["jobs"_L1].toArray()) {
        if (job["name"_L1].toString() != u"Job for "_s + crashGroup())
            continue;
        const qint64 id = job["job_id"_L1].toInteger();
        const QJsonObject now =
            world.databricks(u"secondary"_s, "GET", u"/api/2.1/jobs/get?job_id=%1"_s.arg(id))["settings"_L1].toObject();
        QJsonObject schedule = now["schedule"_L1].toObject();
        schedule.insert(u"pause_status"_s, u"PAUSED"_s);
        world.databricks(u"secondary"_s, "POST", u"/api/2.1/jobs/update"_s,
                         {{u"job_id"_s, id}, {u"new_settings"_s, QJsonObject{{u"schedule"_s, schedule}}}});
    }
    return failbackIsWhole(world.state(), crashGroup()).contains("is not armed"_L1) ? QString()
                                                                                    : u"it is not disarmed"_s;
}

/// A switchover that was left behind: the standby was made active through Terraform and nobody moved on.
QString standbyIsHot(const SteppedWorld &world, const Console &)
{
    world.advance(settledAfterS);
    const QString name = crashGroup() + u"-us-west-2"_s;
    const QString id =
        world.terraform("GET", u"/api/v2/organizations/acme/workspaces/"_s + name)["data"_L1]["id"_L1].toString();
    const QString variables = u"/api/v2/workspaces/%1/vars"_s.arg(id);
    const QString variable = world.terraform("GET", variables)["data"_L1][0]["id"_L1].toString();
    world.terraform(
        "PATCH", variables + u'/' + variable,
        {{u"data"_s,
          QJsonObject{
              {u"type"_s, u"vars"_s}, {u"id"_s, variable}, {u"attributes"_s, QJsonObject{{u"value"_s, u"true"_s}}}}}});
    const QJsonObject workspace{{u"data"_s, QJsonObject{{u"type"_s, u"workspaces"_s}, {u"id"_s, id}}}};
    const QJsonObject run{{u"type"_s, u"runs"_s},
                          {u"attributes"_s, QJsonObject{{u"message"_s, u"kim heats the standby"_s}}},
                          {u"relationships"_s, QJsonObject{{u"workspace"_s, workspace}}}};
    const QString made = world.terraform("POST", u"/api/v2/runs"_s, {{u"data"_s, run}})["data"_L1]["id"_L1].toString();
    world.advance(120);
    world.terraform("POST", u"/api/v2/runs/%1/actions/apply"_s.arg(made), {{u"comment"_s, u"kim"_s}});
    world.advance(480);
    return failbackIsWhole(world.state(), crashGroup()).contains("still continuous"_L1) ? QString()
                                                                                        : u"the standby is not hot"_s;
}

QString answersOf(const SteppedWorld &world)
{
    return world.folder() + u"/answers.json"_s;
}

/// Whoever drives, in whatever way they go on, gives up at this gate.
QString abortsAt(const SteppedWorld &world, const QByteArray &gate)
{
    QFile file(answersOf(world));
    if (!file.open(QIODevice::WriteOnly))
        return file.errorString();
    QByteArray answers = "{\"declare\": \"approve\", \"go\": \"approve\", \"heat\": \"approve\", ";
    if (gate != "activate/apply")
        answers += "\"activate\": \"approve\", ";
    file.write(answers + '"' + gate + R"(": {"answer": "abort", "reason": "a drill", "after": "20s"}})");
    return {};
}

QString outAndAbortedEarly(const SteppedWorld &world, const Console &console)
{
    const QString wrong = primaryIsOut(world, console);
    return wrong.isEmpty() ? abortsAt(world, "activate/apply") : wrong;
}

QString outAndAbortedLate(const SteppedWorld &world, const Console &console)
{
    const QString wrong = primaryIsOut(world, console);
    return wrong.isEmpty() ? abortsAt(world, "repoint/apply") : wrong;
}

QString healthyAndAbortedLate(const SteppedWorld &world, const Console &console)
{
    const QString wrong = bothAreHealthy(world, console);
    return wrong.isEmpty() ? abortsAt(world, "repoint/apply") : wrong;
}

/// The primary dies while the switchover waits for its first gate; whoever drives lets it go on as a failover.
QString healthyAndEscalated(const SteppedWorld &world, const Console &)
{
    world.advance(settledAfterS);
    world.call("POST", u"/control/faults"_s,
               {{u"target"_s, u"primary"_s}, {u"kind"_s, u"refuse"_s}, {u"after_s"_s, sourceDiesAfterS}});
    QFile file(answersOf(world));
    if (!file.open(QIODevice::WriteOnly))
        return file.errorString();
    file.write(R"({"heat": {"answer": "escalate", "reason": "the primary died", "after": "3m"}, "declare": "approve",)"
               R"( "go": "approve", "activate": "approve", "repoint": "approve"})");
    return {};
}

} // namespace

const std::vector<CrashRecipe> &crashRecipes()
{
    static const std::vector<CrashRecipe> all{
        {u"failover"_s, u"failover"_s, primaryIsOut, failoverIsWhole, 150},
        {u"break-glass"_s, u"failover"_s, terraformIsOutToo, brokenGlassIsWhole, 130, false},
        {u"switchover"_s, u"switchover"_s, bothAreHealthy, switchoverIsWhole, 165},
        {u"failback"_s, u"failback"_s, failedOver, failbackIsWhole, 145},
        {u"rearm"_s, u"rearm"_s, standbyIsDisarmed, failbackIsWhole, 50},
        {u"rearm-hot"_s, u"rearm"_s, standbyIsHot, failbackIsWhole, 60},
        {u"failover-aborted-early"_s, u"failover"_s, outAndAbortedEarly, nothingWasMoved, 85, true, true},
        {u"failover-aborted"_s, u"failover"_s, outAndAbortedLate, bothAreHot, 120, true, true},
        {u"switchover-aborted"_s, u"switchover"_s, healthyAndAbortedLate, bothAreHot, 110, true, true},
        {u"switchover-escalated"_s, u"switchover"_s, healthyAndEscalated, failoverIsWhole, 220, true, false, true},
        {u"settle-debt"_s, u"settle-debt"_s, failedOverBehindBrokenGlass, failoverIsWhole, 60},
    };
    return all;
}

const QString &crashGroup()
{
    static const QString group = u"orders"_s;
    return group;
}

QStringList crashArguments(const SteppedWorld &world, const QString &runbook)
{
    QStringList all{u"resume"_s};
    if (runbook != all.constFirst())
        all = {u"run"_s, runbook, u"--group"_s, crashGroup()};
    const QString answers = QFile::exists(answersOf(world)) ? answersOf(world) : u"auto"_s;
    all += {u"--estate"_s, world.estate(), u"--headless"_s, u"--answers"_s, answers, u"--output"_s, u"ndjson"_s};
    return all;
}

} // namespace twinlake
