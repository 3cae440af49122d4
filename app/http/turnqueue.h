// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TurnQueue: at most so many requests of one door in flight; the rest wait their turn here, where no socket timer runs.
#pragma once

#include "app/http/activity.h"

#include <chrono>
#include <coroutine>
#include <deque>
#include <memory>
#include <stop_token>

namespace twinlake {

class TurnQueue {
public:
    TurnQueue(int places, Activity *activity)
        : m_free(places)
        , m_activity(activity)
    {
    }

    /// co_await queue.turn(): true when a place is ours, to be given back with release(); false when `limit` passed or
    /// `stop` was requested before.
    class Turn;
    Turn turn(std::chrono::milliseconds limit, std::stop_token stop);
    void release();

private:
    struct Waiter {
        std::coroutine_handle<> handle;
        bool granted = false;
    };

    bool take();
    void leave(const std::shared_ptr<Waiter> &waiter);

    int m_free;
    Activity *m_activity;
    std::deque<std::shared_ptr<Waiter>> m_waiting;
};

/// Copies share one wait: some compilers copy what is awaited.
class TurnQueue::Turn {
public:
    Turn(TurnQueue &queue, std::chrono::milliseconds limit, std::stop_token stop);

    bool await_ready();
    void await_suspend(std::coroutine_handle<> handle);
    bool await_resume() const;

private:
    struct Watch;

    TurnQueue *m_queue;
    std::chrono::milliseconds m_limit;
    std::stop_token m_stop;
    std::shared_ptr<Waiter> m_waiter;
    std::shared_ptr<Watch> m_watch;
};

} // namespace twinlake
