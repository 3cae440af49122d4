// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/http/turnqueue.h"

#include <QTimer>

#include <algorithm>
#include <functional>
#include <optional>

namespace twinlake {

/// What may end a wait early. The timer is the context of the queued call, so a late call finds nobody.
struct TurnQueue::Turn::Watch {
    QTimer timer;
    std::optional<std::stop_callback<std::function<void()>>> onStop;
};

TurnQueue::Turn TurnQueue::turn(std::chrono::milliseconds limit, std::stop_token stop)
{
    return Turn(*this, limit, std::move(stop));
}

bool TurnQueue::take()
{
    if (m_free == 0)
        return false;
    --m_free;
    if (m_activity)
        m_activity->began();
    return true;
}

void TurnQueue::release()
{
    // The next one is in flight before this one has ended: the world must not believe that nothing is.
    std::shared_ptr<Waiter> next;
    ++m_free;
    if (!m_waiting.empty() && take()) {
        next = m_waiting.front();
        m_waiting.pop_front();
        next->granted = true;
    }
    if (m_activity)
        m_activity->ended();
    if (next)
        next->handle.resume();
}

void TurnQueue::leave(const std::shared_ptr<Waiter> &waiter)
{
    const auto found = std::find(m_waiting.begin(), m_waiting.end(), waiter);
    if (found == m_waiting.end())
        return;
    m_waiting.erase(found);
    waiter->handle.resume();
}

TurnQueue::Turn::Turn(TurnQueue &queue, std::chrono::milliseconds limit, std::stop_token stop)
    : m_queue(&queue)
    , m_limit(limit)
    , m_stop(std::move(stop))
    , m_waiter(std::make_shared<Waiter>())
{
}

bool TurnQueue::Turn::await_ready()
{
    if (m_stop.stop_requested())
        return true;
    m_waiter->granted = m_queue->take();
    return m_waiter->granted;
}

void TurnQueue::Turn::await_suspend(std::coroutine_handle<> handle)
{
    m_waiter->handle = handle;
    m_queue->m_waiting.push_back(m_waiter);
    m_watch = std::make_shared<Watch>();
    m_watch->timer.setSingleShot(true);
    const auto leave = [queue = m_queue, waiter = m_waiter] { queue->leave(waiter); };
    QObject::connect(&m_watch->timer, &QTimer::timeout, &m_watch->timer, leave, Qt::QueuedConnection);
    m_watch->timer.start(m_limit);
    m_watch->onStop.emplace(
        m_stop, [timer = &m_watch->timer, leave] { QMetaObject::invokeMethod(timer, leave, Qt::QueuedConnection); });
}

bool TurnQueue::Turn::await_resume() const
{
    return m_waiter->granted;
}

} // namespace twinlake
