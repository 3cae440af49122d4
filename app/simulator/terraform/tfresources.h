// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Databricks provider's view of a pipeline, a job and a notebook: API documents turned into state attributes, with
// HCL's singular block names and string ids (contracts/terraform-cloud-api.md 5.2.1).
#pragma once

#include <QString>

#include <nlohmann/json_fwd.hpp>

namespace twinlake::simulator {

/// `document` is the answer of GET /api/2.0/pipelines/{id}.
nlohmann::json pipelineAttributes(const nlohmann::json &document, const QString &workspaceHost);
/// `document` is the answer of GET /api/2.2/jobs/get.
nlohmann::json jobAttributes(const nlohmann::json &document, const QString &workspaceHost);
nlohmann::json notebookAttributes(const QString &path, const QString &workspaceHost);

/// One entry of resource_changes or resource_drift. `index` is the for_each key, empty for none.
nlohmann::json resourceEntry(const QString &module, const QString &type, const QString &name, const QString &index,
                             const nlohmann::json &before, const nlohmann::json &after);
/// "module.orders.databricks_notebook.dlt_pipeline["/a"]"
QString resourceAddress(const QString &module, const QString &type, const QString &name, const QString &index);

} // namespace twinlake::simulator
