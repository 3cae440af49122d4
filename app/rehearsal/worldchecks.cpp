// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/rehearsal/worldchecks.h"

#include <QCoreApplication>
#include <QMap>

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

struct CheckWords {
    Q_DECLARE_TR_FUNCTIONS(Score)
};

QList<QJsonObject> objectsOf(const QJsonValue &array)
{
    QList<QJsonObject> objects;
    const QJsonArray list = array.toArray();
    for (const QJsonValue one : list)
        objects.append(one.toObject());
    return objects;
}

QList<QJsonObject> pipelinesOf(const QJsonObject &state, const QString &region, const FailoverGroup &group)
{
    QList<QJsonObject> members = objectsOf(state["regions"_L1][region]["pipelines"_L1]);
    members.removeIf([&](const QJsonObject &pipeline) {
        const QString name = pipeline["name"_L1].toString();
        return std::none_of(group.pipelines.begin(), group.pipelines.end(),
                            [&](const EstatePipeline &member) { return member.name == name; });
    });
    return members;
}

bool jobsArePaused(const QJsonObject &state, Region region, const FailoverGroup &group)
{
    bool paused = true;
    for (const QJsonObject &job : objectsOf(state["regions"_L1][regionKey(region)]["jobs"_L1])) {
        if (group.jobs(region).contains(JobId{job["job_id"_L1].toInteger()}))
            paused = paused && job["pause_status"_L1].toString() == "PAUSED"_L1;
    }
    return paused;
}

/// recovery-model.md 3.0, from the simulator's own state.
QString roleIn(const QJsonObject &state, Region region, const FailoverGroup &group)
{
    const QList<QJsonObject> members = pipelinesOf(state, regionKey(region), group);
    const auto continuous = [](const QJsonObject &pipeline) { return pipeline["continuous"_L1].toBool(); };
    const auto updates = [](const QJsonObject &pipeline) { return pipeline["active_update"_L1].isString(); };
    const bool paused = jobsArePaused(state, region, group);
    if (members.isEmpty())
        return CheckWords::tr("unknown");
    if (std::none_of(members.begin(), members.end(), continuous))
        return paused ? u"disarmed"_s : u"standby_armed"_s;
    const bool active =
        std::all_of(members.begin(), members.end(), continuous) && std::all_of(members.begin(), members.end(), updates);
    // The primary's job rests because its pipelines run; a running job beside them is noise, but not this role.
    return active && paused ? u"active"_s : u"partial"_s;
}

QList<ScoreCheck> roleChecks(const simulator::Scenario &scenario, const RehearsedWorld &world,
                             const FailoverGroup &group)
{
    QList<ScoreCheck> checks;
    for (const auto &[key, wanted] : scenario.expected.roles) {
        const QString found = roleIn(world.end, regionFromKey(key).value_or(Region::Primary), group);
        checks.append({CheckWords::tr("The role of the %1 is").arg(key), wanted, found, wanted == found});
    }
    return checks;
}

QString servingIn(const QJsonObject &state, const QString &group)
{
    return state["serving_by_group"_L1][group].toString();
}

ScoreCheck servingCheck(const simulator::Scenario &scenario, const RehearsedWorld &world)
{
    const QString atFirst = servingIn(world.begin, scenario.group);
    const QString wanted = scenario.expected.serving.isEmpty() ? atFirst : scenario.expected.serving;
    const QString found = servingIn(world.end, scenario.group);
    return {CheckWords::tr("At the end consumers are served by the"), wanted, found, wanted == found};
}

bool isDuring(const RehearsedWorld &world, const QString &kind, const Instant &at)
{
    return std::any_of(world.faults.begin(), world.faults.end(), [&](const PlayedFault &fault) {
        return fault.kind == kind && fault.since <= at && (!fault.until || at < *fault.until);
    });
}

bool wasCarriedOut(const QJsonObject &request)
{
    return request["mutating"_L1].toBool() && request["applied"_L1].toBool();
}

int countOf(const simulator::ExpectedRequests &wanted, const RehearsedWorld &world)
{
    int count = 0;
    for (const QJsonObject &request : objectsOf(world.ledger["requests"_L1])) {
        const bool fits = wasCarriedOut(request)
            && (wanted.target.isEmpty() || request["target"_L1].toString() == wanted.target)
            && (wanted.method.isEmpty() || request["method"_L1].toString() == wanted.method)
            && request["path"_L1].toString().contains(wanted.path);
        const Instant at = fromIso(request["at"_L1].toString()).value_or(Instant());
        count += fits && (wanted.during.isEmpty() || isDuring(world, wanted.during, at)) ? 1 : 0;
    }
    return count;
}

