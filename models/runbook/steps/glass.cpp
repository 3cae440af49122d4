// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// U4b break-glass: the watch over Terraform and the activation without it.
#include "models/runbook/steps/glass.h"

#include "models/rules/reachability.h"
#include "models/runbook/events.h"
#include "models/runbook/mutationcodec.h"
#include "models/runbook/steps/common.h"
#include "models/runbook/steps/steps.h"
#include "models/runbook/steps/terraformswitch.h"

#include <QJsonArray>

#include <algorithm>

namespace twinlake::steps {

using namespace std::chrono_literals;

namespace {

constexpr Duration silenceBudget = 3min; // recovery-model.md U4b

// --- the watch

TerraformRunId watchedRun(const StepContext &c)
{
    const TerraformRunId activation = runOf(c.state, u"activate/run"_s);
    return activation.isEmpty() ? previewRun(c) : activation;
}

FactRequest readWatched(const StepContext &c)
{
    FactRequest request = facts({FactKind::Coordination});
    if (const TerraformRunId run = watchedRun(c); !run.isEmpty())
        request.runs.insert(run);
    return request;
}

std::optional<Duration> silentFor(const StepContext &c)
{
    const Reachability &reach = c.world.facts.terraform.reach;
    if (!isSilent(reach.reach) || !reach.silentSince)
        return std::nullopt;
    return between(*reach.silentSince, c.now);
}

/// How long the run has been in the queue without a worker; empty when it is not there.
std::optional<Duration> queuedFor(const StepContext &c)
{
    const TerraformRunId id = watchedRun(c);
    const auto run = c.world.runs.value(id);
    if (id.isEmpty() || !run.isLive())
        return std::nullopt;
    const RunPhase phase = run.value->phase();
    if (phase != RunPhase::NotStarted && phase != RunPhase::Preparing)
        return std::nullopt;
    const auto made = std::find_if(c.state.intents.begin(), c.state.intents.end(), [&](const IntentRecord &one) {
        return one.outcome && one.outcome->createdId == id.value;
    });
    const auto since = made == c.state.intents.end() ? std::nullopt : made->outcomeAt;
    const auto applied = c.state.intent(u"activate/apply"_s);
    const auto confirmed = applied ? applied->outcomeAt : std::nullopt;
    return since ? std::optional(between(confirmed.value_or(*since), c.now)) : std::nullopt;
}

bool isOverdue(const StepContext &c)
{
    return silentFor(c).value_or(Duration::zero()) >= silenceBudget
        || queuedFor(c).value_or(Duration::zero()) >= silenceBudget;
}

Verdict glassDecided(const StepContext &c)
{
    const StepProgress *activation = c.state.step(StepId{u"activate"_s});
    const bool over =
        activation && (activation->status == StepStatus::Done || activation->status == StepStatus::Skipped);
    if (approved(c).kind == Verdict::Kind::Yes) {
        Verdict verdict = yes(Words::tr("The glass is broken: the failover goes on without Terraform."));
        verdict.notes = {{glassKey(), toIso(c.now)}};
        verdict.remarks = {{events::override,
                            {{u"rule"_s, u"U4b"_s},
                             {u"reason"_s, Words::tr("Terraform could not be waited for; activated without it.")}}}};
        return verdict;
    }
    if (glassIsBroken(c.state))
        return yes(Words::tr("The glass was broken before: the coordination lock says so."), {terraformRow(c)});
    if (over)
        return yes(Words::tr("Not needed: Terraform did its part."), {terraformRow(c)});
    return notYet(Words::tr("Not needed as long as Terraform answers."), {terraformRow(c)});
}

std::optional<GateAsk> askToBreak(const StepContext &c)
{
    if (!isOverdue(c))
        return std::nullopt;
    const auto silence = silentFor(c);
    GateAsk ask;
    ask.kind = GateKind::TypedRegion;
    ask.headline = silence ? Words::tr("Terraform has been silent for %1.").arg(humanDuration(*silence))
                           : Words::tr("The run %1 has been queued for %2 and nobody works on it.")
                                 .arg(watchedRun(c).value, humanDuration(queuedFor(c).value_or(Duration::zero())));
    ask.explanation = Words::tr("%1 can be activated without it, through the Databricks API. Terraform's configuration "
                                "then differs from what runs; that debt is written down, held against, and settled "
                                "before the failback.")
                          .arg(c.label(c.to()));
    ask.primaryLabel = Words::tr("Break the glass");
    ask.checks = {terraformRow(c)};
    return ask;
}

// --- the activation without Terraform

FactRequest readTargetNow(const StepContext &c)
{
    return facts({FactKind::Pipelines, FactKind::Jobs}, {c.to()});
}

/// What the activation of this pipeline without Terraform writes; `lastModified` of the spec that is sent back.
Mutation activating(const StepContext &c, const EstatePipeline &pipeline, qint64 lastModified)
{
    if (pipeline.activation == Activation::ContinuousJob)
        return SetJobPause{c.to(), pipeline.jobIds[c.to()], false};
    return SetContinuous{c.to(), pipeline.pipelineIds[c.to()], true, lastModified};
}

/// Who goes on without the journal knows no intents, only that the glass was broken.
bool madeWithoutTerraform(const StepContext &c, const QString &subject)
{
    if (c.state.notes["reconstructed"_L1].toBool())
        return true;
    return std::any_of(c.state.intents.begin(), c.state.intents.end(), [&](const IntentRecord &intent) {
        return intent.phase == c.phase.key && intent.subject == subject && intent.outcome
            && intent.outcome->kind == Outcome::Kind::Done;
    });
}

QJsonArray debtOf(const StepContext &c)
{
    QJsonArray debt = c.state.notes[debtKey()].toArray();
    for (const EstatePipeline &pipeline : c.group.pipelines) {
        const QString subject = subjectOf(activating(c, pipeline, 0));
        if (madeWithoutTerraform(c, subject))
            debt.append(subject);
    }
    return debt;
}

Verdict flagsAreSet(const StepContext &c)
{
    for (const EstatePipeline &pipeline : c.group.pipelines) {
        if (!isContinuous(c, c.to(), pipeline))
            return notYet(Words::tr("%1 is not continuous yet.").arg(pipeline.name));
    }
    Verdict verdict =
        yes(Words::tr("Every pipeline of %1 is continuous; Terraform does not know it yet.").arg(c.label(c.to())));
    verdict.notes = {{debtKey(), debtOf(c)}};
    return verdict;
}

std::optional<Mutation> setNextFlag(const StepContext &c)
{
    for (const EstatePipeline &pipeline : c.group.pipelines) {
        const auto live = livePipeline(c, c.to(), pipeline);
        if (live && !isContinuous(c, c.to(), pipeline))
            return activating(c, pipeline, live->lastModified);
    }
    return std::nullopt;
}

} // namespace

Evidence terraformRow(const StepContext &c)
{
    const Reachability &reach = c.world.facts.terraform.reach;
    const bool silent = isSilent(reach.reach);
    return row(Words::tr("Terraform"), silent ? EvidenceVerdict::Bad : EvidenceVerdict::Good, reachWord(reach.reach),
               reach.detail, reach.lastProbeAt.value_or(c.now));
}

QString glassKey()
{
    return u"glass_broken_at"_s;
}

bool glassIsBroken(const RunState &state)
{
    return state.notes.contains(glassKey());
}

bool glassIsWhole(const RunState &state)
{
    return !glassIsBroken(state);
}

QString debtKey()
{
    return u"terraform_debt"_s;
}

bool movedThroughTerraform(const RunState &state)
{
    return !state.notes["moved_by_hand"_L1].toBool();
}

Lane throughTerraform(Lane lane)
{
    for (Phase &phase : lane)
        phase.applies = glassIsWhole;
    return lane;
}

Step breakGlass(const Labels &)
{
    Phase watch{u"break-glass/watch"_s, readWatched, glassDecided, nullptr, askToBreak};
    watch.poll = 15s;
    watch.budget = 0s; // it ends with the activation
    return {StepId{u"break-glass"_s},
            Words::tr("Break the glass, if Terraform is silent"),
            {u"declare/confirm"_s},
            30min,
            {{watch, lockCoordinationLate()}}};
}

Phase activateWithoutTerraform(const QString &key)
{
    Phase flags{key, readTargetNow, flagsAreSet, nullptr, nullptr, setNextFlag};
    flags.applies = glassIsBroken;
    flags.budget = 30min;
    return flags;
}

} // namespace twinlake::steps
