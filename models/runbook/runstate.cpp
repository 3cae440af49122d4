// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The clocks and look-ups of a RunState.
#include "models/runbook/runstate.h"

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

std::optional<Duration> RunClocks::rto() const
{
    if (!t0 || !servingProvenAt)
        return std::nullopt;
    return std::max(Duration::zero(), between(*t0, *servingProvenAt));
}

std::optional<Duration> RunClocks::machine() const
{
    const std::optional<Duration> whole = rto();
    if (!whole || !detectedAt)
        return std::nullopt;
    const Duration detection = std::max(Duration::zero(), between(*t0, *detectedAt));
    return std::max(Duration::zero(), *whole - detection - decision);
}

const StepProgress *RunState::step(const StepId &stepId) const
{
    const auto found =
        std::find_if(steps.begin(), steps.end(), [&](const StepProgress &one) { return one.id == stepId; });
    return found == steps.end() ? nullptr : &*found;
}

const IntentRecord *RunState::intent(const QString &phase, const QString &subject) const
{
    const auto found = std::find_if(intents.rbegin(), intents.rend(), [&](const IntentRecord &one) {
        return one.phase == phase && (subject.isEmpty() || one.subject == subject);
    });
    return found == intents.rend() ? nullptr : &*found;
}

std::optional<Instant> RunState::notedInstant(const QString &key) const
{
    return fromIso(notes[key].toString());
}

bool mayBeOlder(const RunState &state)
{
    return state.notes["reconstructed"_L1].toBool() || state.notes["taken_over"_L1].toBool();
}

bool isRepair(RecipeKind recipe)
{
    return recipe == RecipeKind::Rearm || recipe == RecipeKind::SettleDebt;
}

} // namespace twinlake
