// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/rehearsal/steppedclock.h"

#include <QRandomGenerator>

#include <qcoro/qcorosignal.h>

#include <algorithm>

namespace twinlake {

using namespace std::chrono_literals;

namespace {

// When to ask whether our calls are held. Most are answered sooner, so asking at once would only cost; nothing depends
// on these but speed.
constexpr auto firstAsk = 2ms;
constexpr auto lastAsk = 16ms;
// Qt may lose a call whose kept connection was reset under it: then it neither ends nor is it on the wire. The
// simulator has answered so many questions since, and could have held the call at each: it will not come any more.
constexpr int lostAfter = 40;

} // namespace

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
    SleeperGate *gate = nullptr;
};

struct SteppedClock::Call {
    Instant due;
    quint64 ordinal = 0;
    QByteArray name;
    QObject *context = nullptr;
    std::function<void()> overdue;
    int missed = 0; ///< how often the simulator said that it does not hold it
};

struct SteppedClock::Waiting {
    std::shared_ptr<Sleeper> sleeper;
    std::shared_ptr<Call> call;

    bool isNobody() const { return !sleeper && !call; }
    Instant due() const { return sleeper ? sleeper->due : call->due; }
};

SteppedClock::SteppedClock(QUrl control, Instant world)
    : m_now(std::move(world))
    , m_callPrefix(QByteArray::number(QRandomGenerator::system()->generate64(), 16) + '-')
    , m_channel(std::move(control))
{
    m_ask.setSingleShot(true);
    connect(&m_ask, &QTimer::timeout, this, [this] { advance(); });
}

SteppedClock::~SteppedClock() = default;

Instant SteppedClock::now() const
{
    const std::lock_guard lock(m_mutex);
    return m_now;
}

