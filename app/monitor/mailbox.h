// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Mailbox: the only way that values cross threads. They travel under a std::mutex; Qt only rings the bell, with an
// event that carries nothing, so that ThreadSanitizer sees every hand-over (design.md 13).
#pragma once

#include <QCoreApplication>
#include <QEvent>
#include <QObject>

#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace twinlake {

/// Lives on the receiver's thread; every event means "look into the mailbox".
class MailboxBell : public QObject {
public:
    explicit MailboxBell(std::function<void()> rung)
        : m_rung(std::move(rung))
    {
    }

protected:
    void customEvent(QEvent *) override
    {
        const auto rung = m_rung; // a delivery may destroy the mailbox
        rung();
    }

private:
    std::function<void()> m_rung;
};

template <typename T>
class Mailbox {
public:
    enum class Keep {
        Newest, ///< snapshots: what was overtaken is dropped
        All, ///< events: none is lost
    };

    /// Made and destroyed on the receiver's thread, which must run an event loop; `deliver` is called there.
    Mailbox(Keep keep, std::function<void(T)> deliver)
        : m_state(std::make_shared<State>())
        , m_bell([state = m_state] { drain(state); })
    {
        m_state->keep = keep;
        m_state->deliver = std::move(deliver);
        m_state->bell = &m_bell;
    }
    /// What was not delivered by now is dropped, also when a delivery destroys the mailbox.
    ~Mailbox()
    {
        std::vector<T> dropped; // outlives the lock: a value may own something that posts
        const std::lock_guard lock(m_state->mutex);
        m_state->bell = nullptr;
        dropped.swap(m_state->waiting);
    }
    Mailbox(const Mailbox &) = delete;
    Mailbox &operator=(const Mailbox &) = delete;

    /// From any thread. What is posted after the mailbox is gone is dropped.
    void post(T value) { put(m_state, std::move(value)); }
    /// The same as a value that may outlive the mailbox.
    std::function<void(T)> sender() const
    {
        return [state = m_state](T value) { put(state, std::move(value)); };
    }

private:
    struct State {
        std::mutex mutex;
        std::vector<T> waiting;
        MailboxBell *bell = nullptr; ///< null once the mailbox is gone
        bool rung = false;
        Keep keep = Keep::All;
        std::function<void(T)> deliver;
    };

    static void put(const std::shared_ptr<State> &state, T value)
    {
        const std::lock_guard lock(state->mutex);
        if (!state->bell)
            return;
        if (state->keep == Keep::Newest)
            state->waiting.clear();
        state->waiting.push_back(std::move(value));
        if (!std::exchange(state->rung, true))
            QCoreApplication::postEvent(state->bell, new QEvent(QEvent::User)); // under the lock: the bell cannot go
    }

    static void drain(std::shared_ptr<State> state)
    {
        std::vector<T> arrived;
        {
            const std::lock_guard lock(state->mutex);
            arrived.swap(state->waiting);
            state->rung = false;
        }
        for (T &value : arrived) {
            if (!isOpen(*state))
                return;
            state->deliver(std::move(value));
        }
    }

    static bool isOpen(State &state)
    {
        const std::lock_guard lock(state.mutex);
        return state.bell != nullptr;
    }

    std::shared_ptr<State> m_state;
    MailboxBell m_bell;
};

} // namespace twinlake
