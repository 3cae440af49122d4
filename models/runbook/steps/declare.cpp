// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// U0 declare: the witnesses agree, the dwell is over, a person confirms, one driver holds the coordination lock.
#include "models/rules/reachability.h"
#include "models/runbook/causes.h"
#include "models/runbook/events.h"
#include "models/runbook/steps/common.h"
#include "models/runbook/steps/glass.h"
#include "models/runbook/steps/steps.h"

namespace twinlake::steps {

using namespace std::chrono_literals;

namespace {

bool answers(const Reachability &reach)
{
    return reach.lastAnswerAt.has_value() && !reach.silentSince && !isSilent(reach.reach);
}

Evidence witnessRow(const QString &who, const Reachability &reach)
{
    const EvidenceVerdict verdict = answers(reach) ? EvidenceVerdict::Good
        : isSilent(reach.reach)                    ? EvidenceVerdict::Bad
                                                   : EvidenceVerdict::Waiting;
    return row(who, verdict, reachWord(reach.reach), reach.detail, reach.lastProbeAt.value_or(Instant()));
}

FactRequest readWitnesses(const StepContext &)
{
    return facts({FactKind::Reach, FactKind::Coordination, FactKind::Witnesses}, {Region::Primary, Region::Secondary});
}

QList<Evidence> witnessRows(const StepContext &c)
{
    const GroupFacts &facts = c.world.facts;
    QList<Evidence> rows{witnessRow(c.label(c.from()), facts.regions[c.from()].reach),
                         witnessRow(c.label(c.to()), facts.regions[c.to()].reach),
                         witnessRow(Words::tr("Terraform"), facts.terraform.reach)};
    for (auto it = c.world.witnesses.begin(); it != c.world.witnesses.end(); ++it)
        rows.append(witnessRow(it.key(), it.value()));
    return rows;
}

int answeringWitnesses(const StepContext &c)
{
    int count = answers(c.world.facts.regions[c.to()].reach) ? 1 : 0;
    count += answers(c.world.facts.terraform.reach) ? 1 : 0;
    for (const Reachability &witness : c.world.witnesses)
        count += answers(witness) ? 1 : 0;
    return count;
}

bool tokenIsRefused(const StepContext &c)
{
    return c.world.facts.terraform.reach.reach == Reach::Credentials
        || c.world.facts.regions[c.to()].reach.reach == Reach::Credentials;
}

Verdict agreed(const StepContext &c)
{
    Verdict verdict = yes(
        Words::tr("%1 is silent while %n witness(es) answer.", nullptr, answeringWitnesses(c)).arg(c.label(c.from())),
        witnessRows(c));
    verdict.remarks = {{events::clock, {{u"clock"_s, u"detected"_s}, {u"at"_s, toIso(c.now)}}}};
    if (!c.state.notes.contains("proposed_t0"_L1)) {
        const Reachability &reach = c.world.facts.regions[c.from()].reach;
        verdict.notes.insert(u"proposed_t0"_s, toIso(reach.silentSince.value_or(c.now)));
        verdict.notes.insert(u"t0_source"_s, u"silence"_s);
    }
    return verdict;
}

/// Silent by hysteresis since at least the dwell, with two witnesses (design.md 13).
Verdict witnessesAgree(const StepContext &c)
{
    const Reachability &primary = c.world.facts.regions[c.from()].reach;
    const bool late = between(c.phaseStart, c.now) > c.estate.timings.dwell + 5min;
    if (!isSilent(primary.reach) || !primary.silentSince) {
        const bool answered = primary.lastAnswerAt && !primary.silentSince;
        if (late && answered) {
            return {Verdict::Kind::Inconclusive,
                    Words::tr("%1 still answers. Nothing was declared and nothing was changed.").arg(c.label(c.from())),
                    witnessRows(c),
                    {},
                    {}};
        }
        return notYet(answered ? Words::tr("%1 answers.").arg(c.label(c.from()))
                               : Words::tr("Probing %1.").arg(c.label(c.from())),
                      witnessRows(c));
    }
    if (answeringWitnesses(c) < 2) {
        if (late)
            return {Verdict::Kind::Inconclusive,
                    Words::tr("Too few witnesses answered for too long. Nothing was declared and nothing was changed."),
                    witnessRows(c),
                    {},
                    {},
                    tokenIsRefused(c) ? causes::credentials : QString()};
        return blocked(Words::tr("Fewer than two witnesses answer: it may be our own network that is out."),
                       witnessRows(c));
    }
    const Duration silent = between(*primary.silentSince, c.now);
    if (silent < c.estate.timings.dwell) {
        return notYet(Words::tr("%1 is silent; the dwell of %2 guards against a short break.")
                          .arg(c.label(c.from()), humanDuration(c.estate.timings.dwell)),
                      witnessRows(c));
    }
    return agreed(c);
}

Verdict declared(const StepContext &c)
{
    Verdict verdict = approved(c);
    if (verdict.kind != Verdict::Kind::Yes)
        return verdict;
    const QString t0 = c.state.notes["proposed_t0"_L1].toString();
    verdict.sentence = Words::tr("Declared, T0 is %1.").arg(t0);
    verdict.remarks = {{events::t0Set, {{u"t0"_s, t0}}}};
    return verdict;
}

std::optional<GateAsk> askToDeclare(const StepContext &c)
{
    const Instant t0 = c.state.notedInstant(u"proposed_t0"_s).value_or(c.now);
    const QString source = c.state.notes["t0_source"_L1].toString();
    GateAsk ask;
    ask.headline = Words::tr("%1 is out. Declare it.").arg(c.label(c.from()));
    ask.explanation = source == "operator"_L1 ? Words::tr("T0 is %1, as given.").arg(timeOfDay(t0, c.now))
        : source == "silence"_L1
        ? Words::tr("T0 is %1, the first lost probe; no watermark was known before.").arg(timeOfDay(t0, c.now))
        : Words::tr("T0 is %1, where the watermark of %2 stood still.").arg(timeOfDay(t0, c.now), c.label(c.from()));
    ask.primaryLabel = Words::tr("Declare the outage");
    ask.checks = witnessRows(c);
    return ask;
}

} // namespace

Step declare(const Labels &)
{
    Phase witnesses{u"declare/witnesses"_s, readWitnesses, witnessesAgree};
    witnesses.poll = 10s;
    witnesses.budget = 0s; // the check itself says when it is too late
    const Phase confirm{u"declare/confirm"_s, nothing, declared, nullptr, askToDeclare};
    return {StepId{u"declare"_s},
            Words::tr("Declare the outage"),
            {},
            10min,
            {Lane{findDirection(u"declare/direction"_s), witnesses, confirm}
             + throughTerraform({lockCoordination(u"declare/lock"_s)})}};
}

} // namespace twinlake::steps
