// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One try of a read: our own rate, a turn, the request, its redirect. What the door repeats until it has an answer.
#pragma once

#include "app/http/network.h"
#include "app/http/readdoor.h"
#include "app/http/retryrules.h"
#include "app/http/turnqueue.h"

#include <QDeadlineTimer>
#include <QRandomGenerator>

#include <algorithm>

namespace twinlake {

/// Lives as long as the door or its last request, whichever ends later.
struct ReadDoorState {
    ReadDoorState(HostOptions o, Clock &c)
        : options(std::move(o))
        , clock(c)
        , manager(makeManager())
        , turns(6, options.activity)
        , backoff(QRandomGenerator::global()->generate())
    {
    }

    HostOptions options;
    Clock &clock;
    ManagerPtr manager;
    TurnQueue turns;
    Backoff backoff;
    RateLimit perSecond{10, std::chrono::seconds(1)};
    RateLimit runLists{20, std::chrono::minutes(1)};
    Instant closedUntil; ///< the host asked us to wait
    std::optional<Secret> secret;
    std::stop_source gone;
    int inFlight = 0;
};

using ReadDoorStatePtr = std::shared_ptr<ReadDoorState>;

/// The budget of one read: by the world's clock, and never less than what the clock grants a socket.
class Budget {
public:
    Budget(Clock &clock, Duration span)
        : m_clock(clock)
        , m_until(later(clock.now(), span))
        , m_real(clock.deadline(span))
    {
    }
    std::chrono::milliseconds left() const
    {
        return std::chrono::milliseconds(std::max<qint64>(1, m_real.remainingTime()));
    }
    /// The same by the world's clock alone.
    Duration worldLeft() const { return std::max<Duration>(between(m_clock.now(), m_until), Duration(1)); }
    bool allows(Duration wait) const
    {
        const bool byTheWorld = later(m_clock.now(), wait) <= m_until;
        return byTheWorld || std::chrono::milliseconds(m_real.remainingTime()) > m_clock.deadline(wait);
    }

private:
    Clock &m_clock;
    Instant m_until;
    QDeadlineTimer m_real;
};

struct Attempt {
    Result<ReadAnswer> answer;
    bool wasCut = false;
};

/// The kept secret, or a fresh one. OAuth tokens are always asked for: their store renews them.
QCoro::Task<Result<Secret>> secretOf(ReadDoorStatePtr state, QByteArray refused, std::stop_token stop);
/// `budget` belongs to the caller, who awaits this.
QCoro::Task<Attempt> attemptRead(ReadDoorStatePtr state, ReadRequest request, Secret secret, std::stop_token stop,
                                 const Budget *budget);

QUrl urlOf(const ReadDoorState &state, const ReadRequest &request);
/// `text` has one %1, the host.
Error doorError(Error::Kind kind, const char *text, const QUrl &url);
Error cancelledError(const QUrl &url);

} // namespace twinlake
