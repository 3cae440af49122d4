// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// When a job starts by itself: by its Quartz schedule, periodically, or always (continuous).
#include "app/simulator/world/jsonfields.h"
#include "app/simulator/world/simjob.h"
#include "models/rules/quartzcron.h"

#include <QTimeZone>

namespace twinlake::simulator {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto continuousPause = 2s; ///< between two runs of a continuous job
constexpr auto continuousBackoff = 60s; ///< after a run that failed

std::optional<SimTime> cronAfter(const nlohmann::json &schedule, SimTime time)
{
    const auto cron = QuartzCron::parse(textOf(schedule, "quartz_cron_expression"));
    const QTimeZone zone(textOf(schedule, "timezone_id").toUtf8());
    if (!cron || !zone.isValid())
        return std::nullopt;
    const auto next = cron->nextAfter(QDateTime::fromMSecsSinceEpoch(epochMillis(time), Qt::UTC), zone);
    return next ? std::optional(simTime(next->toMSecsSinceEpoch())) : std::nullopt;
}

std::optional<SimDuration> periodOf(const nlohmann::json &trigger)
{
    const nlohmann::json *const periodic = fieldOf(trigger, "periodic");
    const std::int64_t interval = periodic ? numberOf(*periodic, "interval", 0) : 0;
    if (interval <= 0 || interval > 10'000)
        return std::nullopt;
    const QString unit = textOf(*periodic, "unit");
    const auto length = unit == u"WEEKS" ? 168h : unit == u"DAYS" ? 24h : 1h;
    return interval * length;
}

bool pausedTrigger(const nlohmann::json &trigger)
{
    return textOf(trigger, "pause_status") == "PAUSED"_L1;
}

} // namespace

const nlohmann::json *SimJob::continuousTrigger() const
{
    return fieldOf(m_settings, "continuous");
}

std::optional<SimTime> SimJob::fireAfter(SimTime time) const
{
    if (const nlohmann::json *const schedule = fieldOf(m_settings, "schedule"))
        return cronAfter(*schedule, time);
    const nlohmann::json *const trigger = fieldOf(m_settings, "trigger");
    const auto period = trigger ? periodOf(*trigger) : std::nullopt;
    return period ? std::optional(time + *period) : std::nullopt;
}

std::vector<SimTime> SimJob::firesBeforeStart(int count) const
{
    std::vector<SimTime> fires;
    SimTime time = m_context.fleet.start - worldHistory + 1h;
    for (auto next = fireAfter(time); next && *next < m_context.fleet.start; next = fireAfter(time)) {
        time = *next;
        fires.push_back(time);
    }
    if (fires.size() > static_cast<std::size_t>(count))
        fires.erase(fires.begin(), fires.end() - count);
    return fires;
}

bool SimJob::paused() const
{
    for (const char *const kind : {"schedule", "trigger", "continuous"}) {
        if (const nlohmann::json *const trigger = fieldOf(m_settings, kind))
            return pausedTrigger(*trigger);
    }
    return false;
}

void SimJob::schedule()
{
    if (m_timer)
        m_context.scheduler.cancel(*m_timer);
    m_timer.reset();
    m_nextFire.reset();
    if (paused())
        return;
    if (continuousTrigger())
        m_nextFire = activeRuns() > 0 ? std::nullopt : std::optional(m_context.now() + continuousPause);
    else
        m_nextFire = fireAfter(m_context.now());
    if (m_nextFire)
        m_timer = m_context.scheduler.at(*m_nextFire, [this] { fire(); });
}

void SimJob::fire()
{
    m_timer.reset();
    // The scheduler belongs to the region: nothing fires while the whole region is out.
    const bool continuous = continuousTrigger() != nullptr;
    if (m_context.regionOut() && continuous)
        return afterRun(false);
    if (!m_context.regionOut())
        trigger(continuous ? u"CONTINUOUS"_s : u"PERIODIC"_s, {});
    schedule();
}

// A continuous job begins its next run by itself, later if the last one failed.
void SimJob::afterRun(bool good)
{
    if (!continuousTrigger() || paused() || activeRuns() > 0)
        return;
    if (m_timer)
        m_context.scheduler.cancel(*m_timer);
    m_nextFire = m_context.now() + (good ? SimDuration(continuousPause) : SimDuration(continuousBackoff));
    m_timer = m_context.scheduler.at(*m_nextFire, [this] { fire(); });
}

} // namespace twinlake::simulator
