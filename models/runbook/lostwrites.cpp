// SPDX-FileCopyrightText: 2026 The Twinlake authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// When a lost write counts as found, as never received, or as somebody's to look at.
#include "models/runbook/lostwrites.h"

#include "models/runbook/causes.h"
#include "models/runbook/codec.h"
#include "models/runbook/events.h"
#include "models/runbook/phasedecision.h"
#include "models/runbook/reconcile.h"

#include <algorithm>

namespace twinlake {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Duration lookLimit = 60s; // so long a lost write is looked for before its absence says something

Command outcomeEvent(const StepContext &c, const IntentRecord &intent, const Outcome &outcome, bool givenUp)
{
    QJsonObject data = toJson(outcome);
    data.insert(u"intent"_s, intent.id);
    if (givenUp)
        data.insert(u"given_up"_s, true);
    return Record{events::make(c.state.id, events::outcome, c.step.id, data)};
}

/// Nothing of ours can be under way any more after this instant plus the limit.
Instant lookedForSince(const StepContext &c, const IntentRecord &intent)
{
    const Instant ended = intent.outcomeAt.value_or(intent.at);
    return c.state.resumedAt ? std::max(ended, *c.state.resumedAt) : ended;
}

/// A race for the coordination lock that was lost: the server refused ours, and what is there now is another's.
bool wasOvertaken(const StepContext &c, const IntentRecord &intent)
{
    const auto &lock = c.world.facts.terraform.coordination;
    return intent.outcome && intent.outcome->kind == Outcome::Kind::Refused
        && intent.call["call"_L1].toString() == "lock_workspace"_L1 && lock.isLive() && lock.value->locked
        && lock.value->id.value == intent.call["workspace"_L1].toString()
        && !lock.value->lockedReason.contains(c.state.nonce);
}

bool isInherited(const StepContext &c, const IntentRecord &intent)
{
    return intent.epoch < c.state.epoch;
}

} // namespace

const IntentRecord *lostIntent(const StepContext &c)
{
    const auto found = std::find_if(c.state.intents.rbegin(), c.state.intents.rend(), [&](const IntentRecord &one) {
        return one.phase == c.phase.key && !one.givenUp && !c.world.sending.contains(one.id) && needsLooking(one);
    });
    return found == c.state.intents.rend() ? nullptr : &*found;
}

std::optional<Command> endOf(const StepContext &c, const IntentRecord &intent, const Poll &poll)
{
    if (const std::optional<Outcome> outcome = reconciled(c, intent))
        return outcomeEvent(c, intent, *outcome, false);
    if (wasOvertaken(c, intent))
        return outcomeEvent(c, intent, {Outcome::Kind::Refused, 0, Words::tr("Somebody else was faster."), {}}, true);
    const bool patient = between(lookedForSince(c, intent), poll.startedAt) >= lookLimit;
    if (!isInherited(c, intent) || !patient || !poll.request.covers(readsToReconcile(c, intent))
        || !wouldShow(c, intent))
        return std::nullopt;
    const Outcome never{
        Outcome::Kind::Refused,
        0,
        Words::tr("The servers show no trace of it after %1: it was not received.").arg(humanDuration(lookLimit)),
        {}};
    return outcomeEvent(c, intent, never, true);
}

Command endAsWanted(const StepContext &c, const IntentRecord &intent)
{
    const std::optional<Outcome> outcome = reconciled(c, intent);
    return outcomeEvent(c, intent,
                        outcome.value_or(Outcome{Outcome::Kind::Done, 0, Words::tr("What was wanted is there."), {}}),
                        false);
}

Verdict lookingFor(const StepContext &c, const IntentRecord &intent)
{
    Verdict verdict;
    const bool patient = between(lookedForSince(c, intent), c.now) >= lookLimit;
    if (!patient || isInherited(c, intent)) {
        verdict.sentence =
            Words::tr("The outcome of the write is unknown. Looking for its effect; nothing is sent again.");
        return verdict;
    }
    verdict.sentence = Words::tr("The outcome of the write is unknown and the server shows no trace of it. Look "
                                 "yourself; \"Try again\" sends it once more.");
    verdict.cause = causes::noTrace;
    return verdict;
}

} // namespace twinlake
