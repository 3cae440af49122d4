// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Signals: SIGTERM, SIGINT and SIGHUP as a Qt signal in the event loop, so that the process can end cleanly.
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace twinlake {

/// One at a time in a process. The handlers stay until it is destroyed, a second Ctrl+C does not cut a clean end short.
class Signals : public QObject {
    Q_OBJECT

public:
    explicit Signals(QObject *parent = nullptr);
    ~Signals() override;

Q_SIGNALS:
    /// Each time one arrives; `exitCodeOfSignal(signal)` is the code to end with.
    void ended(int signal);

private:
    void readPipe();

    std::unique_ptr<QSocketNotifier>
        m_notifier; // empty if there are no more file descriptors: then signals kill as usual
};

} // namespace twinlake
