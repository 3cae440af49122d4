// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/process/scenario.h"

#include "app/simulator/process/scenarioreader.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <nlohmann/json.hpp>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

const QString resourceFolder = u":/scenarios"_s;
const QString defaultScenario = u"regional-outage"_s;

tl::unexpected<Error> wrong(const QString &what)
{
    return fail(Error::Kind::Configuration,
                QCoreApplication::translate("Scenario", "The scenario file is wrong: %1").arg(what));
}

} // namespace

const QStringList &scenarioRecipes()
{
    static const QStringList all{u"failover"_s, u"switchover"_s, u"failback"_s, u"rearm"_s, u"settle-debt"_s};
    return all;
}

QStringList scenarioIds()
{
    QStringList ids;
    const QStringList files = QDir(resourceFolder).entryList({u"*.json"_s}, QDir::Files, QDir::Name);
    for (const QString &file : files)
        ids << file.chopped(5);
    if (ids.removeOne(defaultScenario))
        ids.prepend(defaultScenario);
    return ids;
}

Result<Scenario> loadScenario(const QString &id)
{
    const Result<QByteArray> text = scenarioText(id);
    if (!text)
        return tl::unexpected<Error>(text.error());
    return parseScenario(*text);
}

Result<QByteArray> scenarioText(const QString &id)
{
    const bool ofTheirOwn = id.endsWith(u".json"_s);
    if (!ofTheirOwn && !scenarioIds().contains(id)) {
        return fail(Error::Kind::Configuration,
                    QCoreApplication::translate("Scenario", "There is no scenario \"%1\". Valid: %2.")
                        .arg(id.left(60), scenarioIds().join(u", "_s)));
    }
    QFile file(ofTheirOwn ? id : u"%1/%2.json"_s.arg(resourceFolder, id));
    if (!file.open(QIODevice::ReadOnly))
        return wrong(file.errorString());
    return file.readAll();
}

Result<Scenario> parseScenario(const QByteArray &text)
{
    const json document = json::parse(text.toStdString(), nullptr, false);
    if (!document.is_object() || !document.value("schema", json()).is_number() || document["schema"] != 1)
        return wrong(u"it is not a JSON object with \"schema\": 1."_s);
    Scenario scenario;
    if (const QString complaint = readScenario(document, scenario); !complaint.isEmpty())
        return wrong(complaint);
    return scenario;
}

} // namespace twinlake::simulator
