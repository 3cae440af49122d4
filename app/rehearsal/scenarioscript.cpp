// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is being played is noted once it was played: whoever goes on after a kill plays it again and finds in the world
// what was done of it.
#include "app/rehearsal/scenarioscript.h"

#include <QPointer>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

ScenarioScript::ScenarioScript(KeptScript script, QString folder, ControlChannel &control, Clock &clock,
                               Activity *activity)
    : m_script(std::move(script))
    , m_folder(std::move(folder))
    , m_player(m_script.scenario, control, clock, activity)
    , m_playing(m_script.position.begun)
{
    if (m_script.position.breakAt) // somebody played before
        m_player.goOnFrom(m_script.position.faults);
    connect(&m_player, &ScenarioPlayer::faultsChanged, this, [this] {
        m_script.position.faults = m_player.faults();
        keep();
    });
}

ScenarioScript::~ScenarioScript()
{
    m_player.stop();
}

/// A folder that cannot be written costs the rehearsal nothing but that it cannot be resumed.
void ScenarioScript::keep()
{
    if (!m_folder.isEmpty())
        static_cast<void>(keepScript(m_folder, m_script));
}

void ScenarioScript::beginAt(const Instant &now)
{
    if (m_script.position.breakAt)
        return;
    m_script.position.breakAt = later(now, Duration(m_script.scenario.normal));
    keep();
}

std::optional<Instant> ScenarioScript::nextDue() const
{
    if (!m_script.position.broken)
        return m_breaking ? std::nullopt : m_script.position.breakAt;
    return m_mending ? std::nullopt : m_script.position.returnAt;
}

QCoro::Task<Result<>> ScenarioScript::playDue(Instant now)
{
    const std::optional<Instant> due = nextDue();
    if (!due || now < *due)
        co_return Result<>();
    if (m_script.position.broken)
        co_return co_await mend();
    co_return co_await breakNow(now);
}

QCoro::Task<Result<>> ScenarioScript::breakNow(Instant now)
{
    m_breaking = true;
    const QPointer<ScenarioScript> self(this);
    const Result<> posted = co_await m_player.breakNow();
    if (!self)
        co_return posted;
    m_breaking = false;
    if (!posted)
        co_return posted;
    m_script.position.broken = true;
    if (m_script.scenario.recipes.contains(u"failback"_s))
        m_script.position.returnAt = later(now, Duration(m_script.scenario.returnAfter));
    keep();
    co_return posted;
}

QCoro::Task<Result<>> ScenarioScript::mend()
{
    m_mending = true;
    const QPointer<ScenarioScript> self(this);
    const Result<> mended = co_await m_player.mend();
    if (!self)
        co_return mended;
    m_mending = false;
    if (!mended)
        co_return mended;
    m_script.position.returnAt.reset();
    keep();
    co_return mended;
}

QStringList ScenarioScript::newSteps(const RunState &incident)
{
    QStringList steps;
    if (incident.group != m_script.scenario.group || incident.dryRun)
        return steps;
    for (const StepProgress &step : incident.steps) {
        const QString key = incident.id.value + u'/' + step.id.value;
        if (step.status == StepStatus::ToCome || m_playing.contains(key))
            continue;
        m_playing.insert(key);
        steps.append(step.id.value);
    }
    return steps;
}

QCoro::Task<Result<>> ScenarioScript::stepBegan(QString incident, QString recipe, QString step)
{
    const QString key = incident + u'/' + step;
    m_playing.insert(key);
    const QPointer<ScenarioScript> self(this);
    const Result<> played = co_await m_player.stepBegan(recipe, step, incident);
    if (!self || !played)
        co_return played;
    m_script.position.begun.insert(key);
    keep();
    co_return played;
}

} // namespace twinlake
