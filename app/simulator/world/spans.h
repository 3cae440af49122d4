// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SpanLog: when each server-side wait began and ended, for floor_s (design.md 13, the four clocks) and /control/state.
#pragma once

#include "app/simulator/world/scheduler.h"

#include <QString>

#include <cstdint>
#include <deque>
#include <optional>

namespace twinlake::simulator {

/// `what` is one of: warehouse_start, run_queue, plan, apply, update_start, catch_up, canary, statement.
/// `target` names whose: "secondary/<pipeline name>", "terraform/<workspace name>/<run id>", ...
struct Span {
    QString what;
    QString target;
    SimTime started;
    std::optional<SimTime> ended;
};

class SpanLog {
public:
    using Handle = std::uint64_t;
    /// So many of the newest are kept: days of statements, weeks of everything else.
    static constexpr std::size_t kept = 10'000;

    Handle begin(QString what, QString target, SimTime at);
    /// Nothing happens to a span that has ended or is forgotten.
    void end(Handle span, SimTime at);
    /// Oldest first.
    const std::deque<Span> &all() const { return m_spans; }

private:
    std::deque<Span> m_spans;
    Handle m_forgotten = 0; ///< the handle of the first that is kept
};

} // namespace twinlake::simulator
