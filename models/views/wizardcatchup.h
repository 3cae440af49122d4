// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// WizardCatchUp: what the ETA chart shows of a catch-up: the slowest table's watermarks, the target, when it is
// reached.
#pragma once

#include "models/runbook/runstate.h"

#include <optional>

namespace twinlake {

struct WizardCatchUp {
    QString table; ///< the slowest one, by its newest watermark
    int otherTables = 0;
    QList<TableWatermark> readings; ///< of that table, oldest first, with a watermark each
    std::optional<Instant> target; ///< T0; empty in a failback, where the other region moves on
    std::optional<Instant> runningSince;
    std::optional<CatchUpEta> eta;

    friend bool operator==(const WizardCatchUp &a, const WizardCatchUp &b)
    {
        return a.readings == b.readings && a.target == b.target && a.runningSince == b.runningSince;
    }
};

/// Empty if the step collected no reading with a watermark.
std::optional<WizardCatchUp> wizardCatchUp(const RunState &run, const StepProgress &step);

/// "02:25:27Z, 32 min 33 s before T0 at 14 x real time" and what to expect, as one sentence for the headline.
QString catchUpSentence(const WizardCatchUp &catchUp);

} // namespace twinlake
