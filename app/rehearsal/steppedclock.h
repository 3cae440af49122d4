// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SteppedClock: a rehearsal's time in step mode. The world stands still while anything of ours is in flight; when all
// of us sleep, the world is advanced to the earliest sleeper's instant (design.md 13, Speed). Usable from any thread.
#pragma once

#include "app/http/activity.h"
#include "app/rehearsal/controlchannel.h"
#include "models/ports/clock.h"

#include <QObject>

#include <memory>
#include <mutex>

namespace twinlake {

class SteppedClock : public QObject, public Clock, public Activity {
    Q_OBJECT

public:
    /// Lives on the thread that makes it; `world` is the instant at which the world stands.
    SteppedClock(QUrl control, Instant world);
    ~SteppedClock() override;

    Instant now() const override;
    QCoro::Task<bool> after(Duration span, std::stop_token stop) override;
    std::chrono::milliseconds deadline(Duration span) const override;

    /// Something is in flight: a request, a message to another thread, a person's answer. Pairs with ended().
    void began() override;
    /// Counts only once the caller's thread is back in its event loop, so that what follows at once is still in flight.
    void ended() override;

Q_SIGNALS:
    /// The control address no longer answers: the rehearsal cannot go on.
    void worldLost(const QString &why);

private:
    struct Sleeper;

    void settle();
    void wakeDue();
    void scheduleSettle();
    QCoro::Task<> advanceTo(Instant due);

    mutable std::mutex m_mutex;
    Instant m_now;
    int m_busy = 0;
    bool m_advancing = false;
    quint64 m_lastOrdinal = 0;
    QList<std::shared_ptr<Sleeper>> m_sleepers;
    ControlChannel m_channel;
};

} // namespace twinlake
