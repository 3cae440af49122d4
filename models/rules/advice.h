// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Advice: the one sentence on top of the overview and the wall: which region serves, can the other take over, and what
// to do next (visual-design.md sections 7 and 11). It never acts; its action opens a page.
#pragma once

#include "models/domain/observation.h"
#include "models/estate/estate.h"

#include <QString>

namespace twinlake {

struct Advice {
    enum class Tone { Fine, Watch, Bad, Unknown };
    /// Each leads to the page that it names, about `actionGroup`, and to no other.
    enum class Action { None, Rehearse, Rearm, DeclareOutage, FailBack, OpenIncident };

    Tone tone = Tone::Unknown;
    QString headline; ///< at most 90 characters, one sentence or two
    QString reason;
    Action action = Action::None;
    QString actionGroup; ///< the group to begin with; empty if the action concerns all

    friend bool operator==(const Advice &, const Advice &) = default;
};

/// The worst thing that is so decides. An open incident is not known here: who knows of one shows that instead.
Advice advise(const Estate &estate, const EstateSnapshot &snapshot, const Instant &now);

} // namespace twinlake
