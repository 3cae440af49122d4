// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Each part as compact JSON, hashed.
#include "models/runbook/estateprint.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

QString hashOf(const QByteArray &bytes, int digits)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().left(digits));
}

QString hashOf(const QJsonObject &part)
{
    return hashOf(QJsonDocument(part).toJson(QJsonDocument::Compact), 16);
}

QJsonArray both(const QString &primary, const QString &secondary)
{
    return {primary, secondary};
}

QJsonArray textOf(const PerRegion<QString> &values)
{
    return both(values.primary, values.secondary);
}

QJsonArray textOf(const EstateVariable &variable)
{
    return {variable.workspace, variable.variable};
}

QJsonObject regionsOf(const Estate &estate)
{
    QJsonObject part;
    for (const Region region : bothRegions) {
        const EstateRegion &one = estate.regions[region];
        part.insert(regionKey(region), QJsonArray{one.label, one.host.toString(), one.warehouse.value});
    }
    return part;
}

QJsonObject terraformOf(const Estate &estate)
{
    return {{u"address"_s, estate.terraform.address.toString()},
            {u"organization"_s, estate.terraform.organization},
            {u"coordination"_s, estate.terraform.coordinationWorkspace}};
}

QJsonObject pipelineOf(const EstatePipeline &pipeline)
{
    QJsonArray tables;
    for (const EstateTable &table : pipeline.goldTables)
        tables.append(
            QJsonArray{textOf(table.names), table.eventTimestamp, static_cast<qint64>(table.lateness.count())});
    return {{u"name"_s, pipeline.name},
            {u"ids"_s, both(pipeline.pipelineIds.primary.value, pipeline.pipelineIds.secondary.value)},
            {u"jobs"_s,
             both(QString::number(pipeline.jobIds.primary.value), QString::number(pipeline.jobIds.secondary.value))},
            {u"activation"_s, static_cast<int>(pipeline.activation)},
            {u"gold"_s, tables},
            {u"bronze"_s, QJsonArray::fromStringList(pipeline.bronzeTables)},
            {u"landing"_s, textOf(pipeline.landingZones)}};
}

QJsonObject pipelinesOf(const FailoverGroup &group)
{
    QJsonArray all;
    for (const EstatePipeline &pipeline : group.pipelines)
        all.append(pipelineOf(pipeline));
    return {{u"pipelines"_s, all}};
}

QJsonObject consumersOf(const FailoverGroup &group)
{
    if (!group.consumers)
        return {};
    QJsonObject part{{u"variable"_s, textOf(group.consumers->variable)},
                     {u"values"_s, textOf(group.consumers->values)}};
    if (const auto &canary = group.consumers->canary)
        part.insert(u"canary"_s, QJsonArray{canary->url.toString(), canary->regionPointer, canary->watermarkPointer});
    return part;
}

QJsonObject manualStepsOf(const FailoverGroup &group)
{
    QJsonArray all;
    for (const ManualStep &step : group.manualSteps)
        all.append(QJsonArray{step.before.value, step.title, step.text});
    return {{u"steps"_s, all}};
}

QJsonObject rulesOf(const Estate &estate)
{
    QJsonArray witnesses;
    for (const QUrl &witness : estate.witnesses)
        witnesses.append(witness.toString());
    QJsonArray timings;
    for (const Duration span :
         {estate.timings.dwell, estate.timings.commitWindow, estate.timings.holdDown, estate.timings.soak})
        timings.append(static_cast<qint64>(span.count()));
    return {{u"approval"_s, static_cast<int>(estate.approval)}, {u"witnesses"_s, witnesses}, {u"timings"_s, timings}};
}

} // namespace

QJsonObject estatePrint(const Estate &estate, const FailoverGroup &group)
{
    return {{u"regions"_s, hashOf(regionsOf(estate))},
            {u"terraform"_s, hashOf(terraformOf(estate))},
            {u"pipelines"_s, hashOf(pipelinesOf(group))},
            {u"activation"_s,
             hashOf({{u"primary"_s, textOf(group.activation.primary)},
                     {u"secondary"_s, textOf(group.activation.secondary)}})},
            {u"consumers"_s, hashOf(consumersOf(group))},
            {u"manual_steps"_s, hashOf(manualStepsOf(group))},
            {u"rules"_s, hashOf(rulesOf(estate))}};
}

QStringList changedParts(const QJsonObject &opened, const QJsonObject &now)
{
    QStringList changed;
    for (auto part = opened.begin(); part != opened.end(); ++part) {
        if (now[part.key()] != part.value())
            changed.append(part.key());
    }
    return changed;
}

QString shortPrint(const QJsonObject &print)
{
    return print.isEmpty() ? QString() : hashOf(QJsonDocument(print).toJson(QJsonDocument::Compact), 6);
}

} // namespace twinlake