std::chrono::milliseconds SteppedClock::deadline(Duration span) const
{
    // For what the simulator cannot name as held: the world stands still meanwhile, so only a real deadline can end it.
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
    {
        const std::lock_guard lock(m_mutex);
        m_sleepers.removeOne(sleeper);
    }
    // The woken coroutine gives its place in m_busy back itself. The message that woke it may be destroyed earlier, on
    // the clock's thread, and the world would run on before this coroutine did.
    if (sleeper->woken)
        ended();
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

QByteArray SteppedClock::nextCall()
{
    const std::lock_guard lock(m_mutex);
    return m_callPrefix + QByteArray::number(++m_lastOrdinal);
}

void SteppedClock::sent(const QByteArray &call, Duration patience, QObject *context, std::function<void()> overdue)
{
    {
        const std::lock_guard lock(m_mutex);
        m_calls.append(std::make_shared<Call>(
            Call{later(m_now, std::max<Duration>(patience, 1ms)), ++m_lastOrdinal, call, context, std::move(overdue)}));
    }
    scheduleSettle();
}

QCoro::Task<> SteppedClock::answered(QByteArray call)
{
    const auto gate = std::make_unique<SleeperGate>();
    SleeperGate *const raw = gate.get();
    if (mustWait(call, raw))
        co_await qCoro(raw, &SleeperGate::woken);
}

bool SteppedClock::mustWait(const QByteArray &answeredCall, SleeperGate *gate)
{
    const std::lock_guard lock(m_mutex);
    m_calls.removeIf([&answeredCall](const auto &one) { return one->name == answeredCall; });
    if (m_advancing)
        m_early.append(gate);
    return m_advancing;
}

/// The world's word of where it stands.
void SteppedClock::stand(const Instant &instant)
{
    const std::lock_guard lock(m_mutex);
    m_now = std::max(m_now, instant);
    m_advancing = false;
    for (SleeperGate *const gate : std::as_const(m_early))
        QMetaObject::invokeMethod(gate, &SleeperGate::woken, Qt::QueuedConnection);
    m_early.clear();
}

void SteppedClock::scheduleSettle()
{
    QMetaObject::invokeMethod(this, &SteppedClock::settle, Qt::QueuedConnection);
}

/// Under the mutex. Of two that wait for the same instant, whoever began to wait first.
SteppedClock::Waiting SteppedClock::earliest() const
{
    Waiting found;
    for (const auto &sleeper : m_sleepers) {
        if (sleeper->woken)
            continue;
        if (!found.sleeper
            || std::pair(sleeper->due, sleeper->ordinal) < std::pair(found.sleeper->due, found.sleeper->ordinal))
            found.sleeper = sleeper;
    }
    for (const auto &call : m_calls) {
        if (!found.call || std::pair(call->due, call->ordinal) < std::pair(found.call->due, found.call->ordinal))
            found.call = call;
    }
    if (found.sleeper && found.call) {
        const bool callFirst =
            std::pair(found.call->due, found.call->ordinal) < std::pair(found.sleeper->due, found.sleeper->ordinal);
        if (callFirst)
            found.sleeper.reset();
        else
            found.call.reset();
    }
    return found;
}

void SteppedClock::settle()
{
    bool isDue = false;
    bool asks = false;
    if (m_lost)
        return;
    {
        const std::lock_guard lock(m_mutex);
        if (m_busy > m_calls.size() || m_advancing)
            return;
        const Waiting next = earliest();
        if (next.isNobody())
            return;
        isDue = next.due() <= m_now;
        asks = !m_calls.isEmpty();
    }
    if (isDue)
        wakeDue();
    else if (!asks)
        advance();
    else if (!m_ask.isActive())
        m_ask.start(firstAsk);
}

QCoro::Task<> SteppedClock::advance()
{
    Instant due;
    QList<QByteArray> calls;
    {
        const std::lock_guard lock(m_mutex);
        const Waiting next = earliest();
        if (m_busy > m_calls.size() || m_advancing || next.isNobody())
            co_return;
        due = next.due();
        for (const auto &call : std::as_const(m_calls))
            calls.append(call->name);
        m_advancing = true;
    }
    const auto world = co_await m_channel.advanceTo(due, calls);
    stand(world ? world->now : now());
    if (!world) {
        m_lost = true;
        Q_EMIT worldLost(world.error().message);
    } else if (world->held) {
        wakeDue();
    } else {
        endLost(world->missing);
        m_ask.start(std::min<std::chrono::milliseconds>(std::max(m_ask.intervalAsDuration() * 2, firstAsk), lastAsk));
    }
}

/// What is lost would keep the world from moving for ever. It ends as a call without an answer does.
void SteppedClock::endLost(const QList<QByteArray> &missing)
{
    const std::lock_guard lock(m_mutex);
    for (const auto &call : QList(m_calls)) {
        if (!missing.contains(call->name) || ++call->missed < lostAfter)
            continue;
        m_calls.removeOne(call); // still one of m_busy, as in wake()
        QMetaObject::invokeMethod(call->context, call->overdue, Qt::QueuedConnection);
    }
}

// One at a time, in the order of (due, ordinal): whoever is woken next starts when this one sleeps or waits for a
// reply, which is what makes a stepped run repeat itself.
void SteppedClock::wakeDue()
{
    const std::lock_guard lock(m_mutex);
    const Waiting next = earliest();
    if (next.isNobody())
        return;
    if (next.due() <= m_now)
        wake(next);
    else
        scheduleSettle(); // an answer came before the instant
}

/// Under the mutex: who is woken takes it before they go.
void SteppedClock::wake(const Waiting &due)
{
    if (due.call) {
        m_calls.removeOne(due.call); // still one of m_busy, so the world stands until it has ended
        QMetaObject::invokeMethod(due.call->context, due.call->overdue, Qt::QueuedConnection);
        return;
    }
    due.sleeper->woken = true;
    ++m_busy; // until the sleeper has gone on, see after()
    SleeperGate *const gate = due.sleeper->gate;
    QMetaObject::invokeMethod(gate, &SleeperGate::woken, Qt::QueuedConnection);
}

} // namespace twinlake

#include "steppedclock.moc"
