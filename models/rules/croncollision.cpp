// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "models/rules/croncollision.h"

#include "models/rules/quartzcron.h"

namespace twinlake {

std::optional<Instant> nextFire(const JobSchedule &schedule, const Instant &now)
{
    const auto cron = QuartzCron::parse(schedule.cron);
    return cron ? cron->nextAfter(now, QTimeZone(schedule.timeZone.toUtf8())) : std::nullopt;
}

std::optional<Duration> cronCollision(const JobSchedule &schedule, const Instant &now)
{
    const auto fires = schedule.paused ? std::nullopt : nextFire(schedule, now);
    return fires && between(now, *fires) <= switchSpan ? std::optional(between(now, *fires)) : std::nullopt;
}

} // namespace twinlake
