// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// U1 warm: the target's warehouse and, beside it, a plan-only preview of the switch. Nothing is committed.
#include "models/runbook/events.h"
#include "models/runbook/steps/common.h"
#include "models/runbook/steps/glass.h"
#include "models/runbook/steps/steps.h"
#include "models/runbook/steps/terraformswitch.h"

#include <algorithm>

namespace twinlake::steps {

using namespace std::chrono_literals;

namespace {

QList<Region> warehouseRegions(const StepContext &c)
{
    return c.state.recipe == RecipeKind::Failover ? QList<Region>{c.to()} : QList<Region>{c.to(), c.from()};
}

FactRequest readWarehouses(const StepContext &c)
{
    const QList<Region> regions = warehouseRegions(c);
    return facts({FactKind::Warehouse}, QSet<Region>(regions.begin(), regions.end()));
}

Verdict warehousesRun(const StepContext &c)
{
    QList<Evidence> rows;
    bool all = true;
    for (const Region region : warehouseRegions(c)) {
        const Observed<Warehouse> &warehouse = c.world.facts.regions[region].warehouse;
        const bool runs = warehouse.isLive() && warehouse.value->state == WarehouseState::Running;
        all = all && runs;
        rows.append(row(Words::tr("Warehouse of %1").arg(c.label(region)),
                        runs ? EvidenceVerdict::Good : EvidenceVerdict::Waiting,
                        warehouse.isLive() ? warehouse.value->stateWord : Words::tr("UNKNOWN"), {}, warehouse.readAt));
    }
    return all ? yes(Words::tr("The warehouse runs."), rows)
               : notYet(Words::tr("The warehouse is not running yet."), rows);
}

std::optional<Mutation> startWarehouse(const StepContext &c)
{
    for (const Region region : warehouseRegions(c)) {
        const Observed<Warehouse> &warehouse = c.world.facts.regions[region].warehouse;
        if (warehouse.isLive() && warehouse.value->state == WarehouseState::Stopped)
            return StartWarehouse{region, c.estate.regions[region].warehouse};
    }
    return std::nullopt;
}

FactRequest readBearings(const StepContext &c)
{
    return facts({FactKind::Watermarks, FactKind::Landing}, {c.to()});
}

/// Data at risk: T0 minus the newest file of the target's landing zone that is not younger than T0.
std::optional<Duration> dataAtRisk(const StepContext &c)
{
    const auto newest = newestLanding(c, c.to());
    if (!newest || !c.state.clocks.t0)
        return std::nullopt;
    return std::max(Duration::zero(), between(*newest, *c.state.clocks.t0));
}

Verdict bearingsAreTaken(const StepContext &c)
{
    const auto watermark = groupWatermark(c, c.to());
    if (!watermark)
        return notYet(Words::tr("Waiting for the watermarks of %1.").arg(c.label(c.to())));
    QList<Evidence> rows{row(Words::tr("Watermark of %1").arg(c.label(c.to())), EvidenceVerdict::Good,
                             timeOfDay(*watermark, c.now), {}, c.now)};
    Verdict verdict = yes(Words::tr("The warehouse runs and answers."));
    if (const auto risk = dataAtRisk(c)) {
        rows.append(row(Words::tr("Data at risk"), EvidenceVerdict::Good, humanDuration(*risk),
                        Words::tr("T0 minus the newest file in the landing zone of %1.").arg(c.label(c.to())), c.now));
        verdict.remarks = {
            {events::clock, {{u"clock"_s, u"data_at_risk"_s}, {u"ms"_s, static_cast<qint64>(risk->count())}}}};
    } else {
        rows.append(row(Words::tr("Data at risk"), EvidenceVerdict::CannotKnow, Words::tr("CANNOT KNOW"),
                        Words::tr("The landing zone of %1 could not be listed.").arg(c.label(c.to())), c.now));
    }
    verdict.evidence = rows;
    return verdict;
}

FactRequest readWorkspace(const StepContext &c)
{
    return facts({activationOf(c.to()), FactKind::Coordination});
}

std::optional<Mutation> startPreview(const StepContext &c)
{
    const SwitchPlan plan = switchOf(c);
    if (!plan.facts.workspace.isLive())
        return std::nullopt;
    return CreateRun{plan.facts.workspace.value->id,
                     u"Twinlake %1 preview %2"_s.arg(c.state.id.value, stepNonce(c)),
                     true,
                     {{plan.variable.variable, plan.value}}};
}

FactRequest readPreview(const StepContext &c)
{
    FactRequest request;
    request.runs.insert(previewRun(c));
    request.plans.insert(previewRun(c));
    return request;
}

Verdict previewIsThere(const StepContext &c)
{
    const TerraformRunId id = previewRun(c);
    const auto run = c.world.runs.value(id);
    if (run.isLive() && run.value->phase() == RunPhase::FinishedFailed) {
        Verdict verdict = failed(Words::tr("The preview run %1 ended as %2. Its log says why; a retry makes another.")
                                     .arg(id.value, run.value->status));
        verdict.anew = {c.step.id.value + u"/preview-run"_s, c.step.id.value + u"/preview-plan"_s};
        return verdict;
    }
    const auto plan = c.world.plans.value(id);
    if (!run.isLive() || !plan.value)
        return notYet(Words::tr("The preview run is %1.").arg(run.isLive() ? run.value->status : u"..."_s));
    const GuardVerdict guard = judgePlan(*plan.value, switchOf(c).expected);
    Verdict verdict = yes(Words::tr("The preview is planned."));
    verdict.notes = {{u"preview_hash"_s, QString::fromLatin1(guard.projectionHash)},
                     {u"preview_blocked"_s, guard.kind == GuardVerdict::Kind::Blocked}};
    return verdict;
}

} // namespace

Phase startWarehouses(const QString &key)
{
    Phase phase{key, readWarehouses, warehousesRun, nullptr, nullptr, startWarehouse};
    phase.poll = 3s;
    phase.budget = 15min;
    return phase;
}

Lane previewPhases(const QString &step)
{
    Phase run{step + u"/preview-run"_s, readWorkspace, runExists, nullptr, nullptr, startPreview};
    Phase plan{step + u"/preview-plan"_s, readPreview, previewIsThere};
    run.about = plan.about = Switch::ActivateTarget;
    plan.poll = 1s;
    plan.budget = 15min;
    return {run, plan};
}

Step warm(const Labels &labels)
{
    Phase bearings{u"warm/bearings"_s, readBearings, bearingsAreTaken};
    bearings.poll = 5s;
    return {StepId{u"warm"_s},
            Words::tr("Warm %1").arg(labels.to),
            {u"declare"_s},
            15min,
            {{startWarehouses(u"warm/warehouse"_s), bearings}, throughTerraform(previewPhases(u"warm"_s))}};
}

} // namespace twinlake::steps
