// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The text of plan and apply logs, STX first and ETX last (contracts/terraform-cloud-api.md 5.3).
#pragma once

#include "app/simulator/terraform/tfplanner.h"

#include <QString>

namespace twinlake::simulator {

/// STX and the three lines that the CLI drops from every log.
QString logPreamble(const QString &terraformVersion);
/// From refresh to the end of the plan, ETX included.
QString planLog(const TfPlanResult &result);
/// `outputs` are the lines that close it, if there are any.
QString applySummaryLog(const TfPhase &apply, const QString &outputs);
QString applyErrorLog(const QString &error);

} // namespace twinlake::simulator
