// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a run's options do to a plan of the reference module: targets, replacements, destroy, refresh-only
// (contracts/terraform-cloud-api.md 4.1).
#pragma once

#include "app/simulator/terraform/tfplanner.h"

#include <nlohmann/json_fwd.hpp>

namespace twinlake::simulator {

/// Narrows or turns `changes` (resource_changes) and the result's edits and counts.
void applyRunOptions(const TfRun &run, nlohmann::json &changes, const nlohmann::json &drift, TfPlanResult &result);
/// A resource address, or what it is part of, is among the targets.
bool isTargeted(const QString &address, const QStringList &targets);
/// The lines of the human log, a block for each change.
QStringList drawnChanges(const nlohmann::json &changes);

} // namespace twinlake::simulator
