// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// U7 catch-up and U8 last-look: the proof that the target is whole before T0, and a last probe of the source.
#include "models/rules/reachability.h"
#include "models/runbook/codec.h"
#include "models/runbook/events.h"
#include "models/runbook/steps/common.h"
#include "models/runbook/steps/steps.h"

#include <algorithm>

namespace twinlake::steps {

using namespace std::chrono_literals;

namespace {

constexpr Duration servedLimit = 2min; // reliability.md I3: S is at most so old
constexpr Duration lookLimit = 30s; // recovery-model.md U8: a fresh answer

FactRequest readCounts(const StepContext &c)
{
    FactRequest request = facts({FactKind::Watermarks}, {c.to()});
    const Instant t0 = c.state.clocks.t0.value_or(c.state.openedAt);
    request.counts = CountRequest{t0, later(t0, -Duration(48h)), {c.to()}, true};
    return request;
}

struct Proof {
    CaughtUp verdict = CaughtUp::Proven;
    QString sentence;
    QList<Evidence> rows;
    QList<Evidence> unproven; ///< of the first table that is not proven
};

/// The worst of all tables.
Proof proofOf(const StepContext &c)
{
    Proof proof;
    for (const EstatePipeline &pipeline : c.group.pipelines) {
        for (const EstateTable &table : pipeline.goldTables) {
            CatchUpInput input;
            input.t0 = c.state.clocks.t0.value_or(c.state.openedAt);
            input.lateness = table.lateness;
            input.servedUpTo = servedUpTo(c);
            input.polls = c.world.catchUp[c.to()].value(table.names[c.to()]);
            const CatchUpVerdict one = judgeCatchUp(input);
            if (one.verdict != CaughtUp::Proven && proof.verdict != CaughtUp::NotYet) {
                proof.verdict = one.verdict;
                proof.sentence = one.sentence;
                proof.unproven = one.witnesses;
            } else if (proof.sentence.isEmpty()) {
                proof.sentence = one.sentence;
            }
            if (proof.rows.isEmpty())
                proof.rows = one.witnesses;
        }
    }
    if (!proof.unproven.isEmpty())
        proof.rows = proof.unproven;
    return proof;
}

QList<TableWatermark> readingsOf(const StepContext &c, const EstateTable &table)
{
    QList<TableWatermark> readings;
    for (const CatchUpPoll &poll : c.world.catchUp[c.to()].value(table.names[c.to()]))
        readings.append(poll.watermark);
    return readings;
}

Evidence etaRow(const StepContext &c)
{
    const Instant t0 = c.state.clocks.t0.value_or(c.state.openedAt);
    for (const EstatePipeline &pipeline : c.group.pipelines) {
        for (const EstateTable &table : pipeline.goldTables) {
            const auto eta = catchUpEta(readingsOf(c, table), t0);
            if (eta && eta->never)
                return row(Words::tr("Caught up at"), EvidenceVerdict::Bad, Words::tr("NEVER AT THIS RATE"), {}, c.now);
            if (eta && eta->earliest && eta->latest && *eta->latest > c.now)
                return row(Words::tr("Caught up at"), EvidenceVerdict::Waiting,
                           timeOfDay(*eta->earliest, c.now) + u" - "_s + timeOfDay(*eta->latest, c.now), {}, c.now);
        }
    }
    return row(Words::tr("Caught up at"), EvidenceVerdict::Waiting, Words::tr("SOON"), {}, c.now);
}

Verdict caughtUp(const StepContext &c)
{
    const Proof proof = proofOf(c);
    QList<Evidence> rows = proof.rows;
    if (proof.verdict == CaughtUp::CannotKnow)
        return blocked(proof.sentence, rows);
    if (proof.verdict == CaughtUp::NotYet) {
        rows.append(etaRow(c));
        return notYet(proof.sentence, rows);
    }
    Verdict verdict = yes(proof.sentence, rows);
    verdict.remarks = {
        {events::caughtUp, {{u"verdict"_s, caughtUpKey(CaughtUp::Proven)}, {u"sentence"_s, proof.sentence}}}};
    return verdict;
}

/// A daily standby may have hours to go; near the end, seconds of waiting are seconds of the outage.
Duration proofPace(const StepContext &c)
{
    const Instant t0 = c.state.clocks.t0.value_or(c.state.openedAt);
    for (const EstatePipeline &pipeline : c.group.pipelines) {
        for (const EstateTable &table : pipeline.goldTables) {
            const auto eta = catchUpEta(readingsOf(c, table), t0);
            if (eta && (eta->never || (eta->earliest && between(c.now, *eta->earliest) > 1min)))
                return 15s;
        }
    }
    return 1s;
}

// --- U8

bool catchUpIsOver(const StepContext &c)
{
    const StepProgress *catchUp = c.state.step(StepId{u"catch-up"_s});
    return catchUp && (catchUp->status == StepStatus::Done || catchUp->status == StepStatus::Skipped);
}

FactRequest readSourceReach(const StepContext &c)
{
    return facts({FactKind::Reach}, {c.from()});
}

FactRequest readCanary(const StepContext &c)
{
    return hasCanary(c) ? facts({FactKind::Canary}) : facts({});
}

/// Whether the primary's API answers says nothing of its consumers: through the canary they are seen to be served on,
/// and what they have seen until now is what the target has to reach (I3). Known once the data is whole.
Verdict servedIsKnown(const StepContext &c)
{
    if (!catchUpIsOver(c))
        return notYet({});
    Verdict verdict = yes({});
    const Observed<CanaryAnswer> &canary = c.world.facts.canary;
    const auto known = servedUpTo(c);
    const bool sees = hasCanary(c) && canary.isFresh(c.now, servedLimit) && canary.value->region == c.from();
    if (sees && canary.value->watermark && (!known || *canary.value->watermark > *known)) {
        verdict.sentence =
            Words::tr("Consumers have seen data up to %1.").arg(timeOfDay(*canary.value->watermark, c.now));
        verdict.notes = {{u"served_up_to"_s, toIso(*canary.value->watermark)}};
    }
    return verdict;
}

bool sourceAnswers(const StepContext &c)
{
    const Reachability &reach = c.world.facts.regions[c.from()].reach;
    return reach.lastAnswerAt && between(*reach.lastAnswerAt, c.now) <= lookLimit;
}

Verdict lookedAtSource(const StepContext &c)
{
    const Reachability &reach = c.world.facts.regions[c.from()].reach;
    const bool back = sourceAnswers(c);
    const QList<Evidence> rows{row(Words::tr("%1 once more").arg(c.label(c.from())),
                                   back ? EvidenceVerdict::Bad : EvidenceVerdict::Good,
                                   back ? Words::tr("ANSWERS") : Words::tr("NO ANSWER"), reach.detail, c.now)};
    if (!catchUpIsOver(c))
        return notYet(Words::tr("Looking at %1 until the data is whole.").arg(c.label(c.from())), rows);
    if (!reach.lastProbeAt || between(*reach.lastProbeAt, c.now) > lookLimit)
        return notYet(Words::tr("Looking at %1.").arg(c.label(c.from())), rows);
    if (!back)
        return yes(Words::tr("%1 still does not answer.").arg(c.label(c.from())), rows);
    const PhaseRecord record = c.state.phase(c.phase.key);
    if (record.approved)
        return yes(Words::tr("%1 answers again; a person chose to go on.").arg(c.label(c.from())), rows);
    return notYet(Words::tr("%1 answers again.").arg(c.label(c.from())), rows);
}

std::optional<GateAsk> askWhenBack(const StepContext &c)
{
    if (!sourceAnswers(c) || !catchUpIsOver(c))
        return std::nullopt;
    GateAsk ask;
    ask.headline = Words::tr("%1 answers again.").arg(c.label(c.from()));
    ask.explanation = Words::tr("Both regions may run side by side without harm. Going on moves the consumers to %1; "
                                "declining leaves them where they are.")
                          .arg(c.label(c.to()));
    ask.primaryLabel = Words::tr("Go on to %1").arg(c.label(c.to()));
    return ask;
}

} // namespace

Step catchUp(const Labels &)
{
    Phase proof{u"catch-up/proof"_s, readCounts, caughtUp};
    proof.pace = proofPace;
    proof.budget = 26h; // a daily standby may be a day behind
    return {StepId{u"catch-up"_s}, Words::tr("Catch up to T0"), {u"running"_s, u"warm"_s}, 26h, {{proof}}, true};
}

Step lastLook(const Labels &labels)
{
    Phase look{u"last-look/probe"_s, readSourceReach, lookedAtSource, nullptr, askWhenBack};
    look.poll = 10s;
    look.pace = [](const StepContext &c) { return catchUpIsOver(c) ? Duration(1s) : Duration(10s); };
    look.budget = 27h; // as long as the catch-up, beside which it looks
    Phase served{u"last-look/served"_s, readCanary, servedIsKnown};
    served.poll = 10s;
    served.budget = 27h;
    return {
        StepId{u"last-look"_s}, Words::tr("Last look at %1").arg(labels.from), {u"quiet"_s}, 26h, {{look}, {served}}};
}

} // namespace twinlake::steps
