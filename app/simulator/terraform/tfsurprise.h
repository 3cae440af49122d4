// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A change that nobody asked for, put into a plan that is otherwise as it should be (contracts/terraform-cloud-api.md
// 5.2.1): a pipeline that must be replaced, or a notebook with other content.
#pragma once

#include "app/simulator/terraform/tfconditions.h"
#include "app/simulator/terraform/tfplanner.h"

namespace twinlake::simulator {

/// Nothing happens to a plan that failed or that has no such resource.
void putSurprise(TfPlanResult &result, TfSurprise surprise);

} // namespace twinlake::simulator
