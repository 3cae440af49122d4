// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// FakeRegion: a region for Terraform to work on, in a few documents. It writes down the order of writes.
#pragma once

#include "app/simulator/world/fleet.h"
#include "app/simulator/world/regionaccess.h"

#include <QStringList>

#include <nlohmann/json.hpp>

#include <map>

namespace twinlake::simulator {

/// For QCOMPARE, which cannot compare JSON values themselves.
inline QByteArray shown(const nlohmann::json &value)
{
    return QByteArray::fromStdString(value.dump());
}

class FakeRegion : public RegionAccess {
public:
    FakeRegion(const Fleet &fleet, Region region)
    {
        const bool active = region == Region::Primary;
        for (const FleetGroup &group : fleet.groups) {
            for (const FleetPipeline &pipeline : group.pipelines)
                pipelines[pipeline.ids[region]] = pipelineOf(pipeline, region, active);
            jobs[group.jobs[region]] = jobOf(group, region, active);
        }
    }

    bool answers() const override { return up; }

    std::optional<nlohmann::json> pipelineDocument(const PipelineId &id) const override
    {
        const auto found = pipelines.find(id);
        return found == pipelines.end() ? std::nullopt : std::optional(found->second);
    }

    void editPipeline(const PipelineId &id, const nlohmann::json &spec) override
    {
        writes << QStringLiteral("pipeline continuous=%1").arg(spec.value("continuous", false) ? 1 : 0);
        pipelines[id]["spec"] = spec;
        pipelines[id]["state"] = stateAfterEdit;
        pipelines[id]["last_modified"] = 1790000000001;
    }

    std::optional<nlohmann::json> jobDocument(const JobId &id) const override
    {
        const auto found = jobs.find(id);
        return found == jobs.end() ? std::nullopt : std::optional(found->second);
    }

    void resetJob(const JobId &id, const nlohmann::json &settings) override
    {
        writes << QStringLiteral("job ")
                + QString::fromStdString(settings["schedule"]["pause_status"].get<std::string>());
        jobs[id]["settings"] = settings;
    }

    static nlohmann::json pipelineOf(const FleetPipeline &pipeline, Region region, bool active)
    {
        nlohmann::json spec = {{"id", pipeline.ids[region].value.toStdString()},
                               {"name", pipeline.name.toStdString()},
                               {"channel", "CURRENT"},
                               {"libraries", nlohmann::json::array({{{"notebook", {{"path", "/Repos/dlt/orders"}}}}})}};
        if (active)
            spec["continuous"] = true;
        return {{"pipeline_id", spec["id"]},
                {"name", spec["name"]},
                {"state", active ? "RUNNING" : "IDLE"},
                {"last_modified", 1790000000000},
                {"spec", spec}};
    }

    static nlohmann::json jobOf(const FleetGroup &group, Region region, bool active)
    {
        return {{"job_id", group.jobs[region].value},
                {"run_as_user_name", "operator@example.com"},
                {"settings",
                 {{"name", group.jobName.toStdString()},
                  {"format", "MULTI_TASK"},
                  {"schedule",
                   {{"quartz_cron_expression", group.jobCron.toStdString()},
                    {"timezone_id", group.jobTimeZone.toStdString()},
                    {"pause_status", active ? "PAUSED" : "UNPAUSED"}}}}}};
    }

    bool up = true;
    std::string stateAfterEdit = "STARTING";
    std::map<PipelineId, nlohmann::json> pipelines;
    std::map<JobId, nlohmann::json> jobs;
    QStringList writes;
};

} // namespace twinlake::simulator
