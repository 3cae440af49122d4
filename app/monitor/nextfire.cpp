// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "app/monitor/nextfire.h"

#include "models/rules/quartzcron.h"

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

std::optional<Instant> nextFire(const Job &job, const Instant &now)
{
    if (!job.schedule || job.schedule->paused)
        return std::nullopt;
    const auto cron = QuartzCron::parse(job.schedule->cron);
    return cron ? cron->nextAfter(now, QTimeZone(job.schedule->timeZone.toUtf8())) : std::nullopt;
}

QString pauseWord(const Job &job)
{
    const auto word = [](bool paused) { return paused ? u"PAUSED"_s : u"UNPAUSED"_s; };
    if (job.schedule)
        return word(job.schedule->paused);
    return job.continuousPaused ? word(*job.continuousPaused) : QString();
}

} // namespace twinlake
