// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Wakefulness: whether this process stood still, because the laptop slept or somebody stopped it. Meanwhile another
// console may have taken over, so what was read before it slept is no ground for a write. Real time, whatever the Clock
// shows: a sleep is real.
#pragma once

#include <QTimer>

#include <chrono>

namespace twinlake {

class Wakefulness {
public:
    Wakefulness();

    /// True once for each sleep; also after an event loop that was blocked for so long, which does no harm.
    bool sleptSinceLastAsked();

private:
    std::chrono::nanoseconds m_lastAwake;
    bool m_slept = false;
    QTimer m_beat;

    void look();
};

} // namespace twinlake
