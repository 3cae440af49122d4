// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// F10 demote and F11 close: the direction rule, the cooling down, the test that the standby is armed again.
#include "models/runbook/codec.h"
#include "models/runbook/steps/common.h"
#include "models/runbook/steps/steps.h"
#include "models/runbook/steps/terraformswitch.h"

#include <QCryptographicHash>
#include <QJsonArray>

#include <algorithm>

namespace twinlake::steps {

using namespace std::chrono_literals;

namespace {

FactRequest readBothAndRun(const StepContext &c)
{
    FactRequest request = readSwitchRun(c);
    return request.add(facts({FactKind::Pipelines, FactKind::Jobs}, {c.from(), c.to()}));
}

bool noneContinuous(const StepContext &c)
{
    return std::all_of(c.group.pipelines.begin(), c.group.pipelines.end(), [&](const EstatePipeline &pipeline) {
        return livePipeline(c, c.from(), pipeline).has_value() && !isContinuous(c, c.from(), pipeline);
    });
}

Verdict flipped(const StepContext &c)
{
    const auto run = c.world.runs.value(switchRun(c));
    if (!run.isLive())
        return notYet(Words::tr("Reading the run."));
    const RunPhase phase = run.value->phase();
    const bool over = phase == RunPhase::FinishedOk || phase == RunPhase::FinishedFailed;
    if (over && noneContinuous(c))
        return yes(Words::tr("No pipeline of %1 is continuous any more.").arg(c.label(c.from())));
    if (over && readSinceEnd(c, run, c.from()))
        return runDied(c,
                       Words::tr("The run ended as %1 and %2 is still continuous. A retry makes another run.")
                           .arg(run.value->status, c.label(c.from())));
    return notYet(Words::tr("The run is %1.").arg(run.value->status));
}

// --- armed: a green apply proves neither the end of the old update nor the job (recovery-model.md fact 2)

FactRequest readSource(const StepContext &c)
{
    return facts({FactKind::Pipelines, FactKind::Jobs}, {c.from()});
}

bool oldUpdateEnded(const StepContext &c, const EstatePipeline &pipeline)
{
    const auto live = livePipeline(c, c.from(), pipeline);
    const auto active = live ? live->activeUpdate() : std::nullopt;
    const IntentRecord *apply = c.state.intent(u"demote/apply"_s);
    const QJsonArray before = apply ? apply->seen[regionKey(c.from()) + u'/' + pipeline.name].toArray() : QJsonArray();
    return live && (!active || (apply && !before.contains(active->id.value)));
}

bool isUnpaused(const Observed<Job> &job)
{
    return job.isLive() && job.value->schedule && !job.value->schedule->paused;
}

Verdict armed(const StepContext &c)
{
    const bool ended = std::all_of(c.group.pipelines.begin(), c.group.pipelines.end(),
                                   [&](const EstatePipeline &pipeline) { return oldUpdateEnded(c, pipeline); });
    const QList<JobId> jobs = c.group.jobs(c.from());
    const bool unpaused = std::all_of(jobs.begin(), jobs.end(), [&](const JobId &job) {
        return isUnpaused(c.world.facts.regions[c.from()].jobs.value(job));
    });
    const QList<Evidence> rows{row(Words::tr("Old update of %1").arg(c.label(c.from())),
                                   ended ? EvidenceVerdict::Good : EvidenceVerdict::Waiting,
                                   ended ? Words::tr("ENDED") : Words::tr("STILL ACTIVE"), {}, c.now),
                               row(Words::tr("Job of %1").arg(c.label(c.from())),
                                   unpaused ? EvidenceVerdict::Good : EvidenceVerdict::Bad,
                                   unpaused ? Words::tr("UNPAUSED") : Words::tr("PAUSED"), {}, c.now)};
    return ended && unpaused ? yes(Words::tr("%1 is armed.").arg(c.label(c.from())), rows)
                             : notYet(Words::tr("Waiting until %1 is armed.").arg(c.label(c.from())), rows);
}

std::optional<Mutation> unpauseLeftJob(const StepContext &c)
{
    for (const JobId &id : c.group.jobs(c.from())) {
        const Observed<Job> job = c.world.facts.regions[c.from()].jobs.value(id);
        if (job.isLive() && job.value->schedule && job.value->schedule->paused) {
            const SetJobPause unpause{c.from(), id, false};
            return unpause;
        }
    }
    return std::nullopt;
}

// --- the re-arm test: every job runs once now, to its end

std::optional<JobRunId> testRun(const StepContext &c, const JobId &job)
{
    for (const IntentRecord &intent : c.state.intents) {
        const bool ours = intent.phase == c.phase.key && !intent.givenUp && intent.outcome
            && intent.outcome->kind == Outcome::Kind::Done
            && intent.call["job"_L1].toString() == QString::number(job.value);
        if (ours)
            return JobRunId{intent.outcome->createdId.toLongLong()};
    }
    return std::nullopt;
}

FactRequest readTests(const StepContext &c)
{
    FactRequest request = readSource(c);
    for (const JobId &job : c.group.jobs(c.from())) {
        if (const auto run = testRun(c, job))
            request.jobRuns.insert({c.from(), *run});
    }
    return request;
}

bool lastUpdatesCompleted(const StepContext &c)
{
    return std::all_of(c.group.pipelines.begin(), c.group.pipelines.end(), [&](const EstatePipeline &pipeline) {
        const auto live = livePipeline(c, c.from(), pipeline);
        return live && !live->latestUpdates.isEmpty() && live->latestUpdates.first().state == UpdateState::Completed;
    });
}

Verdict rearmed(const StepContext &c)
{
    QList<Evidence> rows;
    bool all = true;
    for (const JobId &job : c.group.jobs(c.from())) {
        const auto id = testRun(c, job);
        const auto run = id ? c.world.jobRuns.value(*id) : Observed<JobRun>();
        const bool over = run.isLive() && !run.value->isActive();
        // The schedule fired first: its own run is under way and proves as much; lastUpdatesCompleted waits for it.
        const bool overtaken = over && run.value->resultState == "MAXIMUM_CONCURRENT_RUNS_REACHED"_L1;
        if (over && !overtaken && run.value->resultState != "SUCCESS"_L1) {
            Verdict verdict = failed(Words::tr("The test run of job %1 ended as %2: %3 would not take over. A retry "
                                               "runs it again.")
                                         .arg(QString::number(job.value), run.value->resultState, c.label(c.from())));
            verdict.anew = {c.phase.key};
            return verdict;
        }
        all = all && over;
        rows.append(row(Words::tr("Test run of job %1").arg(job.value),
                        over ? EvidenceVerdict::Good : EvidenceVerdict::Waiting,
                        run.isLive() ? run.value->lifeCycleState : Words::tr("TO COME"), {}, c.now));
    }
    if (!all || !lastUpdatesCompleted(c))
        return notYet(Words::tr("Waiting for the re-arm test."), rows);
    return yes(Words::tr("The re-arm test is COMPLETED."), rows);
}

/// Test runs that were made, and that a retry gave up. What nobody knows of is no other test: the service tells by the
/// same token whether it was made.
qsizetype testsGivenUp(const StepContext &c, const JobId &job)
{
    return std::count_if(c.state.intents.begin(), c.state.intents.end(), [&](const IntentRecord &intent) {
        const bool made = intent.outcome && intent.outcome->kind == Outcome::Kind::Done;
        return intent.phase == c.phase.key && intent.givenUp && made
            && intent.call["job"_L1].toString() == QString::number(job.value);
    });
}

bool isRunning(const StepContext &c, const JobId &job)
{
    const auto runs = c.world.facts.regions[c.from()].activeRuns.value(job);
    return runs.isLive() && !runs.value->isEmpty();
}

std::optional<Mutation> runTest(const StepContext &c)
{
    for (const JobId &job : c.group.jobs(c.from())) {
        if (testRun(c, job) || isRunning(c, job))
            continue;
        QStringList parts{c.state.id.value, recipeKey(c.state.recipe), c.phase.key, QString::number(job.value)};
        if (const auto earlier = testsGivenUp(c, job); earlier > 0)
            parts.append(QString::number(earlier)); // one that failed is not the answer to the next
        const QString text = parts.join(u'|');
        const QString token =
            QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex());
        const RunJobNow run{c.from(), job, token};
        return run;
    }
    return std::nullopt;
}

// --- F11

FactRequest readRoles(const StepContext &c)
{
    return facts({FactKind::Pipelines, FactKind::Jobs}, {c.from(), c.to()});
}

Verdict rolesAreNormalAgain(const StepContext &c)
{
    QList<Evidence> rows;
    bool normal = true;
    for (const Region region : {c.to(), c.from()}) {
        const RoleVerdict role = judgeRole(c.world.facts.regions[region], c.now, roleLimit);
        const bool fine = role.role == (region == c.to() ? Role::Active : Role::StandbyArmed);
        normal = normal && fine;
        rows.append(row(Words::tr("Role of %1").arg(c.label(region)),
                        fine ? EvidenceVerdict::Good : EvidenceVerdict::Bad, roleWord(role.role), role.sentence,
                        c.now));
    }
    return normal ? yes(Words::tr("Roles are normal again."), rows)
                  : notYet(Words::tr("Roles are not normal yet."), rows);
}

} // namespace

Step demote(const Labels &labels, const QString &after)
{
    Lane lane = switchPhases(u"demote"_s, Switch::DemoteSource, GateKind::Approve, flipped, readBothAndRun);
    Phase arming{u"demote/armed"_s, readSource, armed, nullptr, nullptr, unpauseLeftJob};
    arming.budget = 30min;
    Phase test{u"demote/rearm-test"_s, readTests, rearmed, nullptr, nullptr, runTest};
    test.poll = 5s;
    test.budget = 2h;
    lane += Lane{arming, test};
    return {StepId{u"demote"_s}, Words::tr("Demote %1").arg(labels.from), {after}, 2h, {lane}};
}

Step close(const Labels &)
{
    Phase roles{u"close/roles"_s, readRoles, rolesAreNormalAgain};
    roles.poll = 5s;
    roles.budget = 30min;
    return {
        StepId{u"close"_s}, Words::tr("Close"), {u"demote"_s}, 30min, {{roles, unlockCoordination(u"close/unlock"_s)}}};
}

} // namespace twinlake::steps
