// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Standing: whether the incident is still the latest word about its group. A journal is a hint about what to look for;
// what is so, the coordination lock, the runs, the variables and the pointer say. Asked before the lock is taken again,
// so nothing is written for an incident that somebody else has ended.
#pragma once

#include "models/runbook/recipe.h"

namespace twinlake::steps {

struct Standing {
    enum class Kind {
        Latest, ///< go on
        NotRead, ///< what has to tell has not been read yet
        EndedElsewhere, ///< there is a trace of another driver: `trace` says which
        LockGone, ///< the lock that we held is gone, without any trace of another driver
        LockUnsure ///< we may have held it, and somebody had a minute or more to end the incident
    };
    Kind kind = Kind::Latest;
    QString trace; ///< a sentence; empty for the others
};

/// The mark in the message of every run that Twinlake starts, of any incident.
QString runMark();
/// What has to be read beside the coordination lock. Empty as long as the lock itself proves that nobody else came.
FactRequest readsForStanding(const StepContext &c);
/// Holds for the phases that take the coordination lock.
Standing standingOf(const StepContext &c);
/// The standing as the lock phase's answer; empty: the phase goes on as usual.
std::optional<Verdict> endedElsewhere(const StepContext &c);

} // namespace twinlake::steps
