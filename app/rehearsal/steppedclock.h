// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SteppedClock: a rehearsal's time in step mode. The world stands still while anything of ours is in flight; when all
// of us sleep or wait for an answer that the simulator holds, the world is advanced to the earliest instant that one of
// us waits for (design.md 13, Speed). Usable from any thread.
#pragma once

#include "app/http/activity.h"
#include "app/rehearsal/controlchannel.h"
#include "models/ports/clock.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <mutex>

namespace twinlake {

class SleeperGate;

class SteppedClock : public QObject, public Clock, public Activity {
    Q_OBJECT

public:
    /// Lives on the thread that makes it; `world` is the instant at which the world stands.
    SteppedClock(QUrl control, Instant world);
    ~SteppedClock() override;

    Instant now() const override;
    QCoro::Task<bool> after(Duration span, std::stop_token stop) override;
    std::chrono::milliseconds deadline(Duration span) const override;
    bool isStepped() const override { return true; }

    /// Something is in flight: a request, a message to another thread, a person's answer. Pairs with ended().
    void began() override;
    /// Counts only once the caller's thread is back in its event loop, so that what follows at once is still in flight.
    void ended() override;

    QByteArray nextCall() override;
    void sent(const QByteArray &call, Duration patience, QObject *context, std::function<void()> overdue) override;
    QCoro::Task<> answered(QByteArray call) override;

Q_SIGNALS:
    /// The control address no longer answers: the rehearsal cannot go on.
    void worldLost(const QString &why);

private:
    struct Sleeper;
    struct Call;
    struct Waiting; ///< whoever waits for the earliest instant

    Waiting earliest() const;
    bool mustWait(const QByteArray &answeredCall, SleeperGate *gate);
    void stand(const Instant &instant);
    void settle();
    void endLost(const QList<QByteArray> &missing);
    void wakeDue();
    void wake(const Waiting &due);
    void scheduleSettle();
    QCoro::Task<> advance();

    mutable std::mutex m_mutex;
    Instant m_now;
    int m_busy = 0;
    bool m_advancing = false;
    bool m_lost = false;
    quint64 m_lastOrdinal = 0;
    QList<std::shared_ptr<Sleeper>> m_sleepers;
    QList<std::shared_ptr<Call>> m_calls; ///< on the wire and not overdue; each is one of m_busy
    QList<SleeperGate *> m_early; ///< of answers that came while the world is being advanced
    const QByteArray m_callPrefix; ///< other processes drive the same world
    QTimer m_ask; ///< whether the simulator holds them: asked again until it does, or they are answered
    ControlChannel m_channel;
};

} // namespace twinlake
