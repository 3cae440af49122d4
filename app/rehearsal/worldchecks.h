// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The part of the score that the simulator's state and ledger tell: who serves, which region has which role, what was
// carried out, how often and when, and the hole behind the watermark.
#pragma once

#include "app/rehearsal/score.h"

namespace twinlake {

QList<ScoreCheck> worldChecks(const simulator::Scenario &scenario, const Estate &estate, const RehearsedWorld &world);

} // namespace twinlake
