// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ThreadRoom: a thread with an event loop and an object that lives there. Work is handed in by value and runs in order.
#pragma once

#include <QObject>
#include <QThread>

#include <functional>

namespace twinlake {

class ThreadRoom {
public:
    explicit ThreadRoom(const QString &name);
    /// Lets the work handed in so far run, then ends the thread.
    ~ThreadRoom();
    ThreadRoom(const ThreadRoom &) = delete;
    ThreadRoom &operator=(const ThreadRoom &) = delete;

    /// Runs on the thread, after what was handed in before. Callable from any thread.
    void run(std::function<void()> work);
    /// As run(), but returns when the work is done. Never call it from the thread itself.
    void runAndWait(std::function<void()> work);
    QObject *context() { return m_context; }

private:
    QThread m_thread;
    QObject *m_context; ///< lives on m_thread, deleted there
};

} // namespace twinlake
