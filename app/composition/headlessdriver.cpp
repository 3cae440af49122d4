// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Gates, failures and the printing.
#include "app/composition/headlessdriver.h"

#include "app/cli/printout.h"
#include "app/runner/transcript.h"
#include "models/runbook/causes.h"

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// On the way out what stood still before does not matter any more.
bool isLeftBehind(const RunState &state, const StepProgress &step)
{
    return state.aborting && step.id.value != "abort"_L1;
}

} // namespace

HeadlessDriver::HeadlessDriver(EngineHost &engine, std::shared_ptr<EstateClock> clock, GateAnswers answers,
                               OutputFormat output)
    : m_engine(engine)
    , m_clock(std::move(clock))
    , m_answers(std::move(answers))
    , m_output(output)
{
    connect(&m_engine, &EngineHost::stateChanged, this, &HeadlessDriver::onState);
    connect(&m_engine, &EngineHost::journalled, this, &HeadlessDriver::onEvent);
}

HeadlessDriver::~HeadlessDriver()
{
    stop();
}

void HeadlessDriver::begin(Beginning how)
{
    m_current.reset();
    m_answered.clear();
    m_beginning = how;
    m_retrying.clear();
    m_halt.reset();
}

void HeadlessDriver::stop()
{
    m_stop.request_stop();
}

void HeadlessDriver::onState(const RunState &state)
{
    m_current = state;
    if (m_beginning == Beginning::ToAbort && !state.aborting && state.result == RunResult::Open)
        return; // as it was left
    if (std::exchange(m_beginning, Beginning::Anew) == Beginning::Again)
        retryFailedSteps(state);
    answerGate(state);
    const std::optional<Halt> halt = haltOf(state);
    if (halt != std::exchange(m_halt, halt) && halt)
        Q_EMIT halted(*halt);
}

void HeadlessDriver::retryFailedSteps(const RunState &state)
{
    for (const StepProgress &step : state.steps) {
        if (step.status != StepStatus::Failed || isLeftBehind(state, step))
            continue;
        m_retrying.insert(step.id, step.endedAt);
        m_engine.commands().retry(state.id, step.id);
    }
}

void HeadlessDriver::answerGate(const RunState &state)
{
    if (!state.gate || m_stop.stop_requested())
        return;
    const QString gate = u"%1@%2"_s.arg(state.gate->id, toIso(state.gate->openedAt));
    const auto found = m_answers.answerTo(*state.gate);
    if (found && gate != m_answered) {
        m_answered = gate;
        answer(state, *found);
    }
}

std::optional<Halt> HeadlessDriver::haltOf(const RunState &state) const
{
    if (state.result != RunResult::Open)
        return Halt::Closed;
    for (const StepProgress &step : state.steps) {
        if (isLeftBehind(state, step))
            continue;
        const bool retried = m_retrying.contains(step.id) && m_retrying.value(step.id) == step.endedAt;
        if (step.status == StepStatus::Failed && !retried)
            return Halt::StepFailed;
        if (step.cause == causes::noTrace)
            return Halt::OutcomeUnknown;
        if (step.cause == causes::locked)
            return Halt::Locked;
        if (step.cause == causes::lockGone)
            return Halt::LockGone;
    }
    if (state.gate && !m_answers.answerTo(*state.gate))
        return Halt::NobodyAnswers;
    return std::nullopt;
}

bool HeadlessDriver::isStillOpen(const OpenGate &gate) const
{
    return m_current && m_current->gate && m_current->gate->id == gate.id && m_current->gate->openedAt == gate.openedAt;
}

QCoro::Task<> HeadlessDriver::answer(RunState state, GateAnswer given)
{
    const QPointer<HeadlessDriver> self(this);
    const QString gate = state.gate->id;
    const std::shared_ptr<EstateClock> clock = m_clock;
    if (given.delay > 0s) {
        const bool over = co_await clock->clock().after(given.delay, m_stop.get_token());
        if (!over || !self)
            co_return;
    }
    if (given.kind == GateAnswer::Kind::Abort || given.kind == GateAnswer::Kind::Escalate) {
        if (isStillOpen(*state.gate))
            leave(state, given);
        co_return;
    }
    const bool approves = given.kind == GateAnswer::Kind::Approve;
    if (approves && (!given.second.isEmpty() || !given.alone.isEmpty()))
        m_engine.commands().approveTogether(
            state.id, gate, given.typed,
            {qgetenv(given.second.mid(QLatin1StringView("env:").size()).toUtf8().constData()), given.alone});
    else if (approves)
        m_engine.commands().approve(state.id, gate, given.typed);
    else
        m_engine.commands().decline(state.id, gate, given.reason);
}

void HeadlessDriver::leave(const RunState &state, const GateAnswer &given)
{
    const QString why =
        given.reason.isEmpty() ? tr("The answers say so at the gate %1.").arg(state.gate->id) : given.reason;
    if (given.kind == GateAnswer::Kind::Escalate)
        m_engine.commands().escalate(state.id, why);
    else
        m_engine.commands().abort(state.id, why);
}

void HeadlessDriver::onEvent(const JournalEvent &event) const
{
    if (m_output == OutputFormat::Json || m_stop.stop_requested())
        return; // one document at the end; and nothing behind the summary, which is the last line
    const QByteArray line = m_output == OutputFormat::Text ? transcriptText(event) : transcriptLine(event);
    if (!line.isEmpty())
        print(line);
}

} // namespace twinlake
