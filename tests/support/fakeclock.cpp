// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "tests/support/fakeclock.h"

#include <QTimer>

#include <algorithm>
#include <functional>

namespace twinlake {

struct FakeClock::Wait {
    FakeClock *clock;
    std::shared_ptr<Waiter> waiter;

    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<> handle)
    {
        waiter->handle = handle;
        clock->m_waiters << waiter;
    }
    void await_resume() const { }
};

QCoro::Task<bool> FakeClock::after(Duration span, std::stop_token stop)
{
    spans << span;
    if (stop.stop_requested())
        co_return false;
    if (runsByItself) {
        m_now = later(m_now, span);
        co_return true;
    }
    const auto waiter = std::make_shared<Waiter>();
    waiter->until = later(m_now, span);
    QObject context;
    const std::function<void()> leave = [this, waiter] {
        if (!m_waiters.removeOne(waiter))
            return;
        waiter->stopped = true;
        waiter->handle.resume();
    };
    const std::function<void()> onStop = [&context, leave] {
        QMetaObject::invokeMethod(&context, leave, Qt::QueuedConnection);
    };
    const std::stop_callback callback(stop, onStop);
    Wait wait{this, waiter};
    co_await wait;
    co_return !waiter->stopped;
}

void FakeClock::advance(Duration by)
{
    const Instant target = later(m_now, by);
    const auto isEarlier = [](const auto &a, const auto &b) { return a->until < b->until; };
    while (!m_waiters.isEmpty()) {
        const auto first = *std::min_element(m_waiters.begin(), m_waiters.end(), isEarlier);
        if (first->until > target)
            break;
        m_waiters.removeOne(first);
        m_now = std::max(m_now, first->until);
        first->handle.resume();
    }
    m_now = target;
}

bool FakeClock::advanceToNext()
{
    if (m_waiters.isEmpty())
        return false;
    const auto isEarlier = [](const auto &a, const auto &b) { return a->until < b->until; };
    const auto first = *std::min_element(m_waiters.begin(), m_waiters.end(), isEarlier);
    advance(std::max(Duration::zero(), between(m_now, first->until)));
    return true;
}

int FakeClock::waiting() const
{
    return static_cast<int>(m_waiters.size());
}

} // namespace twinlake
