// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Each question to the ledger, the state and the journal.
#include "tests/faults/judge.h"

#include <QJsonArray>
#include <QMap>
#include <QSet>
#include <QStringList>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject workspaceNamed(const QJsonObject &state, const QString &name)
{
    for (const QJsonValue &one : state["terraform"_L1]["workspaces"_L1].toArray()) {
        if (one["name"_L1].toString() == name)
            return one.toObject();
    }
    return {};
}

/// The pipelines of a group, by the names of the default world.
QList<QJsonObject> pipelinesOf(const QJsonObject &state, const QString &region, const QString &group)
{
    const QStringList names = group == "orders"_L1 ? QStringList{u"orders"_s, u"order_returns"_s} : QStringList{group};
    QList<QJsonObject> found;
    for (const QJsonValue &one : state["regions"_L1][region]["pipelines"_L1].toArray()) {
        if (names.contains(one["name"_L1].toString()))
            found.append(one.toObject());
    }
    return found;
}

QJsonObject jobOf(const QJsonObject &state, const QString &region, const QString &group)
{
    for (const QJsonValue &one : state["regions"_L1][region]["jobs"_L1].toArray()) {
        if (one["name"_L1].toString() == u"Job for "_s + group)
            return one.toObject();
    }
    return {};
}

bool processes(const QJsonObject &state, const QString &region, const QString &group)
{
    const QList<QJsonObject> pipelines = pipelinesOf(state, region, group);
    return !pipelines.isEmpty() && std::all_of(pipelines.begin(), pipelines.end(), [](const QJsonObject &one) {
        return one["continuous"_L1].toBool() && one["active_update"_L1].isString();
    });
}

bool isArmed(const QJsonObject &state, const QString &region, const QString &group)
{
    return jobOf(state, region, group)["pause_status"_L1].toString() == "UNPAUSED"_L1;
}

bool isAccepted(const QJsonObject &request)
{
    return request["mutating"_L1].toBool() && request["applied"_L1].toBool() && request["status"_L1].toInt() < 400;
}

/// "REH-1 activate" of "Twinlake REH-1 activate twinlake/0123".
QString purposeOf(const QString &message)
{
    return message.section(u' ', 1, 2);
}

} // namespace

QString failoverIsWhole(const QJsonObject &state, const QString &group)
{
    if (state["serving_by_group"_L1][group].toString() != "secondary"_L1)
        return u"I2: the secondary does not serve %1"_s.arg(group);
    if (!processes(state, u"secondary"_s, group))
        return u"the pipelines of the secondary do not run continuously"_s;
    if (isArmed(state, u"secondary"_s, group))
        return u"the job of the secondary still fires"_s;
    if (workspaceNamed(state, u"dr-coordination"_s)["locked"_L1].toBool())
        return u"the coordination lock was not given back"_s;
    const QJsonObject activated = workspaceNamed(state, group + u"-us-west-2"_s);
    if (!activated["locked_reason"_L1].toString().contains("twinlake-hold"_L1))
        return u"the activated workspace is not held"_s;
    if (activated["variables"_L1]["active_region"_L1].toString() != "true"_L1)
        return u"active_region of the secondary is not true"_s;
    return {};
}

QString nothingTwice(const QJsonObject &ledger, const QJsonObject &state, int consoles, int incidents)
{
    QMap<QString, int> accepted;
    for (const QJsonValue &entry : ledger["requests"_L1].toArray()) {
        const QJsonObject request = entry.toObject();
        if (isAccepted(request))
            ++accepted[request["target"_L1].toString() + u' ' + request["method"_L1].toString() + u' '
                       + request["path"_L1].toString() + u' ' + request["body_hash"_L1].toString()];
    }
    for (auto call = accepted.begin(); call != accepted.end(); ++call) {
        const int allowed = call.key().contains("/actions/unlock "_L1) ? consoles : incidents;
        if (call.value() > allowed)
            return u"I4: %1 was accepted %2 times"_s.arg(call.key()).arg(call.value());
    }
    QMap<QString, int> runs;
    for (const QJsonValue &one : state["terraform"_L1]["runs"_L1].toArray()) {
        if (!one["plan_only"_L1].toBool())
            ++runs[purposeOf(one["message"_L1].toString())];
    }
    for (auto run = runs.begin(); run != runs.end(); ++run) {
        if (run.value() > 1)
            return u"I4: %1 runs to %2"_s.arg(run.value()).arg(run.key());
    }
    return {};
}

QString somebodyProcesses(const QJsonObject &state, const QString &group)
{
    for (const QString &region : {u"primary"_s, u"secondary"_s}) {
        if (processes(state, region, group) || isArmed(state, region, group))
            return {};
    }
    return u"I1: nobody processes %1 and no standby is armed"_s.arg(group);
}

QString everyIntentHasItsOutcome(const QJsonObject &exported)
{
    QSet<QString> open;
    int intents = 0;
    for (const QJsonValue &event : exported["events"_L1].toArray()) {
        const QString id = event["data"_L1]["intent"_L1].toString();
        if (event["kind"_L1].toString() == "intent"_L1) {
            ++intents;
            open.insert(id);
        } else if (event["kind"_L1].toString() == "outcome"_L1
                   && event["data"_L1]["kind"_L1].toString() != "unknown"_L1) {
            open.remove(id);
        }
    }
    if (!exported["chain"_L1]["ok"_L1].toBool())
        return u"I6: the chain of the journal is broken"_s;
    if (intents == 0)
        return u"I6: the journal holds no intent"_s;
    return open.isEmpty() ? QString() : u"I6: without outcome: %1"_s.arg(QStringList(open.values()).join(u", "_s));
}

int acceptedChanges(const QJsonObject &ledger)
{
    const QJsonArray requests = ledger["requests"_L1].toArray();
    return static_cast<int>(std::count_if(requests.begin(), requests.end(),
                                          [](const QJsonValue &one) { return isAccepted(one.toObject()); }));
}

QString onlyFlips(const QJsonObject &ledger)
{
    for (const QJsonValue &entry : ledger["requests"_L1].toArray()) {
        const QString call = entry["method"_L1].toString() + u' ' + entry["path"_L1].toString();
        if (call.startsWith("DELETE"_L1) || call.contains("/create"_L1) || call.contains("force-unlock"_L1))
            return u"I9: %1"_s.arg(call);
    }
    return {};
}

} // namespace twinlake
