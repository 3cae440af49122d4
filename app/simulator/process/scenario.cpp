// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/process/scenario.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <nlohmann/json.hpp>

#include <cmath>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

const QString resourceFolder = u":/scenarios"_s;

struct Knob {
    QString name;
    SimDuration FleetTimings::*member;
};

const std::vector<Knob> &knobs()
{
    static const std::vector<Knob> all = {{u"cluster_start_s"_s, &FleetTimings::clusterStart},
                                          {u"initializing_s"_s, &FleetTimings::initializing},
                                          {u"setting_up_tables_s"_s, &FleetTimings::settingUpTables},
                                          {u"stopping_s"_s, &FleetTimings::stopping},
                                          {u"trigger_s"_s, &FleetTimings::trigger},
                                          {u"warehouse_start_s"_s, &FleetTimings::warehouseStart},
                                          {u"statement_s"_s, &FleetTimings::statement},
                                          {u"run_queue_s"_s, &FleetTimings::runQueue},
                                          {u"plan_s"_s, &FleetTimings::plan},
                                          {u"apply_s"_s, &FleetTimings::apply},
                                          {u"feeder_delay_s"_s, &FleetTimings::feederDelay},
                                          {u"pointer_ttl_s"_s, &FleetTimings::pointerTtl}};
    return all;
}

QString textAt(const json &object, const char *key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? QString::fromStdString(found->get<std::string>()) : QString();
}

json objectAt(const json &object, const char *key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_object() ? *found : json::object();
}

std::chrono::seconds secondsAt(const json &object, const char *key)
{
    const auto found = object.find(key);
    return std::chrono::seconds(found != object.end() && found->is_number_unsigned() ? found->get<std::int64_t>() : 0);
}

tl::unexpected<Error> wrong(const QString &what)
{
    return fail(Error::Kind::Configuration,
                QCoreApplication::translate("Scenario", "The scenario file is wrong: %1").arg(what));
}

void readScript(const json &script, Scenario &scenario)
{
    scenario.normal = secondsAt(script, "normal_s");
    scenario.returnAfter = secondsAt(script, "return_after_s");
    const json breaks = script.value("break", json::array());
    for (const json &fault : breaks) {
        if (fault.is_object())
            scenario.breaks.append({textAt(fault, "target"), textAt(fault, "kind")});
    }
}

} // namespace

QStringList scenarioIds()
{
    QStringList ids;
    const QStringList files = QDir(resourceFolder).entryList({u"*.json"_s}, QDir::Files, QDir::Name);
    for (const QString &file : files)
        ids << file.chopped(5);
    return ids;
}

Result<Scenario> loadScenario(const QString &id)
{
    if (!scenarioIds().contains(id)) {
        return fail(Error::Kind::Configuration,
                    QCoreApplication::translate("Scenario", "There is no scenario \"%1\". Valid: %2.")
                        .arg(id.left(60), scenarioIds().join(u", "_s)));
    }
    QFile file(u"%1/%2.json"_s.arg(resourceFolder, id));
    if (!file.open(QIODevice::ReadOnly))
        return wrong(file.errorString());
    return parseScenario(file.readAll());
}

Result<Scenario> parseScenario(const QByteArray &text)
{
    const json document = json::parse(text.toStdString(), nullptr, false);
    if (!document.is_object() || !document.value("schema", json()).is_number() || document["schema"] != 1)
        return wrong(u"it is not a JSON object with \"schema\": 1."_s);
    Scenario scenario;
    scenario.id = textAt(document, "id");
    scenario.title = textAt(document, "title");
    scenario.summary = textAt(document, "summary");
    scenario.group = textAt(document, "group");
    if (scenario.id.isEmpty() || scenario.group.isEmpty())
        return wrong(u"\"id\" and \"group\" are needed."_s);
    const json world = objectAt(document, "world");
    for (const auto &[name, value] : world.items()) {
        const QString key = QString::fromStdString(name);
        const bool known =
            std::any_of(knobs().cbegin(), knobs().cend(), [&](const Knob &one) { return one.name == key; });
        if (!known || !value.is_number() || value.get<double>() < 0 || value.get<double>() > 86400)
            return wrong(u"\"world\" has no duration \"%1\" of that size."_s.arg(key));
        scenario.world[key] = SimDuration(std::llround(value.get<double>() * 1000.0));
    }
    const json timings = objectAt(document, "timings");
    for (const auto &[name, value] : timings.items())
        scenario.timings[QString::fromStdString(name)] = textAt(timings, name.c_str());
    readScript(objectAt(document, "script"), scenario);
    return scenario;
}

void applyScenario(const Scenario &scenario, Fleet &fleet)
{
    for (const Knob &knob : knobs()) {
        if (const auto wanted = scenario.world.find(knob.name); wanted != scenario.world.end())
            fleet.timings.*knob.member = wanted->second;
    }
}

} // namespace twinlake::simulator
