// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Fleet: which groups, pipelines, jobs, warehouses, tables and Terraform workspaces the world begins with, and how fast
// its servers are. A value, built once from seed and scenario; both halves of the world and the estate writer read it.
#pragma once

#include "app/simulator/world/scheduler.h"
#include "models/domain/ids.h"
#include "models/domain/region.h"

#include <QList>
#include <QString>

#include <optional>

namespace twinlake::simulator {

struct FleetPipeline {
    QString name; ///< the same in both regions; ids differ
    PerRegion<PipelineId> ids;
    QString bronzeTable; ///< main.bronze.<name>, a streaming table read by Auto Loader
    QString goldTable; ///< main.gold.<name>
    PerRegion<QString> landingZone; ///< "s3://acme-landing-us-east-1/orders/"
    SimDuration filePeriod; ///< the source closes a file about this often
    int eventsPerFile = 0; ///< median
    double throughput = 14.0; ///< event-seconds per second when catching up
    SimDuration lateness; ///< allowance, the estate's "lateness"
    std::optional<SimTime> origin; ///< its source's first event; empty: as long ago as the world remembers
    bool secondaryFailed = false; ///< its last update there, before the world opens, ended FAILED
};

struct FleetGroup {
    QString name;
    QList<FleetPipeline> pipelines;
    PerRegion<JobId> jobs; ///< one job a region for all pipelines of the group
    QString jobName;
    QString jobCron; ///< Quartz, in jobTimeZone
    QString jobTimeZone;
    PerRegion<QString> activationWorkspace; ///< Terraform workspace per region, variable active_region
    QString consumersWorkspace; ///< variable serving_region
    bool secondaryDisarmed = false; ///< somebody paused the secondary's job by hand, before the world opens
    SimDuration rto;
    SimDuration rpo;
};

/// Medians; each single case is drawn within +-30 % (contracts/databricks-api.md 8.1).
struct FleetTimings {
    SimDuration clusterStart = std::chrono::seconds(170);
    SimDuration initializing = std::chrono::seconds(6);
    SimDuration settingUpTables = std::chrono::seconds(12);
    SimDuration stopping = std::chrono::seconds(15);
    SimDuration trigger = std::chrono::seconds(5); ///< micro-batch interval of a running flow
    SimDuration warehouseStart = std::chrono::seconds(100);
    SimDuration statement = std::chrono::milliseconds(700);
    SimDuration runQueue = std::chrono::seconds(2);
    SimDuration plan = std::chrono::seconds(18);
    SimDuration apply = std::chrono::seconds(12); ///< Terraform's own work, beside the provider's waits
    SimDuration feederDelay = std::chrono::seconds(6); ///< source to landing zone
    SimDuration pointerTtl = std::chrono::seconds(10); ///< consumers follow the pointer after this
};

struct Fleet {
    std::uint64_t seed = 1;
    SimTime start; ///< virtual instant at which the world opens, already in normal operation
    PerRegion<QString> labels; ///< us-east-1, us-west-2
    PerRegion<WarehouseId> warehouses;
    QString organization; ///< of HCP Terraform
    QString coordinationWorkspace;
    QList<FleetGroup> groups;
    FleetTimings timings;
};

/// The reference world of recovery-model.md 4: orders (30 min), payments (2 h), clickstream (daily).
Fleet defaultFleet(std::uint64_t seed);
/// More groups beside those, until a region has so many pipelines.
void growFleet(Fleet &fleet, int pipelines);

} // namespace twinlake::simulator
