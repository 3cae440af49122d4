// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Adoption: an incident that is continued without its journal finds what its earlier console created by what it wrote
// on it, instead of creating it again.
#pragma once

#include "models/runbook/next.h"
#include "models/runbook/recipe.h"

namespace twinlake {

/// What has to be read before `mutation` may be sent in a reconstructed incident; empty elsewhere.
FactRequest readsToAdopt(const StepContext &context, const Mutation &mutation);
/// The events of a write that was found to have been made already; empty if there is none.
QList<Command> adopt(const StepContext &context, const Mutation &mutation);

} // namespace twinlake
