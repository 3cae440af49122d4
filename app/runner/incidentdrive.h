// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// IncidentDrive: one incident being driven. state = fold(journal), commands = next(...), carry them out, write down
// what happened. Kept alive by what it has in flight.
#pragma once

#include "app/runner/wakefulness.h"
#include "app/runner/worldreader.h"
#include "models/runbook/next.h"

#include <QPointer>
#include <QSet>

#include <memory>

namespace twinlake {

class IncidentDrive : public std::enable_shared_from_this<IncidentDrive> {
public:
    /// `context` lives on the runner's thread; when it is gone, nothing new is begun. `resting` is called there each
    /// time that nothing is in flight any more.
    IncidentDrive(RunnerPorts ports, const RunnerListeners *listeners, Recipe recipe, QObject *context,
                  std::function<void()> resting);

    /// Commits the opening event; no request has been made before it.
    Result<> open(JournalEvent opening);
    void load(const QList<JournalEvent> &events);
    void adopt(const GroupFacts &facts) { m_reader.adopt(facts); }

    const RunState &state() const { return m_state; }
    const Recipe &recipe() const { return m_recipe; }
    bool isOver() const { return m_state.closedAt.has_value(); }
    /// The journal failed: this console does nothing more for it, another one may.
    bool hasHalted() const { return m_halted; }
    bool isResting() const { return m_inFlight == 0; }
    bool isSending() const { return !m_reader.world().sending.isEmpty(); }

    /// False if it could not be committed; then the incident stands still.
    bool record(JournalEvent event);
    void wake();
    void stop();

private:
    void pump();
    void reached(Boundary boundary) const;
    void forgetPolls(const JournalEvent &event);
    bool carryOut(const QList<Command> &commands);
    void start(const Read &read);
    void start(const Send &send);
    bool forgetsAfterSleep();
    void armTimer(const Instant &due);
    void began() { ++m_inFlight; }
    void ended();

    static QCoro::Task<> reading(std::shared_ptr<IncidentDrive> self, Read read);
    static QCoro::Task<> sending(std::shared_ptr<IncidentDrive> self, Send send, QString intent);
    static QCoro::Task<> sleeping(std::shared_ptr<IncidentDrive> self, Duration span, std::stop_token stop);

    RunnerPorts m_ports;
    const RunnerListeners *m_listeners;
    Recipe m_recipe;
    QPointer<QObject> m_context;
    std::function<void()> m_resting;
    RunState m_state;
    WorldReader m_reader;
    QSet<QString> m_readingKeys;
    Wakefulness m_wakefulness;
    int m_sleeps = 0; ///< so far; what was asked before the last one tells nothing
    std::stop_source m_stop;
    std::stop_source m_timer;
    std::optional<Instant> m_timerDue;
    int m_inFlight = 0;
    bool m_wakePosted = false;
    bool m_halted = false; ///< the journal failed: nothing more is done
};

} // namespace twinlake
