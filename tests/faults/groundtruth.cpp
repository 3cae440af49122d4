// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Names are those of the default world.
#include "tests/faults/groundtruth.h"

#include <QJsonArray>
#include <QStringList>

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

QList<QJsonObject> pipelinesOf(const QJsonObject &state, const QString &region, const QString &group)
{
    const QStringList names = group == "orders"_L1 ? QStringList{u"orders"_s, u"order_returns"_s} : QStringList{group};
    QList<QJsonObject> found;
    for (const QJsonValue one : state["regions"_L1][region]["pipelines"_L1].toArray()) {
        if (names.contains(one["name"_L1].toString()))
            found.append(one.toObject());
    }
    return found;
}

} // namespace

bool processes(const QJsonObject &state, const QString &region, const QString &group)
{
    const QList<QJsonObject> pipelines = pipelinesOf(state, region, group);
    return !pipelines.isEmpty() && std::all_of(pipelines.begin(), pipelines.end(), [](const QJsonObject &one) {
        return one["continuous"_L1].toBool() && one["active_update"_L1].isString();
    });
}

bool restsThere(const QJsonObject &state, const QString &region, const QString &group)
{
    const QList<QJsonObject> pipelines = pipelinesOf(state, region, group);
    return std::none_of(pipelines.begin(), pipelines.end(),
                        [](const QJsonObject &one) { return one["continuous"_L1].toBool(); });
}

bool isArmed(const QJsonObject &state, const QString &region, const QString &group)
{
    for (const QJsonValue one : state["regions"_L1][region]["jobs"_L1].toArray()) {
        if (one["name"_L1].toString() == u"Job for "_s + group)
            return one["pause_status"_L1].toString() == "UNPAUSED"_L1;
    }
    return false;
}

bool isUnreachable(const QJsonObject &state, const QString &region)
{
    const QJsonArray faults = state["faults"_L1].toArray();
    return std::any_of(faults.begin(), faults.end(), [&](const QJsonValue &fault) {
        const QString kind = fault["kind"_L1].toString();
        return fault["target"_L1].toString() == region && (kind == "refuse"_L1 || kind == "region_outage"_L1);
    });
}

QJsonObject workspaceNamed(const QJsonObject &state, const QString &name)
{
    for (const QJsonValue one : state["terraform"_L1]["workspaces"_L1].toArray()) {
        if (one["name"_L1].toString() == name)
            return one.toObject();
    }
    return {};
}

QJsonObject activationOf(const QJsonObject &state, const QString &region, const QString &group)
{
    return workspaceNamed(state, group + (region == "primary"_L1 ? u"-us-east-1"_s : u"-us-west-2"_s));
}

} // namespace twinlake
