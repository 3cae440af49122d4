// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What an approval of a Terraform plan is bound to: never the raw plan, in which time stamps and drift differ each time
// (contracts/terraform-cloud-api.md 5.2.1).
#pragma once

#include "models/domain/terraform.h"

#include <QByteArray>

namespace twinlake {

/// SHA-256 in hex over the sorted (address, actions, changed paths with both values) and whether the plan is whole.
QByteArray projectionHash(const PlanDiff &plan);

/// The six attributes that any update of a pipeline moves by itself: state, latest_updates, last_modified, health,
/// cause, cluster_id.
bool isVolatilePath(const QString &path);

} // namespace twinlake
