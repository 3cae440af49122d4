// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/rehearsal/keptscript.h"

#include "app/rehearsal/reportfile.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString fileName = u"script.json"_s;

QJsonValue instantOrNull(const std::optional<Instant> &instant)
{
    return instant ? QJsonValue(toIso(*instant)) : QJsonValue();
}

QJsonObject toJson(const PlayedFault &fault)
{
    return {{u"id"_s, fault.id},
            {u"kind"_s, fault.kind},
            {u"until_step"_s, fault.untilStep},
            {u"since"_s, toIso(fault.since)},
            {u"until"_s, instantOrNull(fault.until)},
            {u"wish"_s, static_cast<qint64>(fault.wish)},
            {u"because"_s, fault.because}};
}

PlayedFault faultFrom(const QJsonValue &value)
{
    return {value["id"_L1].toString(),
            value["kind"_L1].toString(),
            value["until_step"_L1].toString(),
            fromIso(value["since"_L1].toString()).value_or(Instant()),
            fromIso(value["until"_L1].toString()),
            static_cast<qsizetype>(value["wish"_L1].toInteger(-1)),
            value["because"_L1].toString()};
}

QJsonObject toJson(const ScriptPosition &position)
{
    QJsonArray faults;
    for (const PlayedFault &fault : position.faults)
        faults.append(toJson(fault));
    QStringList begun = position.begun.values();
    begun.sort();
    return {{u"break_at"_s, instantOrNull(position.breakAt)},
            {u"return_at"_s, instantOrNull(position.returnAt)},
            {u"broken"_s, position.broken},
            {u"begun"_s, QJsonArray::fromStringList(begun)},
            {u"faults"_s, faults}};
}

ScriptPosition positionFrom(const QJsonObject &object)
{
    ScriptPosition position;
    position.breakAt = fromIso(object["break_at"_L1].toString());
    position.returnAt = fromIso(object["return_at"_L1].toString());
    position.broken = object["broken"_L1].toBool();
    for (const QJsonValue step : object["begun"_L1].toArray())
        position.begun.insert(step.toString());
    for (const QJsonValue fault : object["faults"_L1].toArray())
        position.faults.append(faultFrom(fault));
    return position;
}

} // namespace

Result<> keepScript(const QString &folder, const KeptScript &script)
{
    const QJsonObject document{{u"schema"_s, 1},
                               {u"seed"_s, QString::number(script.seed)},
                               {u"scenario"_s, QString::fromUtf8(script.text)},
                               {u"position"_s, toJson(script.position)}};
    return writeReportFile(folder, fileName, document);
}

std::optional<KeptScript> keptScript(const QString &folder)
{
    QFile file(folder + u'/' + fileName);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonObject document = QJsonDocument::fromJson(file.readAll()).object();
    const QByteArray text = document["scenario"_L1].toString().toUtf8();
    const Result<simulator::Scenario> scenario = simulator::parseScenario(text);
    if (document["schema"_L1].toInt() != 1 || !scenario)
        return std::nullopt;
    return KeptScript{*scenario, text, document["seed"_L1].toString().toULongLong(),
                      positionFrom(document["position"_L1].toObject())};
}

} // namespace twinlake
