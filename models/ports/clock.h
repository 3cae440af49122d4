// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Clock: the only thing that tells time. Virtual in a rehearsal, real elsewhere; polls, budgets, dwell, soak, ages,
// back-off and deadlines go by it (design.md 13).
#pragma once

#include "models/domain/time.h"

#include <qcoro/qcorotask.h>

#include <stop_token>

namespace twinlake {

class Clock {
public:
    virtual ~Clock() = default;

    virtual Instant now() const = 0;
    /// Resumes after `span` of this clock's time with true, or at once with false when `stop` is requested.
    virtual QCoro::Task<bool> after(Duration span, std::stop_token stop) = 0;
    /// How long `span` lasts on the wall, for a socket's own timer. Never below 0.5 s: a busy machine is no outage.
    virtual std::chrono::milliseconds deadline(Duration span) const = 0;
    /// Time stands still while anybody works: what a call took by this clock is what it took, on a busy machine too.
    virtual bool isStepped() const { return false; }
};

} // namespace twinlake
