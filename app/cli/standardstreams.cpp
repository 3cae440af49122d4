// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/cli/standardstreams.h"

#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace twinlake {

void openStandardStreams()
{
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        // In this order the lowest free number is the one that is missing.
        if (::fcntl(stream, F_GETFD) < 0 && errno == EBADF) [[maybe_unused]]
            const int opened = ::open("/dev/null", O_RDWR);
    }
    std::signal(SIGPIPE, SIG_IGN);
}

OutputWatch::OutputWatch(QObject *parent)
    : QObject(parent)
{
    struct stat stream = {};
    if (::fstat(STDOUT_FILENO, &stream) != 0 || !S_ISFIFO(stream.st_mode))
        return;
    // The writing end of a pipe without readers is in error, and never in any other exception.
    m_notifier = std::make_unique<QSocketNotifier>(STDOUT_FILENO, QSocketNotifier::Exception);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        m_notifier->setEnabled(false);
        Q_EMIT readerGone();
    });
}

OutputWatch::~OutputWatch() = default;

} // namespace twinlake
