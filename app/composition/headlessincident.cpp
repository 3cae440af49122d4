// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From the command line to the engine, and from the way it ended to the exit code.
#include "app/composition/headlessincident.h"

#include "app/cli/printout.h"
#include "app/composition/launch.h"
#include "app/composition/statefolders.h"
#include "app/store/journalstore.h"
#include "models/runbook/causes.h"
#include "models/runbook/codec.h"
#include "models/runbook/fold.h"
#include "models/runbook/followup.h"

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The incident that `resume` without anything open speaks of: the named one, else the latest that is over.
std::optional<RunState> closedIncident(const QString &folder, const IncidentId &named)
{
    const auto journal = JournalStore::open(journalFile(folder), JournalStore::Access::ReadOnly);
    if (!journal)
        return std::nullopt;
    for (const IncidentId &id : (*journal)->incidents().value_or(QList<IncidentId>())) {
        const RunState state = fold((*journal)->eventsOf(id).value_or(QList<JournalEvent>()));
        if (state.closedAt && !state.dryRun && (named.isEmpty() || named == id))
            return state;
    }
    return std::nullopt;
}

ExitCode exitCodeOf(const RunState &state)
{
    if (state.resultCause == causes::credentials)
        return ExitCode::Authentication;
    switch (state.result) {
    case RunResult::Passed:
        return ExitCode::Fine;
    case RunResult::Inconclusive:
    case RunResult::Open:
        return ExitCode::Attention;
    case RunResult::Failed:
    case RunResult::Interrupted:
        break;
    }
    return ExitCode::Failed;
}

ExitCode exitCodeOf(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::Storage:
        return ExitCode::JournalUnusable;
    case Error::Kind::Conflict:
        return ExitCode::Locked;
    case Error::Kind::Auth:
    case Error::Kind::Forbidden:
        return ExitCode::Authentication;
    case Error::Kind::Configuration:
        return ExitCode::Usage;
    case Error::Kind::NotFound:
        return ExitCode::Attention;
    default:
        return ExitCode::Failed;
    }
}

/// What the step that stands still says.
QString reasonOf(const RunState &state)
{
    for (const StepProgress &step : state.steps) {
        if (step.status == StepStatus::Failed || !step.cause.isEmpty())
            return u"%1: %2"_s.arg(step.title, step.sentence);
    }
    return state.gate
        ? HeadlessIncident::tr("No answer was given for the gate %1: %2").arg(state.gate->id, state.gate->headline)
        : QString();
}

} // namespace

HeadlessIncident::HeadlessIncident(CommandLine line, LoadedEstate estate, GateAnswers answers)
    : m_line(std::move(line))
    , m_estate(std::move(estate))
    , m_answers(std::move(answers))
{
}

HeadlessIncident::~HeadlessIncident() = default;

void HeadlessIncident::start()
{
    begin();
}

void HeadlessIncident::interrupt()
{
    conclude(RunResult::Interrupted, ExitCode::Failed, tr("Ended by a signal."));
}

QCoro::Task<> HeadlessIncident::begin()
{
    const auto clock = co_await EstateClock::open(m_estate.estate.rehearsal, true);
    if (!clock) {
        conclude(RunResult::Failed, ExitCode::Failed, clock.error().message);
        co_return;
    }
    m_clock = *clock;
    connect(m_clock.get(), &EstateClock::worldLost, this,
            [this](const QString &why) { conclude(RunResult::Failed, ExitCode::Failed, why); });
    if (const Result<> made = makeEngine(); !made) {
        conclude(RunResult::Failed, ExitCode::JournalUnusable, made.error().message);
        co_return;
    }
    goOnWithScript();
    if (m_line.command == CliCommand::Resume && m_line.abortReason.isEmpty()) {
        m_driver->begin(HeadlessDriver::Beginning::Again);
        m_engine->commands().resume(m_line.incident);
        co_return;
    }
    if (m_line.command == CliCommand::Resume) {
        m_driver->begin(HeadlessDriver::Beginning::ToAbort);
        m_engine->commands().abort(m_line.incident, m_line.abortReason);
        co_return;
    }
    m_driver->begin(HeadlessDriver::Beginning::Anew);
    OpenIncident request;
    request.recipe = recipeFromKey(m_line.runbook);
    request.group = m_line.group;
    request.t0 = m_line.t0;
    request.driver = personHere();
    request.dryRun = m_line.dryRun;
    m_engine->open(request);
}

