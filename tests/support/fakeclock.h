// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// FakeClock: time stands still until a test advances it. Waits end when it passes them; their spans are kept.
#pragma once

#include "models/ports/clock.h"

#include <QList>
#include <QObject>

#include <coroutine>
#include <memory>

namespace twinlake {

class FakeClock : public Clock {
public:
    explicit FakeClock(Instant start = fromEpoch(std::chrono::hours(24 * 365 * 50)))
        : m_now(std::move(start))
    {
    }

    Instant now() const override { return m_now; }
    QCoro::Task<bool> after(Duration span, std::stop_token stop) override;
    std::chrono::milliseconds deadline(Duration) const override { return realDeadline; }

    /// Wakes whoever waits for an instant up to the new one, in their order.
    void advance(Duration by);
    /// Advances to the first waiter's instant; false if nobody waits.
    bool advanceToNext();
    int waiting() const;

    QList<Duration> spans; ///< every wait asked for, in order
    /// What a socket is granted, whatever the span; a test of deadlines makes it short.
    std::chrono::milliseconds realDeadline = std::chrono::seconds(30);
    /// Waits end at once and move the clock: for code whose waiting is not what is tested.
    bool runsByItself = false;

private:
    struct Waiter {
        Instant until;
        std::coroutine_handle<> handle;
        bool stopped = false;
    };
    struct Wait;

    Instant m_now;
    QList<std::shared_ptr<Waiter>> m_waiters;
};

} // namespace twinlake
