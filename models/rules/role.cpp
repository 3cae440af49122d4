// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
#include "models/rules/role.h"

#include "models/rules/quartzcron.h"

#include <QCoreApplication>

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;

namespace {

struct RoleWords {
    Q_DECLARE_TR_FUNCTIONS(Role)
};

RoleVerdict unknown(QString sentence)
{
    return {Role::Unknown, std::move(sentence), {}, {}};
}

/// What the jobs that target one pipeline do with it.
struct Triggers {
    QList<QString> armed; ///< names of scheduled jobs that will start it
    QList<QString> paused; ///< names of scheduled jobs that would, if they were not paused
    std::optional<Instant> nextFire; ///< the earliest of the armed ones
    QString continuousJob; ///< name of an unpaused continuous job
    bool continuousJobRuns = false;
    QString trouble; ///< a schedule that cannot be read
};

void addSchedule(Triggers &triggers, const Job &job, const Instant &now)
{
    if (job.schedule->paused) {
        triggers.paused.append(job.name);
        return;
    }
    const auto cron = QuartzCron::parse(job.schedule->cron);
    const QTimeZone zone(job.schedule->timeZone.toUtf8());
    if (!cron || !zone.isValid()) {
        triggers.trouble = RoleWords::tr("The schedule of job %1 cannot be read: %2")
                               .arg(job.name, cron ? job.schedule->timeZone : cron.error());
        return;
    }
    const auto next = cron->nextAfter(now, zone);
    if (!next)
        return; // unpaused, yet it never fires again: nobody would start the pipeline
    triggers.armed.append(job.name);
    if (!triggers.nextFire || *next < *triggers.nextFire)
        triggers.nextFire = *next;
}

Triggers triggersOf(const Pipeline &pipeline, const RegionFacts &facts, const Instant &now)
{
    Triggers triggers;
    for (auto it = facts.jobs.cbegin(); it != facts.jobs.cend(); ++it) {
        const Job &job = *it.value().value;
        if (!job.pipelines.contains(pipeline.id))
            continue;
        if (job.schedule)
            addSchedule(triggers, job, now);
        if (job.continuousPaused == false) {
            const auto runs = facts.activeRuns.value(it.key());
            triggers.continuousJob = job.name;
            triggers.continuousJobRuns = runs.value && !runs.value->isEmpty();
        }
    }
    return triggers;
}

/// Rows "T" of the table: the pipeline's own flag, or a continuous job, keeps it running.
RoleVerdict judgeRunning(const Pipeline &pipeline, const Triggers &triggers)
{
    const auto update = pipeline.activeUpdate();
    if (pipeline.continuous && !triggers.continuousJob.isEmpty()) {
        return {Role::Partial,
                RoleWords::tr("%1 is continuous and the continuous job %2 starts it too; both together misbehave.")
                    .arg(pipeline.name, triggers.continuousJob),
                RoleWords::tr("Pause the continuous job %1.").arg(triggers.continuousJob),
                {}};
    }
    if (!update || update->state == UpdateState::Stopping) {
        return {Role::Partial,
                RoleWords::tr("%1 is active on paper: continuous, but no update is running.").arg(pipeline.name),
                RoleWords::tr("Start an update of %1.").arg(pipeline.name),
                {}};
    }
    if (!triggers.armed.isEmpty()) {
        return {Role::Partial,
                RoleWords::tr("%1 runs continuously and job %2 still fires; its runs will be refused.")
                    .arg(pipeline.name, triggers.armed.constFirst()),
                RoleWords::tr("Pause job %1.").arg(triggers.armed.constFirst()),
                {}};
    }
    const QString how =
        pipeline.continuous ? RoleWords::tr("continuous") : RoleWords::tr("kept running by its continuous job");
    return {Role::Active,
            RoleWords::tr("%1 is %2, its update %3 is %4.")
                .arg(pipeline.name, how, update->id.value.left(8), wireWord(update->state)),
            {},
            {}};
}

/// Rows "F" of the table: somebody has to start it.
RoleVerdict judgeTriggered(const Pipeline &pipeline, const Triggers &triggers)
{
    if (!triggers.armed.isEmpty()) {
        return {Role::StandbyArmed,
                RoleWords::tr("%1 waits for job %2, which fires next at %3.")
                    .arg(pipeline.name, triggers.armed.constFirst(), toIso(*triggers.nextFire)),
                {},
                {}};
    }
    if (!triggers.paused.isEmpty()) {
        return {Role::Disarmed,
                RoleWords::tr("%1 is triggered and its job %2 is paused: nobody would start it.")
                    .arg(pipeline.name, triggers.paused.constFirst()),
                RoleWords::tr("Unpause job %1.").arg(triggers.paused.constFirst()),
                {}};
    }
    return {
        Role::Disarmed,
        RoleWords::tr("%1 is triggered and no schedule will ever start it.").arg(pipeline.name),
        RoleWords::tr("Give a job of %1 a schedule that fires, or make the pipeline continuous.").arg(pipeline.name),
        {}};
}

RoleVerdict judgePipeline(const Pipeline &pipeline, const RegionFacts &facts, const Instant &now)
{
    const Triggers triggers = triggersOf(pipeline, facts, now);
    if (!triggers.trouble.isEmpty())
        return unknown(triggers.trouble);
    const bool strange =
        !pipeline.latestUpdates.isEmpty() && pipeline.latestUpdates.constFirst().state == UpdateState::Unknown;
    if (strange) {
        return unknown(RoleWords::tr("The newest update of %1 has a state that this version does not know: %2.")
                           .arg(pipeline.name, pipeline.latestUpdates.constFirst().stateWord.left(40)));
    }
    if (!pipeline.continuous && !triggers.continuousJob.isEmpty() && !triggers.continuousJobRuns) {
        return {Role::Partial,
                RoleWords::tr("%1 is active on paper: the continuous job %2 is unpaused, but no run is active.")
                    .arg(pipeline.name, triggers.continuousJob),
                RoleWords::tr("Run job %1 now.").arg(triggers.continuousJob),
                {}};
    }
    const bool keptRunning = pipeline.continuous || !triggers.continuousJob.isEmpty();
    return keptRunning ? judgeRunning(pipeline, triggers) : judgeTriggered(pipeline, triggers);
}

/// Collects the age of the oldest input, and the first that is missing, failed or old.
class Inputs {
public:
    Inputs(Instant now, Duration limit)
        : m_now(std::move(now))
        , m_limit(limit)
    {
    }

