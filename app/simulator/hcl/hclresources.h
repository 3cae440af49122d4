// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The resource types that the simulator can carry out for an uploaded configuration: the built-in terraform_data and
// null_resource. Everything else would need a provider, and is refused.
#pragma once

#include "app/simulator/hcl/hclvalue.h"

#include <QStringList>

namespace twinlake::simulator {

/// Empty for a type that the simulator does not have.
QString providerOf(const QString &type);
QStringList argumentsOf(const QString &type);

struct HclPlannedAttributes {
    nlohmann::json attributes; ///< with unknowns
    QStringList replacedBy; ///< attributes whose change needs a replacement
};
/// `prior` is null for a resource that is not there yet.
HclPlannedAttributes planAttributes(const QString &type, const nlohmann::json &prior, const nlohmann::json &arguments);
/// What the provider returns; `newId` is used if the resource is made.
nlohmann::json applyAttributes(const QString &type, const nlohmann::json &prior, const nlohmann::json &arguments,
                               const QString &newId);
/// A state file keeps dynamic attributes together with their types.
nlohmann::json toStateAttributes(const QString &type, nlohmann::json attributes);
nlohmann::json fromStateAttributes(const QString &type, nlohmann::json attributes);
/// provider_schemas of the redacted plan, for the types in use.
nlohmann::json schemaOfType(const QString &type);

} // namespace twinlake::simulator
