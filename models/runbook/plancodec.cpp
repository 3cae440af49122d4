// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Plans and the guard's verdicts as JSON.
#include "models/runbook/codec.h"

#include <QStringList>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

const QStringList guardKeys{u"allowed"_s, u"nothing_to_do"_s, u"blocked"_s};

QJsonObject toJson(const AttributeChange &change)
{
    return {{u"path"_s, change.path},
            {u"before"_s, change.before},
            {u"after"_s, change.after},
            {u"unknown_after"_s, change.unknownAfter},
            {u"sensitive"_s, change.sensitive}};
}

QJsonObject toJson(const ResourceChange &change)
{
    QJsonArray attributes;
    for (const AttributeChange &attribute : change.attributes)
        attributes.append(toJson(attribute));
    return {{u"address"_s, change.address},
            {u"mode"_s, change.mode},
            {u"type"_s, change.type},
            {u"actions"_s, QJsonArray::fromStringList(change.actions)},
            {u"action_reason"_s, change.actionReason},
            {u"previous_address"_s, change.previousAddress},
            {u"deposed"_s, change.deposed},
            {u"importing"_s, change.importing},
            {u"replaces"_s, change.replaces},
            {u"resource_id"_s, change.resourceId},
            {u"attributes"_s, attributes}};
}

template <typename Item>
QJsonArray arrayOf(const QList<Item> &items)
{
    QJsonArray array;
    for (const Item &item : items)
        array.append(toJson(item));
    return array;
}

AttributeChange attributeFrom(const QJsonObject &object)
{
    return {object["path"_L1].toString(), object["before"_L1].toString(), object["after"_L1].toString(),
            object["unknown_after"_L1].toBool(), object["sensitive"_L1].toBool()};
}

QList<AttributeChange> attributesFrom(const QJsonArray &array)
{
    QList<AttributeChange> all;
    for (const QJsonValue value : array)
        all.append(attributeFrom(value.toObject()));
    return all;
}

QList<ResourceChange> resourcesFrom(const QJsonArray &array)
{
    QList<ResourceChange> all;
    for (const QJsonValue value : array) {
        const QJsonObject object = value.toObject();
        ResourceChange change;
        change.address = object["address"_L1].toString();
        change.mode = object["mode"_L1].toString();
        change.type = object["type"_L1].toString();
        for (const QJsonValue action : object["actions"_L1].toArray())
            change.actions.append(action.toString());
        change.actionReason = object["action_reason"_L1].toString();
        change.previousAddress = object["previous_address"_L1].toString();
        change.deposed = object["deposed"_L1].toBool();
        change.importing = object["importing"_L1].toBool();
        change.replaces = object["replaces"_L1].toBool();
        change.resourceId = object["resource_id"_L1].toString();
        change.attributes = attributesFrom(object["attributes"_L1].toArray());
        all.append(change);
    }
    return all;
}

} // namespace

QJsonObject toJson(const PlanDiff &plan)
{
    return {{u"format_version"_s, plan.formatVersion},
            {u"changes"_s, arrayOf(plan.changes)},
            {u"drift"_s, arrayOf(plan.drift)},
            {u"outputs"_s, arrayOf(plan.outputs)},
            {u"errored"_s, plan.errored},
            {u"complete"_s, plan.complete},
            {u"has_deferred"_s, plan.hasDeferred}};
}

PlanDiff planFromJson(const QJsonObject &object)
{
    PlanDiff plan;
    plan.formatVersion = object["format_version"_L1].toString();
    plan.changes = resourcesFrom(object["changes"_L1].toArray());
    plan.drift = resourcesFrom(object["drift"_L1].toArray());
    plan.outputs = attributesFrom(object["outputs"_L1].toArray());
    plan.errored = object["errored"_L1].toBool();
    plan.complete = object["complete"_L1].toBool();
    plan.hasDeferred = object["has_deferred"_L1].toBool();
    return plan;
}

QJsonObject toJson(const GuardVerdict &verdict)
{
    QJsonArray findings;
    for (const GuardFinding &finding : verdict.findings)
        findings.append(QJsonObject{{u"address"_s, finding.address},
                                    {u"path"_s, finding.path},
                                    {u"before"_s, finding.before},
                                    {u"after"_s, finding.after},
                                    {u"allowed"_s, finding.allowed},
                                    {u"reason"_s, finding.reason}});
    return {{u"kind"_s, guardKeys.value(static_cast<int>(verdict.kind))},
            {u"sentence"_s, verdict.sentence},
            {u"hash"_s, QString::fromLatin1(verdict.projectionHash)},
            {u"findings"_s, findings}};
}

GuardVerdict guardFromJson(const QJsonObject &object)
{
    GuardVerdict verdict;
    const auto kind = guardKeys.indexOf(object["kind"_L1].toString());
    verdict.kind = kind < 0 ? GuardVerdict::Kind::Blocked : static_cast<GuardVerdict::Kind>(kind);
    verdict.sentence = object["sentence"_L1].toString();
    verdict.projectionHash = object["hash"_L1].toString().toLatin1();
    for (const QJsonValue value : object["findings"_L1].toArray()) {
        const QJsonObject finding = value.toObject();
        verdict.findings.append({finding["address"_L1].toString(), finding["path"_L1].toString(),
                                 finding["before"_L1].toString(), finding["after"_L1].toString(),
                                 finding["allowed"_L1].toBool(), finding["reason"_L1].toString()});
    }
    return verdict;
}

} // namespace twinlake
