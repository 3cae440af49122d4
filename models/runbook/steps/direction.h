// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which region a recipe leaves, and whether that still holds.
#pragma once

#include "models/runbook/recipe.h"

namespace twinlake::steps {

FactRequest readWhoServes(const StepContext &c);
/// By the canary if there is one, else by the pointer's configuration; empty when neither says so.
std::optional<Region> servingRegion(const StepContext &c);
/// The way that was found at the start is no longer the way to go: another driver's recipe came to its end meanwhile.
bool isOvertaken(const StepContext &c);

} // namespace twinlake::steps
