// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/simulator/world/scheduler.h"

#include <algorithm>

namespace twinlake::simulator {

Scheduler::TimerId Scheduler::at(SimTime when, std::function<void()> what)
{
    const SimTime due = std::max(when, m_now);
    const TimerId id = ++m_lastId;
    m_due.emplace(Key{due, id}, std::move(what));
    m_whenOf.emplace(id, due);
    return id;
}

void Scheduler::cancel(TimerId id)
{
    const auto found = m_whenOf.find(id);
    if (found == m_whenOf.end())
        return;
    m_due.erase(Key{found->second, id});
    m_whenOf.erase(found);
}

void Scheduler::advanceTo(SimTime target)
{
    while (!m_due.empty() && m_due.begin()->first.first <= target) {
        auto node = m_due.extract(m_due.begin());
        m_whenOf.erase(node.key().second);
        m_now = std::max(m_now, node.key().first);
        node.mapped()();
    }
    m_now = std::max(m_now, target);
}

std::optional<SimTime> Scheduler::nextDue() const
{
    if (m_due.empty())
        return std::nullopt;
    return m_due.begin()->first.first;
}

} // namespace twinlake::simulator
