// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/process/scenarioworld.h"

#include "models/rules/quartzcron.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace {

constexpr int mostPipelines = 2000;

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

QString readDuration(const QString &key, const json &value, Scenario &scenario)
{
    if (!value.is_number() || value.get<double>() < 0 || value.get<double>() > 86400)
        return u"\"world\" has no duration \"%1\" of that size."_s.arg(key);
    scenario.world[key] = SimDuration(std::llround(value.get<double>() * 1000.0));
    return {};
}

QString readPipelines(const json &value, Scenario &scenario)
{
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() < 4 || value.get<std::uint64_t>() > mostPipelines)
        return u"\"world.pipelines\" must be from 4 to %1."_s.arg(mostPipelines);
    scenario.pipelines = value.get<int>();
    return {};
}

QString readThroughput(const json &value, Scenario &scenario)
{
    if (!value.is_number() || value.get<double>() < 0 || value.get<double>() > 10'000)
        return u"\"world.throughput\" must be from 0 to 10000 event-seconds a second."_s;
    scenario.throughput = value.get<double>();
    return {};
}

QString readCron(const json &value, Scenario &scenario)
{
    scenario.jobCron = value.is_string() ? QString::fromStdString(value.get<std::string>()) : QString();
    return QuartzCron::parse(scenario.jobCron) ? QString() : u"\"world.job_cron\" is no Quartz expression."_s;
}

QString readSecondaryFailed(const json &value, Scenario &scenario)
{
    scenario.secondaryFailed = value == true;
    return value.is_boolean() ? QString() : u"\"world.secondary_failed\" must be true or false."_s;
}

QString readSecondaryDisarmed(const json &value, Scenario &scenario)
{
    scenario.secondaryDisarmed = value == true;
    return value.is_boolean() ? QString() : u"\"world.secondary_disarmed\" must be true or false."_s;
}

} // namespace

QStringList scenarioWorldKeys()
{
    QStringList keys;
    for (const Knob &knob : knobs())
        keys << knob.name;
    return keys
        + QStringList{u"pipelines"_s, u"throughput"_s, u"job_cron"_s, u"secondary_failed"_s, u"secondary_disarmed"_s};
}

QString readScenarioWorld(const json &world, Scenario &scenario)
{
    using Reader = QString (*)(const json &, Scenario &);
    static const std::map<std::string, Reader> readers = {{"pipelines", readPipelines},
                                                          {"throughput", readThroughput},
                                                          {"job_cron", readCron},
                                                          {"secondary_failed", readSecondaryFailed},
                                                          {"secondary_disarmed", readSecondaryDisarmed}};
    for (const auto &[name, value] : world.items()) {
        const auto reader = readers.find(name);
        const QString complaint = reader != readers.end() ? reader->second(value, scenario)
                                                          : readDuration(QString::fromStdString(name), value, scenario);
        if (!complaint.isEmpty())
            return complaint;
    }
    return {};
}

void applyScenario(const Scenario &scenario, Fleet &fleet)
{
    for (const Knob &knob : knobs()) {
        if (const auto wanted = scenario.world.find(knob.name); wanted != scenario.world.end())
            fleet.timings.*knob.member = wanted->second;
    }
    for (FleetGroup &group : fleet.groups) {
        if (group.name != scenario.group)
            continue;
        if (!scenario.jobCron.isEmpty())
            group.jobCron = scenario.jobCron;
        group.secondaryDisarmed = scenario.secondaryDisarmed;
        for (FleetPipeline &pipeline : group.pipelines) {
            pipeline.throughput = scenario.throughput.value_or(pipeline.throughput);
            pipeline.secondaryFailed = scenario.secondaryFailed;
        }
    }
    if (scenario.pipelines)
        growFleet(fleet, *scenario.pipelines);
}

} // namespace twinlake::simulator