QList<ScoreCheck> requestChecks(const simulator::Scenario &scenario, const RehearsedWorld &world)
{
    QList<ScoreCheck> checks;
    for (const simulator::ExpectedRequests &wanted : scenario.expected.requests) {
        const int count = countOf(wanted, world);
        const QString range = !wanted.atMost   ? CheckWords::tr("at least %1").arg(wanted.atLeast)
            : wanted.atLeast == *wanted.atMost ? QString::number(wanted.atLeast)
                                               : CheckWords::tr("%1 to %2").arg(wanted.atLeast).arg(*wanted.atMost);
        checks.append({wanted.what, range, QString::number(count),
                       count >= wanted.atLeast && (!wanted.atMost || count <= *wanted.atMost)});
    }
    return checks;
}

/// Which incident a request belongs to: the last one that was open before it. One may open in the instant in which the
/// one before it closes.
qsizetype incidentAt(const RehearsedWorld &world, const Instant &at)
{
    qsizetype index = -1;
    for (qsizetype i = 0; i < world.incidents.size(); ++i) {
        const auto &state = world.incidents[i].state;
        if (!state || state->openedAt > at)
            continue;
        const auto &before = index >= 0 ? world.incidents[index].state : std::nullopt;
        if (!before || before->closedAt.value_or(state->openedAt) < at)
            index = i;
    }
    return index;
}

/// No incident has the same write carried out twice; a console that takes over frees the lock of the one before.
ScoreCheck exactlyOnceCheck(const RehearsedWorld &world)
{
    QMap<QString, int> counts;
    QStringList twice;
    for (const QJsonObject &request : objectsOf(world.ledger["requests"_L1])) {
        if (!wasCarriedOut(request))
            continue;
        const qsizetype incident = incidentAt(world, fromIso(request["at"_L1].toString()).value_or(Instant()));
        const QString path = request["path"_L1].toString();
        const QString call = request["method"_L1].toString() + u' ' + path;
        const bool frees = path.endsWith("/actions/unlock"_L1);
        const int allowed = 1 + (frees && incident >= 0 ? world.incidents[incident].takeOvers : 0);
        const QString key =
            QString::number(incident) + request["target"_L1].toString() + call + request["body_hash"_L1].toString();
        if (++counts[key] > allowed)
            twice.append(call);
    }
    const QString none = CheckWords::tr("none");
    return {CheckWords::tr("Writes that were carried out more than once"), none,
            twice.isEmpty() ? none : twice.join(u", "_s), twice.isEmpty()};
}

/// A standby whose flag says otherwise: the next run, whosever, would make it the active region.
ScoreCheck flagCheck(const RehearsedWorld &world, const FailoverGroup &group)
{
    QStringList armed;
    for (const QJsonObject &workspace : objectsOf(world.end["terraform"_L1]["workspaces"_L1])) {
        for (const Region region : bothRegions) {
            const EstateVariable &flag = group.activation[region];
            const bool ours = workspace["name"_L1].toString() == flag.workspace;
            const bool isTrue = workspace["variables"_L1][flag.variable].toString() == "true"_L1;
            if (ours && isTrue && roleIn(world.end, region, group) == "standby_armed"_L1)
                armed.append(flag.workspace);
        }
    }
    const QString none = CheckWords::tr("none");
    return {CheckWords::tr("Standbys that Terraform's next run would activate"), none,
            armed.isEmpty() ? none : armed.join(u", "_s), armed.isEmpty()};
}

ScoreCheck lockCheck(const Estate &estate, const RehearsedWorld &world)
{
    bool locked = true;
    for (const QJsonObject &workspace : objectsOf(world.end["terraform"_L1]["workspaces"_L1])) {
        if (workspace["name"_L1].toString() == estate.terraform.coordinationWorkspace)
            locked = workspace["locked"_L1].toBool();
    }
    return {CheckWords::tr("The coordination lock is"), CheckWords::tr("free"),
            locked ? CheckWords::tr("held") : CheckWords::tr("free"), !locked};
}

/// One pipeline in both regions: the one that is looked at, the other one, and that one at the break.
struct Twin {
    QJsonObject here;
    QJsonObject there;
    QJsonObject thereBefore;
    Duration lateness{};
};

