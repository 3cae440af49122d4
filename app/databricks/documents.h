// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Databricks' JSON documents as domain values. Every field may be absent; an unknown word is kept as text.
// Source: contracts/databricks-api.md sections 3.1, 4 and 5.2.
#pragma once

#include "models/domain/databricks.h"
#include "models/domain/result.h"

#include <nlohmann/json_fwd.hpp>

namespace twinlake {

Result<Pipeline> pipelineFrom(const nlohmann::json &document);
/// One of GET updates: UpdateInfo, or UpdateStateInfo of a pipeline document; their creation times differ in type.
Update updateFrom(const nlohmann::json &document);
Result<QList<Update>> updatesFrom(const nlohmann::json &document);
Result<Job> jobFrom(const nlohmann::json &document);
Result<JobRun> jobRunFrom(const nlohmann::json &document);
Result<QList<JobRun>> jobRunsFrom(const nlohmann::json &document);
Result<Warehouse> warehouseFrom(const nlohmann::json &document);

} // namespace twinlake
