// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The part of HeadlessRehearsal that carries out the recipes: by an engine of its own, or by consoles that something
// befalls.
#include "app/composition/headlessrehearsal.h"

#include "app/cli/printout.h"
#include "app/http/inflight.h"
#include "app/runner/transcript.h"
#include "models/runbook/codec.h"
#include "models/runbook/events.h"
#include "models/runbook/followup.h"

#include <QJsonDocument>

#include <qcoro/qcorosignal.h>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString pointerPhase = u"repoint/variable"_s; // the first write that has to do with the consumers

QString lineOf(const QJsonObject &event)
{
    return QString::fromUtf8(QJsonDocument(event).toJson(QJsonDocument::Compact));
}

} // namespace

bool HeadlessRehearsal::wentAsExpected(const DrivenIncident &incident) const
{
    const auto &wanted = m_summary.scenario.expected.incidents;
    const auto named = wanted.find(incident.recipe);
    return incident.result == (named == wanted.end() ? u"passed"_s : named->second);
}

QCoro::Task<DrivenIncident> HeadlessRehearsal::drive(QString recipe)
{
    m_recipe = recipe;
    m_givenUp.clear();
    if (!m_consoles) {
        const DrivenIncident driven = co_await driveHere(recipe);
        m_recipe.clear();
        co_return driven;
    }
    const InFlight world(m_clock->activity()); // a stepped world is theirs to advance
    DrivenIncident driven = co_await m_consoles->carryOut(recipe);
    if (!m_givenUp.isEmpty())
        driven.result = m_givenUp;
    m_world.secondExitCodes = m_consoles->secondExitCodes();
    m_recipe.clear();
    co_return driven;
}

QCoro::Task<DrivenIncident> HeadlessRehearsal::driveHere(QString recipe)
{
    m_driver->begin(HeadlessDriver::Beginning::Anew);
    OpenIncident request;
    request.recipe = recipeFromKey(recipe);
    request.group = m_summary.scenario.group;
    request.driver = qEnvironmentVariable("USER", u"rehearsal"_s);
    m_engine->open(request);
    co_await qCoro(this, &HeadlessRehearsal::incidentOver);
    const std::optional<RunState> state = m_driver->current();
    const QString result = state ? resultWord(state->result) : u"inconclusive"_s;
    co_return DrivenIncident{recipe, state, m_givenUp.isEmpty() ? result : m_givenUp, 0};
}

QCoro::Task<> HeadlessRehearsal::giveUpInTime()
{
    const Duration patience = m_summary.scenario.giveUpAfter;
    const bool due = co_await m_clock->clock().after(patience, m_stop.get_token());
    if (due && !m_concluded)
        giveUp(u"inconclusive"_s, tr("The operator gives up after %1.").arg(humanDuration(patience)));
}

/// How the world stands before the consumers move: at the step's begin, and again at its first write, for the engine
/// may have waited in between until the target had what they have seen.
QCoro::Task<> HeadlessRehearsal::lookBeforeRepoint(QString recipe)
{
    const auto state = co_await worldState();
    if (state)
        m_world.atRepoint.insert(recipe, *state);
}

QCoro::Task<> HeadlessRehearsal::playStep(QString incident, QString recipe, QString step)
{
    if (step == "repoint"_L1)
        co_await lookBeforeRepoint(recipe);
    const Result<> played = co_await m_script->stepBegan(incident, recipe, step);
    if (!played)
        conclude(played.error().message);
}

void HeadlessRehearsal::onJournalled(const JournalEvent &event)
{
    m_world.said.append(QString::fromUtf8(transcriptLine(event)));
    if (event.kind == events::stepStarted)
        playStep(event.incident.value, m_recipe, event.step.value);
    if (event.kind == events::intent && event.data["phase"_L1].toString() == pointerPhase)
        lookBeforeRepoint(m_recipe);
}

void HeadlessRehearsal::onConsoleLine(const QJsonObject &line)
{
    m_world.said.append(lineOf(line));
    if (line["event"_L1].toString() == events::stepStarted)
        playStep(line["incident"_L1].toString(), m_recipe, line["step"_L1].toString());
    if (line["event"_L1].toString() == events::intent && line["phase"_L1].toString() == pointerPhase)
        lookBeforeRepoint(m_recipe);
    const bool isSummary = line["event"_L1].toString() == "summary"_L1; // of a second console: ours is the last line
    if (m_line.output == OutputFormat::Json || isSummary || m_concluded)
        return;
    if (m_line.output == OutputFormat::NdJson) {
        print(line);
        return;
    }
    const JournalEvent event{0,
                             fromIso(line["at"_L1].toString()).value_or(m_clock->clock().now()),
                             {line["incident"_L1].toString()},
                             line["event"_L1].toString(),
                             {line["step"_L1].toString()},
                             line};
    if (const QByteArray text = transcriptText(event); !text.isEmpty())
        print(text);
}

// A person would retry, skip or look; without one the incident is led to a safe state and given up there.
void HeadlessRehearsal::onHalt(Halt halt)
{
    if (halt == Halt::Closed && m_givenUp.isEmpty() && followingRecipe(*m_driver->current()))
        return; // it goes on as that one, which opens now
    if (halt == Halt::Closed) {
        Q_EMIT incidentOver();
        return;
    }
    QString why = tr("Nobody is there to decide.");
    for (const StepProgress &step : m_driver->current()->steps) {
        if (step.status == StepStatus::Failed || !step.cause.isEmpty())
            why = tr("%1 failed: %2").arg(step.title, step.sentence);
    }
    if (m_givenUp.isEmpty())
        giveUp(halt == Halt::StepFailed ? u"failed"_s : u"inconclusive"_s, why);
    else // not even that can be reached
        m_engine->commands().abandon(m_driver->current()->id, why);
}

void HeadlessRehearsal::giveUp(const QString &result, const QString &why)
{
    if (!m_givenUp.isEmpty() || m_recipe.isEmpty())
        return;
    m_givenUp = result;
    note(u"given_up"_s, why);
    if (m_consoles)
        m_consoles->giveUp();
    else if (m_driver->current() && m_driver->current()->result == RunResult::Open)
        m_engine->commands().abort(m_driver->current()->id, why);
}

} // namespace twinlake
