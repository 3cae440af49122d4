// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runner: drives the incidents of one estate. Commands may come from any thread; the work is done on the thread that
// made the runner, which must run an event loop.
#pragma once

#include "app/monitor/mailbox.h"
#include "app/runner/incidentdrive.h"
#include "models/ports/operatorcommands.h"
#include "models/runbook/lockreason.h"

#include <QMap>
#include <QObject>

namespace twinlake {

class Runner : public QObject, public OperatorCommands {
    Q_OBJECT

public:
    Runner(RunnerPorts ports, RunnerListeners listeners);
    ~Runner() override;

    // OperatorCommands
    void open(OpenIncident request) override;
    void approve(IncidentId incident, QString gate, QString typed) override;
    void approveTogether(IncidentId incident, QString gate, QString typed, SecondPerson second) override;
    void decline(IncidentId incident, QString gate, QString reason) override;
    void retry(IncidentId incident, StepId step) override;
    void skip(IncidentId incident, StepId step, QString reason) override;
    void overrideRule(IncidentId incident, StepId step, QString rule, QString reason) override;
    void pause(IncidentId incident) override;
    /// Also continues an incident that the journal holds and nobody drives: its state from the journal, then it looks.
    void resume(IncidentId incident) override;
    void abort(IncidentId incident, QString reason) override;
    void escalate(IncidentId incident, QString reason) override;
    void abandon(IncidentId incident, QString reason) override;

    /// The newest facts, for T0 and what consumers have seen before an outage.
    void offer(EstateSnapshot snapshot);
    /// Begins nothing more and cancels what only reads; listeners.idle is called when nothing is in flight.
    void stop();
    bool isIdle() const;
    /// Incidents that are kept here, with a timer each; what is closed is not.
    qsizetype drives() const { return m_drives.size(); }

private:
    using Drive = std::shared_ptr<IncidentDrive>;

    void post(std::function<void()> command) { m_commands.post(std::move(command)); }
    void openNow(const OpenIncident &request);
    /// `second`: who agreed beside the driver; empty: nobody yet.
    void answerNow(const IncidentId &incident, const QString &gate, bool approved, const QString &text,
                   const QString &second = {});
    void togetherNow(const IncidentId &incident, const QString &gate, const QString &typed, const SecondPerson &second);
    QCoro::Task<> proveSecond(IncidentId incident, OpenGate gate, QString typed, QByteArray token);
    void retryNow(const IncidentId &incident, const StepId &step);
    void skipNow(const IncidentId &incident, const StepId &step, const QString &reason);
    void overrideNow(const IncidentId &incident, const StepId &step, const QString &rule, const QString &reason);
    /// `abortBecause`: the way on is the way out; empty: it is not.
    void resumeNow(const IncidentId &incident, const QString &abortBecause = {});
    void abortNow(const IncidentId &incident, const QString &reason);
    void escalateNow(const IncidentId &incident, const QString &reason);
    void abortUndriven(const IncidentId &incident, const QString &reason);
    void headOut(const Drive &drive, const QString &reason);
    void leave(const Drive &drive, const QString &reason, const QString &then);
    /// `driver`: who goes on; empty: who drove it to its end.
    void follow(const RunState &closed, const QString &driver);
    void forgetClosed();
    void abandonNow(const IncidentId &incident, const QString &reason);

    Drive driveOf(const IncidentId &incident) const;
    Drive makeDrive(Recipe recipe);
    void continueIncident(const QList<JournalEvent> &events, const RunState &state, const QString &abortBecause);
    QCoro::Task<> continueFromLock(IncidentId incident, QString abortBecause);
    JournalEvent acceptedEstate(const IncidentId &incident, const QStringList &parts, const QJsonObject &print) const;
    void openFromLock(const LockReason &reason, const QString &abortBecause);
    /// Why nothing can be opened for this group here; empty if it can.
    std::optional<Error> objection(const OpenIncident &request) const;
    /// Why nothing is driven from this journal; empty if its chain is whole.
    std::optional<Error> journalTrouble() const;
    QList<RunState> openInJournal() const;
    /// Closed, and what was to follow is not open yet: the console was lost in between.
    QList<RunState> owedInJournal() const;
    void begin(const Drive &drive);
    Result<> takeLock();
    void rest();
    void refuse(const QString &why) const;
    void refuse(const Error &why) const;
    IncidentId newIncidentId(const OpenIncident &request) const;
    Region openingSource(const OpenIncident &request) const;
    Opening openingFor(const OpenIncident &request) const;
    QJsonObject openingNotes(const OpenIncident &request) const;

    RunnerPorts m_ports;
    RunnerListeners m_listeners;
    QMap<IncidentId, Drive> m_drives;
    EstateSnapshot m_latest;
    bool m_stopping = false;
    int m_looking = 0; ///< at the lock, for an incident without a journal
    std::stop_source m_stop;
    Mailbox<std::function<void()>> m_commands;
};

} // namespace twinlake
