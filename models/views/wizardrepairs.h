// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// WizardRepairs: when a repair is worth an offer beside the recipes, why, and what it will do.
#pragma once

#include "models/domain/observation.h"
#include "models/estate/estate.h"
#include "models/ports/operatorcommands.h"

#include <QList>
#include <QPair>

#include <optional>

namespace twinlake {

/// Why `repair` (RecipeKind::Rearm or RecipeKind::SettleDebt) is needed now, in a few words; empty when nothing that
/// was read says so. Only live facts count: an offer that comes from an old reading would send people after ghosts.
std::optional<QString> repairReason(RecipeKind repair, const Estate &estate, const FailoverGroup &group,
                                    const GroupFacts &facts, const Instant &now);
/// What starting it does at once, and what still waits for a person.
QString repairSentence(RecipeKind repair);
/// Title and one sentence each, in the order of running.
QList<QPair<QString, QString>> repairStages(RecipeKind repair);

} // namespace twinlake
