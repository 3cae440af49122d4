// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// EngineHost: the engine thread of a driver composition: journal, permits, mutation senders, read clients of its own
// and the runner. Commands go in from any thread; everything it says arrives on the thread that made it.
#pragma once

#include "app/composition/estateclock.h"
#include "app/composition/threadroom.h"
#include "app/monitor/mailbox.h"
#include "models/domain/observation.h"
#include "models/estate/estate.h"
#include "models/ports/journal.h"
#include "models/ports/operatorcommands.h"
#include "models/runbook/runstate.h"

#include <QObject>

#include <future>
#include <memory>

namespace twinlake {

class EngineInside;
class Runner;

/// How long a window waits for the answer to a write before it closes without it.
inline constexpr auto windowPatience = std::chrono::seconds(3);
/// Nobody sees a command wait at its end, and an answer that is written down saves a look later.
inline constexpr auto headlessPatience = std::chrono::seconds(30);

struct EngineSetup {
    Estate estate;
    std::shared_ptr<EstateClock> clock;
    QString folder; ///< where journal and lock are
    QString person = {}; ///< who continues an incident here
    QString otherEstateBecause = {}; ///< why an incident may go on with an estate that has changed; empty: it may not
};

class EngineHost : public QObject, public OperatorCommands {
    Q_OBJECT

public:
    explicit EngineHost(EngineSetup setup);
    ~EngineHost() override;

    /// Opens the journal and makes the runner. Kind Storage if there is no durable journal: then nothing may be
    /// written.
    Result<> start();
    /// Begins to end, and says so with stopped(): reads are cancelled, a write in flight is waited for so long, then
    /// given up and written down as unknown. Nothing is sent any more.
    void beginStop(std::chrono::milliseconds patience = windowPatience);
    /// The same, but returns when it is over; little longer than the patience in any case.
    void stop(std::chrono::milliseconds patience = windowPatience);

    OperatorCommands &commands();
    /// What the monitor last saw: the newest watermarks before an outage come from here.
    void offer(EstateSnapshot snapshot);

    void open(OpenIncident request) override;
    void approve(IncidentId incident, QString gate, QString typed) override;
    void approveTogether(IncidentId incident, QString gate, QString typed, SecondPerson second) override;
    void decline(IncidentId incident, QString gate, QString reason) override;
    void retry(IncidentId incident, StepId step) override;
    void skip(IncidentId incident, StepId step, QString reason) override;
    void overrideRule(IncidentId incident, StepId step, QString rule, QString reason) override;
    void pause(IncidentId incident) override;
    void resume(IncidentId incident) override;
    void abort(IncidentId incident, QString reason) override;
    void escalate(IncidentId incident, QString reason) override;
    void abandon(IncidentId incident, QString reason) override;

Q_SIGNALS:
    void stateChanged(const twinlake::RunState &state);
    void journalled(const twinlake::JournalEvent &event);
    /// A command could not be carried out: what and why, for the operator.
    void refused(const twinlake::Error &why);
    /// Once, after beginStop(): nothing is in flight any more, or the bound has passed.
    void stopped();

private:
    std::function<void(std::function<void()>)> teller();
    void tell(std::function<void(Runner &)> command);
    void noteStopped();

    EngineSetup m_setup;
    Mailbox<std::function<void()>> m_outbox;
    std::unique_ptr<EngineInside> m_inside; ///< lives on the thread of the room
    ThreadRoom m_room;
    std::future<void> m_ended; ///< valid once a stop has begun
    std::chrono::milliseconds m_longestStop{};
    bool m_stopped = false;
};

} // namespace twinlake
