// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "models/rules/planprojection.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonArray attributesOf(const ResourceChange &change)
{
    QList<AttributeChange> sorted;
    std::copy_if(change.attributes.cbegin(), change.attributes.cend(), std::back_inserter(sorted),
                 [](const AttributeChange &attribute) { return !isVolatilePath(attribute.path); });
    std::sort(sorted.begin(), sorted.end(), [](const auto &a, const auto &b) { return a.path < b.path; });
    QJsonArray all;
    for (const AttributeChange &one : std::as_const(sorted))
        all.append(QJsonArray{one.path, one.before, one.after, one.unknownAfter, one.sensitive});
    return all;
}

} // namespace

bool isVolatilePath(const QString &path)
{
    static const QRegularExpression separator(u"[.\\[]"_s);
    static const QSet<QString> moving{u"state"_s,  u"latest_updates"_s, u"last_modified"_s,
                                      u"health"_s, u"cause"_s,          u"cluster_id"_s};
    return moving.contains(path.section(separator, 0, 0));
}

QByteArray projectionHash(const PlanDiff &plan)
{
    QList<ResourceChange> sorted;
    std::copy_if(plan.changes.cbegin(), plan.changes.cend(), std::back_inserter(sorted), [](const auto &change) {
        return change.mode != "data"_L1 && change.actions != QStringList{u"no-op"_s};
    });
    std::sort(sorted.begin(), sorted.end(), [](const auto &a, const auto &b) { return a.address < b.address; });
    QJsonArray resources;
    for (const ResourceChange &change : std::as_const(sorted)) {
        resources.append(QJsonArray{change.address, QJsonArray::fromStringList(change.actions), attributesOf(change)});
    }
    const QJsonDocument projection(QJsonArray{resources, plan.errored, plan.complete});
    return QCryptographicHash::hash(projection.toJson(QJsonDocument::Compact), QCryptographicHash::Sha256).toHex();
}

} // namespace twinlake
