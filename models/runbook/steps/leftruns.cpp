// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs that a lost console left behind. Whoever holds the coordination lock is the only driver, so an unfinished run of
// an incident that is not theirs is driven by nobody: its variables are of the time of its creation, and it stands in
// the way of every run behind it.
#include "models/runbook/steps/common.h"
#include "models/runbook/steps/terraformswitch.h"

#include <algorithm>

namespace twinlake::steps {

namespace {

/// Ours by its message, yet of another incident.
bool isOfLostIncident(const StepContext &c, const TerraformRun &run)
{
    return run.message.startsWith("Twinlake "_L1) && !run.message.contains(c.state.id.value);
}

std::optional<TerraformRun> leftRun(const StepContext &c)
{
    const auto unfinished = c.world.unfinished.value(switchOf(c).variable.workspace);
    const QList<TerraformRun> runs = unfinished.isLive() ? *unfinished.value : QList<TerraformRun>();
    const auto left =
        std::find_if(runs.begin(), runs.end(), [&](const TerraformRun &run) { return isOfLostIncident(c, run); });
    return left == runs.end() ? std::nullopt : std::optional(*left);
}

Verdict noneIsLeft(const StepContext &c)
{
    const QString &name = switchOf(c).variable.workspace;
    if (!c.world.unfinished.value(name).isLive())
        return notYet(Words::tr("Reading the runs of %1.").arg(name));
    if (const auto run = leftRun(c))
        return notYet(Words::tr("%1 has the run %2 (%3), which a lost console left behind.")
                          .arg(name, run->id.value, run->status));
    return yes(Words::tr("No lost console has left a run in %1.").arg(name));
}

std::optional<GateAsk> askAboutLeftRun(const StepContext &c)
{
    const auto run = leftRun(c);
    if (!run || !run->isDiscardable)
        return std::nullopt;
    GateAsk ask;
    ask.headline = Words::tr("A lost console has left the run %1 behind.").arg(run->id.value);
    ask.explanation = Words::tr("It belongs to an incident that nobody drives: the coordination lock is ours. Nothing "
                                "can run before it is gone; its purpose is planned again.");
    ask.primaryLabel = Words::tr("Discard it");
    ask.run = run->id;
    ask.checks = {row(run->id.value, EvidenceVerdict::Bad, run->status, run->message.left(200), c.now)};
    return ask;
}

std::optional<Mutation> discardLeftRun(const StepContext &c)
{
    const auto run = leftRun(c);
    if (!run || !run->isDiscardable)
        return std::nullopt;
    return DiscardRun{run->id, u"Twinlake %1 left behind"_s.arg(c.state.id.value)};
}

} // namespace

Phase discardLeftRuns(const QString &step, Switch about)
{
    Phase left{step + u"/left-runs"_s, readSwitchWorkspace, noneIsLeft, nullptr, askAboutLeftRun, discardLeftRun};
    left.about = about;
    left.budget = std::chrono::minutes(30); // one that is being applied comes to its end by itself
    return left;
}

} // namespace twinlake::steps
