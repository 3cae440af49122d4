// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// stdin, stdout and stderr as the process found them, made safe, and a watch for the reader of stdout.
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace twinlake {

/// First thing in main(). A stream that was closed becomes /dev/null: its number would go to the next file or pipe that
/// is opened, and what is printed would go in there. A reader that leaves is an error of the write, not our end: an
/// incident goes on without its reader.
void openStandardStreams();

/// Tells when the reader of the pipe on stdout has gone, even while nothing is printed. Silent if stdout is no pipe.
class OutputWatch : public QObject {
    Q_OBJECT

public:
    explicit OutputWatch(QObject *parent = nullptr);
    ~OutputWatch() override;

Q_SIGNALS:
    void readerGone();

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace twinlake
