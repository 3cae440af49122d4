// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What an abort leaves, in the words of the simulator's state.
#include "tests/faults/abortends.h"

#include "tests/faults/ends.h"
#include "tests/faults/groundtruth.h"
#include "tests/faults/judge.h"

#include <QJsonArray>
#include <QMap>
#include <QStringList>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

QString noRunWaits(const QJsonObject &state)
{
    static const QStringList over{u"applied"_s, u"planned_and_finished"_s, u"discarded"_s, u"canceled"_s, u"errored"_s};
    for (const QJsonValue run : state["terraform"_L1]["runs"_L1].toArray()) {
        if (!over.contains(run["status"_L1].toString()))
            return u"the run \u201c%1\u201d is %2"_s.arg(run["message"_L1].toString(), run["status"_L1].toString());
    }
    return {};
}

QString bothRun(const QJsonObject &state, const QString &group)
{
    for (const QString &region : {u"primary"_s, u"secondary"_s}) {
        const QJsonObject workspace = activationOf(state, region, group);
        if (!processes(state, region, group))
            return u"the pipelines of the %1 do not run continuously"_s.arg(region);
        if (isArmed(state, region, group))
            return u"the job of the %1 still fires"_s.arg(region);
        if (workspace["variables"_L1]["active_region"_L1].toString() != "true"_L1)
            return u"active_region of the %1 was taken back"_s.arg(region);
        if (workspace["locked"_L1].toBool())
            return u"the workspace of the %1 is locked"_s.arg(region);
    }
    return {};
}

/// A second one in the place of one that was discarded is none too many.
QString twoRunsInForce(const QJsonObject &state)
{
    QMap<QString, int> runs;
    for (const QJsonValue one : state["terraform"_L1]["runs"_L1].toArray()) {
        const QString message = one["message"_L1].toString();
        if (!one["plan_only"_L1].toBool() && one["status"_L1].toString() != "discarded"_L1
            && ++runs[message.section(u' ', 1, 2)] > 1)
            return u"I4: two runs in force: %1"_s.arg(message);
    }
    return {};
}

} // namespace

QString nothingTwiceInForce(const QJsonObject &ledger, const QJsonObject &state, int consoles, int incidents)
{
    QMap<QString, QString> inForce; // by what is patched: the body
    QMap<QString, int> accepted;
    for (const QJsonValue entry : ledger["requests"_L1].toArray()) {
        const QJsonObject request = entry.toObject();
        const QString path = request["target"_L1].toString() + u' ' + request["path"_L1].toString();
        const QString body = request["body_hash"_L1].toString();
        if (!isAccepted(request))
            continue;
        if (request["method"_L1].toString() == "PATCH"_L1) {
            if (inForce.value(path) == body)
                return u"I4: %1 was set twice in a row"_s.arg(path);
            inForce.insert(path, body);
        } else if (++accepted[path + body] > (path.endsWith("/actions/unlock"_L1) ? consoles : incidents)) {
            return u"I4: %1 was accepted %2 times"_s.arg(path).arg(accepted.value(path + body));
        }
    }
    return twoRunsInForce(state);
}

QString nothingWasMoved(const QJsonObject &state, const QString &group)
{
    const QString wrong = failbackIsWhole(state, group);
    return wrong.isEmpty() ? noRunWaits(state) : wrong;
}

QString bothAreHot(const QJsonObject &state, const QString &group)
{
    const QJsonObject consumers = workspaceNamed(state, u"consumers-"_s + group);
    if (state["serving_by_group"_L1][group].toString() != "primary"_L1)
        return u"I2: the primary does not serve %1"_s.arg(group);
    if (consumers["variables"_L1]["serving_region"_L1].toString() != "us-east-1"_L1)
        return u"the consumers' variable was not set back"_s;
    if (workspaceNamed(state, u"dr-coordination"_s)["locked"_L1].toBool())
        return u"the coordination lock was not given back"_s;
    const QString wrong = bothRun(state, group);
    return wrong.isEmpty() ? noRunWaits(state) : wrong;
}

} // namespace twinlake
