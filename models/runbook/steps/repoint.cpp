// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// U9 and F8 repoint: the consumers' pointer moves, guarded; the canary proves who serves.
#include "models/runbook/events.h"
#include "models/runbook/steps/common.h"
#include "models/runbook/steps/glass.h"
#include "models/runbook/steps/steps.h"
#include "models/runbook/steps/terraformswitch.h"

#include <algorithm>

namespace twinlake::steps {

using namespace std::chrono_literals;

namespace {

bool canaryNamesTarget(const StepContext &c)
{
    const Observed<CanaryAnswer> &canary = c.world.facts.canary;
    return hasCanary(c) && canary.isLive() && canary.value->region == c.to();
}

FactRequest readRunAndCanary(const StepContext &c)
{
    FactRequest request = readSwitchRun(c);
    if (hasCanary(c))
        request.add(facts({FactKind::Canary}));
    return request;
}

/// The run has done its work; whether consumers follow is the canary's word.
Verdict pointerMoved(const StepContext &c)
{
    const auto run = c.world.runs.value(switchRun(c));
    if (!run.isLive())
        return notYet(Words::tr("Reading the run."));
    const RunPhase phase = run.value->phase();
    if (phase == RunPhase::FinishedOk || (canaryNamesTarget(c) && !run.value->isConfirmable))
        return yes(Words::tr("The run is %1.").arg(run.value->status));
    if (phase == RunPhase::FinishedFailed)
        return runDied(
            c, Words::tr("The run ended as %1. Its log says why; a retry makes another.").arg(run.value->status));
    return notYet(Words::tr("The run is %1.").arg(run.value->status));
}

FactRequest readServing(const StepContext &c)
{
    return hasCanary(c) ? facts({FactKind::Canary}) : facts({FactKind::Consumers});
}

Verdict served(const StepContext &c, bool proven, const Evidence &evidence)
{
    Verdict verdict = yes(
        proven
            ? Words::tr("%1 serves, proven by the canary.").arg(c.label(c.to()))
            : Words::tr("SERVING NOT PROVEN: the pointer names %1, and the estate has no canary.").arg(c.label(c.to())),
        {evidence});
    verdict.remarks = {
        {events::clock, {{u"clock"_s, u"serving_proven"_s}, {u"at"_s, toIso(c.now)}, {u"proven"_s, proven}}}};
    return verdict;
}

Verdict targetServes(const StepContext &c)
{
    const QString question = Words::tr("Who serves");
    if (!hasCanary(c)) {
        const auto &pointer = c.world.facts.terraform.consumers.variable;
        if (!pointer.isLive())
            return notYet(Words::tr("Reading the pointer."));
        return served(c, false,
                      row(question, EvidenceVerdict::CannotKnow, Words::tr("NOT PROVEN"),
                          pointer.value->value.value_or(QString()), c.now));
    }
    const Observed<CanaryAnswer> &canary = c.world.facts.canary;
    const QString answer = canary.value ? canary.value->regionValue : QString();
    if (canaryNamesTarget(c))
        return served(c, true, row(question, EvidenceVerdict::Good, Words::tr("PROVEN"), answer, c.now));
    return notYet(Words::tr("The canary does not name %1 yet.").arg(c.label(c.to())),
                  {row(question, EvidenceVerdict::NotYet, Words::tr("NOT YET"),
                       canary.error ? canary.error->message : answer, c.now)});
}

std::optional<GateAsk> askByHand(const StepContext &c)
{
    GateAsk ask;
    ask.headline = Words::tr("Repoint the consumers to %1 by hand.").arg(c.label(c.to()));
    ask.explanation = Words::tr("The estate names no consumers' workspace, so Twinlake cannot do it or prove it.");
    ask.primaryLabel = Words::tr("Consumers are repointed");
    return ask;
}

Verdict repointedByHand(const StepContext &c)
{
    if (approved(c).kind != Verdict::Kind::Yes)
        return notYet(Words::tr("Waiting for the repoint by hand."));
    return served(c, false,
                  row(Words::tr("Who serves"), EvidenceVerdict::CannotKnow, Words::tr("NOT PROVEN"),
                      Words::tr("Repointed by hand."), c.now));
}

Lane pointerLane(const FailoverGroup &group)
{
    if (!group.consumers)
        return {Phase{u"repoint/by-hand"_s, nothing, repointedByHand, nullptr, askByHand}};
    Lane lane{pointerWithoutTerraform(u"repoint/pointer"_s)};
    for (Phase phase :
         switchPhases(u"repoint"_s, Switch::PointToTarget, GateKind::TypedRegion, pointerMoved, readRunAndCanary)) {
        phase.applies = movedThroughTerraform;
        lane.append(phase);
    }
    Phase canary{u"repoint/canary"_s, readServing, targetServes};
    canary.poll = 1s;
    canary.about = Switch::PointToTarget;
    lane.append(canary);
    return lane;
}

// --- failback: S is read once from the region that serves, then the target has to reach it (I3)

FactRequest readServed(const StepContext &c)
{
    return facts({FactKind::Watermarks}, {c.from()});
}

Verdict servedIsNoted(const StepContext &c)
{
    const auto watermark = groupWatermark(c, c.from());
    if (!watermark)
        return notYet(Words::tr("Reading what %1 has served.").arg(c.label(c.from())));
    Verdict verdict = yes(Words::tr("Consumers have seen data up to %1.").arg(timeOfDay(*watermark, c.now)));
    verdict.notes = {{u"served_up_to"_s, toIso(*watermark)}};
    return verdict;
}

} // namespace

Step repoint(const Labels &, const FailoverGroup &group)
{
    return {StepId{u"repoint"_s},
            Words::tr("Repoint consumers"),
            {u"catch-up"_s, u"last-look"_s},
            30min,
            {pointerLane(group)}};
}

Step repointBack(const Labels &labels, const FailoverGroup &group, const QString &after)
{
    Phase noted{u"repoint/served"_s, readServed, servedIsNoted};
    noted.poll = 5s;
    return {StepId{u"repoint"_s},
            Words::tr("Repoint consumers to %1").arg(labels.to),
            {after},
            30min,
            {Lane{noted} + pointerLane(group)}};
}

} // namespace twinlake::steps
