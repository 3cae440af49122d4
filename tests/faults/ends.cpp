// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ends as lists of what has to be so.
#include "tests/faults/ends.h"

#include "tests/faults/groundtruth.h"

#include <QList>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString primary = u"primary"_s;
const QString secondary = u"secondary"_s;

struct Fact {
    bool isSo;
    QString otherwise;
};

QString firstWrong(const QList<Fact> &facts)
{
    for (const Fact &fact : facts) {
        if (!fact.isSo)
            return fact.otherwise;
    }
    return {};
}

QList<Fact> isServedFrom(const QJsonObject &state, const QString &region, const QString &group)
{
    const QString pointer =
        workspaceNamed(state, u"consumers-"_s + group)["variables"_L1]["serving_region"_L1].toString();
    return {
        {state["serving_by_group"_L1][group].toString() == region,
         u"I2: the %1 does not serve %2"_s.arg(region, group)},
        {pointer == (region == primary ? "us-east-1"_L1 : "us-west-2"_L1), u"I2: serving_region is %1"_s.arg(pointer)},
        {!workspaceNamed(state, u"dr-coordination"_s)["locked"_L1].toBool(),
         u"the coordination lock was not given back"_s}};
}

QList<Fact> isActive(const QJsonObject &state, const QString &region, const QString &group)
{
    return {{processes(state, region, group), u"the pipelines of the %1 do not run continuously"_s.arg(region)},
            {!isArmed(state, region, group), u"the job of the %1 still fires"_s.arg(region)}};
}

QList<Fact> isStandby(const QJsonObject &state, const QString &region, const QString &group)
{
    return {{restsThere(state, region, group), u"a pipeline of the %1 is still continuous"_s.arg(region)},
            {isArmed(state, region, group), u"the %1 is not armed: its job is paused"_s.arg(region)}};
}

QList<Fact> isHeld(const QJsonObject &state, const QString &region, const QString &group)
{
    return {{activationOf(state, region, group)["locked_reason"_L1].toString().contains("twinlake-hold"_L1),
             u"the activated workspace is not held"_s}};
}

QList<Fact> nothingIsHeld(const QJsonObject &state, const QString &group)
{
    return {
        {!activationOf(state, primary, group)["locked"_L1].toBool(), u"the workspace of the primary is locked"_s},
        {!activationOf(state, secondary, group)["locked"_L1].toBool(), u"the workspace of the secondary is locked"_s}};
}

Fact flagIs(const QJsonObject &state, const QString &region, const QString &group, const QString &value)
{
    const QString found = activationOf(state, region, group)["variables"_L1]["active_region"_L1].toString();
    return {found == value, u"active_region of the %1 is %2"_s.arg(region, found)};
}

/// `region` serves and is active, the other is an armed standby.
QString isNormal(const QJsonObject &state, const QString &region, const QString &group)
{
    const QString other = region == primary ? secondary : primary;
    return firstWrong(isServedFrom(state, region, group) + isActive(state, region, group)
                      + isStandby(state, other, group) + nothingIsHeld(state, group)
                      + QList<Fact>{flagIs(state, region, group, u"true"_s), flagIs(state, other, group, u"false"_s)});
}

} // namespace

QString failoverIsWhole(const QJsonObject &state, const QString &group)
{
    return firstWrong(
        isServedFrom(state, secondary, group) + isActive(state, secondary, group) + isHeld(state, secondary, group)
        + QList<Fact>{flagIs(state, secondary, group, u"true"_s), flagIs(state, primary, group, u"true"_s)});
}

QString brokenGlassIsWhole(const QJsonObject &state, const QString &group)
{
    return firstWrong(isServedFrom(state, secondary, group) + isActive(state, secondary, group)
                      + isHeld(state, secondary, group));
}

QString switchoverIsWhole(const QJsonObject &state, const QString &group)
{
    return isNormal(state, secondary, group);
}

QString failbackIsWhole(const QJsonObject &state, const QString &group)
{
    return isNormal(state, primary, group);
}

} // namespace twinlake
