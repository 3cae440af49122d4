// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SpanLog: when each server-side wait began and ended, for floor_s (design.md 13, the four clocks) and /control/state.
#pragma once

#include "app/simulator/world/scheduler.h"

#include <QString>

#include <cstddef>
#include <optional>
#include <vector>

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
    using Handle = std::size_t;

    Handle begin(QString what, QString target, SimTime at);
    void end(Handle span, SimTime at);
    const std::vector<Span> &all() const { return m_spans; }

private:
    std::vector<Span> m_spans;
};

} // namespace twinlake::simulator
