// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the Terraform command line keeps its tokens (contracts/terraform-cloud-api.md 1.2), in its own order.
#pragma once

#include "models/domain/result.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace twinlake {

/// TF_TOKEN_<host>, then the CLI configuration, then credentials.tfrc.json. `host` is "name" or "name:port".
Result<QByteArray> terraformToken(const QString &host);

/// "TF_TOKEN_app_terraform_io": points become _, hyphens __.
QString tokenVariable(const QString &host);
/// The token of the block `credentials "host" { token = "..." }`.
std::optional<QString> tokenInCliConfig(const QString &text, const QString &host);
/// The token in {"credentials":{"host":{"token":"..."}}}.
std::optional<QString> tokenInCredentialsJson(const QString &text, const QString &host);

} // namespace twinlake
