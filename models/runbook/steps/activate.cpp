// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// U4 activate, U6 running, U5 quiet: the target becomes continuous, its new update runs, its job rests.
#include "models/runbook/steps/common.h"
#include "models/runbook/steps/glass.h"
#include "models/runbook/steps/steps.h"
#include "models/runbook/steps/terraformswitch.h"

#include <QJsonArray>

#include <algorithm>

namespace twinlake::steps {

using namespace std::chrono_literals;

namespace {

FactRequest readTargetAndRun(const StepContext &c)
{
    FactRequest request = readSwitchRun(c);
    return request.add(facts({FactKind::Pipelines, FactKind::Jobs}, {c.to()}));
}

bool allContinuous(const StepContext &c)
{
    return std::all_of(c.group.pipelines.begin(), c.group.pipelines.end(),
                       [&](const EstatePipeline &pipeline) { return isContinuous(c, c.to(), pipeline); });
}

/// The regions' answer, not Terraform's "applied".
Verdict activated(const StepContext &c)
{
    const auto run = c.world.runs.value(switchRun(c));
    if (!run.isLive())
        return notYet(Words::tr("Reading the run."));
    const RunPhase phase = run.value->phase();
    const IntentRecord *apply = c.state.intent(c.phase.key);
    const bool applied = (apply && apply->outcome && apply->outcome->kind == Outcome::Kind::Done)
        || phase == RunPhase::FinishedOk || phase == RunPhase::FinishedFailed;
    if (allContinuous(c) && applied && !run.value->isConfirmable)
        return yes(Words::tr("Every pipeline of %1 is continuous.").arg(c.label(c.to())));
    const bool seen = readSinceEnd(c, run, c.to());
    if (seen && phase == RunPhase::FinishedFailed)
        return runDied(c,
                       Words::tr("The run ended as %1 and %2 is not continuous. A retry makes another run.")
                           .arg(run.value->status, c.label(c.to())));
    if (seen && phase == RunPhase::FinishedOk)
        return blocked(Words::tr("The run ended as %1, but %2 is not continuous. Terraform's state may be wrong.")
                           .arg(run.value->status, c.label(c.to())));
    return notYet(Words::tr("The run is %1.").arg(run.value->status));
}

// --- U6

/// The write that activated this pipeline; null if there was none.
const IntentRecord *activatingWrite(const StepContext &c, const EstatePipeline &pipeline)
{
    const IntentRecord *apply = c.state.intent(u"activate/apply"_s);
    for (const IntentRecord &intent : c.state.intents) {
        const bool flag = intent.phase == "activate/glass"_L1 && !intent.givenUp
            && intent.call["pipeline"_L1].toString() == pipeline.pipelineIds[c.to()].value;
        apply = flag ? &intent : apply;
    }
    return apply;
}

/// What a write does not change goes on running: only an update that was not there before it counts, but where the
/// pipeline was continuous already (heated by hand or by a console that left no journal).
bool runsAnew(const StepContext &c, const EstatePipeline &pipeline)
{
    const auto update = runningUpdate(c, c.to(), pipeline);
    const IntentRecord *activation = activatingWrite(c, pipeline);
    if (!update || !activation)
        return update.has_value();
    const QString key = regionKey(c.to()) + u'/' + pipeline.name;
    if (activation->seen["continuous"_L1].toArray().contains(key))
        return update->cause != "JOB_TASK"_L1;
    return !activation->seen[key].toArray().contains(update->id.value);
}

FactRequest readPipelines(const StepContext &c)
{
    return facts({FactKind::Pipelines}, {c.to()});
}

Verdict newUpdatesRun(const StepContext &c)
{
    QList<Evidence> rows;
    bool all = true;
    for (const EstatePipeline &pipeline : c.group.pipelines) {
        const bool runs = runsAnew(c, pipeline);
        const auto live = livePipeline(c, c.to(), pipeline);
        const QString word =
            live && !live->latestUpdates.isEmpty() ? live->latestUpdates.first().stateWord : Words::tr("UNKNOWN");
        rows.append(row(pipeline.name, runs ? EvidenceVerdict::Good : EvidenceVerdict::Waiting, word,
                        runs ? Words::tr("A new update runs.") : Words::tr("Waiting for a new update that runs."),
                        c.now));
        all = all && runs;
    }
    return all ? yes(Words::tr("A new update of every pipeline is RUNNING."), rows)
               : notYet(Words::tr("Waiting for RUNNING."), rows);
}

/// None within a minute: start one.
std::optional<Mutation> startMissingUpdate(const StepContext &c)
{
    if (between(c.phaseStart, c.now) < 60s)
        return std::nullopt;
    for (const EstatePipeline &pipeline : c.group.pipelines) {
        const auto live = livePipeline(c, c.to(), pipeline);
        if (!live || live->activeUpdate())
            continue;
        QList<UpdateId> known;
        for (const Update &update : live->latestUpdates)
            known.append(update.id);
        const StartUpdate start{c.to(), live->id, known};
        return start;
    }
    return std::nullopt;
}

// --- U5

FactRequest readJobs(const StepContext &c)
{
    FactRequest request = facts({FactKind::Jobs, FactKind::Pipelines}, {c.to()});
    const TerraformRunId run = runOf(c.state, u"activate/run"_s);
    if (!run.isEmpty() && glassIsWhole(c.state))
        request.runs.insert(run);
    return request;
}

bool runIsOver(const StepContext &c)
{
    const TerraformRunId id = runOf(c.state, u"activate/run"_s);
    const auto run = c.world.runs.value(id);
    const RunPhase phase = run.isLive() ? run.value->phase() : RunPhase::Working;
    return glassIsBroken(c.state) || id.isEmpty() || phase == RunPhase::FinishedOk || phase == RunPhase::FinishedFailed;
}

bool isQuiet(const Observed<Job> &job)
{
    return job.isLive() && (!job.value->schedule || job.value->schedule->paused);
}

Verdict jobsRest(const StepContext &c)
{
    const RegionFacts &region = c.world.facts.regions[c.to()];
    QList<Evidence> rows;
    bool all = runIsOver(c);
    for (const JobId &id : c.group.jobs(c.to())) {
        const Observed<Job> job = region.jobs.value(id);
        const auto runs = region.activeRuns.value(id);
        const bool idle = runs.isLive() && (runs.value->isEmpty() || job.value.value_or(Job()).continuousPaused);
        const bool quiet = isQuiet(job) && idle;
        all = all && quiet;
        rows.append(row(Words::tr("Job %1").arg(id.value), quiet ? EvidenceVerdict::Good : EvidenceVerdict::Waiting,
                        isQuiet(job) ? Words::tr("PAUSED") : Words::tr("UNPAUSED"),
                        idle ? QString() : Words::tr("A run is still active; a running pipeline refuses it."), c.now));
    }
    return all ? yes(Words::tr("The job is paused and idle."), rows)
               : notYet(Words::tr("Waiting until the job is paused and idle."), rows);
}

/// Normally Terraform did it; only what is still unpaused after the run's end is paused here.
std::optional<Mutation> pauseLeftJob(const StepContext &c)
{
    if (!runIsOver(c))
        return std::nullopt;
    for (const JobId &id : c.group.jobs(c.to())) {
        const Observed<Job> job = c.world.facts.regions[c.to()].jobs.value(id);
        if (job.isLive() && !isQuiet(job)) {
            const SetJobPause pause{c.to(), id, true};
            return pause;
        }
    }
    return std::nullopt;
}

} // namespace

Step activate(const Labels &labels, const QString &after)
{
    return {StepId{u"activate"_s},
            Words::tr("Activate %1").arg(labels.to),
            {after},
            30min,
            {throughTerraform(switchPhases(u"activate"_s, Switch::ActivateTarget, GateKind::TypedRegion, activated,
                                           readTargetAndRun))
             + Lane{activateWithoutTerraform(u"activate/glass"_s)}}};
}

Step running(const Labels &)
{
    Phase updates{u"running/updates"_s, readPipelines, newUpdatesRun, nullptr, nullptr, startMissingUpdate};
    updates.budget = 30min;
    return {StepId{u"running"_s}, Words::tr("Wait for RUNNING"), {u"activate"_s}, 30min, {{updates}}, true};
}

Step quiet(const Labels &)
{
    Phase jobs{u"quiet/jobs"_s, readJobs, jobsRest, nullptr, nullptr, pauseLeftJob};
    jobs.budget = 30min;
    return {StepId{u"quiet"_s}, Words::tr("Quiet the job"), {u"running"_s}, 30min, {{jobs}}, true};
}

} // namespace twinlake::steps
