// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The estate's manual steps as gates at the front of the steps they name.
#pragma once

#include "models/runbook/recipe.h"

namespace twinlake {

void placeManualSteps(Recipe &recipe);

} // namespace twinlake
