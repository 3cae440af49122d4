// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The system's keychain, through QtKeychain: service "twinlake", one entry for each name. QtKeychain queues its jobs in
// one object without a lock, so one thread owns all of them; callers of any thread get their answer on their own.
#pragma once

#include "app/monitor/mailbox.h"
#include "models/domain/result.h"

#include <QByteArray>
#include <QString>
#include <QThread>

#include <qcoro/qcorotask.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace twinlake {

inline constexpr std::chrono::milliseconds keychainPatience = std::chrono::seconds(10);

class KeychainThread {
public:
    using Answer = std::function<void(Result<QByteArray>)>;
    /// Reads one entry. Called on the owner's thread; answers there, now or later.
    using Read = std::function<void(QString name, Answer answer)>;

    explicit KeychainThread(Read read);
    ~KeychainThread();
    KeychainThread(const KeychainThread &) = delete;
    KeychainThread &operator=(const KeychainThread &) = delete;

    /// From any thread with an event loop. Ends within `patience` of real time: the keychain may be waiting for a
    /// person at a prompt. Kind Timeout, Cancelled after `stop`, Configuration if there is no such entry or no
    /// keychain.
    QCoro::Task<Result<QByteArray>> secret(QString name, std::stop_token stop,
                                           std::chrono::milliseconds patience = keychainPatience);

private:
    struct Job {
        QString name;
        Answer answer;
    };

    std::unique_ptr<QThread> m_thread;
    QObject *m_context; ///< lives on the thread, deleted there
    std::shared_ptr<std::optional<Mailbox<Job>>> m_jobs; ///< made and destroyed on the thread
    std::function<void(Job)> m_post;
};

/// That of this process and the system's keychain; it ends with the application object.
QCoro::Task<Result<QByteArray>> keychainSecret(QString name, std::stop_token stop);

} // namespace twinlake
