// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// RegionAccess: what a Terraform apply reads and changes in one region. The Terraform half of the world knows the
// Databricks half by this alone, as the real provider knows it by its API.
#pragma once

#include "models/domain/ids.h"

#include <QString>

#include <nlohmann/json_fwd.hpp>

#include <optional>

namespace twinlake::simulator {

class RegionAccess {
public:
    virtual ~RegionAccess() = default;

    /// False while the region is out: the provider's refresh then fails and so does the plan or the apply.
    virtual bool answers() const = 0;

    /// The GET /api/2.0/pipelines/{id} document; empty if there is no such pipeline.
    virtual std::optional<nlohmann::json> pipelineDocument(const PipelineId &id) const = 0;
    /// The PUT: full replacement of the spec, absent "continuous" means false; restarts as contract section 3.3 says.
    virtual void editPipeline(const PipelineId &id, const nlohmann::json &spec) = 0;

    /// What replacing the resource does: the tables and the checkpoint are gone, everything is read again.
    virtual void replacePipeline(const PipelineId &) { }

    /// The GET /api/2.2/jobs/get document; empty if there is no such job.
    virtual std::optional<nlohmann::json> jobDocument(const JobId &id) const = 0;
    /// jobs/reset: full replacement of the settings.
    virtual void resetJob(const JobId &id, const nlohmann::json &settings) = 0;
};

} // namespace twinlake::simulator
