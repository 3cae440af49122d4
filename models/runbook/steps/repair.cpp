// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The steps that only the repairs have: who is the standby, and a disarmed job that is let loose at once.
#include "models/runbook/steps/common.h"
#include "models/runbook/steps/steps.h"

#include <algorithm>

namespace twinlake::steps {

using namespace std::chrono_literals;

namespace {

FactRequest readStandby(const StepContext &c)
{
    return facts({FactKind::Pipelines, FactKind::Jobs}, {c.from()});
}

/// Neither its pipelines run by themselves nor its jobs start them: the next disaster would find nothing.
std::optional<JobId> disarmedJob(const StepContext &c)
{
    const bool runs = std::any_of(c.group.pipelines.begin(), c.group.pipelines.end(),
                                  [&](const EstatePipeline &pipeline) { return isContinuous(c, c.from(), pipeline); });
    for (const JobId &id : c.group.jobs(c.from())) {
        const Observed<Job> job = c.world.facts.regions[c.from()].jobs.value(id);
        if (!runs && job.isLive() && job.value->schedule && job.value->schedule->paused)
            return id;
    }
    return std::nullopt;
}

Verdict notDisarmed(const StepContext &c)
{
    const RoleVerdict role = judgeRole(c.world.facts.regions[c.from()], c.now, roleLimit);
    if (role.role == Role::Unknown)
        return notYet(Words::tr("The role of %1 is unknown. %2").arg(c.label(c.from()), role.sentence));
    if (disarmedJob(c))
        return notYet(Words::tr("%1 is DISARMED: its job is paused and nothing runs.").arg(c.label(c.from())));
    return yes(Words::tr("%1: %2.").arg(c.label(c.from()), roleWord(role.role)));
}

std::optional<Mutation> unpauseNext(const StepContext &c)
{
    const auto job = disarmedJob(c);
    return job ? std::optional<Mutation>(SetJobPause{c.from(), *job, false}) : std::nullopt;
}

} // namespace

Step take(const Labels &)
{
    return {StepId{u"take"_s},
            Words::tr("Look who serves, and take the lead"),
            {},
            10min,
            {{findDirection(u"take/direction"_s), lockCoordination(u"take/lock"_s)}}};
}

Step unpause(const Labels &labels)
{
    Phase jobs{u"unpause/jobs"_s, readStandby, notDisarmed, nullptr, nullptr, unpauseNext};
    jobs.poll = 5s;
    return {StepId{u"unpause"_s}, Words::tr("Let the job of %1 loose").arg(labels.from), {u"take"_s}, 10min, {{jobs}}};
}

} // namespace twinlake::steps
