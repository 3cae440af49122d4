// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Configuration versions and state versions, as values (contracts/terraform-cloud-api.md section 7).
#pragma once

#include "app/simulator/terraform/tfvalues.h"

#include <memory>

namespace twinlake::simulator {

struct HclTree;

struct TfConfigurationVersion {
    QString id; ///< cv-...
    QString workspaceId;
    QString status; ///< pending, uploaded, errored, archived
    QString source; ///< tfe-api, terraform
    QString error;
    bool speculative = false;
    bool provisional = false;
    bool autoQueueRuns = true;
    QByteArray uploadSecret;
    QByteArray archive;
    std::shared_ptr<const HclTree> tree; ///< the archive's files, parsed; empty for a reference configuration
    QList<QPair<QString, SimTime>> reached;
};

struct TfStateOutput {
    QString id; ///< wsout-...
    QString name;
    bool sensitive = false;
    QByteArray value; ///< JSON
    QByteArray detailedType; ///< JSON, as cty writes types
};

struct TfStateVersion {
    QString id; ///< sv-...
    QString workspaceId;
    QString runId; ///< empty if a client uploaded it
    QString createdBy;
    QString status; ///< pending, finalized, discarded
    std::int64_t serial = 0;
    QString md5;
    QString lineage;
    QString terraformVersion;
    QByteArray raw; ///< state file, version 4
    QByteArray json; ///< `terraform show -json` form
    QByteArray secret; ///< what the upload and download addresses end with
    bool jsonUploaded = false;
    QList<TfStateOutput> outputs;
    QByteArray resources; ///< JSON list as section 7.2 shows it
    int resourceCount = 0;
    SimTime createdAt;
    SimTime processedAt; ///< outputs and resources can be read from then on
};

} // namespace twinlake::simulator
