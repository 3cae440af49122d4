// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ScenarioPlayer: what befalls the world: the break, what comes and goes with a recipe's steps, the mend and the
// back-fill. It remembers when which fault was on, for whoever judges the rehearsal afterwards.
#pragma once

#include "app/http/activity.h"
#include "app/rehearsal/controlchannel.h"
#include "app/simulator/process/scenario.h"
#include "models/ports/clock.h"

#include <QJsonObject>
#include <QObject>

namespace twinlake {

/// A fault that was posted, in the simulator's own instants.
struct PlayedFault {
    QString id;
    QString kind;
    QString untilStep;
    Instant since;
    std::optional<Instant> until; ///< empty: on to the end, or its count was used up at a time that nobody knows
    qsizetype wish = -1; ///< which one of the scenario's breaks
    QString because = {}; ///< "incident/step"; empty: the break itself
};

class ScenarioPlayer : public QObject {
    Q_OBJECT

public:
    /// Control address and clock outlive it. `activity`: told of its calls while they are in flight; may be null.
    ScenarioPlayer(simulator::Scenario scenario, ControlChannel &control, Clock &clock, Activity *activity);

    /// Posts what breaks at once.
    QCoro::Task<Result<>> breakNow();
    /// Posts and lifts what hangs on this step, and back-fills if that does. What was posted for this step of this
    /// incident before is not posted again.
    QCoro::Task<Result<>> stepBegan(QString recipe, QString step, QString incident = {});
    /// Goes on where another player was lost: what it had posted without noting it is found in the world.
    void goOnFrom(QList<PlayedFault> faults);
    /// Lifts every fault that is still on, and back-fills if that is the mend's business.
    QCoro::Task<Result<>> mend();
    /// Nothing waited for is done any more.
    void stop();

    const QList<PlayedFault> &faults() const { return m_faults; }
    /// The world just before the back-fill; empty if there was none.
    const QJsonObject &stateAtBackfill() const { return m_stateAtBackfill; }

    /// Whether "parity" or "failback/parity" means this step.
    static bool names(const QString &wanted, const QString &recipe, const QString &step);

Q_SIGNALS:
    /// `event`: fault, mend or backfill.
    void said(const QString &event, const QString &text);
    /// faults() is another one now.
    void faultsChanged();

private:
    bool wasPosted(qsizetype wish, const QString &because) const;
    std::optional<PlayedFault> lostFault(const QJsonObject &state, qsizetype wish) const;
    void note(PlayedFault fault, const QJsonObject &state);
    QCoro::Task<Result<>> post(qsizetype wish, QString because);
    QCoro::Task<Result<>> lift(qsizetype index);
    QCoro::Task<Result<>> liftOthers();
    QCoro::Task<Result<>> backfill();
    QCoro::Task<Result<>> backfillLater();

    simulator::Scenario m_scenario;
    ControlChannel &m_control;
    Clock &m_clock;
    Activity *m_activity;
    QList<PlayedFault> m_faults;
    bool m_goesOn = false;
    QJsonObject m_stateAtBackfill;
    std::stop_source m_stop;
};

} // namespace twinlake
