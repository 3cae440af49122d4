// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Plan-only runs that show whether configuration equals reality.
#include "models/runbook/steps/common.h"
#include "models/runbook/steps/steps.h"
#include "models/runbook/steps/terraformswitch.h"

namespace twinlake::steps {

using namespace std::chrono_literals;

namespace {

template <Region region>
std::optional<Mutation> startCheck(const StepContext &c)
{
    const auto &workspace = c.world.facts.terraform.activation[region].workspace;
    if (!workspace.isLive())
        return std::nullopt;
    const CreateRun run{workspace.value->id, u"Twinlake %1 debt %2"_s.arg(c.state.id.value, stepNonce(c)), true, {}};
    return run;
}

FactRequest readTerraform(const StepContext &)
{
    return facts(wholeTerraform());
}

TerraformRunId checkRun(const StepContext &c)
{
    QString key = c.phase.key;
    return runOf(c.state, key.replace("-plan"_L1, "-run"_L1));
}

FactRequest readCheck(const StepContext &c)
{
    FactRequest request;
    request.runs.insert(checkRun(c));
    request.plans.insert(checkRun(c));
    return request;
}

bool isClean(const StepContext &c)
{
    const auto plan = c.world.plans.value(checkRun(c));
    return plan.value && plan.value->changes.isEmpty() && !plan.value->errored;
}

bool checkDied(const StepContext &c)
{
    const auto run = c.world.runs.value(checkRun(c));
    return run.isLive() && run.value->phase() == RunPhase::FinishedFailed;
}

/// The repair is there for the region that serves: the other one may be out, so that nobody can plan it.
bool mayStayUnchecked(const StepContext &c)
{
    return c.state.recipe == RecipeKind::SettleDebt && c.phase.key.contains(regionKey(c.to()));
}

Verdict judgeDeadCheck(const StepContext &c)
{
    const QString status = c.world.runs.value(checkRun(c)).value->status;
    if (mayStayUnchecked(c))
        return notYet(Words::tr("The check run ended as %1.").arg(status));
    Verdict verdict = failed(Words::tr("The check run %1 ended as %2. Its log says why; a retry makes another.")
                                 .arg(checkRun(c).value, status));
    QString run = c.phase.key;
    verdict.anew = {run.replace("-plan"_L1, "-run"_L1), c.phase.key};
    return verdict;
}

Verdict checked(const StepContext &c)
{
    const auto run = c.world.runs.value(checkRun(c));
    const bool approved = c.state.phase(c.phase.key).approved;
    if (checkDied(c))
        return approved ? yes(Words::tr("It could not be planned; a person chose to go on.")) : judgeDeadCheck(c);
    if (!run.isLive() || !c.world.plans.value(checkRun(c)).value)
        return notYet(Words::tr("Waiting for the check run."));
    if (isClean(c))
        return yes(Words::tr("The plan is clean: configuration equals reality."));
    if (approved)
        return yes(Words::tr("The plan is not clean; a person chose to go on."));
    return notYet(Words::tr("The plan is not clean."));
}

std::optional<GateAsk> askAboutDebt(const StepContext &c)
{
    const auto plan = c.world.plans.value(checkRun(c));
    const bool unchecked = checkDied(c) && mayStayUnchecked(c);
    if ((!plan.value && !unchecked) || isClean(c))
        return std::nullopt;
    GateAsk ask;
    ask.headline = unchecked
        ? Words::tr("Terraform cannot plan %1 just now; the region may be out.").arg(c.label(c.to()))
        : Words::tr("Terraform would change something here.");
    ask.explanation = unchecked ? Words::tr("Go on without it; the failback checks it again before anything moves.")
                                : Words::tr("Make the configuration equal to reality first, or go on knowing this.");
    ask.primaryLabel = Words::tr("Go on with this debt");
    ask.plan = plan.value;
    ask.run = checkRun(c);
    return ask;
}

std::optional<Mutation> startCheckOfSource(const StepContext &c)
{
    return c.from() == Region::Primary ? startCheck<Region::Primary>(c) : startCheck<Region::Secondary>(c);
}

Lane checkPhases(const QString &key, std::optional<Mutation> (*start)(const StepContext &))
{
    const Phase run{key + u"-run"_s, readTerraform, runExists, nullptr, nullptr, start};
    Phase plan{key + u"-plan"_s, readCheck, checked, nullptr, askAboutDebt};
    plan.poll = 2s;
    plan.budget = 15min;
    return {run, plan};
}

} // namespace

Lane cleanPlanOf(Region region, const QString &key)
{
    return checkPhases(key, region == Region::Primary ? startCheck<Region::Primary> : startCheck<Region::Secondary>);
}

Lane cleanPlanOfSource(const QString &key)
{
    return checkPhases(key, startCheckOfSource);
}

} // namespace twinlake::steps
