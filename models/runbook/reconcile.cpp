// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Per kind of write: what shows that it took effect.
#include "models/runbook/reconcile.h"

#include "models/runbook/steps/common.h"

#include <QJsonArray>

#include <algorithm>

namespace twinlake {

using namespace steps;

namespace {

QString callOf(const IntentRecord &intent)
{
    return intent.call["call"_L1].toString();
}

QString nonceOf(const IntentRecord &intent)
{
    const QString message = intent.call["message"_L1].toString();
    const auto at = message.indexOf("twinlake/"_L1);
    return at < 0 ? QString() : message.mid(at).section(u' ', 0, 0);
}

Outcome seen(const QString &createdId = {})
{
    return {Outcome::Kind::Done, 0, Words::tr("Found by reading."), createdId};
}

std::optional<Outcome> foundRun(const StepContext &c, const IntentRecord &intent)
{
    const auto found = c.world.found.value({workspaceName(c, intent.call["workspace"_L1].toString()), nonceOf(intent)});
    if (!found.isLive() || found.value->isEmpty())
        return std::nullopt;
    return seen(found.value->first().id.value);
}

std::optional<Outcome> foundApply(const StepContext &c, const IntentRecord &intent)
{
    const auto run = c.world.runs.value(TerraformRunId{intent.call["run"_L1].toString()});
    static const QStringList before{u"planned"_s, u"cost_estimated"_s, u"policy_checked"_s, u"post_plan_completed"_s};
    if (!run.isLive() || run.value->isConfirmable || before.contains(run.value->status))
        return std::nullopt;
    return seen();
}

/// Discarded, or ended otherwise: it cannot be applied any more.
std::optional<Outcome> foundEnd(const StepContext &c, const IntentRecord &intent)
{
    const auto run = c.world.runs.value(TerraformRunId{intent.call["run"_L1].toString()});
    const bool isOver =
        run.isLive() && (run.value->phase() == RunPhase::FinishedOk || run.value->phase() == RunPhase::FinishedFailed);
    return isOver ? std::optional(seen()) : std::nullopt;
}

std::optional<Outcome> foundUpdate(const StepContext &c, const IntentRecord &intent)
{
    const auto region = regionFromKey(intent.call["region"_L1].toString()).value_or(Region::Primary);
    const QJsonArray known = intent.call["known_before"_L1].toArray();
    for (const auto &pipeline : c.world.facts.regions[region].pipelines) {
        if (!pipeline.isLive() || pipeline.value->id.value != intent.call["pipeline"_L1].toString())
            continue;
        for (const Update &update : pipeline.value->latestUpdates) {
            if (!known.contains(update.id.value))
                return seen(update.id.value);
        }
    }
    return std::nullopt;
}

QPair<Region, JobId> jobOf(const IntentRecord &intent)
{
    return {regionFromKey(intent.call["region"_L1].toString()).value_or(Region::Primary),
            JobId{intent.call["job"_L1].toString().toLongLong()}};
}

/// A run by hand that was not among those read just before.
std::optional<Outcome> foundJobRun(const StepContext &c, const IntentRecord &intent)
{
    const auto runs = c.world.latestRuns.value(jobOf(intent));
    if (!runs.isLive())
        return std::nullopt;
    const QJsonArray before = intent.seen[jobRunsKey(jobOf(intent))].toArray();
    const auto ours = std::find_if(runs.value->begin(), runs.value->end(), [&](const JobRun &run) {
        return run.trigger == "ONE_TIME"_L1 && !before.contains(QString::number(run.id.value));
    });
    return ours == runs.value->end() ? std::nullopt : std::optional(seen(QString::number(ours->id.value)));
}

bool variableIsSet(const StepContext &c, const IntentRecord &intent)
{
    const TerraformFacts &facts = c.world.facts.terraform;
    for (const auto *workspace : {&facts.activation.primary, &facts.activation.secondary, &facts.consumers}) {
        if (workspace->variable.isLive()
            && workspace->variable.value->id.value == intent.call["variable"_L1].toString())
            return workspace->variable.value->value == intent.call["value"_L1].toString();
    }
    return false;
}

bool isOurs(const StepContext &c, const QString &lockReason)
{
    if (lockReason.contains(c.state.nonce) || lockReason.contains("twinlake-hold"_L1))
        return true;
    const QJsonArray earlier = c.state.notes["closed_nonces"_L1].toArray();
    return std::any_of(earlier.begin(), earlier.end(),
                       [&](const QJsonValue &nonce) { return lockReason.contains(nonce.toString()); });
}

/// The lock as intended: its reason for a lock, no lock for an unlock.
bool lockIsAsIntended(const StepContext &c, const IntentRecord &intent)
{
    const TerraformFacts &facts = c.world.facts.terraform;
    for (const auto *workspace :
         {&facts.activation.primary.workspace, &facts.activation.secondary.workspace, &facts.coordination}) {
        if (!workspace->isLive() || workspace->value->id.value != intent.call["workspace"_L1].toString())
            continue;
        if (callOf(intent) == "unlock_workspace"_L1) // somebody else's lock came after the end of ours
            return !workspace->value->locked || !isOurs(c, workspace->value->lockedReason);
        return workspace->value->lockedReason == intent.call["reason"_L1].toString();
    }
    return false;
}

bool pauseIsSet(const StepContext &c, const IntentRecord &intent)
{
    const auto region = regionFromKey(intent.call["region"_L1].toString()).value_or(Region::Primary);
    const auto job = c.world.facts.regions[region].jobs.value(JobId{intent.call["job"_L1].toString().toLongLong()});
    if (!job.isLive())
        return false;
    const bool wanted = intent.call["paused"_L1].toBool();
    return job.value->schedule ? job.value->schedule->paused == wanted : job.value->continuousPaused == wanted;
}

/// The flag as intended, in settings that are newer than those that were sent back.
bool flagIsSet(const StepContext &c, const IntentRecord &intent)
{
    const auto region = regionFromKey(intent.call["region"_L1].toString()).value_or(Region::Primary);
    const auto &pipelines = c.world.facts.regions[region].pipelines;
    return std::any_of(pipelines.begin(), pipelines.end(), [&](const Observed<Pipeline> &pipeline) {
        return pipeline.isLive() && pipeline.value->id.value == intent.call["pipeline"_L1].toString()
            && pipeline.value->continuous == intent.call["continuous"_L1].toBool()
            && pipeline.value->lastModified > intent.call["last_modified"_L1].toInteger();
    });
}

bool warehouseStarts(const StepContext &c, const IntentRecord &intent)
{
    const auto region = regionFromKey(intent.call["region"_L1].toString()).value_or(Region::Primary);
    const auto &warehouse = c.world.facts.regions[region].warehouse;
    return warehouse.isLive()
        && (warehouse.value->state == WarehouseState::Starting || warehouse.value->state == WarehouseState::Running);
}

} // namespace

bool needsLooking(const IntentRecord &intent)
{
    if (!intent.outcome || intent.outcome->kind == Outcome::Kind::Unknown)
        return true;
    return intent.outcome->kind == Outcome::Kind::Refused && intent.outcome->httpStatus == 409;
}

FactRequest readsToReconcile(const StepContext &context, const IntentRecord &intent)
{
    const QString call = callOf(intent);
    FactRequest request = facts(wholeTerraform());
    if (call == "create_run"_L1) {
        const QString name = workspaceName(context, intent.call["workspace"_L1].toString());
        if (!name.isEmpty())
            request.runsByNonce.insert({name, nonceOf(intent)});
    } else if (call == "apply_run"_L1 || call == "discard_run"_L1) {
        request.runs.insert(TerraformRunId{intent.call["run"_L1].toString()});
    } else if (call == "run_job_now"_L1) {
        request = facts({});
        request.runsOfJobs.insert(jobOf(intent));
    } else if (intent.call.contains("region"_L1)) {
        const auto region = regionFromKey(intent.call["region"_L1].toString()).value_or(Region::Primary);
        request = facts({FactKind::Pipelines, FactKind::Jobs, FactKind::Warehouse}, {region});
    }
    return request;
}

std::optional<Outcome> reconciled(const StepContext &context, const IntentRecord &intent)
{
    const QString call = callOf(intent);
    if (call == "create_run"_L1)
        return foundRun(context, intent);
    if (call == "apply_run"_L1)
        return foundApply(context, intent);
    if (call == "discard_run"_L1)
        return foundEnd(context, intent);
    if (call == "start_update"_L1)
        return foundUpdate(context, intent);
    if (call == "run_job_now"_L1)
        return foundJobRun(context, intent);
    const bool done = (call == "set_variable"_L1 && variableIsSet(context, intent))
        || (call.endsWith("lock_workspace"_L1) && lockIsAsIntended(context, intent))
        || (call == "set_job_pause"_L1 && pauseIsSet(context, intent))
        || (call == "set_continuous"_L1 && flagIsSet(context, intent))
        || (call == "start_warehouse"_L1 && warehouseStarts(context, intent));
    return done ? std::optional(seen()) : std::nullopt;
}

QString workspaceName(const StepContext &c, const QString &id)
{
    const TerraformFacts &facts = c.world.facts.terraform;
    for (const auto *workspace : {&facts.activation.primary.workspace, &facts.activation.secondary.workspace,
                                  &facts.consumers.workspace, &facts.coordination}) {
        if (workspace->value && workspace->value->id.value == id)
            return workspace->value->name;
    }
    return {};
}

QString jobRunsKey(const QPair<Region, JobId> &job)
{
    return u"%1/job/%2"_s.arg(regionKey(job.first)).arg(job.second.value);
}

bool wouldShow(const StepContext &context, const IntentRecord &intent)
{
    const QString call = callOf(intent);
    const QString workspace = workspaceName(context, intent.call["workspace"_L1].toString());
    const TerraformFacts &terraform = context.world.facts.terraform;
    if (call == "create_run"_L1)
        return context.world.found.value({workspace, nonceOf(intent)}).isLive();
    if (call == "apply_run"_L1 || call == "discard_run"_L1)
        return context.world.runs.value(TerraformRunId{intent.call["run"_L1].toString()}).isLive();
    if (call == "run_job_now"_L1)
        return context.world.latestRuns.value(jobOf(intent)).isLive();
    if (intent.call.contains("region"_L1)) {
        const auto region = regionFromKey(intent.call["region"_L1].toString()).value_or(Region::Primary);
        const RegionFacts &facts = context.world.facts.regions[region];
        return facts.warehouse.isLive()
            && std::all_of(facts.pipelines.begin(), facts.pipelines.end(), [](const auto &one) { return one.isLive(); })
            && std::all_of(facts.jobs.begin(), facts.jobs.end(), [](const auto &one) { return one.isLive(); });
    }
    return terraform.coordination.isLive() && terraform.activation.primary.variable.isLive()
        && terraform.activation.secondary.variable.isLive()
        && (!context.group.consumers || terraform.consumers.variable.isLive());
}

} // namespace twinlake