Result<> HeadlessIncident::makeEngine()
{
    const auto folder = makeStateFolder(m_estate.estate);
    if (!folder)
        return tl::unexpected<Error>(folder.error());
    m_folder = *folder;
    if (const auto kept = keepEstateCopy(m_folder, m_estate.file); !kept)
        complain(kept.error().message);
    m_engine = std::make_unique<EngineHost>(
        EngineSetup{m_estate.estate, m_clock, m_folder, personHere(), m_line.otherEstateBecause});
    m_driver = std::make_unique<HeadlessDriver>(*m_engine, m_clock, m_answers, m_line.output);
    connect(m_driver.get(), &HeadlessDriver::halted, this, &HeadlessIncident::onHalt);
    connect(m_engine.get(), &EngineHost::refused, this, &HeadlessIncident::onRefused);
    return m_engine->start();
}

/// The world of a rehearsal has to break and mend as it would have with the console that was lost.
void HeadlessIncident::goOnWithScript()
{
    auto held = takeScript(m_estate.estate, m_folder);
    if (!held)
        return;
    m_script = std::make_unique<HeadlessScript>(std::move(*held), m_folder, m_estate.estate, m_clock);
    connect(m_script.get(), &HeadlessScript::failed, this, [](const QString &why) { complain(why); });
    m_script->start(*m_engine);
}

void HeadlessIncident::onHalt(Halt halt)
{
    const RunState state = *m_driver->current();
    const QString why = reasonOf(state);
    switch (halt) {
    case Halt::Closed:
        if (!m_abandoned && followingRecipe(state))
            break; // it goes on as that one, which opens now
        if (m_abandoned)
            conclude(RunResult::Inconclusive, m_abandonedWith, state.resultSentence);
        else
            conclude({state, state.result, {}}, exitCodeOf(state));
        break;
    case Halt::StepFailed:
        conclude(RunResult::Failed, ExitCode::Failed, why);
        break;
    case Halt::OutcomeUnknown:
        conclude(RunResult::Inconclusive, ExitCode::OutcomeUnknown, why);
        break;
    case Halt::NobodyAnswers:
    case Halt::LockGone:
        conclude(RunResult::Inconclusive, ExitCode::Attention, why);
        break;
    case Halt::Locked:
        if (!state.intents.isEmpty()) {
            conclude(RunResult::Inconclusive, ExitCode::Locked, why);
        } else if (!std::exchange(m_abandoned, true)) { // nothing of ours was begun, so nothing is left to resume
            m_abandonedWith = ExitCode::Locked;
            m_engine->commands().abandon(state.id, why);
        }
        break;
    }
}

void HeadlessIncident::onRefused(const Error &why)
{
    const bool resumes = m_line.command == CliCommand::Resume;
    if (resumes && why.kind != Error::Kind::Storage && why.kind != Error::Kind::Conflict) {
        if (const auto closed = closedIncident(m_folder, m_line.incident)) {
            concludeClosed(*closed);
            return;
        }
    }
    if (why.kind == Error::Kind::Rejected && m_driver->current()) {
        complain(why.message); // one command of a running incident: its state says what is so
        return;
    }
    conclude(why.kind == Error::Kind::NotFound ? RunResult::Inconclusive : RunResult::Failed, exitCodeOf(why),
             why.message);
}

/// Asked to go on, or to abort once more, its end is the answer; what has ended otherwise cannot be aborted.
void HeadlessIncident::concludeClosed(const RunState &closed)
{
    if (m_line.abortReason.isEmpty() || closed.aborting)
        conclude({closed, closed.result, {}}, exitCodeOf(closed));
    else
        conclude({closed, RunResult::Failed,
                  tr("%1 is over, so nothing of it is left to abort. %2").arg(closed.id.value, closed.resultSentence)},
                 ExitCode::Failed);
}

void HeadlessIncident::conclude(RunResult result, ExitCode code, const QString &trouble)
{
    conclude(IncidentSummary{m_driver ? m_driver->current() : std::nullopt, result, trouble}, code);
}

void HeadlessIncident::conclude(const IncidentSummary &summary, ExitCode code)
{
    if (std::exchange(m_concluded, true))
        return;
    if (m_script)
        m_script->stop();
    if (m_driver)
        m_driver->stop();
    if (m_engine)
        m_engine->stop(headlessPatience);
    if (m_line.output == OutputFormat::Text)
        print(summary.text().toUtf8());
    else
        print(summary.json());
    if (!summary.trouble.isEmpty())
        complain(summary.trouble);
    if (m_line.output != OutputFormat::Text && summary.state && !summary.state->closedAt) // the text says so itself
        complain(tr("%1 is still open. \u201ctwinlake resume %1\u201d reads everything again and goes on.")
                     .arg(summary.state->id.value));
    Q_EMIT finished(toInt(code));
}

} // namespace twinlake
