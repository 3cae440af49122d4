// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The last page of an incident: result, clocks, overrides, and what is still open in the world.
#pragma once

#include "models/views/wizardpage.h"

namespace twinlake {

WizardPage endPage(const RunState &run, const Estate &estate);

} // namespace twinlake
