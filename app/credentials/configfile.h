// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Databricks configuration file (~/.databrickscfg): INI with its own traps (contracts/databricks-api.md 1.5).
#pragma once

#include "models/domain/result.h"

#include <QMap>
#include <QString>

namespace twinlake {

/// The keys of one profile, lower case. Nothing is inherited from [DEFAULT]; [__settings__] is no profile. An empty
/// name means what [__settings__] calls default_profile, else [DEFAULT]. Kind Configuration if there is none.
Result<QMap<QString, QString>> profileIn(const QString &text, const QString &name);

/// DATABRICKS_CONFIG_FILE, else ~/.databrickscfg.
QString databricksConfigPath();

/// A local text file of at most 1 MiB; kind Configuration says which file cannot be read and why.
Result<QString> readConfigFile(const QString &path);

} // namespace twinlake