QList<Twin> twinsOf(const QJsonObject &state, const QJsonObject &before, Region here, const FailoverGroup &group)
{
    const QList<QJsonObject> mine = pipelinesOf(state, regionKey(here), group);
    const QList<QJsonObject> theirs = pipelinesOf(state, regionKey(otherRegion(here)), group);
    const QList<QJsonObject> theirsBefore = pipelinesOf(before, regionKey(otherRegion(here)), group);
    QList<Twin> twins;
    for (qsizetype i = 0; i < std::min({mine.size(), theirs.size(), theirsBefore.size(), group.pipelines.size()}); ++i)
        twins.append({mine[i], theirs[i], theirsBefore[i], group.pipelines[i].goldTables.first().lateness});
    return twins;
}

/// More rows are missing than the other region took in within the lateness: a little apart is no hole.
bool lacksRows(const Twin &twin, Duration span)
{
    const double grown = twin.there["rows"_L1].toDouble() - twin.thereBefore["rows"_L1].toDouble();
    const double pace = span > Duration::zero() ? grown / static_cast<double>(span.count()) : 0.0;
    const double missing = twin.there["rows"_L1].toDouble() - twin.here["rows"_L1].toDouble();
    return missing > pace * static_cast<double>(twin.lateness.count());
}

bool watermarkIsLevel(const Twin &twin)
{
    const auto mine = fromIso(twin.here["watermark"_L1].toString());
    const auto theirs = fromIso(twin.there["watermark"_L1].toString());
    return mine && theirs && between(*mine, *theirs) <= twin.lateness;
}

Duration sinceBreak(const RehearsedWorld &world, const QJsonObject &state)
{
    const auto then = fromIso(state["virtual_time"_L1].toString());
    const auto before = fromIso(world.begin["virtual_time"_L1].toString());
    return then && before ? between(*before, *then) : Duration::zero();
}

/// Whoever is about to serve has the rows that consumers have seen.
QList<ScoreCheck> wholeChecks(const RehearsedWorld &world, const FailoverGroup &group)
{
    QList<ScoreCheck> checks;
    for (auto it = world.atRepoint.begin(); it != world.atRepoint.end(); ++it) {
        const Region from = regionFromKey(servingIn(it.value(), group.name)).value_or(Region::Primary);
        const Duration span = sinceBreak(world, it.value());
        QStringList lacking;
        for (const Twin &twin : twinsOf(it.value(), world.begin, otherRegion(from), group)) {
            if (lacksRows(twin, span))
                lacking.append(twin.here["name"_L1].toString());
        }
        const QString none = CheckWords::tr("none");
        checks.append(
            {CheckWords::tr("Pipelines that lacked rows when the %1 moved the consumers to them").arg(it.key()), none,
             lacking.isEmpty() ? none : lacking.join(u", "_s), lacking.isEmpty()});
    }
    return checks;
}

ScoreCheck holeCheck(const simulator::Scenario &scenario, const RehearsedWorld &world, const FailoverGroup &group)
{
    const QJsonObject &state = world.atBackfill;
    const Region back = regionFromKey(servingIn(world.begin, scenario.group)).value_or(Region::Primary);
    const QList<Twin> twins = twinsOf(state, world.begin, back, group);
    const Duration span = sinceBreak(world, state);
    const bool hidden = std::any_of(twins.begin(), twins.end(),
                                    [&](const Twin &twin) { return watermarkIsLevel(twin) && lacksRows(twin, span); });
    const bool waited = servingIn(state, scenario.group) == regionKey(otherRegion(back));
    const QString found = state.isEmpty() ? CheckWords::tr("there was no back-fill")
        : !hidden                         ? CheckWords::tr("the watermark did not hide a hole")
        : !waited                         ? CheckWords::tr("consumers had moved back over it")
                                          : CheckWords::tr("they did");
    return {CheckWords::tr("Consumers stayed away from a hole that the watermark hid, until the back-fill"),
            CheckWords::tr("they did"), found, hidden && waited};
}

} // namespace

QList<ScoreCheck> worldChecks(const simulator::Scenario &scenario, const Estate &estate, const RehearsedWorld &world)
{
    const FailoverGroup *group = estate.group(scenario.group);
    if (!group)
        return {};
    QList<ScoreCheck> checks{servingCheck(scenario, world), exactlyOnceCheck(world)};
    checks += roleChecks(scenario, world, *group);
    checks += requestChecks(scenario, world);
    checks += wholeChecks(world, *group);
    if (!estate.terraform.coordinationWorkspace.isEmpty())
        checks.append(lockCheck(estate, world));
    checks.append(flagCheck(world, *group));
    if (scenario.expected.holeBehindMax)
        checks.append(holeCheck(scenario, world, *group));
    return checks;
}

} // namespace twinlake
