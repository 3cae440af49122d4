// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/process/orphanwatch.h"

#include <unistd.h>

namespace twinlake::simulator {

using namespace std::chrono_literals;

OrphanWatch::OrphanWatch(std::chrono::milliseconds limit)
    : m_limit(limit)
    , m_parent(::getppid())
{
    m_quiet.start();
    connect(&m_timer, &QTimer::timeout, this, &OrphanWatch::look);
    m_timer.start(1s);
}

void OrphanWatch::look()
{
    if (!m_orphaned && ::getppid() != m_parent) {
        m_orphaned = true;
        m_quiet.restart();
    }
    if (m_orphaned && m_quiet.elapsed() >= m_limit.count()) {
        m_timer.stop();
        Q_EMIT abandoned();
    }
}

} // namespace twinlake::simulator
