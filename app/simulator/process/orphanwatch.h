// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// OrphanWatch: notices that the parent process died and, some real time without a request later, that nobody is coming
// back for this simulator (design.md 13, the child's ten minutes).
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace twinlake::simulator {

class OrphanWatch : public QObject {
    Q_OBJECT

public:
    explicit OrphanWatch(std::chrono::milliseconds limit);
    /// Somebody asked something.
    void touch() { m_quiet.restart(); }

Q_SIGNALS:
    void abandoned();

private:
    void look();

    std::chrono::milliseconds m_limit;
    qint64 m_parent;
    bool m_orphaned = false;
    QElapsedTimer m_quiet; ///< since the last request, or since the parent died
    QTimer m_timer;
};

} // namespace twinlake::simulator
