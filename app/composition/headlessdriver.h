// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// HeadlessDriver: what stands in a window's place when an incident is driven without one: answers the gates, prints
// what happens, and says when the incident has ended or cannot go on without a person.
#pragma once

#include "app/cli/commandline.h"
#include "app/composition/enginehost.h"
#include "app/rehearsal/gateanswers.h"

#include <QMap>
#include <QObject>
#include <QPointer>

#include <memory>

namespace twinlake {

/// Why nothing more happens.
enum class Halt {
    Closed, ///< the incident has ended
    StepFailed, ///< a person would retry or skip
    OutcomeUnknown, ///< a person must look whether a write was carried out
    Locked, ///< somebody else drives
    LockGone, ///< the coordination lock was ours and is gone; a person must look
    NobodyAnswers, ///< a gate is open that no answer was given for
};

class HeadlessDriver : public QObject {
    Q_OBJECT

public:
    HeadlessDriver(EngineHost &engine, std::shared_ptr<EstateClock> clock, GateAnswers answers, OutputFormat output);
    ~HeadlessDriver() override;

    /// Anew: a new incident. Again: of one that goes on, steps that had failed are tried anew. ToAbort: nothing is
    /// answered and nothing ends it before it is on its way out.
    enum class Beginning { Anew, Again, ToAbort };
    /// Forgets the incident before; the next state is that of another one.
    void begin(Beginning how);
    /// Answers no gate any more.
    void stop();
    /// Of the incident being driven; empty until its first event is on disk.
    const std::optional<RunState> &current() const { return m_current; }

Q_SIGNALS:
    /// When it comes to a stand, and again when it stands for another reason.
    void halted(twinlake::Halt halt);

private:
    void onState(const RunState &state);
    void onEvent(const JournalEvent &event) const;
    void answerGate(const RunState &state);
    void retryFailedSteps(const RunState &state);
    std::optional<Halt> haltOf(const RunState &state) const;
    bool isStillOpen(const OpenGate &gate) const;
    QCoro::Task<> answer(RunState state, GateAnswer answer);
    void leave(const RunState &state, const GateAnswer &given);

    EngineHost &m_engine;
    std::shared_ptr<EstateClock> m_clock;
    GateAnswers m_answers;
    OutputFormat m_output;
    std::optional<RunState> m_current;
    QString m_answered; ///< the gate answered last
    Beginning m_beginning = Beginning::Anew;
    QMap<StepId, std::optional<Instant>> m_retrying; ///< steps that had failed, and when: not yet heard of again
    std::optional<Halt> m_halt; ///< why it stands just now
    std::stop_source m_stop;
};

} // namespace twinlake
