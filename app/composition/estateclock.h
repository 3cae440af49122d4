// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// EstateClock: the time of an estate: the system's, or for a rehearsal the world's, anchored at the control address and
// kept in step with it (design.md 13: a rehearsal estate alone brings the world's clock).
#pragma once

#include "app/http/activity.h"
#include "app/rehearsal/controlchannel.h"
#include "models/estate/estate.h"
#include "models/ports/clock.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <memory>

namespace twinlake {

class SteppedClock;
class SystemClock;
class WorldClock;

class EstateClock : public QObject {
    Q_OBJECT

public:
    /// Lives on the caller's thread, which must outlive whoever uses the clock.
    /// `drives`: advances a world that runs at --speed step; nobody else may do that at the time.
    static QCoro::Task<Result<std::shared_ptr<EstateClock>>> open(std::optional<EstateRehearsal> rehearsal,
                                                                  bool drives);
    ~EstateClock() override;

    /// For who only reads and has to come to an end: where the world stands still, its waits go by real time.
    void neverStandStill();
    Clock &clock() const { return *m_clock; }
    /// What must be told of requests in flight; null unless the world is stepped.
    Activity *activity() const;
    /// 1 for the system's clock, 0 for a held or stepped world.
    double speed() const;
    /// By how much the machine's clock was set since this one was opened; zero in a rehearsal.
    Duration wallCorrection() const;
    /// Asks the control address again; done every 2 s by itself.
    QCoro::Task<> anchorAgain();

Q_SIGNALS:
    void speedChanged(double speed);
    void worldLost(const QString &why);

private:
    EstateClock();

    std::shared_ptr<Clock> m_clock;
    SystemClock *m_system = nullptr;
    WorldClock *m_world = nullptr;
    bool m_neverStands = false;
    SteppedClock *m_stepped = nullptr;
    std::unique_ptr<ControlChannel> m_channel;
    QTimer m_anchorTimer;
};

} // namespace twinlake