    template <typename T>
    void need(const Observed<T> &fact, const QString &name)
    {
        if (fact.value && (!oldest || fact.readAt < *oldest))
            oldest = fact.readAt;
        if (!trouble.isEmpty() || fact.isFresh(m_now, m_limit))
            return;
        if (fact.error)
            trouble = RoleWords::tr("%1 could not be read: %2").arg(name, fact.error->message);
        else if (fact.value)
            trouble = RoleWords::tr("%1 was last read %2 ago.").arg(name, humanDuration(between(fact.readAt, m_now)));
        else
            trouble = RoleWords::tr("%1 was not read yet.").arg(name);
    }

    QString trouble;
    std::optional<Instant> oldest;

private:
    Instant m_now;
    Duration m_limit;
};

Inputs checkInputs(const RegionFacts &facts, const Instant &now, Duration limit)
{
    Inputs inputs(now, limit);
    for (auto it = facts.pipelines.cbegin(); it != facts.pipelines.cend(); ++it)
        inputs.need(it.value(), RoleWords::tr("Pipeline %1").arg(it.key()));
    for (auto it = facts.jobs.cbegin(); it != facts.jobs.cend(); ++it) {
        inputs.need(it.value(), RoleWords::tr("Job %1").arg(it.key().value));
        const bool continuousJob = it.value().value && it.value().value->continuousPaused == false;
        if (continuousJob)
            inputs.need(facts.activeRuns.value(it.key()), RoleWords::tr("The runs of job %1").arg(it.key().value));
    }
    return inputs;
}

/// The worst of two pipelines, as the group's role; one active beside one in standby is half a switch.
RoleVerdict worse(const RoleVerdict &a, const RoleVerdict &b)
{
    const auto rank = [](Role role) {
        switch (role) {
        case Role::Unknown:
            return 3;
        case Role::Disarmed:
            return 2;
        case Role::Partial:
            return 1;
        default:
            return 0;
        }
    };
    if (rank(a.role) != rank(b.role))
        return rank(a.role) > rank(b.role) ? a : b;
    if (rank(a.role) > 0 || a.role == b.role)
        return a;
    const RoleVerdict &active = a.role == Role::Active ? a : b;
    const RoleVerdict &standby = a.role == Role::Active ? b : a;
    return {Role::Partial,
            RoleWords::tr("Half switched. %1 %2").arg(active.sentence, standby.sentence),
            RoleWords::tr("Finish the switch, or take it back."),
            {}};
}

} // namespace

RoleVerdict judgeRole(const RegionFacts &facts, const Instant &now, Duration limit)
{
    if (facts.pipelines.isEmpty())
        return unknown(RoleWords::tr("No pipeline of this group was read yet."));
    const Inputs inputs = checkInputs(facts, now, limit);
    if (!inputs.trouble.isEmpty()) {
        RoleVerdict verdict = unknown(inputs.trouble);
        verdict.readAt = inputs.oldest;
        return verdict;
    }
    std::optional<RoleVerdict> verdict;
    for (const Observed<Pipeline> &pipeline : facts.pipelines) {
        const RoleVerdict one = judgePipeline(*pipeline.value, facts, now);
        verdict = verdict ? worse(*verdict, one) : one;
    }
    verdict->readAt = inputs.oldest;
    return *verdict;
}

QString roleWord(Role role)
{
    switch (role) {
    case Role::Active:
        return RoleWords::tr("ACTIVE");
    case Role::StandbyArmed:
        return RoleWords::tr("STANDBY ARMED");
    case Role::Partial:
        return RoleWords::tr("PARTIAL");
    case Role::Disarmed:
        return RoleWords::tr("DISARMED");
    case Role::Unknown:
        break;
    }
    return RoleWords::tr("UNKNOWN");
}

} // namespace twinlake
