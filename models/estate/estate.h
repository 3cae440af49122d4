// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Estate: the estate file as a value (design.md sections 3 and 13). The parser fills it only if nothing is wrong.
#pragma once

#include "models/domain/ids.h"
#include "models/domain/region.h"
#include "models/domain/time.h"

#include <QList>
#include <QString>
#include <QUrl>

#include <optional>

namespace twinlake {

/// How a region's pipeline is made to run all the time (recovery-model.md fact 10).
enum class Activation { ContinuousPipeline, ContinuousJob };
enum class Approval { Single, FourEyes };

struct EstateRegion {
    QString label; ///< "us-east-1": the name on every screen
    QUrl host;
    QString credentials; ///< source, as SecretStore takes it
    WarehouseId warehouse;
};

struct EstateTerraform {
    QUrl address;
    QString organization;
    QString credentials;
    QString coordinationWorkspace;
};

struct EstateTable {
    PerRegion<QString> names; ///< three-part; usually the same in both regions
    QString eventTimestamp; ///< column
    Duration lateness = std::chrono::minutes(2); ///< allowance L
};

struct EstatePipeline {
    QString name;
    PerRegion<PipelineId> pipelineIds;
    PerRegion<JobId> jobIds; ///< several pipelines may name one job
    Activation activation = Activation::ContinuousPipeline;
    QList<EstateTable> goldTables;
    QList<QString> bronzeTables; ///< optional: streaming tables read by Auto Loader, for the backlog witness
    PerRegion<QString> landingZones; ///< may be empty
};

struct EstateVariable {
    QString workspace;
    QString variable; ///< e.g. active_region, serving_region
};

struct EstateCanary {
    QUrl url;
    QString regionPointer; ///< JSON pointer
    QString watermarkPointer; ///< may be empty
};

struct EstateConsumers {
    EstateVariable variable;
    PerRegion<QString> values;
    std::optional<EstateCanary> canary;
};

struct ManualStep {
    StepId before;
    QString title;
    QString text;
};

struct FailoverGroup {
    QString name;
    Duration rto{};
    Duration rpo{};
    QList<EstatePipeline> pipelines;
    PerRegion<EstateVariable> activation; ///< the Terraform workspace and flag of each region
    std::optional<EstateConsumers> consumers;
    QList<ManualStep> manualSteps;

    /// All distinct jobs of a region.
    QList<JobId> jobs(Region region) const;
};

/// Optional "timings"; the defaults are those of recovery-model.md 3.
struct EstateTimings {
    Duration dwell = std::chrono::minutes(5);
    Duration commitWindow = std::chrono::minutes(15);
    Duration holdDown = std::chrono::minutes(30);
    Duration soak = std::chrono::minutes(30);
};

/// Present only in an estate that a simulator wrote: every host is loopback, time is the world's.
struct EstateRehearsal {
    QUrl control;
    QString id;
};

struct Estate {
    QString name;
    QString environment;
    PerRegion<EstateRegion> regions;
    EstateTerraform terraform;
    QList<FailoverGroup> groups;
    Approval approval = Approval::Single;
    QList<QUrl> witnesses;
    QString caBundle; ///< path, may be empty
    EstateTimings timings;
    std::optional<EstateRehearsal> rehearsal;

    const FailoverGroup *group(const QString &groupName) const;
};

} // namespace twinlake
