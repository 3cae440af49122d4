// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/rehearsal/steppedclock.h"

#include <QPointer>
#include <QTimer>

#include <qcoro/qcorosignal.h>

#include <algorithm>

namespace twinlake {

using namespace std::chrono_literals;

/// One waiting coroutine. `gate` lives on the coroutine's thread; it is woken there.
class SleeperGate : public QObject {
    Q_OBJECT

Q_SIGNALS:
    void woken();
};

struct SteppedClock::Sleeper {
    Instant due;
    quint64 ordinal = 0;
    bool woken = false;
    QPointer<SleeperGate> gate;
};

SteppedClock::SteppedClock(QUrl control, Instant world)
    : m_now(std::move(world))
    , m_channel(std::move(control))
{
}

SteppedClock::~SteppedClock() = default;

Instant SteppedClock::now() const
{
    const std::lock_guard lock(m_mutex);
    return m_now;
}

std::chrono::milliseconds SteppedClock::deadline(Duration span) const
{
    // The world stands still while we wait, so a deadline can only be real; a host that is silent by design costs this.
    // A read is tried again. A write is not: given up on a busy machine, its outcome would be unknown for no reason.
    return span < 60s ? 500ms : 5s;
}

QCoro::Task<bool> SteppedClock::after(Duration span, std::stop_token stop)
{
    if (stop.stop_requested())
        co_return false;
    const auto gate = std::make_unique<SleeperGate>();
    const auto sleeper = std::make_shared<Sleeper>();
    {
        const std::lock_guard lock(m_mutex);
        sleeper->due = later(m_now, std::max<Duration>(span, 1ms));
        sleeper->ordinal = ++m_lastOrdinal;
        sleeper->gate = gate.get();
        m_sleepers.append(sleeper);
    }
    SleeperGate *const raw = gate.get();
    const std::stop_callback wakeOnStop(
        stop, [raw] { QMetaObject::invokeMethod(raw, &SleeperGate::woken, Qt::QueuedConnection); });
    scheduleSettle();
    co_await qCoro(raw, &SleeperGate::woken);
    const std::lock_guard lock(m_mutex);
    m_sleepers.removeOne(sleeper);
    co_return !stop.stop_requested();
}

void SteppedClock::began()
{
    const std::lock_guard lock(m_mutex);
    ++m_busy;
}

void SteppedClock::ended()
{
    QTimer::singleShot(0, [this] {
        {
            const std::lock_guard lock(m_mutex);
            --m_busy;
        }
        scheduleSettle();
    });
}

void SteppedClock::scheduleSettle()
{
    QMetaObject::invokeMethod(this, &SteppedClock::settle, Qt::QueuedConnection);
}

void SteppedClock::settle()
{
    Instant due;
    {
        const std::lock_guard lock(m_mutex);
        if (m_busy > 0 || m_advancing || m_sleepers.isEmpty())
            return;
        const auto asleep = [](const auto &sleeper) { return !sleeper->woken; };
        for (const auto &sleeper : std::as_const(m_sleepers)) {
            if (asleep(sleeper) && (!due.isValid() || sleeper->due < due))
                due = sleeper->due;
        }
        if (!due.isValid())
            return;
        m_advancing = due > m_now;
    }
    if (m_advancing)
        advanceTo(due);
    else
        wakeDue();
}

QCoro::Task<> SteppedClock::advanceTo(Instant due)
{
    const auto world = co_await m_channel.advance(between(now(), due));
    if (!world) {
        Q_EMIT worldLost(world.error().message);
        co_return;
    }
    {
        const std::lock_guard lock(m_mutex);
        m_now = std::max(*world, due);
        m_advancing = false;
    }
    wakeDue();
}

// One sleeper at a time, in the order of (due, ordinal): whoever is woken next starts when this one sleeps or waits for
// a reply, which is what makes a stepped run repeat itself.
void SteppedClock::wakeDue()
{
    std::shared_ptr<Sleeper> next;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &sleeper : std::as_const(m_sleepers)) {
            const bool due = !sleeper->woken && sleeper->due <= m_now;
            if (due && (!next || std::pair(sleeper->due, sleeper->ordinal) < std::pair(next->due, next->ordinal)))
                next = sleeper;
        }
        if (!next)
            return;
        next->woken = true;
        ++m_busy;
    }
    // ended() runs on the sleeper's thread, behind whatever the woken coroutine does at once.
    QMetaObject::invokeMethod(
        next->gate.data(),
        [this, gate = next->gate] {
            if (gate)
                Q_EMIT gate->woken();
            ended();
        },
        Qt::QueuedConnection);
}

} // namespace twinlake

#include "steppedclock.moc"
