// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/composition/headlessscript.h"

#include "models/runbook/codec.h"

#include <QPointer>

#include <algorithm>

namespace twinlake {

using namespace std::chrono_literals;

HeadlessScript::HeadlessScript(HeldScript held, const QString &folder, const Estate &estate,
                               std::shared_ptr<EstateClock> clock)
    : m_clock(std::move(clock))
    , m_lock(std::move(held.lock))
    , m_control(estate.rehearsal->control)
    , m_script(std::move(held.script), folder, m_control, m_clock->clock(), m_clock->activity())
{
}

void HeadlessScript::start(EngineHost &engine)
{
    m_script.beginAt(m_clock->clock().now());
    connect(&engine, &EngineHost::stateChanged, this, &HeadlessScript::follow);
    playByTheClock();
}

void HeadlessScript::stop()
{
    m_stop.request_stop();
    m_script.player().stop();
}

void HeadlessScript::follow(const RunState &incident)
{
    const QStringList steps = m_script.newSteps(incident);
    if (!steps.isEmpty() && !m_stop.stop_requested())
        playSteps(incident.id.value, recipeKey(incident.recipe), steps);
}

QCoro::Task<> HeadlessScript::playSteps(QString incident, QString recipe, QStringList steps)
{
    const QPointer<HeadlessScript> self(this);
    for (const QString &step : steps) {
        const Result<> played = co_await m_script.stepBegan(incident, recipe, step);
        if (!self)
            co_return;
        if (!played)
            Q_EMIT failed(played.error().message);
    }
}

QCoro::Task<> HeadlessScript::playByTheClock()
{
    const QPointer<HeadlessScript> self(this);
    const std::shared_ptr<EstateClock> clock = m_clock;
    const std::stop_token stop = m_stop.get_token();
    std::optional<Instant> due = m_script.nextDue();
    while (due) {
        const Duration left = std::max<Duration>(between(clock->clock().now(), *due), 0ms);
        bool isDue = true;
        if (left > 0ms)
            isDue = co_await clock->clock().after(left, stop);
        if (!self || !isDue || stop.stop_requested())
            co_return;
        const Result<> played = co_await m_script.playDue(clock->clock().now());
        if (!self)
            co_return;
        if (!played) {
            Q_EMIT failed(played.error().message);
            co_return;
        }
        due = m_script.nextDue();
    }
}

} // namespace twinlake
