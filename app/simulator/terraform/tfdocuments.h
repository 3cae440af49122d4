// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The JSON:API resources of the simulated HCP Terraform (contracts/terraform-cloud-api.md 2.3, 3.1, 4.3, 5.1). Blocks
// whose absence makes the official CLI panic (permissions, actions) are always there.
#pragma once

#include "app/simulator/terraform/terraformworld.h"

#include <nlohmann/json_fwd.hpp>

namespace twinlake::simulator {

/// {"data": {"id", "type"}}, or {"data": null} for an empty id.
nlohmann::json relationTo(const QString &type, const QString &id);
std::string utf8(const QString &text);

nlohmann::json userDocument(const TfPrincipal &who);
nlohmann::json organizationDocument(const Fleet &fleet);
nlohmann::json entitlementDocument(const Fleet &fleet);
nlohmann::json workspaceDocument(const TerraformWorld &world, const TfWorkspace &workspace, const TfPrincipal &asker);
nlohmann::json variableDocument(const TfWorkspace &workspace, const TfVariable &variable);
nlohmann::json variableSetDocument(const TfVarSet &set, const QString &organization);
nlohmann::json variableSetVariableDocument(const TfVarSet &set, const TfVariable &variable);
/// `uploadUrl` is shown once, to whom created it.
nlohmann::json configurationVersionDocument(const TfConfigurationVersion &version, const QString &uploadUrl = {});
/// `origin` is the address of the blob host.
nlohmann::json stateVersionDocument(const TfStateVersion &version, const QString &origin, SimTime now);
/// The value of a sensitive output is shown on request alone.
nlohmann::json outputDocument(const TfStateOutput &output, bool withSensitive);

nlohmann::json runDocument(const TerraformWorld &world, const TfRun &run, const TfPrincipal &asker);
nlohmann::json policyCheckDocument(const TfRun &run, const TfPolicyCheck &check, const TfPrincipal &asker);
nlohmann::json runEventDocument(const TfRunEvent &event);
nlohmann::json commentDocument(const TfComment &comment);
/// `logOrigin` is the address of the blob host, on another port.
nlohmann::json planDocument(const TfRun &run, const QString &logOrigin);
nlohmann::json applyDocument(const TfRun &run, const QString &logOrigin);
/// The user behind an id, as far as they were ever here.
nlohmann::json personDocument(const TerraformWorld &world, const QString &id);
nlohmann::json relationToMany(const QString &type, const QStringList &ids);
/// Where in the run's queue it stands: 0 holds its workspace or is next, else how many are ahead.
int queuePosition(const TerraformWorld &world, const TfRun &run);

} // namespace twinlake::simulator
